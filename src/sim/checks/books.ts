/** The ledger's balances as its committed transactions make them: debits minus credits, per currency and account of the chart. */
import { bookOf, isAccountName, type AccountName } from '../../domain/accounts.ts';
import type { Currency } from '../../domain/currency.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import { createTally, type Tally } from './tally.ts';

export interface Books {
  /** Takes in a transaction; one that replaces another takes the other's postings out again. */
  post(transaction: LedgerTransactionRecord, replaced: LedgerTransactionRecord | undefined): void;
  /** Minor units. */
  balance(currency: Currency, account: AccountName): number;
  currencies(): IterableIterator<Currency>;
  /** What the accounts with a debit balance hold in all, and those with a credit balance: the same, when nothing is missing. */
  sides(currency: Currency): { readonly debits: number; readonly credits: number };
}

export function createBooks(): Books {
  const accounts = new Map<Currency, Tally<AccountName>>();

  const leg = (currency: Currency, account: AccountName, amount: number): void => {
    if (!isAccountName(account)) return;
    let held = accounts.get(currency);
    if (held === undefined) accounts.set(currency, (held = createTally()));
    held.add(account, amount);
  };
  const post = ({ postings }: LedgerTransactionRecord, sign: 1 | -1): void => {
    for (const { from, to, amount, currency } of postings) {
      leg(currency, bookOf(from), -sign * amount);
      leg(currency, bookOf(to), sign * amount);
    }
  };

  return {
    post(transaction, replaced) {
      if (replaced !== undefined) post(replaced, -1);
      post(transaction, 1);
    },
    balance: (currency, account) => accounts.get(currency)?.of(account) ?? 0,
    currencies: () => accounts.keys(),
    sides(currency) {
      const balances = [...(accounts.get(currency)?.keys() ?? [])].map(
        (account) => accounts.get(currency)?.of(account) ?? 0,
      );
      const total = (sign: 1 | -1): number => balances.reduce((sum, balance) => sum + Math.max(0, sign * balance), 0);
      return { debits: total(1), credits: total(-1) };
    },
  };
}
