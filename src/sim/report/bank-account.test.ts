import { describe, expect, it } from 'vitest';
import { threaded, written, type Row } from '../../../test/support/fact-tape.ts';
import { hearAll } from '../../../test/support/hear-all.ts';
import { EUR } from '../../../test/support/machine-bench.ts';
import { payoutId, runAt, transfer, tuesday } from '../../../test/support/payout-17.ts';
import { currency } from '../../domain/currency.ts';
import { money, type Money } from '../../domain/money.ts';
import { createBankAccount } from './bank-account.ts';

const hour = 3_600_000;

/** The PSP's payout reaches the bank. */
function fromPsp(id: string, at: number, amount: Money): Row[] {
  const sent = { id, bookedAt: at, valueDate: tuesday, ...amount };
  return [
    ['bankTransfers', { ...sent, status: 'inTransit' }],
    ['bankTransfers', { ...sent, status: 'booked' }],
  ];
}

/** A payout of 90.00 leaves for a seller, and comes back if it is said when. */
function toSeller(id: string, at: number, returnedAt?: number): Row[] {
  const sent = { ...transfer, id, bookedAt: at };
  const booked: Row[] = [
    ['sellerTransfers', sent],
    ['sellerTransfers', { ...sent, status: 'booked' }],
  ];
  return returnedAt === undefined
    ? booked
    : [
        ...booked,
        ['sellerTransfers', { ...sent, status: 'returned', returnedAt }],
        ['sellerTransfers', { ...sent, status: 'acknowledged', returnedAt }],
      ];
}

function lowest(...rows: readonly Row[]): Readonly<Record<string, number>> {
  const account = createBankAccount();
  hearAll([account.hears], threaded(rows.map((row) => written(runAt, 'bank/transfer', row))));
  return account.lowest();
}

describe('how low the account at the bank has been', () => {
  const psp = fromPsp('payout-EUR-2026-03-03', runAt + 16 * hour, money(9710, EUR));

  it('is nothing where nobody is paid before the money is there', () => {
    expect(lowest(...psp)).toEqual({ EUR: 0 });
    expect(lowest(...psp, ...toSeller(payoutId, runAt + 17 * hour))).toEqual({ EUR: 0 });
    expect(lowest()).toEqual({});
  });

  it('is what was paid in advance, in whatever order it was heard of', () => {
    const early = toSeller(payoutId, runAt + 2 * hour);
    expect(lowest(...early, ...psp)).toEqual({ EUR: -9000 });
    expect(lowest(...psp, ...early)).toEqual({ EUR: -9000 });
  });

  it('has no order for what is booked at the same instant', () => {
    expect(lowest(...toSeller(payoutId, runAt + 16 * hour), ...psp)).toEqual({ EUR: 0 });
  });

  it('counts what came back from when it did, and each currency by itself', () => {
    const back = toSeller(payoutId, runAt, runAt + hour);
    const next = toSeller('payout-seller-4-EUR-2026-03-03', runAt + 2 * hour);
    expect(lowest(...back, ...next)).toEqual({ EUR: -9000 });
    const soon = toSeller('payout-seller-4-EUR-2026-03-03', runAt + hour / 2);
    expect(lowest(...back, ...soon)).toEqual({ EUR: -18_000 });
    const yen = fromPsp('payout-JPY-2026-03-03', runAt, money(500, currency('JPY')));
    expect(lowest(...yen, ...back)).toEqual({ JPY: 0, EUR: -9000 });
  });

  it('leaves out what is on its way', () => {
    expect(lowest(['sellerTransfers', { ...transfer, id: payoutId }])).toEqual({});
  });
});
