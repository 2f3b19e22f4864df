/** The platform's account at the bank, as the bank books it: how low it has been. */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { Hearing } from '../hearing.ts';

export interface BankAccount {
  readonly hears: Hearing;
  /** The lowest balance of each currency that moved, in minor units; it begins at zero, and nobody keeps it from falling. */
  lowest(): Readonly<Record<string, number>>;
}

interface Booking {
  readonly at: Instant;
  readonly currency: Currency;
  readonly amount: number;
}

export function createBankAccount(): BankAccount {
  const bookings = new Map<string, Booking>();
  return {
    hears: {
      written: {
        bankTransfers({ after: { id, status, bookedAt: at, amount, currency } }) {
          if (status === 'booked') bookings.set(id, { at, currency, amount });
        },
        sellerTransfers({ after: { id, status, bookedAt, returnedAt: at, amount, currency } }) {
          if (status !== 'inTransit') bookings.set(id, { at: bookedAt, currency, amount: -amount });
          if (at !== undefined) bookings.set(returnReference(id), { at, currency, amount });
        },
      },
    },
    lowest: () => lowestOf(bookings.values()),
  };
}

function lowestOf(bookings: Iterable<Booking>): Record<string, number> {
  // What is booked at the same instant counts as one: the bank has no order for it.
  const moved = new Map<Currency, Map<Instant, number>>();
  for (const { at, currency, amount } of bookings) {
    const byInstant = moved.get(currency) ?? new Map<Instant, number>();
    moved.set(currency, byInstant.set(at, (byInstant.get(at) ?? 0) + amount));
  }
  const lowest: Record<string, number> = {};
  for (const [currency, byInstant] of moved) {
    let [balance, least] = [0, 0];
    for (const [, amount] of [...byInstant].toSorted(([a], [b]) => a - b)) {
      balance += amount;
      least = Math.min(least, balance);
    }
    lowest[currency] = least;
  }
  return lowest;
}
