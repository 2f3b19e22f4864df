/** What a peer counts, and the one line that it prints in the end. */

/** Nothing has happened yet. */
export function newTally() {
  return {
    checkouts: 0,
    orders: 0,
    events: 0,
    captured: 0,
    declined: 0,
    failed: 0,
    retries: 0,
    done: 0,
    eventLog: 0,
    ledgerEntries: 0,
    settlements: 0,
    settledCount: 0,
    settledAmount: 0,
    carried: 0,
  };
}

/** @param began by the process's own clock, in milliseconds, when all modules had been loaded */
export function printResult(program, tally, began) {
  const seconds = (performance.now() - began) / 1000;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ program, ...tally, seconds, peakMb })}\n`);
}
