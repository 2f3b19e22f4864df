/** The protocol of the sellers' payouts, in the order of the flow. Each message names its payout, run or statement. */
import type { BusinessDate, Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { SellerId } from './ids.ts';
import type { Money } from './money.ts';
import type { SellerPayoutRecord } from './payout-records.ts';

/** What the bank knows of a transfer. */
export type TransferStatus = 'notFound' | 'inTransit' | 'settled' | 'returned';

export type PayoutMessage =
  // The batch of a date has every wallet of a currency pay out what is available.
  | { readonly type: 'PayoutRunDue'; readonly currency: Currency; readonly date: BusinessDate }
  | {
      readonly type: 'PayoutDue';
      readonly payoutId: string;
      readonly sellerId: SellerId;
      readonly currency: Currency;
      readonly date: BusinessDate;
      readonly asOf: Instant;
    }
  | {
      readonly type: 'PayoutAnswered';
      readonly payoutId: string;
      readonly currency: Currency;
      readonly date: BusinessDate;
      readonly outcome: 'reserved' | 'nothingAvailable';
    }

  // What was taken from the balance goes its way: the ledger posts it, the bank carries it.
  | { readonly type: 'StartPayout'; readonly payoutId: string }
  | {
      readonly type: 'PostSellerPayout';
      readonly payoutId: string;
      readonly sellerId: SellerId;
      readonly amount: Money;
    }
  | { readonly type: 'SellerPayoutPosted'; readonly payoutId: string }
  | {
      readonly type: 'SellerTransferInstructed';
      readonly payoutId: string;
      readonly sellerId: SellerId;
      readonly amount: Money;
    }
  | { readonly type: 'SellerTransferInquiry'; readonly payoutId: string }
  // The bank's answer to both, and again of its own accord when the transfer is booked or has come back.
  | { readonly type: 'SellerTransferReported'; readonly payoutId: string; readonly status: TransferStatus }
  // The platform has put on record that the payout came back: the bank need not say so again.
  | { readonly type: 'SellerTransferNoted'; readonly payoutId: string }

  // What has come back goes into the wallet and the ledger again.
  | { readonly type: 'RepaySeller'; readonly payoutId: string; readonly payout: SellerPayoutRecord }
  | { readonly type: 'SellerRepaid'; readonly payoutId: string; readonly amount: Money }
  | {
      readonly type: 'PostSellerReturn';
      readonly payoutId: string;
      readonly sellerId: SellerId;
      readonly amount: Money;
    }
  | { readonly type: 'SellerReturnPosted'; readonly payoutId: string }

  // The bank's night asks the ledger which payouts and returns it should find on a statement.
  | {
      readonly type: 'PayoutExtractRequested';
      readonly currency: Currency;
      readonly date: BusinessDate;
      readonly after: number;
    }
  | {
      readonly type: 'PayoutExtractSent';
      readonly currency: Currency;
      readonly date: BusinessDate;
      readonly items: readonly PayoutItem[];
      readonly upTo: number;
    };

/** A payout or a return in the ledger, with the amount that its line will have: below zero for what leaves the account. */
export interface PayoutItem extends Money {
  readonly transactionId: string;
  readonly reference: string;
  /** The bank's value date by which its line should be on a statement. */
  readonly dueOn: BusinessDate;
}
