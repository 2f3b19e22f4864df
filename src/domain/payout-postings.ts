/** The book-keeping of the sellers' payouts, and what a line of the bank's statement posts, whichever way the money went. */
import { availablePayable, pendingPayable } from './accounts.ts';
import type { Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { SellerId } from './ids.ts';
import { money, type Money } from './money.ts';
import { move } from './posting.ts';
import { cashTransaction } from './postings.ts';
import type { LedgerTransactionRecord } from './records.ts';
import { returnReference } from './seller-payouts.ts';
import type { BankLine } from './settlement-file.ts';

export interface PayoutPosting {
  readonly payoutId: string;
  readonly sellerId: SellerId;
  readonly amount: Money;
}

/** What was pending becomes available and leaves at once: we owe it to the payout now and no longer to the seller. */
export function sellerPayoutTransaction(
  { payoutId, sellerId, amount }: PayoutPosting,
  at: Instant,
): LedgerTransactionRecord {
  const available = availablePayable(sellerId);
  const postings = [
    ...move(amount, available, pendingPayable(sellerId)),
    ...move(amount, 'payout:clearing', available),
  ];
  return { id: `sellerPayout/${payoutId}`, kind: 'sellerPayout', at, payoutId, postings };
}

/** The payout came back: the same, the other way round. */
export function sellerReturnTransaction(
  { payoutId, sellerId, amount }: PayoutPosting,
  at: Instant,
): LedgerTransactionRecord {
  const available = availablePayable(sellerId);
  const postings = [
    ...move(amount, available, 'payout:clearing'),
    ...move(amount, pendingPayable(sellerId), available),
  ];
  return { id: `sellerReturn/${payoutId}`, kind: 'sellerReturn', at, payoutId, postings };
}

/** The bank's statement shows that money came from the PSP, left for a seller, or came back from there. */
export function bankLineTransaction(line: BankLine, currency: Currency, at: Instant): LedgerTransactionRecord {
  const { reference, amount, returns } = line;
  const id = `cash/${reference}`;
  if (returns !== undefined) {
    const postings = move(money(amount, currency), 'payout:clearing', 'bank:cash');
    return { id, kind: 'cashReturned', at, payoutId: returns, postings };
  }
  if (amount >= 0) return cashTransaction(reference, money(amount, currency), at);
  const postings = move(money(-amount, currency), 'bank:cash', 'payout:clearing');
  return { id, kind: 'cashOut', at, payoutId: reference, postings };
}

/** The reference that the bank's line of a payout's transaction has. */
export function lineReferenceOf({ kind, payoutId = '' }: LedgerTransactionRecord): string {
  return kind === 'sellerReturn' || kind === 'cashReturned' ? returnReference(payoutId) : payoutId;
}
