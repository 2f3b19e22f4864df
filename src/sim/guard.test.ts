import { describe, expect, it } from 'vitest';
import { createGuard } from './guard.ts';

describe('a guard', () => {
  it('lets through what a function does, and has nothing to throw', () => {
    const seen: number[] = [];
    const guard = createGuard();
    const next = guard.wrap((value: number) => seen.push(value));
    next(1);
    next(2);
    guard.rethrow();
    expect(seen).toEqual([1, 2]);
  });

  it('keeps the first error that any of its functions throws, and throws that at the next safe point', () => {
    const guard = createGuard();
    const fail = guard.wrap((what: string) => {
      throw new Error(what);
    });
    fail('the first');
    guard.wrap(fail)('the second');
    expect(() => guard.rethrow()).toThrow('the first');
  });

  it('goes on throwing it: what broke stays broken', () => {
    const guard = createGuard();
    guard.wrap(() => {
      throw new Error('broken');
    })(undefined);
    expect(() => guard.rethrow()).toThrow('broken');
    expect(() => guard.rethrow()).toThrow('broken');
  });
});
