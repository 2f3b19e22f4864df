/**
 * Both sides of what reconciliation matches: what the PSP and the bank truly hold, and what the ledger has posted, each by
 * the reference that its line in a file has. It folds over facts.
 */
import type { BusinessDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import { lineReferenceOf } from '../../domain/payout-postings.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { Written } from '../facts.ts';

/** A charge, a refund or a transfer in the truth of the PSP or the bank. */
export interface Theirs {
  readonly amount: number;
  readonly currency: Currency;
  readonly fee?: number;
  /** The date under which it is to be listed. */
  readonly date?: BusinessDate | undefined;
  /** The date of the file that listed it. */
  readonly listedOn?: BusinessDate | undefined;
}

/** The same in the ledger: what its line should say. */
export interface Ours {
  readonly amount: number;
  readonly currency: Currency;
  readonly date?: BusinessDate | undefined;
}

export interface BothSides {
  observe(fact: Written): void;
  theirs(reference: string, currency: Currency): Theirs | undefined;
  ours(reference: string, currency: Currency): readonly Ours[];
}

export function createBothSides(): BothSides {
  const theirs = new Map<string, Theirs>();
  const ours = new Map<string, Map<string, Ours>>();
  const post = (transaction: LedgerTransactionRecord): void => {
    const reference = referenceOf(transaction);
    const [posting] = transaction.postings;
    if (reference === undefined || posting === undefined) return;
    const { kind, id, saleDate: date } = transaction;
    const { currency } = posting;
    // What leaves the bank account is below zero on its statement.
    const amount = kind === 'sellerPayout' ? -posting.amount : posting.amount;
    const posted = ours.get(reference) ?? new Map<string, Ours>();
    posted.set(id, { amount, currency, date });
    ours.set(reference, posted);
  };

  return {
    observe(fact) {
      if (fact.table === 'transactions') post(fact.after);
      for (const [reference, item] of heldIn(fact)) theirs.set(reference, item);
    },
    theirs(reference, currency) {
      const item = theirs.get(reference);
      return item?.currency === currency ? item : undefined;
    },
    ours: (reference, currency) =>
      [...(ours.get(reference)?.values() ?? [])].filter((each) => each.currency === currency),
  };
}

/** What a record of the PSP or the bank says it holds; nothing when it is about something else, or not there yet. */
function heldIn(fact: Written): (readonly [string, Theirs])[] {
  switch (fact.table) {
    case 'charges': {
      const { status, reference, amount, currency, fee, businessDate, settledOn } = fact.after;
      return status === 'captured'
        ? [[reference, { amount, currency, fee, date: businessDate, listedOn: settledOn }]]
        : [];
    }
    case 'pspRefunds': {
      const { status, reference, amount, currency, businessDate, settledOn } = fact.after;
      return status === 'refunded' ? [[reference, { amount, currency, date: businessDate, listedOn: settledOn }]] : [];
    }
    case 'bankTransfers': {
      const { id, status, amount, currency, valueDate } = fact.after;
      return status === 'booked' ? [[id, { amount, currency, date: valueDate, listedOn: valueDate }]] : [];
    }
    case 'sellerTransfers': {
      const { id, status, amount, currency, valueDate, returnValueDate } = fact.after;
      if (status === 'inTransit') return [];
      const out = { amount: -amount, currency, date: valueDate, listedOn: valueDate };
      const back = { amount, currency, date: returnValueDate, listedOn: returnValueDate };
      return [[id, out], ...(returnValueDate === undefined ? [] : [[returnReference(id), back] as const])];
    }
    default:
      return [];
  }
}

/** The reference of the line that a transaction waits for; undefined for one that waits for none. */
function referenceOf(transaction: LedgerTransactionRecord): string | undefined {
  switch (transaction.kind) {
    case 'capture':
    case 'refundPaid':
      return transaction.pspReference;
    case 'payout':
      return transaction.id.slice(transaction.id.indexOf('/') + 1);
    case 'sellerPayout':
    case 'sellerReturn':
      return lineReferenceOf(transaction);
    default:
      return undefined;
  }
}
