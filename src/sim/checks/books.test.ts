import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountClasses, isAccountName, pendingPayable, type Account } from '../../domain/accounts.ts';
import { currency } from '../../domain/currency.ts';
import { sellerId } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import type { Posting } from '../../domain/posting.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import { createBooks } from './books.ts';

const EUR = currency('EUR');

function transaction(...postings: readonly Posting[]): LedgerTransactionRecord {
  return { id: 'x', kind: 'capture', at: 0, postings };
}

function posting(from: Account, to: Account, amount: number): Posting {
  return { from, to, amount: minorUnits(amount), currency: EUR };
}

describe('the books of the checks', () => {
  it('sums the owners of an account', () => {
    const books = createBooks();
    books.post(transaction(posting(pendingPayable(sellerId(1)), 'customer:clearing', 1080)), undefined);
    books.post(transaction(posting(pendingPayable(sellerId(2)), 'customer:clearing', 500)), undefined);
    expect(books.balance(EUR, 'seller:payable:pending')).toBe(-1580);
    expect(books.sides(EUR)).toEqual({ debits: 1580, credits: 1580 });
  });

  it('takes a transaction out again that another one replaces', () => {
    const books = createBooks();
    const sale = transaction(posting('customer:clearing', 'psp:receivable', 1200));
    books.post(sale, undefined);
    books.post(transaction(posting('customer:clearing', 'psp:receivable', 1100)), sale);
    expect(books.balance(EUR, 'psp:receivable')).toBe(1100);
  });

  it('misses a leg that is on no account of the chart', () => {
    const books = createBooks();
    books.post(transaction(posting('nowhere' as Account, 'psp_fee', 60)), undefined);
    expect(books.sides(EUR)).toEqual({ debits: 60, credits: 0 });
  });

  it('has equal sides whatever is posted between accounts of the chart', () => {
    const account = fc.constantFrom(...Object.keys(accountClasses).filter(isAccountName));
    const postings = fc.array(fc.tuple(account, account, fc.integer({ min: 1, max: 1_000_000 })));
    fc.assert(
      fc.property(postings, (drawn) => {
        const books = createBooks();
        books.post(transaction(...drawn.map(([from, to, amount]) => posting(from, to, amount))), undefined);
        const { debits, credits } = books.sides(EUR);
        expect(debits).toBe(credits);
      }),
    );
  });
});
