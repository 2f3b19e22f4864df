import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench } from '../../test/support/machine-bench.ts';
import type { DefectName } from '../domain/defects.ts';
import { orderId, sellerId } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { WalletRecord } from '../domain/records.ts';
import { wallet } from './wallet.ts';

const before: WalletRecord = {
  id: 'seller-3:EUR',
  sellerId: sellerId(3),
  currency: EUR,
  balance: minorUnits(20_000),
  version: 7,
};

function credit(n: number, amount: number): MessageOf<'CreditSeller'> {
  return { type: 'CreditSeller', orderId: orderId(n, 1), sellerId: sellerId(3), amount: money(amount, EUR) };
}

/** 90.00 were stored, so that there are 290.00, and the acknowledgement came after two seconds. */
function slowlyCredited(...defects: DefectName[]): Bench {
  const purse = bench(wallet, {
    entity: 'seller-3:EUR',
    record: before,
    policy: { defects: new Set(defects) },
  });
  purse.tell(credit(17, 9000));
  purse.wait(2000);
  purse.refuse('exists');
  return purse;
}

describe('a wallet that writes the balance back', () => {
  it('loses the 90.00 that it did not know of when it adds 4.50', () => {
    const purse = slowlyCredited('wallet-lost-update');
    purse.tell(credit(18, 450));
    expect(purse.writes()).toEqual([
      expect.objectContaining({ op: 'insert', table: 'credits' }),
      { op: 'put', table: 'wallets', record: { ...before, balance: 20_450, version: 8 } },
    ]);
    expect(purse.acknowledge()).toEqual(['SellerCredited → payment-service/order-18.1']);
  });

  it('ought to name the version that it read, and so be refused', () => {
    const purse = slowlyCredited();
    purse.tell(credit(18, 450));
    expect(purse.writes()).toMatchObject([{ op: 'insert' }, { op: 'replace', version: 7 }]);
    expect(purse.refuse('stale')).toEqual(['read wallets']);
  });

  it('adds up what it does know of', () => {
    const purse = bench(wallet, {
      entity: 'seller-3:EUR',
      record: before,
      policy: { defects: new Set(['wallet-lost-update']) },
    });
    purse.tell(credit(17, 9000));
    purse.acknowledge();
    purse.tell(credit(18, 450));
    expect(purse.writes()).toMatchObject([{}, { op: 'put', record: { balance: 29_450, version: 9 } }]);
  });

  it('begins a wallet once', () => {
    const purse = bench(wallet, { entity: 'seller-3:EUR', policy: { defects: new Set(['wallet-lost-update']) } });
    purse.tell(credit(17, 9000));
    expect(purse.writes()).toMatchObject([{ op: 'insert' }, { op: 'insert', record: { balance: 9000 } }]);
  });
});
