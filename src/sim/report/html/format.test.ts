import { describe, expect, it } from 'vitest';
import { briefCount, count, counted, listed, partsPerMillion, percentage, times } from './format.ts';

describe('counts', () => {
  it('have thousands separators at any size', () => {
    expect([0, 999, 1000, -1_234_567, 9_007_199_254_740_991].map(count)).toEqual([
      '0',
      '999',
      '1,000',
      '-1,234,567',
      '9,007,199,254,740,991',
    ]);
    expect(count(1234.5)).toBe('1,234.5');
    expect(count(0 / 0)).toBe('–');
  });

  it('are abbreviated only where there is little room', () => {
    expect([99_999, 100_000, 1_250_000, 3e9, -2e12].map((value) => briefCount(value))).toEqual([
      '99,999',
      '100k',
      '1.25M',
      '3B',
      '-2T',
    ]);
    expect(briefCount(3_178_402, 10_000_000)).toBe('3,178,402');
  });

  it('agree with their nouns', () => {
    expect([0, 1, 2000].map((value) => counted(value, 'order'))).toEqual(['0 orders', '1 order', '2,000 orders']);
    expect([1, 2, 7].map(times)).toEqual(['once', 'twice', '7 times']);
  });
});

describe('shares', () => {
  it('are never all or nothing when they are not', () => {
    expect(percentage(3104, 3106)).toBe('99.9%');
    expect(percentage(99_999, 100_000)).toBe('>99.9%');
    expect(percentage(1, 100_000)).toBe('<0.1%');
    expect(percentage(7, 7)).toBe('100%');
    expect(percentage(0, 7)).toBe('0%');
    expect(percentage(0, 0)).toBeUndefined();
  });

  it('in parts per million are exact', () => {
    expect([1_000_000, 987_500, 972_309, 1].map(partsPerMillion)).toEqual(['100%', '98.75%', '97.2309%', '0.0001%']);
  });
});

describe('lists', () => {
  it('end with "and"', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });
});
