/**
 * I10: accounts that money only passes through are empty, or hold what can be named. An order's clearing is empty when
 * the order is closed, and a refund's when the refund is posted; at the end, what the PSP and the bank still hold explains
 * the rest, and nothing is in suspense.
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
import { matterOf } from './matter.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import { createOutstanding, type Outstanding } from './outstanding.ts';

type ClearingAccount = 'customer:clearing' | 'refund:clearing';

/** What an order, a refund, or a transaction about neither still holds in a clearing account: debits minus credits. */
interface Clearing {
  readonly account: ClearingAccount;
  /** The order, where there is one. */
  readonly concern: string;
  readonly currency: Currency;
  balance: number;
}

const clearingAccounts: readonly ClearingAccount[] = ['customer:clearing', 'refund:clearing'];

const alwaysEmpty: readonly AccountName[] = ['suspense:reconciliation', 'suspense:rounding', 'dispute:clearing'];

export const clearingReturnsToZero: CheckMaker = () => {
  const books = createBooks();
  const outstanding = createOutstanding();
  /** By the account and what is cleared there. */
  const clearings = new Map<string, Clearing>();
  return {
    id: 'I10',
    name: 'clearing-returns-to-zero',
    statement:
      "An order's clearing is zero once it is closed, and a refund's once it is posted; at the end suspense is zero, and what the PSP and the bank still hold, and open breaks, explain the receivable, the money in transit and the payouts to sellers.",
    observe(fact, witness) {
      outstanding.observe(fact);
      if (fact.kind === 'written' && fact.table === 'transactions') {
        books.post(fact.after, fact.before);
        clear(fact.after, 1, clearings);
        if (fact.before !== undefined) clear(fact.before, -1, clearings);
      }
      const matter = closedMatter(fact);
      if (matter === undefined) return;
      witness.checked();
      for (const account of clearingAccounts) compareClearing(fact.at, `${account} ${matter}`, clearings, witness);
    },
    conclude(at, witness) {
      for (const key of clearings.keys()) {
        witness.checked();
        compareClearing(at, key, clearings, witness);
      }
      for (const currency of books.currencies()) {
        for (const account of alwaysEmpty) compareEmpty(at, account, currency, books, witness);
        compareExplained(at, currency, books, outstanding, witness);
      }
    },
  };
};

function clear(transaction: LedgerTransactionRecord, sign: 1 | -1, clearings: Map<string, Clearing>): void {
  const matter = matterOf(transaction) ?? transaction.id;
  for (const { from, to, amount, currency } of transaction.postings) {
    for (const account of clearingAccounts) {
      const change = (bookOf(to) === account ? amount : 0) - (bookOf(from) === account ? amount : 0);
      if (change === 0) continue;
      const key = `${account} ${matter}`;
      const concern = transaction.orderId ?? transaction.id;
      const clearing = clearings.get(key) ?? { account, concern, currency, balance: 0 };
      clearing.balance += sign * change;
      if (clearing.balance === 0) clearings.delete(key);
      else clearings.set(key, clearing);
    }
  }
}

function closedMatter(fact: Fact): string | undefined {
  if (fact.kind !== 'written') return undefined;
  if (fact.table === 'orderProgress') return isClosed(fact.after) ? fact.after.id : undefined;
  return fact.table === 'refunds' && isRefundOver(fact.after) ? fact.after.id : undefined;
}

function compareClearing(at: Instant, key: string, clearings: Map<string, Clearing>, witness: Witness): void {
  const clearing = clearings.get(key);
  if (clearing === undefined) return;
  clearings.delete(key);
  const { account, concern, balance, currency } = clearing;
  const matter = key.slice(account.length + 1);
  const due = account === 'customer:clearing' ? 'when the sale is allocated' : 'when the refund is paid';
  const sentence = `${account} still holds ${spell(-balance, currency)} of ${matter}; it returns to zero ${due}`;
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
