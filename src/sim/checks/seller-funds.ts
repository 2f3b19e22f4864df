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
  /** The wallets that have had something in them, held or not, ever since before an instant. */
  inHandSince(currency: Currency, before: Instant): readonly string[];
}

export interface Payable {
  /** In minor units; nothing where it does not come to the least that is paid out. */
  readonly amount: number;
  /** It may be less: credits were released before by a later instant, and which of them were not due yet is forgotten. */
  readonly isAtMost: boolean;
}

interface Funds {
  readonly currency: Currency;
  /** All that is in the wallet. */
  balance: number;
  /** Since when that is more than nothing. */
  inHandSince: Instant | undefined;
  /** What has been released, and what has moved since; below zero where the seller owes. */
  free: number;
  held: Credit[];
  /** The latest instant by which credits were released. */
  releasedBy: Instant;
}

type Credit = Pick<CreditRecord, 'at' | 'amount'>;

export function createSellerFunds({ holdMs, minimum }: PayoutPolicy): SellerFunds {
  const wallets = new Map<string, Funds>();
  const fundsOf = (id: string, currency: Currency): Funds => {
    const known = wallets.get(id) ?? newFunds(currency);
    wallets.set(id, known);
    return known;
  };
  const move = (at: Instant, { walletId, currency }: Named, amount: number): void => {
    const funds = fundsOf(walletId, currency);
    funds.free += amount;
    count(at, funds, amount);
  };
  const takeOut = ({ at, before, after }: WrittenTo<'debits' | 'sellerPayouts'>): void => {
    if (before === undefined) move(at, after, -after.amount);
  };

  return {
    hears: {
      written: {
        credits({ at: storedAt, before, after: { walletId, currency, at, amount } }) {
          if (before !== undefined) return;
          const funds = fundsOf(walletId, currency);
          funds.held.push({ at, amount });
          count(storedAt, funds, amount);
        },
        debits: takeOut,
        sellerPayouts: takeOut,
        payoutReturns({ at, before, after }) {
          if (before === undefined) move(at, after, after.amount);
        },
      },
    },
    payable(walletId, currency, asOf) {
      const funds = fundsOf(walletId, currency);
      const isDue = ({ at }: Credit): boolean => at + holdMs <= asOf;
      funds.free += total(funds.held.filter(isDue));
      funds.held = funds.held.filter((credit) => !isDue(credit));
      const isAtMost = asOf < funds.releasedBy;
      funds.releasedBy = Math.max(asOf, funds.releasedBy);
      const least = minimum[currency] ?? 0;
      return { amount: funds.free < least ? 0 : Math.max(0, funds.free), isAtMost };
    },
    all: (walletId) => wallets.get(walletId)?.balance ?? 0,
    inHandSince: (currency, before) =>
      [...wallets].flatMap(([id, { currency: own, inHandSince = Infinity }]) =>
        own === currency && inHandSince < before ? [id] : [],
      ),
  };
}

interface Named {
  readonly walletId: string;
  readonly currency: Currency;
}

function newFunds(currency: Currency): Funds {
  return { currency, balance: 0, inHandSince: undefined, free: 0, held: [], releasedBy: 0 };
}

function count(at: Instant, funds: Funds, amount: number): void {
  funds.balance += amount;
  if (funds.balance <= 0) funds.inHandSince = undefined;
  else funds.inHandSince ??= at;
}

function total(credits: readonly Credit[]): number {
  return credits.reduce((sum, { amount }) => sum + amount, 0);
}
