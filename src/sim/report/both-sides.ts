/**
 * Both sides of what reconciliation matches: what the PSP and the bank truly hold, and what the ledger has posted, each by
 * the reference that its line in a file has. It folds over facts.
 */
import type { BusinessDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import { lineReferenceOf } from '../../domain/payout-postings.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { Hearing } from '../hearing.ts';

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
  /** Records of the PSP and the bank say what they hold; those that are not there yet say nothing. */
  readonly hears: Hearing;
  theirs(reference: string, currency: Currency): Theirs | undefined;
  ours(reference: string, currency: Currency): readonly Ours[];
}

export function createBothSides(): BothSides {
  const theirs = new Map<string, Theirs>();
  /** The transactions of each reference; it seldom has more than one. */
  const posted = new Map<string, LedgerTransactionRecord[]>();
  const post = (transaction: LedgerTransactionRecord): void => {
    const reference = referenceOf(transaction);
    if (reference === undefined) return;
    const others = posted.get(reference);
    if (others === undefined) posted.set(reference, [transaction]);
    else others.push(transaction);
  };

  return {
    hears: {
      written: {
        transactions: ({ after }) => post(after),
        charges({ after: { status, reference, amount, currency, fee, businessDate: date, settledOn: listedOn } }) {
          if (status === 'captured') theirs.set(reference, { amount, currency, fee, date, listedOn });
        },
        pspRefunds({ after: { status, reference, amount, currency, businessDate: date, settledOn: listedOn } }) {
          if (status === 'refunded') theirs.set(reference, { amount, currency, date, listedOn });
        },
        bankTransfers({ after: { id, status, amount, currency, valueDate: date } }) {
          if (status === 'booked') theirs.set(id, { amount, currency, date, listedOn: date });
        },
        sellerTransfers({ after: { id, status, amount, currency, valueDate: out, returnValueDate: back } }) {
          if (status === 'inTransit') return;
          theirs.set(id, { amount: -amount, currency, date: out, listedOn: out });
          if (back !== undefined) theirs.set(returnReference(id), { amount, currency, date: back, listedOn: back });
        },
      },
    },
    theirs(reference, currency) {
      const item = theirs.get(reference);
      return item?.currency === currency ? item : undefined;
    },
    ours(reference, currency) {
      const byId = new Map(posted.get(reference)?.map((transaction) => [transaction.id, transaction]));
      return [...byId.values()].flatMap(oursIn).filter((each) => each.currency === currency);
    },
  };
}

function oursIn({ kind, postings: [posting], saleDate: date }: LedgerTransactionRecord): Ours[] {
  if (posting === undefined) return [];
  const { amount, currency } = posting;
  // What leaves the bank account is below zero on its statement.
  return [{ amount: kind === 'sellerPayout' ? -amount : amount, currency, date }];
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
