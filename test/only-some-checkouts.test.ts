/** A run of some of its checkouts: these meet the same luck as among all, as far as one does not depend on another. */
import { describe, expect, it } from 'vitest';
import { checkoutOf } from '../src/domain/ids.ts';
import type { Fact } from '../src/sim/facts.ts';
import { shippedScenario, simulate, watch } from './support/simulate.ts';

const some = [3, 8, 17, 29];
const own = new Set(some.map((n) => `checkout-${n}`));

/**
 * What happened to these checkouts and when, up to the nights. In this shop nobody waits for another: a commit takes its
 * time whoever else commits, and the circuit to the PSP stays closed.
 */
function daysOf(facts: readonly Fact[], until: number): string[] {
  return facts.flatMap((fact) => {
    const checkout = checkoutOf(fact.concern);
    if (checkout === undefined || !own.has(checkout) || fact.at >= until) return [];
    if (fact.kind === 'delivered' || fact.kind === 'sent')
      return [`${fact.at} ${fact.kind} ${fact.from} ${fact.to} ${JSON.stringify(fact.message)}`];
    return fact.kind === 'written' ? [`${fact.at} ${fact.by} ${fact.table} ${JSON.stringify(fact.after)}`] : [];
  });
}

describe.each([1, 2])('with seed %i', (seed) => {
  const changes = [`seed=${seed}`, 'traffic.checkouts=40'];
  const scenario = shippedScenario('defect-bench', changes);
  const all = watch(scenario);
  const few = watch(shippedScenario('defect-bench', [...changes, `traffic.only=[${some.join()}]`]));

  it('only those come', () => {
    const came = few.facts.filter((fact) => fact.kind === 'delivered' && fact.message.type === 'BuyerArrived');
    expect(came.map(({ concern }) => concern)).toEqual([...own]);
  });

  it('they come when they did, with the same baskets, and are answered, charged, refunded and posted as they were', () => {
    const night = Date.parse('2026-03-02T22:30Z');
    const days = daysOf(few.facts, night);
    expect(days.length).toBeGreaterThan(100);
    expect(days.toSorted()).toEqual(daysOf(all.facts, night).toSorted());
  });
});

it('a run of none of them is over in peace', () => {
  const { report } = simulate(shippedScenario('defect-bench', ['traffic.only=[]']));
  expect(report).toMatchObject({ verdict: 'inconclusive', violations: [], counts: { checkouts: 0 } });
});

it('a run of all of them by name is the whole run', () => {
  const changes = ['traffic.checkouts=4'];
  const named = shippedScenario('defect-bench', [...changes, 'traffic.only=[4, 2, 1, 3]']);
  const { traceHash } = simulate(shippedScenario('defect-bench', changes)).report;
  expect(simulate(named).report.traceHash).toBe(traceHash);
});
