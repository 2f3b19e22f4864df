import { describe, expect, it } from 'vitest';
import { threaded, written, type Row } from '../../../test/support/fact-tape.ts';
import { EUR } from '../../../test/support/machine-bench.ts';
import { payout, payoutPolicy, runAt } from '../../../test/support/payout-17.ts';
import { orderId, refundId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { PayoutPolicy } from '../../domain/seller-payouts.ts';
import type { Written } from '../facts.ts';
import { createListener } from '../hearing.ts';
import { createSellerFunds, type SellerFunds } from './seller-funds.ts';

const hour = 3_600_000;
const walletId = 'seller-3:EUR';
const order = orderId(9, 1);

const at = (hoursBefore: number): number => runAt - hoursBefore * hour;

function stored(...row: Row): Written {
  return written(runAt, `wallet/${walletId}`, row);
}

function credit(amount: number, hoursBefore: number): Written {
  return stored('credits', { id: orderId(hoursBefore, 1), walletId, at: at(hoursBefore), ...money(amount, EUR) });
}

function debit(amount: number): Written {
  const id = refundId(order, 1);
  return stored('debits', { id, orderId: order, walletId, at: runAt, ...money(amount, EUR) });
}

const paidOut = (amount: number): Written => stored('sellerPayouts', { ...payout, amount: minorUnits(amount) });
const cameBack = (amount: number): Written =>
  stored('payoutReturns', { id: payout.id, walletId, at: runAt, ...money(amount, EUR) });

/** Funds that are held for a day, after all of this. */
function after(facts: readonly Written[], policy: Partial<PayoutPolicy> = {}): SellerFunds {
  const funds = createSellerFunds({ ...payoutPolicy, ...policy });
  const hear = createListener([funds.hears]);
  for (const fact of threaded(facts)) hear(fact, undefined);
  return funds;
}

describe('what may be paid out of a wallet', () => {
  it.each<[string, readonly Written[], number, number]>([
    ['nothing where nothing was credited', [], 0, 0],
    ['a credit that was held for just a day', [credit(9000, 24)], 9000, 9000],
    ['no credit that was held for less', [credit(9000, 23)], 0, 9000],
    ['what is free of two credits', [credit(9000, 25), credit(5000, 1)], 9000, 14_000],
    [
      'less what was given back, whichever sale that was of',
      [credit(9000, 25), credit(5000, 1), debit(2000)],
      7000,
      12_000,
    ],
    ['nothing where more was given back than is free', [credit(1000, 25), credit(5000, 1), debit(2000)], 0, 4000],
    ['nothing once it is paid out', [credit(9000, 25), paidOut(9000)], 0, 0],
    ['nothing where the seller owes', [credit(9000, 25), paidOut(9000), debit(2000)], 0, -2000],
    ['what came back', [credit(9000, 25), paidOut(9000), cameBack(9000)], 9000, 9000],
  ])('is %s', (_, facts, payable, all) => {
    const funds = after(facts);
    expect(funds.payable(walletId, EUR, runAt)).toEqual({ amount: payable, isAtMost: false });
    expect(funds.all(walletId)).toBe(all);
  });

  it('is freed as time goes by, each credit once', () => {
    const funds = after([credit(9000, 23), credit(5000, 1)]);
    const hours = [0, 1, 2, 23, 24];
    expect(hours.map((later) => funds.payable(walletId, EUR, runAt + later * hour).amount)).toEqual([
      0, 9000, 9000, 14_000, 14_000,
    ]);
  });

  it('may be less by an instant before the last: what is released stays so', () => {
    const funds = after([credit(9000, 25), credit(5000, 1)]);
    const hours = [23, 0, 23];
    expect(hours.map((later) => funds.payable(walletId, EUR, runAt + later * hour))).toEqual([
      { amount: 14_000, isAtMost: false },
      { amount: 14_000, isAtMost: true },
      { amount: 14_000, isAtMost: false },
    ]);
  });

  it('is nothing where it does not come to the least that is paid out', () => {
    const atLeast = (least: number): number =>
      after([credit(9000, 25)], { minimum: { EUR: minorUnits(least) } }).payable(walletId, EUR, runAt).amount;
    expect([atLeast(9000), atLeast(9001)]).toEqual([9000, 0]);
  });

  it('is of that wallet alone, and is not changed by a record that is written again', () => {
    const paid = stored('sellerPayouts', { ...payout, amount: minorUnits(4000), status: 'paid' });
    const funds = after([credit(9000, 25), paidOut(4000), paid]);
    const payable = [walletId, 'seller-4:EUR'].map((id) => funds.payable(id, EUR, runAt).amount);
    expect(payable).toEqual([5000, 0]);
  });
});
