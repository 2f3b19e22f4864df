/** What is kept of the sellers' payouts: by the wallet, which owes them, and by the bank, which carries them. */
import type { BusinessDate, Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { SellerId } from './ids.ts';
import type { Money } from './money.ts';

// wallet

/** The batch that pays one currency's sellers out on one date. */
export interface PayoutRunRecord {
  /** `EUR/2026-03-03` */
  readonly id: string;
  readonly currency: Currency;
  readonly date: BusinessDate;
  /** When it began: credits are judged by this instant, however often the run is taken up. */
  readonly asOf: Instant;
  /** Those who had a balance then. */
  readonly sellers: readonly SellerId[];
  readonly status: 'running' | 'done';
}

/** A payout to a seller: taken from the balance in the transaction that stores it. */
export interface SellerPayoutRecord extends Money {
  /** `payout-seller-3-EUR-2026-03-03` */
  readonly id: string;
  readonly walletId: string;
  readonly sellerId: SellerId;
  readonly date: BusinessDate;
  readonly asOf: Instant;
  /** `returned` is back in the wallet, and `reversed` in the ledger, too. */
  readonly status: 'reserved' | 'posted' | 'paid' | 'returned' | 'reversed';
}

/** A payout that came back and was put into the wallet again, once. */
export interface PayoutReturnRecord extends Money {
  /** The payout's id. */
  readonly id: string;
  readonly walletId: string;
  readonly at: Instant;
}

// bank

/** A payout on its way to a seller's bank, and back where that one does not take it. */
export interface SellerTransferRecord extends Money {
  /** The payout's id. */
  readonly id: string;
  readonly sellerId: SellerId;
  /** `acknowledged`: returned, and the platform has confirmed that it knows. */
  readonly status: 'inTransit' | 'booked' | 'returned' | 'acknowledged';
  readonly bookedAt: Instant;
  readonly valueDate: BusinessDate;
  /** How long after the booking it comes back; undefined when it does not. */
  readonly returnsAfterMs?: number;
  readonly returnedAt?: Instant;
  readonly returnValueDate?: BusinessDate;
}
