import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRate, parseRate } from './rate.ts';

describe('rates', () => {
  it.each([
    ['40/s', 144_000],
    ['20/min', 1_200],
    ['1200/h', 1_200],
    ['0.5/s', 1_800],
    ['83.3/h', 83.3],
    ['0/h', 0],
    ['5 / min', 300],
  ])('%s is %d checkouts an hour', (text, rate) => {
    expect(parseRate(text)).toEqual({ ok: true, value: rate });
  });

  it.each([
    ['5', 'say how often: 5/s, 5/min or 5/h'],
    ['5/m', 'did you mean `5/min`?'],
    ['5/hour', 'did you mean `5/h`?'],
    ['5/day', 'say how often: 5/s, 5/min or 5/h'],
    ['5 per h', 'write 5/h'],
    ['200rps', 'write 200/s'],
    ['200 TPS', 'did you mean `200/s`?'],
    ['30 rpm', 'did you mean `30/min`?'],
    ['200 checkouts/s', 'write 200/s'],
    ['1.5 orders per second', 'did you mean `1.5/s`?'],
  ])('%s is refused with a hint', (text, hint) => {
    expect(parseRate(text)).toEqual({ ok: false, expected: 'a rate such as 40/s, 20/min or 1200/h', hint });
  });

  it.each(['', '/h', '-5/h', 'many'])('"%s" is refused', (text) => {
    expect(parseRate(text)).toEqual({ ok: false, expected: 'a rate such as 40/s, 20/min or 1200/h' });
  });

  it('have an upper bound', () => {
    expect(parseRate('1000000/s')).toEqual({ ok: true, value: 3_600_000_000 });
    expect(parseRate('1000001/s')).toEqual({ ok: false, expected: 'a rate of at most 1000000/s' });
  });

  it('are written in the unit that makes them whole, or else an hour with three decimals', () => {
    expect([0, 1, 60, 1_200, 144_000, 83.333333].map(formatRate)).toEqual([
      '0/h',
      '1/h',
      '1/min',
      '20/min',
      '40/s',
      '83.333/h',
    ]);
  });

  it('come back from the text that was written for them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600_000_000 }), (rate) => {
        expect(parseRate(formatRate(rate))).toEqual({ ok: true, value: rate });
      }),
    );
  });
});
