import { describe, expect, it } from 'vitest';
import { loadedDice } from '../../test/support/loaded-dice.ts';
import { addDays, businessDate } from '../domain/calendar.ts';
import { currency } from '../domain/currency.ts';
import { rate } from '../domain/fx.ts';
import { createDice, type Dice } from './kernel/dice.ts';
import { createMarket } from './market.ts';
import type { ForeignExchange } from './scenario/scenario.ts';

const [EUR, USD, JPY] = [currency('EUR'), currency('USD'), currency('JPY')];
const first = businessDate('2026-03-02');
const exchange: ForeignExchange = {
  sellers: EUR,
  rates: new Map([
    [USD, rate(920_000_000)],
    [JPY, rate(6_100_000)],
  ]),
  drift: 20_000,
};
const day = (n: number): typeof first => addDays(first, n);

/** Dice that show what is asked of them. */
function loaded(draws: Readonly<Record<string, number>>): Dice {
  return loadedDice((concern, entity) => draws[`${concern} ${entity}`] ?? 0.5);
}

describe('the market', () => {
  it('begins with the rates of the scenario, and they hold until the first business date', () => {
    const rateOn = createMarket(exchange, first, createDice('1'));
    expect([rateOn(USD, first), rateOn(JPY, first)]).toEqual([920_000_000, 6_100_000]);
    expect(rateOn(USD, day(-3))).toBe(920_000_000);
  });

  it('moves a rate from date to date by as much as the draw says, at most by the drift', () => {
    const draws = { 'exchange rate USD/2026-03-03': 0, 'exchange rate USD/2026-03-04': 0.999_999_9 };
    const rateOn = createMarket(exchange, first, loaded(draws));
    // Down by 2 % to 0.9016, and up by 2 % to 0.919632; a draw in the middle moves nothing.
    expect([rateOn(USD, day(1)), rateOn(USD, day(2)), rateOn(USD, day(3))]).toEqual([
      901_600_000, 919_632_000, 919_632_000,
    ]);
    expect(rateOn(JPY, day(2))).toBe(6_100_000);
  });

  it('says the same of a date whenever and in whatever order it is asked', () => {
    const [forwards, backwards] = [1, 2].map(() => createMarket(exchange, first, createDice('7')));
    const dates = [0, 1, 2, 5, 9].map(day);
    const there = dates.map((date) => forwards?.(USD, date));
    const back = dates.toReversed().map((date) => backwards?.(USD, date));
    expect(back.toReversed()).toEqual(there);
    expect(new Set(there).size).toBe(5);
    expect(dates.map((date) => createMarket(exchange, first, createDice('8'))(USD, date))).not.toEqual(there);
  });

  it('stays within the drift from one date to the next', () => {
    const rateOn = createMarket(exchange, first, createDice('1'));
    for (let n = 1; n <= 200; n += 1) {
      const change = rateOn(USD, day(n)) / rateOn(USD, day(n - 1)) - 1;
      expect(Math.abs(change)).toBeLessThanOrEqual(0.020_000_1);
    }
  });

  it('has no rate of what nothing is sold in', () => {
    const rateOn = createMarket(exchange, first, createDice('1'));
    expect(() => rateOn(currency('GBP'), first)).toThrow('the market has no rate from GBP to EUR');
  });
});
