/**
 * I10: accounts that money only passes through are empty, or hold what can be named. An order's clearing is empty when
 * the order is closed, and a refund's when the refund is posted; sales and refunds explain the position of foreign exchange;
 * at the end, what the PSP and the bank still hold explains the rest, and nothing is in suspense. Open breaks are part of
 * that explanation, so each has to say by how much its line or its posting is wrong.
 */
import type { AccountName } from '../../domain/accounts.ts';
import { bookOf } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { BreakRecord } from '../../domain/night-records.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';
import { createBooks, type Books } from './books.ts';
import { wrongClaim, type Standing } from './break-claims.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { createFxPositions, type FxPositions } from './fx-positions.ts';
import { matterOf } from './matter.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import { createOutstanding, type Outstanding } from './outstanding.ts';
import { buyerOf, thePlatform } from './whose.ts';

type ClearingAccount = 'customer:clearing' | 'refund:clearing';

/** What an order, a refund, or a transaction about neither still holds in a clearing account: debits minus credits. */
interface Clearing {
  readonly account: ClearingAccount;
  /** The order, where there is one. */
  readonly concern: string;
  readonly currency: Currency;
  /** When the balance last left zero. */
  readonly since: Instant;
  balance: number;
}

/** By which transaction an account that is always empty last left zero. */
interface Left {
  readonly since: Instant;
  /** The order, where there is one. */
  readonly cause: string;
}

const clearingAccounts: readonly ClearingAccount[] = ['customer:clearing', 'refund:clearing'];

const alwaysEmpty: readonly AccountName[] = ['suspense:reconciliation', 'suspense:rounding', 'dispute:clearing'];

interface State {
  readonly books: Books;
  readonly outstanding: Outstanding;
  readonly fxPositions: FxPositions;
  /** By what is cleared. */
  readonly clearings: Map<string, Clearing[]>;
  /** By currency and account. */
  readonly left: Map<string, Left>;
}

export const clearingReturnsToZero: CheckMaker = (settings) => {
  const state: State = {
    books: createBooks(),
    outstanding: createOutstanding(settings.policy.pspFee),
    fxPositions: createFxPositions(settings),
    clearings: new Map(),
    left: new Map(),
  };
  const { books, outstanding, clearings, left } = state;
  return {
    id: 'I10',
    name: 'clearing-returns-to-zero',
    statement:
      "An order's clearing is zero once it is closed, and a refund's once it is posted; the position of foreign exchange is what sales and refunds moved at the rates of the sales; at the end suspense is zero, and what the PSP and the bank still hold, and open breaks, explain the receivable, the money in transit and the payouts to sellers; and each open break about a line or a posting names its order and says by how much it is wrong.",
    hears: [...outstanding.hears, ...state.fxPositions.hears, following(state)],
    conclude(at, witness) {
      for (const [matter, open] of clearings) {
        for (const clearing of open) {
          witness.checked();
          reportClearing(at, matter, clearing, witness);
        }
      }
      for (const currency of books.currencies()) {
        for (const account of alwaysEmpty) compareEmpty(at, account, currency, { books, left }, witness);
        compareExplained(at, currency, books, outstanding, witness);
      }
      for (const found of outstanding.openBreaks()) judgeClaim(at, found, outstanding.standing, witness);
    },
  };
};

function following({ books, clearings, left }: State): Hearing<Witness> {
  return {
    written: {
      orderProgress({ at, after }, witness) {
        if (isClosed(after)) compareClearings(at, after.id, clearings, witness);
      },
      refunds({ at, after }, witness) {
        if (isRefundOver(after)) compareClearings(at, after.id, clearings, witness);
      },
      transactions({ at, before, after }) {
        books.post(after, before);
        clear(at, after, 1, clearings);
        if (before !== undefined) clear(at, before, -1, clearings);
        noteLeft(at, after, books, left);
      },
    },
  };
}

function noteLeft(at: Instant, transaction: LedgerTransactionRecord, books: Books, left: Map<string, Left>): void {
  for (const { from, to, currency } of transaction.postings) {
    const credited = bookOf(from);
    const debited = bookOf(to);
    for (const account of alwaysEmpty) {
      if (credited !== account && debited !== account) continue;
      const key = `${currency} ${account}`;
      if (books.balance(currency, account) === 0) left.delete(key);
      else if (!left.has(key)) left.set(key, { since: at, cause: transaction.orderId ?? transaction.id });
    }
  }
}

function clear(
  at: Instant,
  transaction: LedgerTransactionRecord,
  sign: 1 | -1,
  clearings: Map<string, Clearing[]>,
): void {
  for (const { from, to, amount, currency } of transaction.postings) {
    const credited = bookOf(from);
    const debited = bookOf(to);
    for (const account of clearingAccounts) {
      const change = (debited === account ? amount : 0) - (credited === account ? amount : 0);
      if (change === 0) continue;
      const concern = transaction.orderId ?? transaction.id;
      const cleared: Clearing = { account, concern, currency, since: at, balance: sign * change };
      add(matterOf(transaction) ?? transaction.id, cleared, clearings);
    }
  }
}

function add(matter: string, cleared: Clearing, clearings: Map<string, Clearing[]>): void {
  const open = clearings.get(matter);
  if (open === undefined) return void clearings.set(matter, [cleared]);
  const index = open.findIndex(({ account }) => account === cleared.account);
  const clearing = open[index];
  if (clearing === undefined) return void open.push(cleared);
  clearing.balance += cleared.balance;
  if (clearing.balance !== 0) return;
  if (open.length === 1) clearings.delete(matter);
  else open.splice(index, 1);
}

function compareClearings(at: Instant, matter: string, clearings: Map<string, Clearing[]>, witness: Witness): void {
  witness.checked();
  const open = clearings.get(matter);
  if (open === undefined) return;
  clearings.delete(matter);
  for (const account of clearingAccounts)
    for (const clearing of open) if (clearing.account === account) reportClearing(at, matter, clearing, witness);
}

function reportClearing(at: Instant, matter: string, clearing: Clearing, witness: Witness): void {
  const { account, concern, balance, currency, since } = clearing;
  const due = account === 'customer:clearing' ? 'when the sale is allocated' : 'when the refund is paid';
  const sentence = `${account} still holds ${spell(-balance, currency)} of ${matter}; it returns to zero ${due}`;
  const whose = loserOf(clearing);
  witness.violated({ at, since, concern, sentence, whose, ...priced(balance, currency) });
}

/** What was paid in and never passed on is the seller's, or the buyer's to whom it was to be given back. */
function loserOf({ account, balance, concern }: Clearing): string {
  if (balance > 0) return thePlatform;
  return account === 'customer:clearing' ? `the seller of ${concern}` : buyerOf(concern);
}

function compareEmpty(
  at: Instant,
  account: AccountName,
  currency: Currency,
  { books, left }: { readonly books: Books; readonly left: ReadonlyMap<string, Left> },
  witness: Witness,
): void {
  const balance = books.balance(currency, account);
  witness.checked();
  if (balance === 0) return;
  const sentence = `${account} holds ${spell(balance, currency)} at the end; it was to be zero`;
  const found = { at, ...left.get(`${currency} ${account}`), concern: account, sentence, whose: thePlatform };
  witness.violated({ ...found, ...priced(balance, currency) });
}

function judgeClaim(at: Instant, found: BreakRecord, standing: Standing, witness: Witness): void {
  witness.checked();
  const wrong = wrongClaim(found, standing);
  if (wrong === undefined) return;
  const { sentence, difference } = wrong;
  const concern = found.orderId ?? found.about;
  witness.violated({ at, concern, sentence, whose: thePlatform, ...priced(difference, found.currency) });
}

function compareExplained(
  at: Instant,
  currency: Currency,
  books: Books,
  outstanding: Outstanding,
  witness: Witness,
): void {
  for (const { account, amount, items, first } of outstanding.explain(currency)) {
    const balance = books.balance(currency, account);
    witness.checked();
    if (balance === amount) continue;
    const sentence = `${account} holds ${spell(balance, currency)} at the end, of which ${spell(amount, currency)} is explained: ${items}`;
    const found = { at, ...first, concern: account, sentence, whose: thePlatform };
    witness.violated({ ...found, ...priced(balance - amount, currency) });
  }
}
