import { describe, expect, it } from 'vitest';
import { faultKinds } from '../faults/catalogue.ts';
import { parseExpectation } from './expectations.ts';
import { expectationMetrics } from './scenario.ts';

describe('expectations', () => {
  it('compare a count with a whole number', () => {
    expect(['captures >= 10', 'deadLetters=0', 'faults.service.crash < 3'].map(parseExpectation)).toEqual([
      { ok: true, value: { expression: 'captures >= 10', metric: 'captures', operator: '>=', bound: 10 } },
      { ok: true, value: { expression: 'deadLetters=0', metric: 'deadLetters', operator: '=', bound: 0 } },
      {
        ok: true,
        value: { expression: 'faults.service.crash < 3', metric: 'faults.service.crash', operator: '<', bound: 3 },
      },
    ]);
  });

  it('may be of every counter and of every kind of fault', () => {
    const all = [...Object.keys(expectationMetrics), ...faultKinds.map((kind) => `faults.${kind}`)];
    expect(all.filter((metric) => !parseExpectation(`${metric} >= 1`).ok)).toEqual([]);
  });

  it.each([
    [
      'capture >= 1',
      /^a metric: one of faults, retries, .*, recoveries, or faults\.<kind>$/,
      'did you mean `captures`?',
    ],
    ['faults.service.crsh >= 1', /^a metric: /, 'did you mean `faults.service.crash`?'],
    ['service.crash >= 1', /^a metric: /, 'write `faults.service.crash`'],
    ['captures => 1', /^captures, then one of < <= > >= = and a bound$/, 'write `>=`'],
    ['captures >= 5%', /^captures with a whole number$/, undefined],
    ['captures >= -1', /^captures with a whole number$/, undefined],
    ['', /^an expectation such as /, undefined],
  ])('"%s" is refused', (text, expected, hint) => {
    const result = parseExpectation(text);
    expect(result.ok ? '' : result.expected).toMatch(expected);
    expect(result.ok ? undefined : result.hint).toBe(hint);
  });
});
