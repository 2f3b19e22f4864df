/**
 * Double entry. A posting moves a positive amount from one account (credited) to another (debited), so every
 * transaction balances by construction; a balance is debits minus credits, derived.
 */
import type { Account } from './accounts.ts';
import type { Money } from './money.ts';

export interface Posting extends Money {
  /** The account that is credited. */
  readonly from: Account;
  /** The account that is debited. */
  readonly to: Account;
}

export type TransactionKind =
  | 'capture'
  | 'allocate'
  | 'pspFee'
  | 'refund'
  | 'refundPaid'
  | 'payout'
  | 'cash'
  | 'sellerPayout'
  | 'sellerReturn'
  | 'cashOut'
  | 'cashReturned';

/** A posting of a positive amount; nothing at all for zero. */
export function move(amount: Money, from: Account, to: Account): Posting[] {
  if (amount.amount < 0) throw new RangeError(`a posting of ${amount.amount} from ${from} to ${to} is not positive`);
  return amount.amount === 0 ? [] : [{ from, to, amount: amount.amount, currency: amount.currency }];
}
