import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { ninety, payout, payoutDue, payoutId, payoutPolicy, runAt, seller } from '../../test/support/payout-17.ts';
import { orderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { SellerPayoutRecord } from '../domain/payout-records.ts';
import type { CreditRecord, WalletRecord } from '../domain/records.ts';
import { wallet } from './wallet.ts';

const run = 'PayoutAnswered → wallet/payout-run-EUR-2026-03-03';
const starts = `StartPayout → wallet/${payoutId}`;
const reads = 'read wallets, credits, sellerPayouts';
const hour = 3_600_000;

const held: WalletRecord = {
  id: 'seller-3:EUR',
  sellerId: seller,
  currency: EUR,
  balance: minorUnits(14_000),
  version: 5,
};
const credit: MessageOf<'CreditSeller'> = {
  type: 'CreditSeller',
  orderId: orderId(9, 1),
  sellerId: seller,
  amount: money(100, EUR),
};
const repay: MessageOf<'RepaySeller'> = { type: 'RepaySeller', payoutId, payout: { ...payout, status: 'paid' } };

/** A credit of so much, so many hours before the run. */
function creditOf(amount: number, hoursBefore: number): CreditRecord {
  const at = runAt - hoursBefore * hour;
  return { id: orderId(hoursBefore, 1), walletId: held.id, at, ...money(amount, EUR) };
}

/** 90.00 has been held for a day and an hour, 50.00 for an hour. */
const credits = [creditOf(9000, 25), creditOf(5000, 1)];

interface Stored {
  readonly record?: WalletRecord | undefined;
  readonly credits?: readonly CreditRecord[];
  readonly made?: readonly SellerPayoutRecord[];
}

function show(one: Bench, { record = held, credits: found = credits, made = [] }: Stored = {}): string[] {
  return one.answerRead(
    { table: 'wallets', records: [record] },
    { table: 'credits', records: found },
    { table: 'sellerPayouts', records: made },
  );
}

function walletBench(settings: Partial<BenchSettings> = {}): Bench {
  const policy = { payouts: payoutPolicy };
  return bench(wallet, { entity: held.id, record: held, start: runAt, policy, ...settings });
}

describe('a wallet with 140.00, of which 50.00 came an hour ago', () => {
  it('pays 90.00 out: the payout and the new balance are one transaction', () => {
    const one = walletBench();
    expect(one.tell(payoutDue)).toEqual([reads]);
    expect(show(one)).toEqual(['commit ChangeStored']);
    expect(one.writes()).toEqual([
      { op: 'insert', table: 'sellerPayouts', record: payout },
      { op: 'replace', table: 'wallets', record: { ...held, balance: 5000, version: 6 }, version: 5 },
    ]);
    expect(one.acknowledge()).toEqual([run, starts]);
    expect(one.messages()).toMatchObject([{ payoutId, outcome: 'reserved' }, { payoutId }]);
    expect(one.state()).toBe('resting');
  });

  it.each([
    ['a credit that is held for just a day is free', 24, 14_000 - 5000],
    ['a credit that is held for an hour less is not', 23, undefined],
  ])('%s', (_, hoursBefore, amount) => {
    const one = walletBench();
    one.tell(payoutDue);
    const wants = show(one, { credits: [creditOf(9000, hoursBefore), creditOf(5000, 1)] });
    expect(wants).toEqual(amount === undefined ? [run] : ['commit ChangeStored']);
    if (amount !== undefined) expect(one.writes()).toMatchObject([{ record: { amount } }, {}]);
  });

  it('pays out what refunds have left, and nothing when they have left nothing', () => {
    const one = walletBench();
    one.tell(payoutDue);
    show(one, { record: { ...held, balance: minorUnits(5001) } });
    expect(one.writes()).toMatchObject([{ record: { amount: 1 } }, { record: { balance: 5000 } }]);
    for (const balance of [5000, 100, 0, -300]) {
      const poor = walletBench();
      poor.tell(payoutDue);
      expect(show(poor, { record: { ...held, balance: minorUnits(balance) } })).toEqual([run]);
      expect(poor.messages()).toMatchObject([{ outcome: 'nothingAvailable' }]);
      expect(poor.state()).toBe('resting');
    }
  });

  it('waits for more where less than the minimum is available', () => {
    const minimum = (amount: number): Partial<BenchSettings> => ({
      policy: { payouts: { ...payoutPolicy, minimum: { EUR: minorUnits(amount) } } },
    });
    const enough = walletBench(minimum(9000));
    enough.tell(payoutDue);
    expect(show(enough)).toEqual(['commit ChangeStored']);
    const tooLittle = walletBench(minimum(9001));
    tooLittle.tell(payoutDue);
    expect(show(tooLittle)).toEqual([run]);
  });
});

describe('a payout that is asked for twice', () => {
  it('is made once, and confirmed again', () => {
    const again = walletBench();
    again.tell(payoutDue);
    expect(show(again, { made: [payout] })).toEqual([run, starts]);
    expect(again.messages()).toMatchObject([{ outcome: 'reserved' }, {}]);
    expect(again.state()).toBe('resting');
  });

  it('may have been stored by an attempt of which nothing was heard', () => {
    const one = walletBench();
    one.tell(payoutDue);
    show(one);
    expect(one.wait(2000)).toEqual(['commit ChangeStored']);
    expect(one.refuse('exists')).toEqual([run, starts]);
  });

  it('is worked out anew when the balance has changed meanwhile', () => {
    const one = walletBench();
    one.tell(payoutDue);
    show(one);
    expect(one.refuse('stale')).toEqual([reads]);
    expect(show(one, { record: { ...held, balance: minorUnits(13_000), version: 6 } })).toEqual([
      'commit ChangeStored',
    ]);
    expect(one.writes()).toMatchObject([{ record: { amount: 8000 } }, { version: 6 }]);
  });
});

describe('a payout that came back', () => {
  const returned = { id: payoutId, walletId: held.id, at: runAt, ...ninety };

  it('is in the wallet again, in one transaction with the payout', () => {
    const one = walletBench();
    expect(one.tell(repay)).toEqual(['commit ChangeStored']);
    expect(one.writes()).toEqual([
      { op: 'insert', table: 'payoutReturns', record: returned },
      { op: 'put', table: 'sellerPayouts', record: { ...payout, status: 'returned' } },
      { op: 'replace', table: 'wallets', record: { ...held, balance: 23_000, version: 6 }, version: 5 },
    ]);
    expect(one.acknowledge()).toEqual([`SellerRepaid → wallet/${payoutId}`]);
  });

  it('is there once, and confirmed again', () => {
    const one = walletBench();
    one.tell(repay);
    expect(one.refuse('exists')).toEqual([`SellerRepaid → wallet/${payoutId}`]);
    expect(one.state()).toBe('resting');
    one.tell(repay);
    expect(one.refuse('stale')).toEqual(['read wallets']);
    expect(one.answerRead({ table: 'wallets', records: [{ ...held, version: 7 }] })).toEqual(['commit ChangeStored']);
    expect(one.writes()).toMatchObject([{}, {}, { version: 7 }]);
  });
});

describe('changes that come one after the other', () => {
  it('wait for a payout, which looks at the credits when its turn has come', () => {
    const one = walletBench();
    expect(one.tell(credit)).toEqual(['commit ChangeStored']);
    expect([...one.tell(payoutDue), ...one.tell(repay)]).toEqual([]);
    expect(one.acknowledge()).toEqual(['SellerCredited → payment-service/order-9.1', reads]);
    expect(show(one)).toEqual(['commit ChangeStored']);
    expect([...one.tell(credit), ...one.tell(payoutDue)]).toEqual([]);
    expect(one.acknowledge()).toEqual([run, starts, 'commit ChangeStored']);
    expect(one.acknowledge()).toEqual([`SellerRepaid → wallet/${payoutId}`, 'commit ChangeStored']);
    // The credit is there already: an attempt before the crash has stored it.
    expect(one.refuse('exists')).toEqual(['SellerCredited → payment-service/order-9.1', reads]);
    expect(one.tell(credit)).toEqual([]);
    expect(show(one, { made: [payout] })).toEqual([run, starts, 'read wallets']);
    expect(one.answerRead({ table: 'wallets', records: [held] })).toEqual(['commit ChangeStored']);
  });

  it('are not mixed up: what was read for another change says nothing of the credits, nor of this payout', () => {
    const one = walletBench();
    one.tell(payoutDue);
    const results = [{ table: 'wallets', records: [held] }] as const;
    const queries = one.queries();
    expect(one.tell({ type: 'RecordsRead', queries: queries.slice(0, 1), results })).toEqual([]);
    const another = queries.map((query) =>
      query.table === 'sellerPayouts' ? { ...query, group: 'payout-seller-3-EUR-2026-03-02' } : query,
    );
    expect(one.tell({ type: 'RecordsRead', queries: another, results })).toEqual([]);
    expect(one.wait(2000)).toEqual([reads]);
    expect(one.tell(repay)).toEqual([]);
    expect(show(one)).toEqual(['commit ChangeStored']);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(wallet)).toEqual([]);
});
