import { describe, expect, it } from 'vitest';
import { currency } from '../../domain/currency.ts';
import { listed, priced, spell, spellDuration } from './figures.ts';

const [EUR, JPY] = [currency('EUR'), currency('JPY')];

describe('figures in findings', () => {
  it('spells amounts as people read them', () => {
    expect(spell(123_456, EUR)).toBe('1,234.56 EUR');
    expect(spell(-5, EUR)).toBe('-0.05 EUR');
    expect(spell(5_000, JPY)).toBe('5,000 JPY');
  });

  it('gives an amount that is not exact as it is', () => {
    expect(spell(819.5, EUR)).toBe('819.5 minor units of EUR');
    expect(spell(Number.NaN, EUR)).toBe('NaN minor units of EUR');
  });

  it('prices a difference by its size, where it is exact and not zero', () => {
    expect(priced(-1_200, EUR)).toEqual({ money: { amount: 1_200, currency: EUR } });
    expect(priced(0, EUR)).toEqual({});
    expect(priced(0.5, EUR)).toEqual({});
  });

  it('lists', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it.each([
    [0, '0 ms'],
    [250, '250 ms'],
    [3_000, '3 s'],
    [3_025, '3 s 25 ms'],
    [7_500_000, '2 h 5 min'],
    [86_400_001, '1 d 1 ms'],
  ])('spells %i ms as %s', (ms, words) => {
    expect(spellDuration(ms)).toBe(words);
  });
});
