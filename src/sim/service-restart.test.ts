import { describe, expect, it } from 'vitest';
import { clerkBench, one, two } from '../../test/support/clerk-bench.ts';

describe('a service that crashes', () => {
  it('has nobody in memory, whatever they were doing', () => {
    const { deliver, service } = clerkBench();
    for (const who of [one, two]) deliver(who, 'Run');
    service.crash();
    expect([service.isUp(), service.actorsInMemory()]).toEqual([false, 0]);
  });

  it('has no timers: what an actor waited for does not happen, before or after the restart', () => {
    const { deliver, done, kernel, service } = clerkBench();
    for (const type of ['Run', 'Stay']) deliver(one, type);
    kernel.schedule(20, () => service.crash());
    kernel.schedule(50, () => service.start());
    kernel.run(10);
    expect(done).toEqual([`0 ${one} errand 1`]);
    expect(service.actorsInMemory()).toBe(0);
  });

  it('drops the answer to what an actor asked for', () => {
    const { deliver, answer, done, service } = clerkBench();
    deliver(one, 'Run');
    service.crash();
    answer(one, 'Answered');
    expect(done).toEqual([`0 ${one} errand 1`]);
  });
});

describe('a service that starts again', () => {
  it('is another start of it, with nothing in memory', () => {
    const { deliver, service } = clerkBench();
    deliver(one, 'Run');
    expect(service.incarnation()).toBe(1);
    service.crash();
    expect(service.incarnation()).toBe(1);
    service.start();
    expect([service.incarnation(), service.isUp(), service.actorsInMemory()]).toEqual([2, true, 0]);
  });

  it('wakes an actor that remembers nothing but its record', () => {
    const { deliver, done, service } = clerkBench();
    for (const type of ['Run', 'Run']) deliver(one, type);
    service.crash();
    service.start();
    deliver(one, 'Tell');
    deliver(one, 'Run');
    expect(done.slice(2)).toEqual([`0 ${one} seller-3:EUR has 100`, `0 ${one} errand 1`]);
  });

  it('leaves a timer of its actor alone that an actor of an earlier start had at the same address', () => {
    const { deliver, done, kernel, service } = clerkBench();
    for (const type of ['Run', 'Stay']) deliver(one, type);
    kernel.schedule(60, () => {
      service.crash();
      service.start();
      for (const type of ['Run', 'Stay']) deliver(one, type);
    });
    kernel.run(10);
    expect(done).toEqual([`0 ${one} errand 1`, `60 ${one} errand 1`, `160 ${one} time is up`]);
  });

  it('has the actors of all unfinished records take up their work, in order and by the clock of the service', () => {
    const { done, service } = clerkBench({ unfinished: [two, one], aheadMs: 7 });
    expect(service.resume()).toBe(2);
    expect(done).toEqual([
      `0 ${two} takes up seller-4:EUR at 7`,
      `0 ${two} errand 1`,
      `0 ${one} takes up seller-3:EUR at 7`,
      `0 ${one} errand 1`,
    ]);
  });

  it('reminds an actor that is awake, which need not listen', () => {
    const { deliver, done, service } = clerkBench({ unfinished: [one] });
    deliver(one, 'Run');
    service.resume();
    expect([done, service.actorsInMemory()]).toEqual([[`0 ${one} errand 1`], 1]);
  });

  it('without unfinished records wakes nobody', () => {
    const { done, service } = clerkBench();
    expect([service.resume(), service.actorsInMemory(), done]).toEqual([0, 0, []]);
  });
});

describe('a service that is held up', () => {
  it('lets its timers go off when it is free, and on time otherwise', () => {
    // An errand of 100 ms each: one ends within the pause from 50 to 400, one after it.
    const { deliver, done, kernel } = clerkBench({
      heldUntil: () => (kernel.now() >= 50 && kernel.now() < 400 ? 400 : undefined),
    });
    for (const type of ['Run', 'Stay']) deliver(one, type);
    kernel.schedule(350, () => {
      for (const type of ['Run', 'Stay']) deliver(two, type);
    });
    kernel.run(20);
    expect(done).toEqual([
      `0 ${one} errand 1`,
      `350 ${two} errand 1`,
      `400 ${one} time is up`,
      `450 ${two} time is up`,
    ]);
  });

  it('longer than was said at first has its timers wait on', () => {
    const { deliver, done, kernel } = clerkBench({ heldUntil: () => (kernel.now() < 300 ? 300 : 900) });
    for (const type of ['Run', 'Stay']) deliver(one, type);
    kernel.run(20);
    expect(done.at(-1)).toBe(`900 ${one} time is up`);
  });

  it('and crashes meanwhile loses the timer that waits', () => {
    const { deliver, done, kernel, service } = clerkBench({ heldUntil: () => 400 });
    for (const type of ['Run', 'Stay']) deliver(one, type);
    kernel.schedule(200, () => service.crash());
    kernel.run(20);
    expect(done).toEqual([`0 ${one} errand 1`]);
  });
});
