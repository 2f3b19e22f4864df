import { describe, expect, it } from 'vitest';
import { parseThreshold } from './thresholds.ts';

describe('thresholds', () => {
  it('have a bound in the unit of their metric: milliseconds, parts per million, or a count', () => {
    expect(['checkout.p99 < 5s', 'captured >= 95%', 'openBreaks=0'].map(parseThreshold)).toEqual([
      { ok: true, value: { expression: 'checkout.p99 < 5s', metric: 'checkout.p99', operator: '<', bound: 5_000 } },
      { ok: true, value: { expression: 'captured >= 95%', metric: 'captured', operator: '>=', bound: 950_000 } },
      { ok: true, value: { expression: 'openBreaks=0', metric: 'openBreaks', operator: '=', bound: 0 } },
    ]);
  });

  it('name the nearest metric when there is none like it', () => {
    const result = parseThreshold('capturd >= 95%');
    expect(result).toMatchObject({ ok: false, hint: 'did you mean `captured`?' });
    expect(result).toHaveProperty('expected', expect.stringMatching(/^a metric: one of checkout\.p50, .*, matched$/));
  });

  it.each([
    ['checkout.p99 < 5%', 'checkout.p99 with a duration such as 250ms, 1.5s, 10min, 6h or 2d', undefined],
    ['captured >= 5s', 'captured with a percentage such as 2.9%', undefined],
    ['captured >= 0.95', 'captured with a percentage such as 2.9%', 'write 95% or 0.95%'],
    ['openBreaks = 0%', 'openBreaks with a whole number', undefined],
    ['openBreaks = ', 'openBreaks with a whole number', undefined],
    ['captured == 95%', 'captured, then one of < <= > >= = and a bound', 'write `=`'],
    ['captured 95%', 'captured, then one of < <= > >= = and a bound', undefined],
    ['', 'a threshold such as checkout.p99 < 5s, captured >= 95% or openBreaks = 0', undefined],
  ])('"%s" is refused', (text, expected, hint) => {
    expect(parseThreshold(text)).toEqual(hint === undefined ? { ok: false, expected } : { ok: false, expected, hint });
  });
});
