import { describe, expect, it } from 'vitest';
import { bench, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { ninety, payoutId, runAt, seller } from '../../test/support/payout-17.ts';
import type { MessageOf } from '../domain/messages.ts';
import { ledgerPayout } from './ledger-payout.ts';

const pay: MessageOf<'PostSellerPayout'> = { type: 'PostSellerPayout', payoutId, sellerId: seller, amount: ninety };
const takeBack: MessageOf<'PostSellerReturn'> = { ...pay, type: 'PostSellerReturn' };
const pending = 'seller:payable:pending/seller-3';
const available = 'seller:payable:available/seller-3';

function ledger(settings: Partial<BenchSettings> = {}): Bench {
  return bench(ledgerPayout, { entity: `seller-payout-${payoutId}`, start: runAt, ...settings });
}

describe('the ledger', () => {
  it('moves a payout of 90.00 from what is pending to what the bank is to carry', () => {
    const one = ledger();
    expect(one.tell(pay)).toEqual(['commit TransactionAppended']);
    expect(one.writes()).toEqual([
      {
        op: 'insert',
        table: 'transactions',
        record: {
          id: `sellerPayout/${payoutId}`,
          kind: 'sellerPayout',
          at: runAt,
          payoutId,
          postings: [
            { from: available, to: pending, ...ninety },
            { from: 'payout:clearing', to: available, ...ninety },
          ],
        },
      },
      { op: 'insert', table: 'postedRequests', record: { id: payoutId, at: runAt, transactions: 1 } },
    ]);
    expect(one.acknowledge()).toEqual([`SellerPayoutPosted → wallet/${payoutId}`]);
    expect(one.done()).toBe(true);
  });

  it('moves it back the same way when it came back', () => {
    const one = ledger({ entity: `seller-payout-return-${payoutId}` });
    one.tell(takeBack);
    expect(one.writes()).toMatchObject([
      {
        record: {
          id: `sellerReturn/${payoutId}`,
          kind: 'sellerReturn',
          postings: [
            { from: available, to: 'payout:clearing', amount: 9000 },
            { from: pending, to: available, amount: 9000 },
          ],
        },
      },
      { record: { id: `return-${payoutId}` } },
    ]);
    expect(one.acknowledge()).toEqual([`SellerReturnPosted → wallet/${payoutId}`]);
  });

  it('posts a payout once, however often it is asked and whatever became of the first attempt', () => {
    const again = ledger({ record: { id: payoutId, at: runAt, transactions: 1 } });
    expect(again.tell(pay)).toEqual([`SellerPayoutPosted → wallet/${payoutId}`]);
    const slow = ledger();
    slow.tell(pay);
    expect(slow.wait(2000)).toEqual(['commit TransactionAppended']);
    expect(slow.refuse('exists')).toEqual([`SellerPayoutPosted → wallet/${payoutId}`]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(ledgerPayout)).toEqual([]);
});
