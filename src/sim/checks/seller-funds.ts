/**
 * What each wallet may pay out, by what has happened to it: each credit once it has been held long enough, less what was
 * given back and what was paid out, and with what came back. The balance that the wallet itself states is not asked.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { CreditRecord } from '../../domain/records.ts';
import type { PayoutPolicy } from '../../domain/seller-payouts.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';

export interface SellerFunds {
  /** A payout counts as paid out from here on: it is judged before. */
  readonly hears: Hearing;
  payable(walletId: string, currency: Currency, asOf: Instant): Payable;
  /** With what is still held, in minor units. */
  all(walletId: string): number;
}

export interface Payable {
  /** In minor units; nothing where it does not come to the least that is paid out. */
  readonly amount: number;
  /** It may be less: credits were released before by a later instant, and which of them were not due yet is forgotten. */
  readonly isAtMost: boolean;
}

interface Funds {
  /** What has been released, and what has moved since; below zero where the seller owes. */
  free: number;
  held: Credit[];
  /** The latest instant by which credits were released. */
  releasedBy: Instant;
}

type Credit = Pick<CreditRecord, 'at' | 'amount'>;

export function createSellerFunds({ holdMs, minimum }: PayoutPolicy): SellerFunds {
  const wallets = new Map<string, Funds>();
  const fundsOf = (id: string): Funds => {
    const known = wallets.get(id) ?? { free: 0, held: [], releasedBy: 0 };
    wallets.set(id, known);
    return known;
  };
  const move = (id: string, amount: number): void => void (fundsOf(id).free += amount);
  const takeOut = ({ before, after }: WrittenTo<'debits' | 'sellerPayouts'>): void => {
    if (before === undefined) move(after.walletId, -after.amount);
  };

  return {
    hears: {
      written: {
        credits({ before, after: { walletId, at, amount } }) {
          if (before === undefined) fundsOf(walletId).held.push({ at, amount });
        },
        debits: takeOut,
        sellerPayouts: takeOut,
        payoutReturns({ before, after }) {
          if (before === undefined) move(after.walletId, after.amount);
        },
      },
    },
    payable(walletId, currency, asOf) {
      const funds = fundsOf(walletId);
      const isDue = ({ at }: Credit): boolean => at + holdMs <= asOf;
      funds.free += total(funds.held.filter(isDue));
      funds.held = funds.held.filter((credit) => !isDue(credit));
      const isAtMost = asOf < funds.releasedBy;
      funds.releasedBy = Math.max(asOf, funds.releasedBy);
      const least = minimum[currency] ?? 0;
      return { amount: funds.free < least ? 0 : Math.max(0, funds.free), isAtMost };
    },
    all(walletId) {
      const { free, held } = fundsOf(walletId);
      return free + total(held);
    },
  };
}

function total(credits: readonly Credit[]): number {
  return credits.reduce((sum, { amount }) => sum + amount, 0);
}
