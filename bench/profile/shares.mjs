/** Which part of a run has spent how much of its time, from a profile as V8 writes it. */
import { collector, parts, rest } from './parts.mjs';

/** @returns each part with its share of the time that the process was busy, the largest first, the rest last */
export function sharesOf(profile) {
  const partOf = partsByNode(profile.nodes);
  const spent = new Map([...parts, collector, rest].map((part) => [part, 0]));
  let total = 0;
  for (const [i, id] of profile.samples.entries()) {
    const part = partOf.get(id);
    if (part === undefined) continue;
    const took = profile.timeDeltas[i];
    total += took;
    spent.set(part, spent.get(part) + took);
  }
  const shares = [...spent].map(([part, took]) => ({ ...part, share: took / total }));
  return shares.toSorted((a, b) => Number(a.name === rest.name) - Number(b.name === rest.name) || b.share - a.share);
}

/** A node belongs to the part of its own file, or else to that of whoever called it; an idle one to none. */
function partsByNode(nodes) {
  const callers = new Map(nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id])));
  const found = new Map();
  // A caller stands before whom it calls.
  for (const { id, callFrame } of nodes) {
    const { functionName, url } = callFrame;
    const own = functionName === '(garbage collector)' ? collector : parts.find(({ files }) => files.test(url));
    found.set(id, functionName === '(idle)' ? undefined : (own ?? found.get(callers.get(id)) ?? rest));
  }
  return found;
}
