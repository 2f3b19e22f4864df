/** What goes wrong with a payout to a seller, seen by the sellers' half of I13. */
import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isWrite,
  repeat,
  reword,
  rewrite,
  silent,
  without,
  type Edit,
} from '../../../test/support/fact-tape-edits.ts';
import { written } from '../../../test/support/fact-tape.ts';
import { payoutDays, payoutFindings, payoutVerdicts } from '../../../test/support/payout-days.ts';
import { refundId, sellerId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import { paidOutOnce } from './paid-out-once.ts';

const id = 'payout-seller-1-EUR-2026-03-03';
const every = (): boolean => true;
const withStatus =
  (wanted: string) =>
  ({ status }: { readonly status: string }): boolean =>
    status === wanted;

/** The wallet says that it has nothing, and no money goes anywhere. */
const nothingPaid: readonly Edit[] = [
  reword('PayoutAnswered', every, { outcome: 'nothingAvailable' }),
  without('sellerPayouts', every),
  without('sellerTransfers', every),
  without('payoutReturns', every),
];

describe('paid-out-once', () => {
  it('sees a batch that pays a wallet out twice on a date', () => {
    const again = repeat('sellerPayouts', withStatus('reserved'), { id: `${id}-2` });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, again))).toEqual([
      `seller-1:EUR was paid out on 2026-03-03 by ${id} and is again by ${id}-2, with 90.00 EUR; one payout was expected [9000 EUR]`,
    ]);
  });

  it('sees a payout of what is still held, and one of more than the balance', () => {
    // Twelve hours before, the credit was eight hours old.
    const tooEarly = rewrite('payoutRuns', every, ({ asOf }) => ({ asOf: asOf - 43_200_000 }));
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, tooEarly))).toEqual([
      `${id} takes 90.00 EUR from seller-1:EUR, of whose 90.00 EUR 0.00 EUR was available [9000 EUR]`,
    ]);
    const tooMuch = rewrite('sellerPayouts', every, { amount: minorUnits(9001) });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, tooMuch))[0]).toBe(
      `${id} takes 90.01 EUR from seller-1:EUR, of whose 90.00 EUR 90.00 EUR was available [1 EUR]`,
    );
  });

  it('sees a payout of less than was available, even by a cent, and whose the rest is', () => {
    const paying = (amount: number): readonly Edit[] => {
      const less = { amount: minorUnits(amount) };
      return [
        rewrite('sellerPayouts', every, less),
        rewrite('sellerTransfers', every, less),
        rewrite('payoutReturns', every, less),
      ];
    };
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, ...paying(4500)))).toEqual([
      `${id} takes 45.00 EUR from seller-1:EUR, of whose 90.00 EUR 90.00 EUR was available [4500 EUR]`,
    ]);
    expect(payoutFindings(paidOutOnce, edited(payoutDays, ...paying(8999)))).toMatchObject([
      { concern: id, whose: 'seller-1', money: { amount: 1, currency: 'EUR' } },
    ]);
  });

  it('sees a wallet that pays nothing out although something is available', () => {
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, ...nothingPaid))).toEqual([
      `seller-1:EUR has nothing available for ${id}, it says, and of its 90.00 EUR 90.00 EUR was [9000 EUR]`,
    ]);
  });

  it('accepts that a wallet pays nothing out while its money is held, or comes after it was asked', () => {
    // Twelve hours before, the credit was eight hours old.
    const tooEarly = rewrite('payoutRuns', every, ({ asOf }) => ({ asOf: asOf - 43_200_000 }));
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, ...nothingPaid, tooEarly))).toEqual([]);
    const credits = payoutDays.filter((fact) => isWrite(fact, 'credits', every));
    const afterAsking = addAfter(
      (fact) => fact.kind === 'delivered' && fact.message.type === 'PayoutDue',
      ({ at }) => credits.map((fact) => ({ ...fact, at })),
    );
    const late = [...nothingPaid, without('credits', every), afterAsking];
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, ...late))).toEqual([]);
  });

  it('sees a wallet that believes that it has more than it was credited', () => {
    const rich = rewrite('wallets', every, { balance: minorUnits(10_000) });
    const generous = rewrite('sellerPayouts', every, { amount: minorUnits(10_000) });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, rich, generous))[0]).toBe(
      `${id} takes 100.00 EUR from seller-1:EUR, of whose 90.00 EUR 90.00 EUR was available [1000 EUR]`,
    );
  });

  it('sees a wallet that forgets what was given back', () => {
    const giveBack = addAfter(
      (fact) => isWrite(fact, 'credits', every),
      (fact) => {
        if (fact.kind !== 'written' || fact.table !== 'credits') return [];
        const { id: orderId, walletId, currency } = fact.after;
        const debit = { id: refundId(orderId, 1), orderId, walletId, at: fact.at, ...money(2000, currency) };
        return [written(fact.at, 'wallet/seller-1:EUR', ['debits', debit])];
      },
    );
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, giveBack))).toEqual([
      `${id} takes 90.00 EUR from seller-1:EUR, of whose 70.00 EUR 70.00 EUR was available [2000 EUR]`,
    ]);
  });

  it('sees a batch that leaves out a seller who has something available', () => {
    const leftOut = [...nothingPaid, rewrite('payoutRuns', every, { sellers: [] })];
    expect(
      payoutVerdicts(paidOutOnce, edited(payoutDays, silent('PayoutDue'), silent('PayoutAnswered'), ...leftOut)),
    ).toEqual([
      'the batch of payouts EUR/2026-03-03 leaves seller-1:EUR out, of whose 90.00 EUR 90.00 EUR is available [9000 EUR]',
    ]);
    expect(payoutFindings(paidOutOnce, edited(payoutDays, silent('PayoutDue'), ...leftOut))).toMatchObject([
      { concern: 'EUR/2026-03-03', whose: 'seller-1' },
    ]);
  });

  it('accepts that a batch leaves out whose money is held, or came when it was due already', () => {
    const leftOut = [...nothingPaid, silent('PayoutDue'), rewrite('payoutRuns', every, { sellers: [] })];
    // Twelve hours before, the credit was eight hours old.
    const tooEarly = rewrite('payoutRuns', every, ({ asOf }) => ({ asOf: asOf - 43_200_000 }));
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, ...leftOut, tooEarly))).toEqual([]);
    const credits = payoutDays.filter((fact) => isWrite(fact, 'credits', every));
    const atThatMoment = addAfter(
      (fact) => fact.kind === 'delivered' && fact.message.type === 'PayoutRunDue',
      ({ at }) => credits.map((fact) => ({ ...fact, at })),
    );
    expect(
      payoutVerdicts(paidOutOnce, edited(payoutDays, ...leftOut, without('credits', every), atThatMoment)),
    ).toEqual([]);
  });

  it('sees a batch that was due and never begins', () => {
    const never = [...nothingPaid, silent('PayoutDue'), without('payoutRuns', every)];
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, ...never))).toEqual([
      'the batch of payouts EUR/2026-03-03 was due at 2026-03-03T05:00:00.000Z and has not begun',
    ]);
  });

  it('sees a payout of which no batch knows', () => {
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, without('payoutRuns', every)))).toEqual([
      `${id} takes 90.00 EUR from seller-1:EUR, and no batch of 2026-03-03 has begun [9000 EUR]`,
      'the batch of payouts EUR/2026-03-03 was due at 2026-03-03T05:00:00.000Z and has not begun',
    ]);
  });

  it('sees a payout that changes after it was made', () => {
    const changed = rewrite('sellerPayouts', withStatus('paid'), { amount: minorUnits(8000) });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, changed))).toEqual([
      `${id} was made with 90.00 EUR and is made again with 80.00 EUR; one payout was expected [8000 EUR]`,
      `${id} was made with 80.00 EUR and is made again with 90.00 EUR; one payout was expected [9000 EUR]`,
    ]);
  });

  it('sees a transfer under another name, of another amount, or to somebody else', () => {
    const renamed = repeat('sellerTransfers', withStatus('inTransit'), { id: `${id}-retry` });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, renamed))).toEqual([
      `the bank carries 90.00 EUR to seller-1 as ${id}-retry, and no wallet made such a payout but ${id} [9000 EUR]`,
    ]);
    const unlike = repeat('sellerTransfers', withStatus('inTransit'), { id: `${id}-x`, amount: minorUnits(500) });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, unlike))).toEqual([
      `the bank carries 5.00 EUR to seller-1 as ${id}-x, and no wallet made such a payout [500 EUR]`,
    ]);
    const toAnother = rewrite('sellerTransfers', every, { sellerId: sellerId(2) });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, toAnother))).toEqual([
      `the bank carries 90.00 EUR to seller-2 as ${id}, and the wallet made 90.00 EUR to seller-1`,
    ]);
    const more = rewrite('sellerTransfers', withStatus('booked'), { amount: minorUnits(9500) });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, more))[0]).toBe(
      `the bank carries 95.00 EUR to seller-1 as ${id}, and it was first 90.00 EUR to seller-1 [500 EUR]`,
    );
  });

  it('sees silence that is taken for an outcome: paid before it is booked, or put back before it is back', () => {
    const neverBooked = without('sellerTransfers', withStatus('booked'));
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, neverBooked))).toEqual([
      `${id} of 90.00 EUR is stored as paid, and the bank has not booked it [9000 EUR]`,
    ]);
    const nowhere = without('sellerTransfers', every);
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, nowhere))).toEqual([
      `${id} of 90.00 EUR is stored as paid, and the bank knows of no such transfer [9000 EUR]`,
      `90.00 EUR of ${id} is put back into the wallet, and the bank knows of no such transfer [9000 EUR]`,
    ]);
    const neverBack = without('sellerTransfers', withStatus('returned'));
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, neverBack))).toEqual([
      `90.00 EUR of ${id} is put back into the wallet, and the bank has not had it back [9000 EUR]`,
    ]);
  });

  it('sees a return that is put back twice, or with another amount', () => {
    const twice = repeat('payoutReturns', every);
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, twice))).toEqual([
      `90.00 EUR of ${id} is put back into the wallet once more, and the bank has had 90.00 EUR back [9000 EUR]`,
    ]);
    const less = rewrite('payoutReturns', every, { amount: minorUnits(8990) });
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, less))).toEqual([
      `89.90 EUR of ${id} is put back into the wallet, and the bank has had 90.00 EUR back [8990 EUR]`,
    ]);
  });

  it('sees a line that two statements show', () => {
    const shown = rewrite(
      'bankStatements',
      ({ date }) => date === '2026-03-04',
      ({ transfers }) => ({
        transfers: [...transfers, id],
      }),
    );
    expect(payoutVerdicts(paidOutOnce, edited(payoutDays, shown))).toEqual([
      `${id} is on the statement EUR/2026-03-03 and again on EUR/2026-03-04; one was expected`,
    ]);
  });
});
