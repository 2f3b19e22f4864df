import { describe, expect, it } from 'vitest';
import { createLine } from './line.ts';

describe('a line', () => {
  it('lets out first who came first', () => {
    const line = createLine<string>();
    for (const name of ['a', 'b', 'c']) line.push(name);
    expect([line.shift(), line.length()]).toEqual(['a', 2]);
    line.push('d');
    expect([line.shift(), line.shift(), line.shift(), line.shift(), line.length()]).toEqual([
      'b',
      'c',
      'd',
      undefined,
      0,
    ]);
  });

  it('keeps its order over thousands that come and go', () => {
    const line = createLine<number>();
    const left: number[] = [];
    for (let n = 0; n < 10_000; n += 1) {
      line.push(n);
      // It is five thousand long in the end.
      if (n % 2 === 1) left.push(line.shift() ?? -1);
    }
    expect(line.length()).toBe(5_000);
    for (let next = line.shift(); next !== undefined; next = line.shift()) left.push(next);
    expect(left).toEqual(Array.from({ length: 10_000 }, (_, n) => n));
  });

  it('can be sent away as a whole, and begins anew', () => {
    const line = createLine<string>();
    for (const name of ['a', 'b', 'c']) line.push(name);
    line.shift();
    expect([line.clear(), line.length(), line.shift()]).toEqual([['b', 'c'], 0, undefined]);
    line.push('d');
    expect(line.shift()).toBe('d');
  });
});
