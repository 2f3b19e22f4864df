/** The queue of what is yet to happen: what it costs to take the next task and to schedule another, at constant length. */
import { createDice } from '../../dist/sim/kernel/dice.js';
import { createEventQueue } from '../../dist/sim/kernel/event-queue.js';

/** Up to a minute ahead, as the delays of a run are. */
const HORIZON_MS = 60_000;

export const eventQueue = [1_000, 100_000].map((pending) => ({
  name: `event queue: push and pop, ${pending.toLocaleString('en')} pending`,
  repeat: pushAndPop(pending),
}));

function pushAndPop(pending) {
  const draw = createDice('bench').stream('delay', 'queue');
  // A power of two, so that a place is found by masking.
  const delays = Array.from({ length: 4096 }, () => Math.floor(draw() * HORIZON_MS));
  const task = () => undefined;
  const queue = createEventQueue();
  for (let i = 0; i < pending; i += 1) queue.push(Math.floor(draw() * HORIZON_MS), task);
  return (count) => {
    let now = 0;
    for (let i = 0; i < count; i += 1) {
      now = queue.pop().at;
      queue.push(now + delays[i & 4095], task);
    }
    return now;
  };
}
