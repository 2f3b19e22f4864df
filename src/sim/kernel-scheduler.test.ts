import { delay, interval, map, of, take, timer, type SchedulerAction } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { kernelScheduler } from './kernel-scheduler.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';

const START = 1_000_000;

/** Runs to the end and gives the offsets from the start at which something was noted. */
function timesOf(prepare: (kernel: Kernel, note: () => void) => void): number[] {
  const kernel = createKernel(START, 1000);
  const times: number[] = [];
  prepare(kernel, () => times.push(kernel.now() - START));
  expect(kernel.run(1000)).toBe('quiet');
  return times;
}

describe('operators that wait', () => {
  it('wait in virtual time', () => {
    const times = timesOf((kernel, note) => {
      const scheduler = kernelScheduler(kernel);
      expect(scheduler.now()).toBe(START);
      timer(250, scheduler).subscribe(note);
      of('a').pipe(delay(100, scheduler)).subscribe(note);
      timer(0, scheduler).subscribe(note);
    });
    expect(times).toEqual([0, 100, 250]);
  });

  it('do nothing until the kernel runs', () => {
    const kernel = createKernel(START, 1000);
    const seen: number[] = [];
    timer(0, kernelScheduler(kernel)).subscribe((value) => seen.push(value));
    expect(seen).toEqual([]);
    kernel.run(1);
    expect(seen).toEqual([0]);
  });

  it('go on waiting, again and again, as an interval does', () => {
    const times = timesOf((kernel, note) => interval(40, kernelScheduler(kernel)).pipe(take(3), map(note)).subscribe());
    expect(times).toEqual([40, 80, 120]);
  });

  it('stop waiting when they are unsubscribed', () => {
    const kernel = createKernel(START, 1000);
    const seen: number[] = [];
    const subscription = timer(10, kernelScheduler(kernel)).subscribe((value) => seen.push(value));
    subscription.unsubscribe();
    expect(kernel.run(10)).toBe('quiet');
    expect(seen).toEqual([]);
    expect(kernel.events()).toBe(0);
  });
});

describe('an action', () => {
  it('is given its state, now or later', () => {
    const kernel = createKernel(START, 1000);
    const scheduler = kernelScheduler(kernel);
    const seen: (string | undefined)[] = [];
    scheduler.schedule<string>((state) => seen.push(state), 5, 'later');
    scheduler.schedule<string>((state) => seen.push(state), 0, 'now');
    scheduler.schedule<string>((state) => seen.push(state));
    kernel.run(10);
    expect(seen).toEqual(['now', undefined, 'later']);
  });

  it('has one wait at a time: scheduled once more while it waits, it waits anew', () => {
    const times = timesOf((kernel, note) => {
      let waitAnew: (() => void) | undefined;
      kernelScheduler(kernel).schedule(function work(this: SchedulerAction<unknown>) {
        note();
        if (waitAnew !== undefined) return;
        waitAnew = () => this.schedule(undefined, 100);
        waitAnew();
      });
      kernel.schedule(START + 60, () => waitAnew?.());
    });
    expect(times).toEqual([0, 160]);
  });

  it('is never run again once it is unsubscribed', () => {
    const times = timesOf((kernel, note) => {
      const action = kernelScheduler(kernel).schedule(function work(this: SchedulerAction<unknown>) {
        note();
        this.schedule(undefined, 10);
      });
      kernel.schedule(START + 25, () => action.unsubscribe());
    });
    expect(times).toEqual([0, 10, 20]);
  });

  it('cannot be scheduled by itself after it has unsubscribed itself', () => {
    const times = timesOf((kernel, note) => {
      kernelScheduler(kernel).schedule(function work(this: SchedulerAction<unknown>) {
        note();
        this.unsubscribe();
        this.schedule(undefined, 10);
      });
    });
    expect(times).toEqual([0]);
  });
});
