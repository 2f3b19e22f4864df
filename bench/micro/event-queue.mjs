/** The queue of what is yet to happen: what it costs to take the next task and to schedule another, at constant length. */
import { createDice } from '../../dist/sim/kernel/dice.js';
import { createEventQueue } from '../../dist/sim/kernel/event-queue.js';

/**
 * Delays as those of a run: most are the latencies of networks and databases, then come those of issuers, timeouts of
 * calls, and a few buyers and nights that are hours ahead. Share of all, and milliseconds at most.
 */
const DELAYS = [
  [0.7, 20],
  [0.1, 900],
  [0.19, 10_000],
  [0.01, 3_600_000],
];

export const eventQueue = [1_000, 100_000].map((pending) => ({
  name: `event queue: push and pop, ${pending.toLocaleString('en')} pending`,
  repeat: pushAndPop(pending),
}));

function pushAndPop(pending) {
  const draw = createDice('bench').stream('delay', 'queue');
  // A power of two, so that a place is found by masking.
  const delays = Array.from({ length: 4096 }, () => delayOf(draw(), draw()));
  const task = () => undefined;
  const queue = createEventQueue();
  let now = 0;
  for (let i = 0; i < pending; i += 1) queue.push(delays[i & 4095], task);
  return (count) => {
    for (let i = 0; i < count; i += 1) {
      now = queue.pop().at;
      queue.push(now + delays[i & 4095], task);
    }
    return now;
  };
}

function delayOf(share, part) {
  let left = share;
  for (const [width, mostMs] of DELAYS) {
    if (left < width) return Math.floor(part * mostMs);
    left -= width;
  }
  return 0;
}
