import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel, type Kernel } from './kernel.ts';

const NO_LIMIT = 1_000_000;

/** Schedules a task that notes its name and the time at which it ran. */
function note(kernel: Kernel, notes: string[], at: number, name: string): void {
  kernel.schedule(at, () => notes.push(`${name} at ${kernel.now()}`));
}

describe('virtual time', () => {
  it('stands still until something happens, and is then the time of what happens', () => {
    const kernel = createKernel(1000, NO_LIMIT);
    const notes: string[] = [];
    note(kernel, notes, 1500, 'later');
    note(kernel, notes, 1000, 'now');
    expect(kernel.now()).toBe(1000);
    expect(kernel.run(10)).toBe('quiet');
    expect(notes).toEqual(['now at 1000', 'later at 1500']);
    expect(kernel.now()).toBe(1500);
  });

  it('lets a task schedule another for the same instant, after those that wait for it already', () => {
    const kernel = createKernel(0, NO_LIMIT);
    const notes: string[] = [];
    kernel.schedule(5, () => note(kernel, notes, 5, 'third'));
    note(kernel, notes, 5, 'second');
    expect(kernel.run(10)).toBe('quiet');
    expect(notes).toEqual(['second at 5', 'third at 5']);
  });

  it('never goes back, whatever tasks schedule', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 50 }), { maxLength: 3 }), { maxLength: 40 }), (waits) => {
        const kernel = createKernel(0, NO_LIMIT);
        const times: number[] = [];
        const pending = [...waits];
        const task = (): void => {
          times.push(kernel.now());
          for (const wait of pending.shift() ?? []) kernel.schedule(kernel.now() + wait, task);
        };
        kernel.schedule(0, task);
        expect(kernel.run(NO_LIMIT)).toBe('quiet');
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(kernel.events()).toBe(times.length);
      }),
    );
  });

  it.each([999, 1000.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'refuses a task at %d when it is 1000',
    (at) => {
      const kernel = createKernel(1000, NO_LIMIT);
      expect(() => kernel.schedule(at, () => undefined)).toThrow(`nothing can be scheduled at ${at} when it is 1000`);
      expect(kernel.run(10)).toBe('quiet');
      expect(kernel.events()).toBe(0);
    },
  );

  it('refuses a task in what has become the past', () => {
    const kernel = createKernel(0, NO_LIMIT);
    kernel.schedule(10, () => kernel.schedule(9, () => undefined));
    expect(() => kernel.run(10)).toThrow(RangeError);
  });
});

describe('a run', () => {
  it('stops when its budget is spent and goes on where it stopped', () => {
    const kernel = createKernel(0, NO_LIMIT);
    const notes: string[] = [];
    for (const name of ['a', 'b', 'c']) note(kernel, notes, 1, name);
    expect(kernel.run(2)).toBe('more');
    expect(notes).toEqual(['a at 1', 'b at 1']);
    expect(kernel.run(2)).toBe('quiet');
    expect(notes).toEqual(['a at 1', 'b at 1', 'c at 1']);
    expect(kernel.events()).toBe(3);
  });

  it('ends at its limit, and stays there', () => {
    const kernel = createKernel(0, 2);
    const notes: string[] = [];
    for (const name of ['a', 'b', 'c']) note(kernel, notes, 1, name);
    expect(kernel.run(10)).toBe('limit');
    expect(kernel.run(10)).toBe('limit');
    expect(notes).toEqual(['a at 1', 'b at 1']);
    expect(kernel.events()).toBe(2);
  });

  it('is quiet, not at its limit, when nothing but cancelled tasks is left', () => {
    const kernel = createKernel(0, 1);
    kernel.schedule(1, () => undefined);
    kernel.schedule(2, () => undefined).cancel();
    expect(kernel.run(10)).toBe('quiet');
    expect(kernel.events()).toBe(1);
    expect(kernel.now()).toBe(1);
  });

  it('fails with what a task throws', () => {
    const kernel = createKernel(0, NO_LIMIT);
    kernel.schedule(3, () => {
      throw new Error('the wallet is broken');
    });
    expect(() => kernel.run(10)).toThrow('the wallet is broken');
    expect(kernel.now()).toBe(3);
  });
});
