/**
 * I10: accounts that money only passes through are empty, or hold what can be named. An order's clearing is empty when
 * the order is closed; at the end, what the PSP and the bank still hold explains the rest, and nothing is in suspense.
 */
import type { AccountName } from '../../domain/accounts.ts';
import { bookOf } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { createBooks, type Books } from './books.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';
import { createOutstanding, type Outstanding } from './outstanding.ts';

/** What an order, or a transaction without one, still holds in `customer:clearing`: debits minus credits. */
interface Clearing {
  readonly currency: Currency;
  balance: number;
}

const alwaysEmpty: readonly AccountName[] = [
  'suspense:reconciliation',
  'suspense:rounding',
  'payout:clearing',
  'refund:clearing',
  'dispute:clearing',
];

export const clearingReturnsToZero: CheckMaker = () => {
  const books = createBooks();
  const outstanding = createOutstanding();
  const clearings = new Map<string, Clearing>();
  return {
    id: 'I10',
    name: 'clearing-returns-to-zero',
    statement:
      "An order's clearing is zero once it is closed; at the end suspense is zero, and what the PSP and the bank still hold explains the receivable and the money in transit.",
    observe(fact, witness) {
      outstanding.observe(fact);
      if (fact.kind === 'written' && fact.table === 'transactions') {
        books.post(fact.after, fact.before);
        clear(fact.concern, fact.after, 1, clearings);
        if (fact.before !== undefined) clear(fact.concern, fact.before, -1, clearings);
      }
      const order = closedOrder(fact);
      if (order === undefined) return;
      witness.checked();
      compareClearing(fact.at, order, clearings, witness);
    },
    conclude(at, witness) {
      for (const concern of clearings.keys()) {
        witness.checked();
        compareClearing(at, concern, clearings, witness);
      }
      for (const currency of books.currencies()) {
        for (const account of alwaysEmpty) compareEmpty(at, account, currency, books, witness);
        compareExplained(at, currency, books, outstanding, witness);
      }
    },
  };
};

function clear(
  concern: string,
  { postings }: LedgerTransactionRecord,
  sign: 1 | -1,
  clearings: Map<string, Clearing>,
): void {
  for (const { from, to, amount, currency } of postings) {
    const change =
      (bookOf(to) === 'customer:clearing' ? amount : 0) - (bookOf(from) === 'customer:clearing' ? amount : 0);
    if (change === 0) continue;
    const clearing = clearings.get(concern) ?? { currency, balance: 0 };
    clearing.balance += sign * change;
    if (clearing.balance === 0) clearings.delete(concern);
    else clearings.set(concern, clearing);
  }
}

function closedOrder(fact: Fact): string | undefined {
  return fact.kind === 'written' && fact.table === 'orderProgress' && isClosed(fact.after) ? fact.after.id : undefined;
}

function compareClearing(at: Instant, concern: string, clearings: Map<string, Clearing>, witness: Witness): void {
  const clearing = clearings.get(concern);
  if (clearing === undefined) return;
  clearings.delete(concern);
  const { balance, currency } = clearing;
  const sentence = `customer:clearing still holds ${spell(-balance, currency)} of ${concern}; it returns to zero when the sale is allocated`;
  witness.violated({ at, concern, sentence, ...priced(balance, currency) });
}

function compareEmpty(at: Instant, account: AccountName, currency: Currency, books: Books, witness: Witness): void {
  const balance = books.balance(currency, account);
  witness.checked();
  if (balance === 0) return;
  const sentence = `${account} holds ${spell(balance, currency)} at the end; it was to be zero`;
  witness.violated({ at, concern: account, sentence, ...priced(balance, currency) });
}

function compareExplained(
  at: Instant,
  currency: Currency,
  books: Books,
  outstanding: Outstanding,
  witness: Witness,
): void {
  for (const { account, amount, items } of outstanding.explain(currency)) {
    const balance = books.balance(currency, account);
    witness.checked();
    if (balance === amount) continue;
    const sentence = `${account} holds ${spell(balance, currency)} at the end, of which ${spell(amount, currency)} is explained: ${items}`;
    witness.violated({ at, concern: account, sentence, ...priced(balance - amount, currency) });
  }
}
