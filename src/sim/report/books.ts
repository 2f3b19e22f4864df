/** The books: every account's balance per currency, debits minus credits, derived from the postings. */
import { accountClasses, bookOf, isAccountName, type AccountName } from '../../domain/accounts.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';

export type Books = Readonly<Record<string, Partial<Record<AccountName, number>>>>;

/**
 * @param currencies in the order in which the books list them
 * @throws RangeError when a balance leaves the safe integers
 */
export function balancesOf(transactions: Iterable<LedgerTransactionRecord>, currencies: readonly string[]): Books {
  const books: Record<string, Partial<Record<AccountName, number>>> = {};
  for (const { postings } of transactions) {
    for (const { from, to, amount, currency } of postings) {
      const accounts = (books[currency] ??= {});
      change(accounts, bookOf(from), -amount);
      change(accounts, bookOf(to), amount);
    }
  }
  return inOrder(books, currencies);
}

/** The same books, currencies as they are listed, accounts as in the chart. */
export function inOrder(books: Books, currencies: readonly string[]): Books {
  return Object.fromEntries(
    currencies.flatMap((code) => (books[code] === undefined ? [] : [[code, inChartOrder(books[code])]])),
  );
}

function inChartOrder(accounts: Partial<Record<AccountName, number>>): Partial<Record<AccountName, number>> {
  const names = Object.keys(accountClasses).filter(isAccountName);
  return Object.fromEntries(names.flatMap((name) => (accounts[name] === undefined ? [] : [[name, accounts[name]]])));
}

function change(accounts: Partial<Record<AccountName, number>>, account: AccountName, by: number): void {
  const balance = (accounts[account] ?? 0) + by;
  if (!Number.isSafeInteger(balance)) throw new RangeError(`the balance of ${account} is no longer exact: ${balance}`);
  // Adding a negative amount to its opposite must not leave a negative zero.
  accounts[account] = balance === 0 ? 0 : balance;
}
