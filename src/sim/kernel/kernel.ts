/**
 * Virtual time. The kernel owns the clock and the queue and runs one task after the other, synchronously; it knows
 * nothing of what the tasks do. Time is an integer count of milliseconds since the Unix epoch and moves only here.
 */
import { createEventQueue, type Scheduled } from './event-queue.ts';

/** `quiet`: nothing is left to happen. `more`: the budget is spent. `limit`: the run has reached its number of events. */
export type Progress = 'quiet' | 'more' | 'limit';

export interface Kernel {
  now(): number;
  /**
   * Has a task run at a time.
   * @throws RangeError when the time is not an integer or lies in the past
   */
  schedule(at: number, task: () => void): Scheduled;
  /** Runs at most `budget` tasks. */
  run(budget: number): Progress;
  /** Tasks run so far. */
  events(): number;
}

/**
 * @param start the first instant of virtual time
 * @param limit the number of tasks after which the run ends, whatever is left
 */
export function createKernel(start: number, limit: number): Kernel {
  const queue = createEventQueue();
  let now = start;
  let events = 0;

  return {
    now: () => now,
    events: () => events,
    schedule(at, task) {
      if (!Number.isSafeInteger(at) || at < now)
        throw new RangeError(`nothing can be scheduled at ${at} when it is ${now}`);
      return queue.push(at, task);
    },
    run(budget) {
      for (let left = budget; left > 0; left -= 1) {
        if (events >= limit && queue.size() > 0) return 'limit';
        const due = queue.pop();
        if (due === undefined) return 'quiet';
        now = due.at;
        events += 1;
        due.task();
      }
      return 'more';
    },
  };
}
