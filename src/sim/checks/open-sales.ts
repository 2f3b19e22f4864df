/**
 * Sales whose money is not in its place: what the ledger posts to the receivable for an order or a refund, less what goes
 * to the platform by the ledger and to the seller by the wallet, in each currency, what is exchanged for another counting
 * as gone from the one and come to the other. A sale for which that is nothing is forgotten.
 */
import { bookOf } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { Written } from '../facts.ts';
import { matterOf, type Matter } from './matter.ts';
import { createTally, type Tally } from './tally.ts';
import type { Unexplained } from './unexplained.ts';

export interface OpenSales {
  observe(fact: Written): void;
  /** The one whose money has been out of place for longest. */
  oldest(currency: Currency): Unexplained | undefined;
}

interface Sale extends Unexplained {
  readonly currency: Currency;
  /** Minor units. */
  left: number;
}

export function createOpenSales(): OpenSales {
  /** By the order or the refund, and the currency. */
  const sales = new Map<string, Sale>();
  const change = (matter: Matter, amount: number, opened: Omit<Sale, 'left'>): void => {
    const key = `${matter} ${opened.currency}`;
    const sale = sales.get(key) ?? { left: 0, ...opened };
    sale.left += amount;
    if (sale.left === 0) sales.delete(key);
    else sales.set(key, sale);
  };
  const post = (since: Instant, transaction: LedgerTransactionRecord, sign: 1 | -1): void => {
    const matter = matterOf(transaction);
    if (matter === undefined) return;
    const cause = transaction.orderId ?? matter;
    const out = outOf(transaction);
    for (const currency of out.keys()) change(matter, sign * out.of(currency), { cause, since, currency });
  };
  return {
    observe(fact) {
      switch (fact.table) {
        case 'transactions':
          post(fact.at, fact.after, 1);
          if (fact.before !== undefined) post(fact.at, fact.before, -1);
          break;
        case 'credits': {
          const { id, amount, currency } = fact.after;
          change(id, (fact.before?.amount ?? 0) - amount, { cause: id, since: fact.at, currency });
          break;
        }
        case 'debits': {
          const { id, orderId, amount, currency } = fact.after;
          change(id, amount - (fact.before?.amount ?? 0), { cause: orderId, since: fact.at, currency });
          break;
        }
        default:
          break;
      }
    },
    oldest(currency) {
      for (const { cause, since, currency: own } of sales.values()) if (own === currency) return { cause, since };
      return undefined;
    },
  };
}

/** What comes from the PSP and by exchange, less what goes to the platform and into the exchange. */
function outOf({ kind, postings }: LedgerTransactionRecord): Tally<Currency> {
  const sums = createTally<Currency>();
  const isSale = kind === 'capture' || kind === 'refundPaid';
  for (const { from, to, amount, currency } of postings) {
    sums.add(currency, legOf(bookOf(to), isSale) * amount - legOf(bookOf(from), isSale) * amount);
  }
  return sums;
}

function legOf(account: string, isSale: boolean): number {
  const counts = account === 'platform_fee' || account === 'fx:position' || (isSale && account === 'psp:receivable');
  return counts ? 1 : 0;
}
