/** What is measured must be the same work: a program that does something else is no contender. */

/** What the flow of peers/README.md comes to, with seed 1 and 10,000 checkouts. */
const TOTALS = {
  orders: 19_874,
  events: 285_936,
  captured: 19_492,
  declined: 382,
  failed: 0,
  retries: 185,
  ledgerEntries: 38_984,
  settledAmount: 98_117_875,
};

/** @throws Error when a peer does not simulate the flow */
export function assertTotals(name, totals) {
  const differing = Object.entries(TOTALS).filter(([key, expected]) => totals[key] !== expected);
  if (differing.length === 0) return;
  const seen = differing.map(([key, expected]) => `${key} ${String(totals[key])} instead of ${expected}`);
  throw new Error(`${name} does not simulate the flow of bench/peers/README.md: ${seen.join(', ')}`);
}

/** @throws Error when two runs of one scenario differ in their history */
export function assertSameHistory(name, own, other) {
  if (own.traceHash === other.traceHash) return;
  throw new Error(`${name} has another history: trace ${own.traceHash} instead of ${other.traceHash}`);
}
