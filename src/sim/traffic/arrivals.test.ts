import { describe, expect, it } from 'vitest';
import { createDice } from '../kernel/dice.ts';
import { createKernel, type Kernel } from '../kernel/kernel.ts';
import { kernelScheduler } from '../kernel-scheduler.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { arrivalPlan, arrivals } from './arrivals.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T08:00Z');

/** A scenario as far as arrivals look at it: a rising hour, then a steady one. */
function morning(checkouts: number): Scenario {
  const parts: Pick<Scenario, 'clock' | 'traffic'> = {
    clock: { start: START, zone: 'UTC', firstNight: '2026-03-02' as Scenario['clock']['firstNight'], nights: 1 },
    traffic: {
      checkouts,
      phases: [
        { name: 'opening', durationMs: HOUR, shape: 'ramp', from: 0, to: 200 },
        { name: 'open', durationMs: HOUR, shape: 'constant', rate: 300 },
      ],
    },
  };
  return parts as Scenario;
}

/** A kernel that says how many of its tasks wait. */
function watchedKernel(): { readonly kernel: Kernel; readonly mostWaiting: () => number } {
  const kernel = createKernel(START, 1_000_000);
  let [waiting, most] = [0, 0];
  const schedule: Kernel['schedule'] = (at, task) => {
    waiting += 1;
    most = Math.max(most, waiting);
    const scheduled = kernel.schedule(at, () => {
      waiting -= 1;
      task();
    });
    return { cancel: () => scheduled.cancel() };
  };
  return { kernel: { ...kernel, schedule }, mostWaiting: () => most };
}

describe('a plan of arrivals', () => {
  it('has as many as the scenario wants, ascending, within the traffic', () => {
    const plan = arrivalPlan(morning(5000), createDice('1'));
    expect(plan).toHaveLength(5000);
    expect([...plan]).toEqual([...plan].toSorted((a, b) => a - b));
    expect(plan.every(Number.isSafeInteger)).toBe(true);
    expect(plan[0]).toBeGreaterThanOrEqual(START);
    expect(plan.at(-1)).toBeLessThan(START + 2 * HOUR);
  });

  it('has about the share of each phase in it', () => {
    const plan = arrivalPlan(morning(10_000), createDice('1'));
    const before = (offset: number): number => plan.filter((at) => at < START + offset).length;
    // The ramp has 100 of 400, and a quarter of that by half of its time; four standard deviations are 174 and 97.
    expect(Math.abs(before(HOUR) - 2500)).toBeLessThan(174);
    expect(Math.abs(before(HOUR / 2) - 625)).toBeLessThan(97);
    expect(Math.abs(before(1.5 * HOUR) - 6250)).toBeLessThan(194);
  });

  it('keeps the arrivals that it has when there are to be more, and depends on the seed', () => {
    const few = arrivalPlan(morning(100), createDice('1'));
    const more = new Set(arrivalPlan(morning(101), createDice('1')));
    expect(few.every((at) => more.has(at))).toBe(true);
    expect(arrivalPlan(morning(100), createDice('1'))).toEqual(few);
    expect(arrivalPlan(morning(100), createDice('2'))).not.toEqual(few);
  });

  it('may be of nobody', () => {
    expect(arrivalPlan(morning(0), createDice('1'))).toHaveLength(0);
  });
});

describe('arrivals', () => {
  it('happen when they are planned, numbered from 1', () => {
    const kernel = createKernel(START, 100);
    const seen: string[] = [];
    const plan = Float64Array.of(START, START + 10, START + 10, START + 30);
    arrivals(plan, kernelScheduler(kernel)).subscribe({
      next: (n) => seen.push(`${n} at ${kernel.now() - START}`),
      complete: () => seen.push('that was all'),
    });
    expect(seen).toEqual([]);
    expect(kernel.run(100)).toBe('quiet');
    expect(seen).toEqual(['1 at 0', '2 at 10', '3 at 10', '4 at 30', 'that was all']);
  });

  it('may be of some alone, who come when they would among all', () => {
    const kernel = createKernel(START, 100);
    const seen: string[] = [];
    const plan = Float64Array.of(START, START + 10, START + 10, START + 30);
    arrivals(plan, kernelScheduler(kernel), [2, 4]).subscribe((n) => seen.push(`${n} at ${kernel.now() - START}`));
    kernel.run(100);
    expect(seen).toEqual(['2 at 10', '4 at 30']);
    expect(kernel.events()).toBe(2);
  });

  it('are scheduled one at a time, however many there are', () => {
    const { kernel, mostWaiting } = watchedKernel();
    const plan = arrivalPlan(morning(3000), createDice('1'));
    const seen: number[] = [];
    arrivals(plan, kernelScheduler(kernel)).subscribe((n) => {
      expect(kernel.now()).toBe(plan[n - 1]);
      seen.push(n);
    });
    expect(kernel.run(1_000_000)).toBe('quiet');
    expect(seen).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1));
    expect(kernel.events()).toBe(3000);
    expect(mostWaiting()).toBe(1);
  });

  it('of nobody are over at once', () => {
    const kernel = createKernel(START, 100);
    const seen: string[] = [];
    arrivals(new Float64Array(0), kernelScheduler(kernel)).subscribe({ complete: () => seen.push('over') });
    expect(seen).toEqual(['over']);
    expect(kernel.run(1)).toBe('quiet');
  });
});
