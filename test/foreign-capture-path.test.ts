/** An order in dollars whose seller is paid in euros, captured later and in part, and given back in part: by hand. */
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../src/sim/scenario/scenario.ts';
import { postingLines, sent } from './support/fact-lines.ts';
import { foreignOrder } from './support/foreign-order.ts';
import { simulate, watch } from './support/simulate.ts';

/** 100.00 USD at 0.92 on Monday, dispatched on Tuesday and given back from Wednesday on, each day at another rate. */
function dispatchedInPart(...changes: readonly string[]): Scenario {
  return foreignOrder(
    'captures={ later: 100%, after: 30h to 30h, partial: 100%, never: 0%, expiry: 3d }',
    'refunds={ share: 100%, partial: 100%, after: 24h to 30h }',
    // By the luck of this seed 70.45 is dispatched, and the buyer wants 46.84 back, and then the other 53.16 of the 100.00.
    'seed=5',
    ...changes,
  );
}

describe('an order of 100.00 USD at 0.92, of which 70.45 is captured on the next day and 46.84 given back after that', () => {
  const scenario = dispatchedInPart();
  const { facts, world } = watch(scenario);

  it('is authorised as a whole and captured in part, and keeps the rate of the day on which it was created', () => {
    const [order] = [...world.database('payment-service').table('orderProgress').all()];
    const quote = { currency: 'EUR', rate: 920_000_000, date: '2026-03-02' };
    expect(order).toMatchObject({ status: 'posted', currency: 'USD', authorised: 10_000, amount: 7045, quote });
    const [charge] = [...world.database('psp').table('charges').all()];
    expect(charge).toMatchObject({ status: 'captured', currency: 'USD', authorised: 10_000, amount: 7045 });
  });

  it('credits and debits the seller in euros with shares of what was captured and given back', () => {
    const wallet = world.database('wallet');
    // Nine tenths of 70.45 are 63.405, so 63.41, which are worth 58.3372. Nine tenths of 46.84 are 42.156: worth 38.7872.
    expect([...wallet.table('credits').all()]).toMatchObject([{ amount: 5834, currency: 'EUR' }]);
    expect([...wallet.table('debits').all()]).toMatchObject([{ amount: 3879, currency: 'EUR' }]);
    expect([...wallet.table('wallets').all()]).toMatchObject([{ id: 'seller-1:EUR', balance: 1955 }]);
  });

  it('posts what was captured and what was given back at the one rate', () => {
    expect(postingLines(facts).filter((line) => !/^(?:pspFee|payout|cash)/.test(line))).toEqual([
      'capture/order-1.1: Dr psp:receivable / Cr customer:clearing 7045',
      'allocate/order-1.1: Dr customer:clearing / Cr fx:position 6341',
      'allocate/order-1.1: Dr fx:position / Cr seller:payable:pending/seller-1 5834',
      'allocate/order-1.1: Dr customer:clearing / Cr platform_fee 704',
      'refund/refund-1.1.1: Dr fx:position / Cr refund:clearing 4216',
      'refund/refund-1.1.1: Dr seller:payable:pending/seller-1 / Cr fx:position 3879',
      'refund/refund-1.1.1: Dr platform_fee / Cr refund:clearing 468',
      'refundPaid/refund-1.1.1: Dr refund:clearing / Cr psp:receivable 4684',
    ]);
  });

  it('gives back no more than was captured: the rest of the 100.00 is refused', () => {
    const wanted = sent(facts, 'RefundWanted').map(({ message }) => message.amount.amount);
    const closed = sent(facts, 'RefundClosed').map(({ message }) => message.outcome);
    expect([wanted, closed]).toEqual([
      [4684, 5316],
      ['refunded', 'refused'],
    ]);
  });

  it('is consistent, and the house holds the difference in either currency', () => {
    const { report } = simulate(scenario);
    expect(report.verdict).toBe('consistent');
    // 63.41 less 42.16, and 58.34 less 38.79.
    expect([report.books['USD']?.['fx:position'], report.books['EUR']?.['fx:position']]).toEqual([-2125, 1955]);
  });
});

describe('the same order, given back at the rate of the day', () => {
  it('is found by the wallet’s debit and by the position', () => {
    const { report } = simulate(dispatchedInPart('defects=refund-at-todays-rate'));
    expect(report.violations.map(({ invariant }) => invariant).toSorted()).toEqual(['I10', 'I14']);
    expect(report.violations.map(({ first }) => first.sentence).join('\n')).toContain(
      "the seller's share of 46.84 USD after 0.00 USD is 38.79 EUR at the rate of the sale, 1 USD = 0.92 EUR",
    );
  });
});
