/**
 * Whole runs, side by side: in each round every contender runs right after the reference, so that both find the machine in
 * the same mood, and what counts is the ratio of the two. Each run is a process of its own.
 */
import { assertSameHistory, assertTotals } from './agreement.mjs';
import { contenders, reference } from './contenders.mjs';
import { figuresOf, speed } from './figures.mjs';

/** @param size how many checkouts the reference gets */
export async function measureRuns(size, rounds, say) {
  const present = contenders.map((contender) => ({ ...contender, reason: contender.missing?.() }));
  const proofs = await proofsOf(present, say);
  const pairs = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const contender of present) {
      if (contender.reason !== undefined) continue;
      say(`round ${round} of ${rounds}: ${contender.name}`);
      pairs.push({ name: contender.name, ...(await pairOf(contender, size)) });
    }
  }
  const own = pairs.map((pair) => pair.reference);
  return {
    proofs,
    traceHash: own[0]?.traceHash,
    rows: [
      { name: reference.name, ...figuresOf(own) },
      ...present.map(({ name, reason }) => rowOf(name, reason, pairs)),
    ],
  };
}

async function pairOf(contender, size) {
  const before = await reference.run(size * reference.share);
  const measured = await contender.run(size * contender.share);
  if (contender.hasSameHistory) assertSameHistory(contender.name, measured, before);
  return { reference: before, measured, ratio: speed(before) / speed(measured) };
}

/** Every peer runs once with draws that are the same for all. */
async function proofsOf(present, say) {
  const proven = [];
  for (const { name, proof, reason } of present) {
    if (proof === undefined || reason !== undefined) continue;
    say(`proof: ${name}`);
    const totals = await proof();
    assertTotals(name, totals);
    proven.push({ name, ...totals });
  }
  return proven;
}

function rowOf(name, reason, pairs) {
  if (reason !== undefined) return { name, reason };
  const own = pairs.filter((pair) => pair.name === name);
  return { name, ...figuresOf(own.map(({ measured }) => measured)), ratios: own.map(({ ratio }) => ratio) };
}
