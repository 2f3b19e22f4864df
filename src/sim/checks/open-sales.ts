/**
 * Sales whose money is not in its place: what the ledger posts to the receivable for an order or a refund, less what goes
 * to the platform by the ledger and to the seller by the wallet, in each currency, what is exchanged for another counting
 * as gone from the one and come to the other. A sale for which that is nothing is forgotten.
 */
import { bookOf, type Account } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';
import { matterOf, type Matter } from './matter.ts';
import { createTally, type Tally } from './tally.ts';
import type { Unexplained } from './unexplained.ts';

export interface OpenSales {
  readonly hears: Hearing;
  /** The one whose money has been out of place for longest. */
  oldest(currency: Currency): Unexplained | undefined;
}

interface Sale extends Unexplained {
  /** Minor units. */
  left: number;
}

export function createOpenSales(): OpenSales {
  /** By the order or the refund, for each currency. */
  const sales = new Map<Currency, Map<Matter, Sale>>();
  const change = (matter: Matter, currency: Currency, amount: number, cause: string, since: Instant): void => {
    if (amount === 0) return;
    let open = sales.get(currency);
    if (open === undefined) sales.set(currency, (open = new Map<Matter, Sale>()));
    const sale = open.get(matter);
    if (sale === undefined) {
      open.set(matter, { cause, since, left: amount });
      return;
    }
    sale.left += amount;
    if (sale.left === 0) open.delete(matter);
  };
  const post = (since: Instant, transaction: LedgerTransactionRecord, sign: 1 | -1): void => {
    const out = outOf(transaction);
    const matter = out && matterOf(transaction);
    if (out === undefined || matter === undefined) return;
    const cause = transaction.orderId ?? matter;
    for (const currency of out.keys()) change(matter, currency, sign * out.of(currency), cause, since);
  };
  return {
    hears: {
      written: {
        transactions({ at, before, after }) {
          post(at, after, 1);
          if (before !== undefined) post(at, before, -1);
        },
        credits({ at, before, after: { id, amount, currency } }) {
          change(id, currency, (before?.amount ?? 0) - amount, id, at);
        },
        debits({ at, before, after: { id, orderId, amount, currency } }) {
          change(id, currency, amount - (before?.amount ?? 0), orderId, at);
        },
      },
    },
    oldest(currency) {
      const open = sales.get(currency) ?? new Map<Matter, Sale>();
      for (const { cause, since } of open.values()) return { cause, since };
      return undefined;
    },
  };
}

/** What comes from the PSP and by exchange, less what goes to the platform and into the exchange; undefined for nothing. */
function outOf({ kind, postings }: LedgerTransactionRecord): Tally<Currency> | undefined {
  let sums: Tally<Currency> | undefined;
  const isSale = kind === 'capture' || kind === 'refundPaid';
  for (const { from, to, amount, currency } of postings) {
    const legs = legOf(to, isSale) - legOf(from, isSale);
    if (legs !== 0) (sums ??= createTally()).add(currency, legs * amount);
  }
  return sums;
}

function legOf(account: Account, isSale: boolean): number {
  switch (bookOf(account)) {
    case 'platform_fee':
    case 'fx:position':
      return 1;
    case 'psp:receivable':
      return isSale ? 1 : 0;
    default:
      return 0;
  }
}
