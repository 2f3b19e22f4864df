import { describe, expect, it } from 'vitest';
import { clerkBench, one, two } from '../../test/support/clerk-bench.ts';

describe('a message', () => {
  it('wakes its actor from the record in the database, or creates it where there is none', () => {
    const { deliver, done } = clerkBench();
    deliver(one, 'Tell');
    deliver(two, 'Tell');
    expect(done).toEqual([`0 ${one} seller-3:EUR has 100`, `0 ${two} seller-4:EUR has nothing`]);
  });

  it('reaches the actor that is awake, which remembers', () => {
    const { deliver, done, service } = clerkBench();
    deliver(one, 'Run');
    deliver(one, 'Run');
    deliver(two, 'Run');
    expect(done).toEqual([`0 ${one} errand 1`, `0 ${one} errand 2`, `0 ${two} errand 1`]);
    expect(service.actorsInMemory()).toBe(2);
  });

  it('that its actor has no use for puts it back to sleep', () => {
    const { deliver, done, service } = clerkBench();
    deliver(one, 'Nonsense');
    expect(service.actorsInMemory()).toBe(0);
    expect(done).toEqual([]);
  });

  it('to an actor that is awake does not put it to sleep, whether it has a use for it or not', () => {
    const { deliver, service } = clerkBench();
    deliver(one, 'Run');
    deliver(one, 'Nonsense');
    expect(service.actorsInMemory()).toBe(1);
  });

  it('to an entity of no known kind is a mistake', () => {
    const { deliver, service } = clerkBench();
    expect(() => deliver('wallet/order-1.1', 'Tell')).toThrow('wallet has no kind of actor for order-1.1');
    expect(service.actorsInMemory()).toBe(0);
  });
});

describe('an actor that is final', () => {
  it('leaves memory, and the next message finds a new one', () => {
    const { deliver, answer, done, service } = clerkBench();
    deliver(one, 'Run');
    answer(one, 'Answered');
    expect(service.actorsInMemory()).toBe(0);
    deliver(one, 'Run');
    expect(done).toEqual([`0 ${one} errand 1`, `0 ${one} thanks`, `0 ${one} errand 1`]);
  });

  it('leaves memory at once when the message that woke it ends it', () => {
    const { deliver, service } = clerkBench();
    deliver(one, 'Leave');
    expect(service.actorsInMemory()).toBe(0);
  });

  it('leaves memory when time brings it to its end', () => {
    const { deliver, done, kernel, service } = clerkBench();
    deliver(one, 'Run');
    deliver(one, 'Stay');
    kernel.run(10);
    expect(done.at(-1)).toBe(`100 ${one} time is up`);
    expect(service.actorsInMemory()).toBe(0);
  });

  it('has no timers: what it waited for does not happen', () => {
    const { deliver, done, kernel } = clerkBench();
    for (const type of ['Run', 'Stay', 'Leave']) deliver(one, type);
    expect(kernel.run(10)).toBe('quiet');
    expect(kernel.events()).toBe(0);
    expect(done).toEqual([`0 ${one} errand 1`]);
  });
});

describe('an answer', () => {
  it('reaches the actor that waits for it', () => {
    const { deliver, answer, done } = clerkBench();
    deliver(one, 'Run');
    answer(one, 'Answered');
    expect(done.at(-1)).toBe(`0 ${one} thanks`);
  });

  it('to an actor that is gone is dropped, and wakes nobody', () => {
    const { answer, done, service } = clerkBench();
    answer(one, 'Run');
    expect(service.actorsInMemory()).toBe(0);
    expect(done).toEqual([]);
  });
});

describe('an actor that went back to sleep', () => {
  it('has no timers either', () => {
    const { deliver, done, kernel } = clerkBench();
    deliver(one, 'Nonsense');
    expect(kernel.run(10)).toBe('quiet');
    expect(done).toEqual([]);
  });

  it('does not take the one that was woken after it out of memory', () => {
    const { deliver, answer, done, kernel, service } = clerkBench();
    deliver(one, 'Nonsense');
    kernel.schedule(50, () => deliver(one, 'Run'));
    kernel.run(10);
    expect(service.actorsInMemory()).toBe(1);
    answer(one, 'Answered');
    expect(done).toEqual([`50 ${one} errand 1`, `100 ${one} thanks`]);
  });
});

describe('luck', () => {
  it('is the same for the same occasion and another for another', () => {
    const { deliver, done } = clerkBench();
    deliver(one, 'Draw');
    expect(done).toEqual([`0 ${one} the same: true, false`]);
  });
});
