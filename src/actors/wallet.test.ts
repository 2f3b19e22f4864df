import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { orderId, refundId, sellerId } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { WalletRecord } from '../domain/records.ts';
import { wallet } from './wallet.ts';

const seller = sellerId(3);
const at = Date.parse('2026-03-02T12:00:00Z');
const commits = 'commit ChangeStored';

function credit(n: number, amount: number): MessageOf<'CreditSeller'> {
  return { type: 'CreditSeller', orderId: orderId(n, 1), sellerId: seller, amount: money(amount, EUR) };
}

/** Of order n.1. */
function debit(n: number, k: number, amount: number): MessageOf<'DebitSeller'> {
  const order = orderId(n, 1);
  return {
    type: 'DebitSeller',
    refundId: refundId(order, k),
    orderId: order,
    sellerId: seller,
    amount: money(amount, EUR),
  };
}

function holding(balance: number, version: number): WalletRecord {
  return { id: 'seller-3:EUR', sellerId: seller, currency: EUR, balance: minorUnits(balance), version };
}

function confirms(n: number): string {
  return `SellerCredited → payment-service/order-${n}.1`;
}

/** A wallet that holds 200.00 after seven changes. */
function seventh(settings: Partial<BenchSettings> = {}): Bench {
  return bench(wallet, { entity: 'seller-3:EUR', record: holding(20_000, 7), ...settings });
}

function newWallet(): Bench {
  return bench(wallet, { entity: 'seller-3:EUR' });
}

function stored(n: number): { type: string; about: string } {
  return { type: 'ChangeStored', about: `order-${n}.1` };
}

function refused(n: number) {
  return { type: 'CommitRefused', ack: 'ChangeStored', about: `order-${n}.1`, reason: 'exists' } as const;
}

describe('a wallet', () => {
  it('begins with the first credit', () => {
    const purse = newWallet();
    expect(purse.tell(credit(17, 9000))).toEqual([commits]);
    expect(purse.writes()).toEqual([
      {
        op: 'insert',
        table: 'credits',
        record: { id: 'order-17.1', walletId: 'seller-3:EUR', at, ...money(9000, EUR) },
      },
      { op: 'insert', table: 'wallets', record: holding(9000, 1) },
    ]);
    expect(purse.acknowledge()).toEqual([confirms(17)]);
    expect(purse.messages()).toEqual([
      { type: 'SellerCredited', orderId: 'order-17.1', sellerId: 'seller-3', amount: money(9000, EUR) },
    ]);
    expect(purse.state()).toBe('resting');
  });

  it('adds to the balance that it was read with, and names the version', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    expect(purse.writes()).toMatchObject([
      { op: 'insert', table: 'credits' },
      { op: 'replace', table: 'wallets', version: 7, record: holding(29_000, 8) },
    ]);
  });

  it('applies credits one at a time, in the order in which they came, each on the balance of the one before', () => {
    const purse = seventh();
    expect(purse.tell(credit(17, 9000))).toEqual([commits]);
    expect([...purse.tell(credit(18, 450)), ...purse.tell(credit(19, 1))]).toEqual([]);
    expect(purse.acknowledge()).toEqual([confirms(17), commits]);
    expect(purse.writes()).toMatchObject([
      { record: { id: 'order-18.1' } },
      { version: 8, record: holding(29_450, 9) },
    ]);
    expect(purse.acknowledge()).toEqual([confirms(18), commits]);
    expect(purse.writes()).toMatchObject([
      { record: { id: 'order-19.1' } },
      { version: 9, record: holding(29_451, 10) },
    ]);
    expect(purse.acknowledge()).toEqual([confirms(19)]);
    expect(purse.state()).toBe('resting');
    purse.tell(credit(20, 49));
    expect(purse.writes()).toMatchObject([
      { record: { id: 'order-20.1' } },
      { version: 10, record: holding(29_500, 11) },
    ]);
  });

  it('stamps a credit with the time at which it was asked for, not with the time at which its turn came', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    purse.wait(30);
    purse.tell(credit(18, 450));
    purse.wait(500);
    purse.acknowledge();
    expect(purse.writes()).toMatchObject([{ record: { id: 'order-18.1', at: at + 30 } }, {}]);
  });
});

describe('a credit that is asked for again', () => {
  it('while it is in flight is confirmed twice and applied once', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    expect(purse.tell(credit(17, 9000))).toEqual([]);
    expect(purse.acknowledge()).toEqual([confirms(17), commits]);
    expect(purse.refuse('exists')).toEqual([confirms(17)]);
    purse.tell(credit(18, 450));
    expect(purse.writes()).toMatchObject([{}, { version: 8, record: holding(29_450, 9) }]);
  });

  it('after it was applied is confirmed again and not applied again', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    expect(purse.refuse('exists')).toEqual([confirms(17)]);
    expect(purse.state()).toBe('resting');
    purse.tell(credit(18, 450));
    expect(purse.writes()).toMatchObject([{}, { version: 7, record: holding(20_450, 8) }]);
  });

  it('does not hold up the credit behind it', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    purse.tell(credit(18, 450));
    expect(purse.refuse('exists')).toEqual([confirms(17), commits]);
    expect(purse.writes()).toMatchObject([
      { record: { id: 'order-18.1' } },
      { version: 7, record: holding(20_450, 8) },
    ]);
  });
});

describe('a debit', () => {
  it('is taken off the balance in one transaction with its record, and confirmed to its refund', () => {
    const purse = seventh();
    expect(purse.tell(debit(17, 1, 2139))).toEqual([commits]);
    expect(purse.effect()).toMatchObject({ about: 'refund-17.1.1' });
    const { id, orderId: order, amount } = { id: 'refund-17.1.1', orderId: 'order-17.1', amount: money(2139, EUR) };
    expect(purse.writes()).toEqual([
      { op: 'insert', table: 'debits', record: { id, orderId: order, walletId: 'seller-3:EUR', at, ...amount } },
      { op: 'replace', table: 'wallets', version: 7, record: holding(17_861, 8) },
    ]);
    expect(purse.acknowledge()).toEqual(['SellerDebited → payment-service/refund-17.1.1']);
    expect(purse.messages()).toEqual([
      { type: 'SellerDebited', refundId: id, orderId: order, sellerId: 'seller-3', amount },
    ]);
  });

  it('takes its turn among credits and other debits of the same order', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    expect([...purse.tell(debit(17, 1, 1000)), ...purse.tell(debit(17, 2, 500))]).toEqual([]);
    expect(purse.acknowledge()).toEqual([confirms(17), commits]);
    expect(purse.writes()).toMatchObject([{ table: 'debits' }, { version: 8, record: holding(28_000, 9) }]);
    // What is said of the order's credit is not said of its debits.
    expect([...purse.tell(stored(17)), ...purse.tell(refused(17))]).toEqual([]);
    expect(purse.acknowledge()).toEqual(['SellerDebited → payment-service/refund-17.1.1', commits]);
    expect(purse.writes()).toMatchObject([{ record: { id: 'refund-17.1.2' } }, { record: holding(27_500, 10) }]);
    expect(purse.acknowledge()).toEqual(['SellerDebited → payment-service/refund-17.1.2']);
  });

  it('that exceeds the balance leaves the seller owing the rest', () => {
    const purse = bench(wallet, { entity: 'seller-3:EUR', record: holding(1000, 4) });
    purse.tell(debit(17, 1, 2139));
    expect(purse.writes()).toMatchObject([{}, { version: 4, record: holding(-1139, 5) }]);
    purse.acknowledge();
    purse.tell(credit(18, 1139));
    expect(purse.writes()).toMatchObject([{}, { version: 5, record: holding(0, 6) }]);
  });

  it('of nothing, a penny that was the platform’s, is recorded and confirmed like any other', () => {
    const purse = seventh();
    purse.tell(debit(17, 1, 0));
    expect(purse.writes()).toMatchObject([{ record: { amount: 0 } }, { record: holding(20_000, 8) }]);
  });

  it('that was applied is confirmed again and not applied again', () => {
    const purse = seventh();
    purse.tell(debit(17, 1, 2139));
    purse.tell(debit(17, 1, 2139));
    expect(purse.acknowledge()).toEqual(['SellerDebited → payment-service/refund-17.1.1', commits]);
    expect(purse.refuse('exists')).toEqual(['SellerDebited → payment-service/refund-17.1.1']);
    purse.tell(credit(18, 1));
    expect(purse.writes()).toMatchObject([{}, { version: 8, record: holding(17_862, 9) }]);
  });

  it('waits while the wallet is read', () => {
    const purse = seventh();
    purse.tell(debit(17, 1, 100));
    expect(purse.refuse('stale')).toEqual(['read wallets']);
    expect(purse.tell(debit(17, 2, 10))).toEqual([]);
    expect(purse.answerRead({ table: 'wallets', records: [holding(30_000, 9)] })).toEqual([commits]);
    expect(purse.writes()).toMatchObject([{ record: { id: 'refund-17.1.1' } }, { record: holding(29_900, 10) }]);
  });
});

describe('a slow database', () => {
  it('is asked again every two seconds for the same credit on the same version', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    const writes = purse.writes();
    expect(purse.wait(4000)).toEqual([commits, commits]);
    expect(purse.times(commits)).toEqual([0, 2000, 4000]);
    expect(purse.writes()).toEqual(writes);
  });

  it('may acknowledge the first commit after the second: what it then says of the second is about nobody', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    purse.wait(2000);
    purse.tell(credit(18, 450));
    expect(purse.tell(stored(17))).toEqual([confirms(17), commits]);
    expect(purse.tell(refused(17))).toEqual([]);
    expect(purse.tell(stored(18))).toEqual([confirms(18)]);
    expect(purse.tell(refused(17))).toEqual([]);
    purse.tell(credit(19, 1));
    expect(purse.writes()).toMatchObject([{}, { version: 9, record: holding(29_451, 10) }]);
  });
});

it('an acknowledgement that comes late is not about the credits that wait now', () => {
  const purse = seventh();
  for (const credits of [credit(18, 450), credit(19, 1)]) purse.tell(credits);
  expect([...purse.tell(stored(17)), ...purse.tell(refused(17))]).toEqual([]);
  expect(purse.acknowledge()).toEqual([confirms(18), commits]);
});

describe('a wallet that does not know what its database holds', () => {
  it('reads it when a credit is refused as stale, and only then applies and confirms it', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    purse.wait(2000);
    // The first commit went through and its acknowledgement was lost: the balance is 290.00, and the wallet does not know.
    expect(purse.refuse('exists')).toEqual([confirms(17)]);
    purse.tell(credit(18, 450));
    expect(purse.refuse('stale')).toEqual(['read wallets']);
    expect(purse.effect()).toEqual({ type: 'read', queries: [{ table: 'wallets', group: 'seller-3:EUR' }] });
    expect(purse.answerRead({ table: 'wallets', records: [holding(29_000, 8)] })).toEqual([commits]);
    expect(purse.writes()).toMatchObject([
      { record: { id: 'order-18.1' } },
      { version: 8, record: holding(29_450, 9) },
    ]);
    expect(purse.acknowledge()).toEqual([confirms(18)]);
  });

  it('reads it when its very first credit is refused, and confirms the credit if it is there', () => {
    const purse = newWallet();
    purse.tell(credit(17, 9000));
    purse.wait(2000);
    expect(purse.refuse('exists')).toEqual(['read wallets']);
    expect(purse.answerRead({ table: 'wallets', records: [holding(9000, 1)] })).toEqual([commits]);
    expect(purse.writes()).toMatchObject([
      { op: 'insert', table: 'credits' },
      { op: 'replace', version: 1 },
    ]);
    expect(purse.refuse('exists')).toEqual([confirms(17)]);
    purse.tell(credit(18, 450));
    expect(purse.writes()).toMatchObject([{}, { version: 1, record: holding(9450, 2) }]);
  });

  it('lets credits wait meanwhile, and reads again when no answer comes', () => {
    const purse = seventh();
    purse.tell(credit(17, 9000));
    purse.refuse('stale');
    expect(purse.tell(credit(18, 450))).toEqual([]);
    expect(purse.wait(2000)).toEqual(['read wallets']);
    expect(purse.answerRead({ table: 'wallets', records: [holding(25_000, 8)] })).toEqual([commits]);
    expect(purse.writes()).toMatchObject([
      { record: { id: 'order-17.1' } },
      { version: 8, record: holding(34_000, 9) },
    ]);
    expect(purse.acknowledge()).toEqual([confirms(17), commits]);
    expect(purse.writes()).toMatchObject([
      { record: { id: 'order-18.1' } },
      { version: 9, record: holding(34_450, 10) },
    ]);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(wallet)).toEqual([]);
});
