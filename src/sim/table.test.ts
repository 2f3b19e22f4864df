import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '../domain/currency.ts';
import { orderId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { CreditRecord } from '../domain/records.ts';
import { createTable, type Table } from './table.ts';

const EUR = currency('EUR');

/** The credit of the n-th order to a wallet, which is its group; to no wallet, it is in no group. */
function credit(n: number, wallet: string, at = 0): CreditRecord {
  return { id: orderId(n, 1), walletId: wallet, at, ...money(100, EUR) };
}

function creditsByWallet(...records: readonly CreditRecord[]): Table<'credits'> {
  const table = createTable<'credits'>({
    service: 'wallet',
    concern: ({ id }) => id,
    groups: ({ walletId }) => (walletId === '' ? [] : [walletId]),
  });
  for (const record of records) table.put(record);
  return table;
}

function idsIn(table: Table<'credits'>, wallet: string, after = 0): string[] {
  return table.group(wallet, after).map(({ id }) => id);
}

describe('a table', () => {
  it('keeps the last record that was put under an id', () => {
    const table = creditsByWallet(credit(1, 'a', 5), credit(2, 'a'), credit(1, 'a', 6));
    expect(table.get('order-1.1')).toEqual(credit(1, 'a', 6));
    expect(table.get('order-3.1')).toBeUndefined();
    expect(table.size()).toBe(2);
    expect([...table.all()].map(({ id }) => id)).toEqual(['order-1.1', 'order-2.1']);
  });

  it('without groups has nothing to read by group', () => {
    const table = createTable<'credits'>({ service: 'wallet', concern: ({ id }) => id });
    table.put(credit(1, 'a'));
    expect(table.group('a', 0)).toEqual([]);
    expect(table.size()).toBe(1);
  });

  it('has every record by its own id, whatever groups there are', () => {
    const table = creditsByWallet(credit(1, 'a'), credit(2, 'a'), credit(1, 'b', 7));
    expect(table.group('order-1.1', 0)).toEqual([credit(1, 'b', 7)]);
    expect(table.group('order-3.1', 0)).toEqual([]);
  });
});

describe('a group', () => {
  it('has its records in the order in which they joined', () => {
    const table = creditsByWallet(credit(3, 'a'), credit(1, 'a'), credit(2, 'b'), credit(4, ''));
    expect(idsIn(table, 'a')).toEqual(['order-3.1', 'order-1.1']);
    expect(idsIn(table, 'b')).toEqual(['order-2.1']);
    expect(idsIn(table, '')).toEqual([]);
    expect(idsIn(table, 'c')).toEqual([]);
  });

  it('keeps the place of a record that changes and stays', () => {
    const table = creditsByWallet(credit(1, 'a'), credit(2, 'a'), credit(1, 'a', 9));
    expect(table.group('a', 0)).toEqual([credit(1, 'a', 9), credit(2, 'a')]);
  });

  it('loses a record that moves to another, where it comes last', () => {
    const table = creditsByWallet(credit(1, 'a'), credit(2, 'a'), credit(3, 'b'), credit(1, 'b'));
    expect(idsIn(table, 'a')).toEqual(['order-2.1']);
    expect(idsIn(table, 'b')).toEqual(['order-3.1', 'order-1.1']);
  });

  it('loses a record that leaves all groups, and has it last when it comes back', () => {
    const table = creditsByWallet(credit(1, 'a'), credit(2, 'a'), credit(1, ''));
    expect(idsIn(table, 'a')).toEqual(['order-2.1']);
    table.put(credit(1, 'a'));
    expect(idsIn(table, 'a')).toEqual(['order-2.1', 'order-1.1']);
  });
});

describe('a cursor', () => {
  it('leaves out the records that were read before', () => {
    const table = creditsByWallet(credit(1, 'a'), credit(2, 'a'));
    expect(idsIn(table, 'a', 2)).toEqual([]);
    table.put(credit(3, 'a'));
    table.put(credit(2, 'a', 9));
    expect(idsIn(table, 'a', 2)).toEqual(['order-3.1']);
    expect(idsIn(table, 'a', 1)).toEqual(['order-2.1', 'order-3.1']);
  });

  it('counts a record that has left since as much as one that is there', () => {
    const table = creditsByWallet(credit(1, 'a'), credit(2, 'a'), credit(3, 'a'), credit(1, 'b'));
    expect(idsIn(table, 'a', 1)).toEqual(['order-2.1', 'order-3.1']);
    expect(idsIn(table, 'a', 2)).toEqual(['order-3.1']);
    table.put(credit(4, 'a'));
    expect(idsIn(table, 'a', 3)).toEqual(['order-4.1']);
  });

  it('goes on in a group that has lost all of its records and begun anew', () => {
    const table = creditsByWallet(credit(1, 'a'), credit(2, 'a'), credit(1, ''), credit(2, ''));
    expect(idsIn(table, 'a', 1)).toEqual([]);
    table.put(credit(2, 'a'));
    expect(idsIn(table, 'a', 2)).toEqual(['order-2.1']);
    expect(idsIn(table, 'a', 3)).toEqual([]);
  });

  it('counts the only record of a group, and counts it again when it comes back', () => {
    const table = creditsByWallet(credit(1, 'a'));
    expect([idsIn(table, 'a', 0), idsIn(table, 'a', 1)]).toEqual([['order-1.1'], []]);
    table.put(credit(1, ''));
    expect(idsIn(table, 'a', 0)).toEqual([]);
    table.put(credit(1, 'a'));
    expect([idsIn(table, 'a', 1), idsIn(table, 'a', 2)]).toEqual([['order-1.1'], []]);
  });
});

describe('after any changes', () => {
  it('every group has the records that belong to it, in the order of joining', () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('', 'a', 'b', 'c')), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(changes, (puts) => {
        const table = creditsByWallet();
        let joined: CreditRecord[] = [];
        for (const [at, [n, wallet]] of puts.entries()) {
          const record = credit(n, wallet, at);
          table.put(record);
          const place = joined.findIndex(({ id, walletId }) => id === record.id && walletId === wallet);
          joined = place < 0 ? [...joined.filter(({ id }) => id !== record.id), record] : joined.with(place, record);
        }
        for (const wallet of ['a', 'b', 'c']) {
          expect(table.group(wallet, 0)).toEqual(joined.filter(({ walletId }) => walletId === wallet));
        }
        expect(table.size()).toBe(joined.length);
      }),
    );
  });
});
