import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventQueue, REACH_MS, type EventQueue, type Scheduled } from './event-queue.ts';

/** Takes everything out: the times, in order, while each task tells its name. */
function drain(queue: EventQueue): number[] {
  const times: number[] = [];
  for (let due = queue.pop(); due !== undefined; due = queue.pop()) {
    times.push(due.at);
    due.task();
  }
  return times;
}

describe('an event queue', () => {
  it('gives the earliest task first, and among tasks of one time the one that was scheduled first', () => {
    const queue = createEventQueue();
    const ran: string[] = [];
    for (const [at, name] of [
      [20, 'late'],
      [10, 'first of two'],
      [10, 'second of two'],
      [0, 'early'],
    ] as const) {
      queue.push(at, () => ran.push(name));
    }
    expect(drain(queue)).toEqual([0, 10, 10, 20]);
    expect(ran).toEqual(['early', 'first of two', 'second of two', 'late']);
    expect(queue.pop()).toBeUndefined();
  });

  it('counts what is waiting, cancelled tasks left out', () => {
    const queue = createEventQueue();
    const [one] = [queue.push(1, () => undefined), queue.push(2, () => undefined), queue.push(3, () => undefined)];
    expect(queue.size()).toBe(3);
    one.cancel();
    expect(queue.size()).toBe(2);
    expect(queue.pop()?.at).toBe(2);
    expect(queue.size()).toBe(1);
    expect(drain(queue)).toEqual([3]);
    expect(queue.size()).toBe(0);
  });

  it('takes a second cancellation of one task for the first', () => {
    const queue = createEventQueue();
    const cancelled = queue.push(1, () => undefined);
    queue.push(2, () => undefined);
    cancelled.cancel();
    cancelled.cancel();
    expect(queue.size()).toBe(1);
    expect(drain(queue)).toEqual([2]);
  });

  it('takes no notice when a task is cancelled that has been taken out', () => {
    const queue = createEventQueue();
    const done = queue.push(1, () => undefined);
    queue.push(2, () => undefined);
    expect(queue.pop()?.at).toBe(1);
    done.cancel();
    expect(queue.size()).toBe(1);
    expect(drain(queue)).toEqual([2]);
  });
});

describe('in any order of scheduling', () => {
  /** Within a few milliseconds, about where the wheel ends, and far beyond it. */
  const times = fc.oneof(
    fc.nat({ max: 9 }),
    fc.integer({ min: REACH_MS - 3, max: REACH_MS + 3 }),
    fc.nat({ max: 5 * REACH_MS }),
  );
  const plans = fc.array(fc.record({ at: times, cancelled: fc.boolean() }), { maxLength: 60 });

  it('the tasks come out as a stable sort by time gives them, without the cancelled ones', () => {
    fc.assert(
      fc.property(plans, (tasks) => {
        const queue = createEventQueue();
        const ran: number[] = [];
        const scheduled = tasks.map(({ at }, index) => queue.push(at, () => ran.push(index)));
        for (const [index, task] of tasks.entries()) if (task.cancelled) scheduled[index]?.cancel();

        const kept = tasks.map((task, index) => ({ ...task, index })).filter((task) => !task.cancelled);
        expect(queue.size()).toBe(kept.length);
        const sorted = kept.toSorted((a, b) => a.at - b.at);
        expect(drain(queue)).toEqual(sorted.map(({ at }) => at));
        expect(ran).toEqual(sorted.map(({ index }) => index));
      }),
    );
  });

  const steps = fc.array(
    fc.oneof(
      fc.record({ step: fc.constant('push' as const), at: times }),
      fc.record({ step: fc.constant('cancel' as const), which: fc.nat({ max: 40 }) }),
      fc.record({ step: fc.constant('pop' as const) }),
    ),
    { maxLength: 80 },
  );

  it.each([
    ['after the last one that was taken out', true],
    ['at any time', false],
  ])('pushing %s, cancelling and taking out in turns is the same as on a sorted list', (_, isAfter) => {
    fc.assert(
      fc.property(steps, (turns) => {
        let now = 0;
        const queue = createEventQueue();
        const handles: Scheduled[] = [];
        let list: { readonly at: number; readonly index: number }[] = [];
        for (const turn of turns) {
          if (turn.step === 'push') {
            const index = handles.length;
            const at = isAfter ? now + turn.at : turn.at;
            handles.push(queue.push(at, () => undefined));
            list = [...list, { at, index }].toSorted((a, b) => a.at - b.at);
          } else if (turn.step === 'cancel') {
            handles[turn.which]?.cancel();
            list = list.filter(({ index }) => index !== turn.which);
          } else {
            const next = list.shift();
            expect(queue.pop()?.at).toBe(next?.at);
            now = next?.at ?? now;
          }
          expect(queue.size()).toBe(list.length);
        }
        expect(drain(queue)).toEqual(list.map(({ at }) => at));
      }),
      { numRuns: 500 },
    );
  });
});
