import { describe, expect, it } from 'vitest';
import { doubledRates, evenRates, parseRateRange, ratesBetween, type RateRange, type TriedRate } from './rates.ts';

function range(written: string): RateRange {
  const read = parseRateRange(written);
  if (!read.ok) throw new Error(`${written}: ${read.expected}`);
  return read.value;
}

function texts(rates: readonly TriedRate[]): string[] {
  return rates.map(({ text }) => text);
}

describe('a range of rates', () => {
  it('is written as its ends, and told in the slower of their units', () => {
    expect(range('5/s..200/s')).toEqual({ unit: 's', least: 5, most: 200 });
    expect(range('30/min .. 2/s')).toEqual({ unit: 'min', least: 30, most: 120 });
  });

  it.each([
    ['5/s', 'two rates such as 5/s..200/s, the lower one first', undefined],
    ['5..200/s', 'two rates such as 5/s..200/s, the lower one first', 'say how often: 5/s, 5/min or 5/h'],
    ['5/s..200/sec', 'two rates such as 5/s..200/s, the lower one first', 'did you mean `200/s`?'],
    ['200/s..5/s', 'two rates such as 5/s..200/s, the lower one first', 'did you mean 5/s..200/s?'],
    ['60/min..1/s', 'two rates such as 5/s..200/s, the lower one first', 'the higher rate is more than the lower'],
    ['0/s..5/s', 'two rates such as 5/s..200/s, the lower one first', 'the lower rate is more than nothing'],
    ['1/h..1000000/s', 'rates of which the higher is at most a million times the lower', undefined],
  ])('is not %s', (written, expected, hint) => {
    expect(parseRateRange(written)).toEqual({ ok: false, expected, hint });
  });
});

describe('the rates that are tried', () => {
  it('are doubled from the lowest, and the highest', () => {
    expect(texts(doubledRates(range('5/s..200/s')))).toEqual(
      ['5/s', '10/s', '20/s', '40/s', '80/s', '160/s', '200/s'], //
    );
    expect(doubledRates(range('1/min..2/min')).map(({ perHour }) => perHour)).toEqual([60, 120]);
  });

  it('are so many at equal distances where it is said how many', () => {
    expect(texts(evenRates(range('10/s..20/s'), 5))).toEqual(['10/s', '12.5/s', '15/s', '17.5/s', '20/s']);
    expect(texts(evenRates(range('10/s..20/s'), 2))).toEqual(['10/s', '20/s']);
  });

  it('are three between the two of the knee, of three digits, and none where there is no room', () => {
    const rate = (perSecond: number): TriedRate => ({ text: `${perSecond}/s`, perHour: perSecond * 3_600 });
    expect(ratesBetween(rate(40), rate(80), 's')).toEqual([rate(50), rate(60), rate(70)]);
    expect(texts(ratesBetween(rate(100), rate(102), 's'))).toEqual(['101/s']);
    expect(ratesBetween(rate(100), rate(101), 's')).toEqual([]);
  });
});
