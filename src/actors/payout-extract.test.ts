import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { ninety, payoutId, seller, tuesday } from '../../test/support/payout-17.ts';
import type { MessageOf } from '../domain/messages.ts';
import { sellerPayoutTransaction, sellerReturnTransaction } from '../domain/payout-postings.ts';
import { payoutExtract } from './payout-extract.ts';

const ask: MessageOf<'PayoutExtractRequested'> = {
  type: 'PayoutExtractRequested',
  currency: EUR,
  date: tuesday,
  after: 4,
};
const posting = { payoutId, sellerId: seller, amount: ninety };

function ledger(): Bench {
  return bench(payoutExtract, { entity: 'payouts-EUR-2026-03-03', start: '2026-03-04T10:00:00Z' });
}

describe('the payouts that the ledger has posted', () => {
  it('are told with what their lines will be, and by when: a payout travels two hours, a return is there', () => {
    const one = ledger();
    expect(one.tell(ask)).toEqual(['read transactions']);
    expect(one.effect()).toEqual({
      type: 'read',
      queries: [{ table: 'transactions', group: 'payouts/EUR', after: 4 }],
    });
    // 22:30 of the second is 00:30 of the third when the two hours are over; both in New York.
    const at = Date.parse('2026-03-03T03:30:00Z');
    const records = [sellerPayoutTransaction(posting, at), sellerReturnTransaction(posting, at)];
    expect(one.answerRead({ table: 'transactions', records })).toEqual([
      'PayoutExtractSent → reconciliation/bank-EUR-2026-03-03',
    ]);
    const items = [
      { transactionId: `sellerPayout/${payoutId}`, reference: payoutId, dueOn: '2026-03-03', amount: -9000 },
      { transactionId: `sellerReturn/${payoutId}`, reference: `return-${payoutId}`, dueOn: '2026-03-02', amount: 9000 },
    ];
    expect(one.messages()).toMatchObject([{ items, upTo: 6 }]);
    expect(one.done()).toBe(true);
  });

  it('are not what was read for an earlier request, which knew less', () => {
    const earlier = ledger();
    earlier.tell({ ...ask, after: 3 });
    const one = ledger();
    one.tell(ask);
    const records = [sellerPayoutTransaction(posting, 1)];
    const late = {
      type: 'RecordsRead',
      queries: earlier.queries(),
      results: [{ table: 'transactions', records }],
    } as const;
    expect(one.tell(late)).toEqual([]);
    one.answerRead({ table: 'transactions', records: [] });
    expect(one.messages()).toMatchObject([{ items: [], upTo: 4 }]);
  });

  it('are read again when the database does not answer', () => {
    const one = ledger();
    one.tell(ask);
    expect(one.wait(2000)).toEqual(['read transactions']);
    expect(one.answerRead({ table: 'transactions', records: [] })).toHaveLength(1);
    expect(one.messages()).toMatchObject([{ items: [], upTo: 4 }]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(payoutExtract)).toEqual([]);
});
