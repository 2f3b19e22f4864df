import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edited, repeat, rewrite, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { foreignOrder, foreignVerdicts } from '../../../test/support/foreign-order.ts';
import { watch } from '../../../test/support/simulate.ts';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { convert, rate } from '../../domain/fx.ts';
import { minorUnits, money, type MinorUnits } from '../../domain/money.ts';
import type { Posting } from '../../domain/posting.ts';
import type { CheckMaker } from './check.ts';
import { clearingReturnsToZero } from './clearing-returns-to-zero.ts';
import { exactMinorUnits } from './exact-minor-units.ts';
import { noCreditWithoutCapture } from './no-credit-without-capture.ts';
import { noMoneyFromNothing } from './no-money-from-nothing.ts';
import { spellRate, worthOf } from './quotes.ts';
import { checkMakers } from './registry.ts';
import { walletEqualsLedger } from './wallet-equals-ledger.ts';

/** 100.00 USD at 0.92, all of which is given back a day later: 82.80 EUR come and go. */
const scenario = foreignOrder('refunds={ share: 100%, partial: 0%, after: 30h to 40h }');
const { facts } = watch(scenario);
const all = (): boolean => true;

function verdictsOf(make: CheckMaker, ...edits: readonly Edit[]): string[] {
  return foreignVerdicts(make, edited(facts, ...edits), scenario);
}

/** The legs in euros of one transaction are another amount. */
function converted(transaction: string, amount: number): Edit {
  const change = (posting: Posting): Posting =>
    posting.currency === 'EUR' ? { ...posting, amount: minorUnits(amount) } : posting;
  return rewrite(
    'transactions',
    ({ id }) => id === transaction,
    ({ postings }) => ({ postings: postings.map(change) }),
  );
}

it('no check finds anything in a sale that was converted, nor in its refund', () => {
  for (const make of checkMakers) expect(verdictsOf(make)).toEqual([]);
});

describe('the position of foreign exchange', () => {
  it('is not explained by a refund at another rate than that of the sale', () => {
    expect(verdictsOf(clearingReturnsToZero, converted('refund/refund-1.1.1', 8313))).toEqual([
      'refund/refund-1.1.1 moves fx:position by -83.13 EUR, of which -82.80 EUR is explained at the rate of the sale, 1 USD = 0.92 EUR [33 EUR]',
    ]);
  });

  it('is not explained by a sale at another rate than the one that was quoted', () => {
    expect(verdictsOf(clearingReturnsToZero, converted('allocate/order-1.1', 8279))).toEqual([
      'allocate/order-1.1 moves fx:position by 82.79 EUR, of which 82.80 EUR is explained at the rate of the sale, 1 USD = 0.92 EUR [1 EUR]',
    ]);
  });

  it('is explained once by a sale that is posted twice', () => {
    const again = repeat('transactions', ({ id }) => id === 'allocate/order-1.1', { id: 'allocate/order-1.1/again' });
    expect(verdictsOf(clearingReturnsToZero, again).filter((each) => each.includes('fx:position'))).toEqual([
      'allocate/order-1.1/again moves fx:position by -90.00 USD, of which nothing is explained [9000 USD]',
      'allocate/order-1.1/again moves fx:position by 82.80 EUR, of which nothing is explained [8280 EUR]',
    ]);
  });

  it('moves no further when a posting is written over by the same one', () => {
    const stays = repeat('transactions', ({ id }) => id === 'allocate/order-1.1', {});
    expect(verdictsOf(clearingReturnsToZero, stays)).toEqual([]);
  });

  it('lacks a sale that is not exchanged at all', () => {
    const owed: Posting = {
      from: 'seller:payable:pending/seller-1',
      to: 'customer:clearing',
      ...money(9000, currency('USD')),
    };
    const isAllocation = ({ id }: { readonly id: string }): boolean => id === 'allocate/order-1.1';
    const inDollars = rewrite('transactions', isAllocation, ({ postings }) => ({
      postings: [owed, ...postings.slice(2)],
    }));
    expect(verdictsOf(clearingReturnsToZero, inDollars)).toEqual([
      'allocate/order-1.1 moves fx:position by 0.00 USD, of which -90.00 USD is explained at the rate of the sale, 1 USD = 0.92 EUR [9000 USD]',
      'allocate/order-1.1 moves fx:position by 0.00 EUR, of which 82.80 EUR is explained at the rate of the sale, 1 USD = 0.92 EUR [8280 EUR]',
    ]);
    expect(verdictsOf(walletEqualsLedger, inDollars).length).toBeGreaterThan(0);
  });
});

describe('the position of an order of which 27.31 USD was captured a day later', () => {
  const captures = 'captures={ later: 100%, after: 30h to 30h, partial: 100%, never: 0%, expiry: 3d }';
  const inPart = foreignOrder(captures);
  const tape = watch(inPart).facts;

  it('is explained by that part, and no other check finds anything either', () => {
    for (const make of checkMakers) expect(foreignVerdicts(make, tape, inPart)).toEqual([]);
  });

  it('is not explained by what was ordered', () => {
    // Nine tenths of 27.31 are 24.58 USD, and 22.61 EUR; of the whole 100.00, 82.80 EUR.
    const asOrdered = edited(tape, converted('allocate/order-1.1', 8280));
    expect(foreignVerdicts(clearingReturnsToZero, asOrdered, inPart)).toEqual([
      'allocate/order-1.1 moves fx:position by 82.80 EUR, of which 22.61 EUR is explained at the rate of the sale, 1 USD = 0.92 EUR [6019 EUR]',
    ]);
  });

  it('is moved by that part once', () => {
    const again = repeat('transactions', ({ id }) => id === 'allocate/order-1.1', { id: 'allocate/order-1.1/again' });
    const told = foreignVerdicts(clearingReturnsToZero, edited(tape, again), inPart);
    expect(told.filter((each) => each.includes('fx:position'))).toEqual([
      'allocate/order-1.1/again moves fx:position by -24.58 USD, of which nothing is explained [2458 USD]',
      'allocate/order-1.1/again moves fx:position by 22.61 EUR, of which nothing is explained [2261 EUR]',
    ]);
  });
});

describe('an amount that is no whole number of minor units', () => {
  it('explains nothing, and no check trips over it', () => {
    const halfACent = rewrite('orderProgress', all, { amount: 10_000.5 as MinorUnits });
    for (const make of checkMakers) expect(() => verdictsOf(make, halfACent)).not.toThrow();
    expect(verdictsOf(clearingReturnsToZero, halfACent)).toEqual([
      'allocate/order-1.1 moves fx:position by -90.00 USD, of which nothing is explained [9000 USD]',
      'allocate/order-1.1 moves fx:position by 82.80 EUR, of which nothing is explained [8280 EUR]',
    ]);
  });
});

describe('the rate of an order', () => {
  const quote = { currency: currency('EUR'), rate: rate(930_000_000), date: businessDate('2026-03-02') };

  it('is there when its seller is paid in another currency', () => {
    const without: Edit = (tape) =>
      tape.map((fact) => {
        if (fact.kind !== 'written' || fact.table !== 'orderProgress') return fact;
        const { quote: _, ...after } = fact.after;
        return { ...fact, after };
      });
    expect(verdictsOf(exactMinorUnits, without)).toContain(
      'order-1.1 in USD has no rate, and its seller is paid in EUR',
    );
  });

  it('stays as it was quoted', () => {
    expect(
      verdictsOf(
        exactMinorUnits,
        rewrite('orderProgress', ({ status }) => status === 'posted', { quote }),
      ),
    ).toEqual(['order-1.1 is to be converted at 1 USD = 0.93 EUR, and order-1.1 was accepted at 1 USD = 0.92 EUR']);
  });

  it('is that of its refunds', () => {
    expect(verdictsOf(exactMinorUnits, rewrite('refunds', all, { quote }))).toEqual([
      'refund-1.1.1 is to be converted at 1 USD = 0.93 EUR, and order-1.1 was accepted at 1 USD = 0.92 EUR',
    ]);
  });

  /** What is said of the quote that the payment service stored with the order, whatever was converted by it. */
  function told(...edits: readonly Edit[]): string[] {
    return verdictsOf(exactMinorUnits, ...edits).filter((each) => each.startsWith('order-1.1 has the rate'));
  }

  it('is the market’s: not 5 % less, though all orders have it', () => {
    const less = { ...quote, rate: rate(874_000_000) };
    expect(told(rewrite('orderProgress', all, { quote: less }))).toEqual([
      'order-1.1 has the rate 1 USD = 0.874 EUR of 2026-03-02, and the market has 1 USD = 0.92 EUR',
    ]);
  });

  it('is of the day on which its checkout was received, and not of the next', () => {
    const tomorrows = { ...quote, date: businessDate('2026-03-03') };
    expect(told(rewrite('orderProgress', all, { quote: tomorrows }))).toEqual([
      'order-1.1 has the rate of 2026-03-03, and checkout-1 was received on 2026-03-02',
    ]);
  });

  it('is of the day by the clock of the payment service, up to the cut-off of the PSP', () => {
    const receivedAt = (utc: string): Edit => rewrite('paymentEvents', all, { receivedAt: Date.parse(utc) });
    expect(told(receivedAt('2026-03-02T19:59:59.999Z'))).toEqual([]);
    expect(told(receivedAt('2026-03-02T20:00:00Z'))).toEqual([
      'order-1.1 has the rate of 2026-03-02, and checkout-1 was received on 2026-03-03',
    ]);
  });

  it('is the same for all orders of its currency and date', () => {
    const two = foreignOrder('baskets.sellers=[0%, 100%]', 'sellers.count=2');
    const second = rewrite('orderProgress', ({ id }) => id === 'order-1.2', { quote });
    const said = foreignVerdicts(exactMinorUnits, edited(watch(two).facts, second), two);
    expect(said[0]).toBe('order-1.2 has the rate 1 USD = 0.93 EUR of 2026-03-02, and the market has 1 USD = 0.92 EUR');
  });
});

describe('what the wallet has', () => {
  it('is what the seller’s share was worth, to the cent', () => {
    expect(verdictsOf(exactMinorUnits, rewrite('credits', all, { amount: minorUnits(8281) }))).toEqual([
      "the wallet has 82.81 EUR for order-1.1, and the seller's share of 100.00 USD is 82.80 EUR at 1 USD = 0.92 EUR [1 EUR]",
    ]);
  });

  it('is taken back at the rate of the sale', () => {
    expect(verdictsOf(exactMinorUnits, rewrite('debits', all, { amount: minorUnits(8313) }))).toEqual([
      "the wallet gives back 83.13 EUR for refund-1.1.1, and the seller's share of 100.00 USD after 0.00 USD is 82.80 EUR at the rate of the sale, 1 USD = 0.92 EUR [33 EUR]",
    ]);
  });

  it('is at most what the capture is worth, and what is taken back at most what was paid back', () => {
    expect(verdictsOf(noCreditWithoutCapture, rewrite('credits', all, { amount: minorUnits(9200) }))).toEqual([]);
    expect(verdictsOf(noCreditWithoutCapture, rewrite('credits', all, { amount: minorUnits(9201) }))).toEqual([
      'seller-1:EUR was credited 92.01 EUR for order-1.1 of which ch_1_1_1 captured 100.00 USD [9201 EUR]',
    ]);
    expect(verdictsOf(noCreditWithoutCapture, rewrite('debits', all, { amount: minorUnits(9202) }))).toEqual([
      'seller-1:EUR was debited 92.02 EUR for refund-1.1.1 of which re_1_1_1 paid back 100.00 USD [9202 EUR]',
    ]);
  });

  it('comes from the exchange, in all', () => {
    expect(verdictsOf(noMoneyFromNothing, converted('refund/refund-1.1.1', 8313))).toEqual([
      'sales less refunds of 0.00 EUR are posted, and 0.00 EUR is in the wallets, 0.33 EUR was exchanged and 0.00 EUR in platform fees [33 EUR]',
    ]);
  });
});

describe('what an amount is worth to a check', () => {
  it('is what it is worth to the platform, though each has its own way of rounding', () => {
    const codes = fc.constantFrom(...['USD', 'JPY', 'KWD'].map(currency));
    const billionths = fc.integer({ min: 1, max: 10_000_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), codes, codes, billionths, (amount, from, to, of) => {
        const quote = { currency: to, rate: rate(of), date: businessDate('2026-03-02') };
        expect(worthOf(amount, from, quote)).toBe(convert(money(amount, from), quote).amount);
      }),
    );
  });

  it('is rounded half to even: nine tenths of 5, 15 and 25 cents', () => {
    const quote = { currency: currency('EUR'), rate: rate(900_000_000), date: businessDate('2026-03-02') };
    expect([5, 15, 25].map((amount) => worthOf(amount, currency('USD'), quote))).toEqual([4, 14, 22]);
    expect(spellRate(currency('USD'), quote)).toBe('1 USD = 0.9 EUR');
  });
});
