import { describe, expect, it } from 'vitest';
import { setOverride } from './overrides.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';
import { describeSettings } from './settings.ts';

const day = `name: day
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00 }
traffic:
  checkouts: 100
  phases:
    - { name: day, shape: daily, for: 24h, rate: 20/h }
currencies:
  - { code: EUR, share: 60%, price: 4.00 EUR to 180.00 EUR }
  - { code: USD, share: 20%, price: 4.00 USD to 180.00 USD }
  - { code: JPY, share: 20%, price: 500 JPY to 900 JPY }
fx:
  sellers: EUR
  rates: [1 USD = 0.92 EUR, 1 JPY = 0.0061 EUR]
  drift: 2%
payouts: { minimum: [5.00 EUR] }
`;

/** The problems of a good day with one part of it written differently. */
function problemsWith(part: string, instead: string): string[] {
  if (!day.includes(part)) throw new Error(`the good day has no ${part}`);
  const result = readScenario(day.replace(part, instead), 'a.yaml');
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

describe('foreign exchange', () => {
  it('is the sellers’ currency, the rates to it, and how far they move', () => {
    const read = readScenario(day, 'a.yaml');
    expect(read.ok && read.scenario.fx).toEqual({
      sellers: 'EUR',
      rates: new Map([
        ['USD', 920_000_000],
        ['JPY', 6_100_000],
      ]),
      drift: 20_000,
    });
    const told = read.ok ? describeSettings(read.scenario).filter(({ name }) => name.startsWith('fx')) : [];
    expect(told.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'fx.sellers EUR',
      'fx.rates 1 USD = 0.92 EUR, 1 JPY = 0.0061 EUR',
      'fx.drift 2%',
    ]);
  });

  it('is off unless it is asked for', () => {
    const without = readScenario(day.replace(/^fx:\n(?: .*\n)+/m, ''), 'a.yaml');
    expect(without.ok && without.scenario.fx).toBeUndefined();
    expect(without.ok && describeSettings(without.scenario)).toContainEqual({ name: 'fx', value: 'none' });
  });

  it('can be set from outside, and moves by 1 % unless it is said otherwise', () => {
    const rates = setOverride('fx={ sellers: JPY, rates: [1 EUR = 163.5 JPY, 1 USD = 150.7 JPY] }');
    const read = readScenario(day.replace('minimum: [5.00 EUR]', ''), 'a.yaml', [rates]);
    expect(read.ok && [read.scenario.fx?.sellers, read.scenario.fx?.drift]).toEqual(['JPY', 10_000]);
  });

  it('needs a rate from every other currency', () => {
    expect(problemsWith(', 1 JPY = 0.0061 EUR', '')).toEqual([
      'a.yaml:13:3: fx.rates: no rate for JPY | expected one rate for each of USD, JPY | hint: add 1 JPY = ... EUR',
    ]);
  });

  it('has no rate for what nothing is sold in, none twice, and none to another currency', () => {
    expect(problemsWith('1 USD = 0.92 EUR', '1 USD = 0.92 EUR, 1 GBP = 1.15 EUR')).toEqual([
      'a.yaml:13:29: fx.rates.1: a rate for GBP, in which nothing is sold | expected one rate for each of USD, JPY',
    ]);
    expect(problemsWith('1 USD = 0.92 EUR', '1 USD = 0.92 EUR, 1 USD = 0.93 EUR')).toEqual([
      'a.yaml:13:29: fx.rates.1: "USD" a second time | expected a currency of its own',
    ]);
    expect(problemsWith('1 USD = 0.92 EUR', '1 USD = 150 JPY')).toEqual([
      `a.yaml:13:11: fx.rates.0: "1 USD = 150 JPY" | expected a rate to EUR, the sellers' currency`,
    ]);
    expect(problemsWith('1 USD = 0.92 EUR', '1 EUR = 0.92 EUR')).toEqual([
      'a.yaml:13:11: fx.rates.0: "1 EUR = 0.92 EUR" | expected a rate between two currencies',
    ]);
  });

  it('pays sellers in a currency that has an account', () => {
    const problems = problemsWith(
      'sellers: EUR\n  rates: [1 USD = 0.92 EUR',
      'sellers: GBP\n  rates: [1 USD = 0.80 GBP',
    );
    expect(problems).toEqual([
      `a.yaml:13:29: fx.rates.1: "1 JPY = 0.0061 EUR" | expected a rate to GBP, the sellers' currency`,
    ]);
    const all = [
      'sellers: EUR\n  rates: [1 USD = 0.92 EUR, 1 JPY = 0.0061 EUR]',
      'sellers: GBP\n  rates: [1 USD = 0.80 GBP]',
    ];
    expect(problemsWith(all[0] ?? '', all[1] ?? '')[0]).toBe(
      'a.yaml:12:12: fx.sellers: "GBP" | expected one of EUR, USD, JPY, the currencies of the scenario | hint: sellers are paid from the account of their currency, which only sales in it bring about',
    );
  });

  it('moves by at most 10 % from one date to the next', () => {
    expect(problemsWith('drift: 2%', 'drift: 10%')).toEqual([]);
    expect(problemsWith('drift: 2%', 'drift: 10.1%')).toEqual([
      'a.yaml:14:10: fx.drift: "10.1%" | expected a percentage from 0% to 10%',
    ]);
  });

  it('pays out no least amount in another currency', () => {
    expect(problemsWith('[5.00 EUR]', '[5.00 EUR, 400 JPY]')).toEqual([
      'a.yaml:15:12: payouts.minimum: an amount in JPY, in which no seller is paid | expected amounts in EUR alone',
    ]);
  });

  it('keeps totals exact', () => {
    // 90,000,000 yen are 89,991,000,000,000 cents: a hundred orders at ten times that would not be exact.
    const rates = ['1 JPY = 0.0061 EUR', '1 JPY = 9999 EUR'] as const;
    const dear = day.replace(...rates).replace('500 JPY to 900 JPY', '500 JPY to 90000000 JPY');
    const read = readScenario(dear, 'a.yaml');
    expect(read.ok ? [] : read.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '))).toEqual([
      'a.yaml:10:37: currencies.2.price: "500 JPY to 90000000 JPY" | expected prices of which 100 orders still have an exact total in EUR',
    ]);
  });
});
