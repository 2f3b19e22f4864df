/**
 * The protocol: every message between actors, in the order of the flow. A message is plain data; it says what it is
 * about (an order, a checkout, a night), so that a story can be told from the messages alone.
 */
import type { Address } from './addresses.ts';
import type { BusinessDate, Instant } from './calendar.ts';
import type { Authorised, CaptureMessage } from './capture-messages.ts';
import type { Currency } from './currency.ts';
import type { BuyerId, CheckoutId, IdempotencyKey, OrderId, PspReference, RefundId, SellerId } from './ids.ts';
import type { LedgerItem } from './ledger-item.ts';
import type { Money } from './money.ts';
import type { PayoutMessage } from './payout-messages.ts';
import type { RefundPosting, Sale } from './postings.ts';
import type { BreakRecord, FileRevision } from './night-records.ts';
import type { DeclineKind } from './records.ts';
import type { BankLine, BankStatement, SettlementFile, SettlementLine } from './settlement-file.ts';

export interface Basket {
  readonly buyerId: BuyerId;
  /** A token, never a card number. */
  readonly card: string;
  readonly orders: readonly BasketOrder[];
  readonly total: Money;
}

/** One seller's part of a checkout. */
export interface BasketOrder {
  readonly orderId: OrderId;
  readonly sellerId: SellerId;
  readonly product: string;
  readonly amount: Money;
  /** The buyer's money is authorised now, and captured when the seller dispatches. */
  readonly captureLater?: true;
}

export type ChargeOutcome =
  | { readonly status: 'captured'; readonly reference: PspReference; readonly capturedAt: Instant }
  | Authorised
  | { readonly status: 'declined'; readonly code: string; readonly kind: DeclineKind };

export type RefundOutcome =
  | { readonly status: 'refunded'; readonly reference: PspReference; readonly refundedAt: Instant }
  | { readonly status: 'refused'; readonly code: string };

export type OrderOutcome =
  | { readonly status: 'captured'; readonly pspReference: PspReference; readonly requestedAt: Instant }
  | { readonly status: 'authorised'; readonly pspReference: PspReference; readonly expiresAt: Instant }
  | { readonly status: 'declined'; readonly code: string };

/** `authorised`: nothing was declined, and something is to be captured later. */
export type CheckoutOutcome = 'paid' | 'authorised' | 'partlyPaid' | 'declined';

export type Message =
  // 0. Traffic brings a buyer to the shop.
  | { readonly type: 'BuyerArrived'; readonly checkoutId: CheckoutId; readonly basket: Basket }

  // 1. The buyer clicks Buy: a payment event reaches the payment service.
  | { readonly type: 'Buy'; readonly checkoutId: CheckoutId; readonly basket: Basket }

  // 2. The payment service has stored the payment event and says so; then it starts one saga per payment order.
  | { readonly type: 'BuyAccepted'; readonly checkoutId: CheckoutId }
  | { readonly type: 'StartOrder'; readonly orderId: OrderId; readonly checkoutId: CheckoutId }

  // 3. The saga calls the executor, which stores the payment order (4).
  | {
      readonly type: 'ExecuteOrder';
      readonly orderId: OrderId;
      readonly checkoutId: CheckoutId;
      readonly sellerId: SellerId;
      readonly card: string;
      readonly amount: Money;
      readonly captureLater?: true;
    }

  // 5. Before each call to the PSP the order asks the gateway, which breaks the circuit when the PSP does not answer.
  | { readonly type: 'PspCallAsked'; readonly orderId: OrderId; readonly caller: Address }
  | { readonly type: 'PspCallGranted'; readonly orderId: OrderId }
  | { readonly type: 'PspCallRefused'; readonly orderId: OrderId; readonly retryAfterMs: number }
  | { readonly type: 'PspCallEnded'; readonly orderId: OrderId; readonly answered: boolean }

  // The executor calls the PSP. A charge is named by its idempotency key; an unknown outcome is asked for, not guessed.
  | {
      readonly type: 'ChargeRequested';
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
      /** It carries no idempotency key: `key` is no more than the name by which the charge can be asked about. */
      readonly unkeyed?: true;
      readonly card: string;
      readonly amount: Money;
      /** To be authorised and no more: the capture is asked for by itself. */
      readonly captureLater?: true;
      /**
       * Since when it stands, and from when on the PSP counts how long it is good: when the attempt was first asked for, by
       * the executor's clock, or when the PSP has said last that it knows no such charge, by the PSP's own. Left out, it is
       * as old as the message.
       */
      readonly asOf?: Instant;
    }
  | { readonly type: 'ChargeInquiry'; readonly orderId: OrderId; readonly key: IdempotencyKey }
  | {
      readonly type: 'ChargeAnswered';
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
      readonly outcome: ChargeOutcome;
    }
  | { readonly type: 'ChargePending'; readonly orderId: OrderId; readonly key: IdempotencyKey }
  | { readonly type: 'ChargeNotFound'; readonly orderId: OrderId; readonly key: IdempotencyKey }
  // The PSP's door refuses: 429 and 503 before anything was done, 500 with nothing said about what was done.
  | {
      readonly type: 'PspRefused';
      readonly orderId: OrderId;
      /** The idempotency key of the charge, of a capture, too; or the refund's id. */
      readonly key: string;
      readonly status: 429 | 500 | 503;
      readonly retryAfterMs: number;
    }
  // The PSP's webhook: the outcome again, of its own accord, in any order and number.
  | {
      readonly type: 'ChargeNotified';
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
      readonly outcome: ChargeOutcome;
    }

  // The executor has stored the outcome and tells the saga.
  | { readonly type: 'OrderExecuted'; readonly orderId: OrderId; readonly outcome: OrderOutcome }

  // 6. The saga has the wallet credit the seller, which stores the balance (7) and confirms.
  | { readonly type: 'CreditSeller'; readonly orderId: OrderId; readonly sellerId: SellerId; readonly amount: Money }
  | { readonly type: 'SellerCredited'; readonly orderId: OrderId; readonly sellerId: SellerId; readonly amount: Money }

  // 8. The saga calls the ledger, which appends the postings (9) and confirms.
  | { readonly type: 'PostSale'; readonly orderId: OrderId; readonly sale: Sale }
  | { readonly type: 'SalePosted'; readonly orderId: OrderId }

  // The saga reports to its payment event; when every order is closed the buyer hears.
  | { readonly type: 'OrderClosed'; readonly orderId: OrderId; readonly checkoutId: CheckoutId; readonly paid: boolean }
  | { readonly type: 'CheckoutClosed'; readonly checkoutId: CheckoutId; readonly outcome: CheckoutOutcome }

  // Orders that are captured when the seller dispatches, where a scenario has them.
  | CaptureMessage

  // A refund, asked for by a buyer later on: the saga reserves it, the executor has the PSP pay it back, the wallet is
  // debited, the ledger posts it.
  | { readonly type: 'RefundWanted'; readonly refundId: RefundId; readonly orderId: OrderId; readonly amount: Money }
  | { readonly type: 'RefundAsked'; readonly refundId: RefundId; readonly orderId: OrderId; readonly amount: Money }
  | { readonly type: 'RefundAccepted'; readonly refundId: RefundId; readonly orderId: OrderId }
  | {
      readonly type: 'RefundClosed';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      readonly outcome: 'refunded' | 'refused';
    }
  | {
      readonly type: 'ExecuteRefund';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      /** The charge that is paid back, by its idempotency key. */
      readonly key: IdempotencyKey;
      readonly amount: Money;
    }
  | {
      readonly type: 'RefundRequested';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
      readonly amount: Money;
    }
  | {
      readonly type: 'RefundInquiry';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
    }
  | {
      readonly type: 'RefundAnswered';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      readonly outcome: RefundOutcome;
    }
  | { readonly type: 'RefundNotFound'; readonly refundId: RefundId; readonly orderId: OrderId }
  | {
      readonly type: 'RefundExecuted';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      readonly outcome: RefundOutcome;
    }
  | {
      readonly type: 'DebitSeller';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      readonly sellerId: SellerId;
      readonly amount: Money;
    }
  | {
      readonly type: 'SellerDebited';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      readonly sellerId: SellerId;
      readonly amount: Money;
    }
  | {
      readonly type: 'PostRefund';
      readonly refundId: RefundId;
      readonly orderId: OrderId;
      readonly refund: RefundPosting;
    }
  | { readonly type: 'RefundPosted'; readonly refundId: RefundId; readonly orderId: OrderId }

  // The sellers' payouts, where a scenario has them.
  | PayoutMessage

  // 10. The night. The PSP pays out at the cut-off and sends its file in the small hours; the bank sends its statement.
  | { readonly type: 'DayClosed'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'PayoutInstructed'; readonly payoutId: string; readonly amount: Money }
  | { readonly type: 'PayoutAccepted'; readonly payoutId: string }
  | { readonly type: 'FileDue'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'SettlementFileSent'; readonly file: SettlementFile }
  | { readonly type: 'StatementDue'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'BankStatementSent'; readonly statement: BankStatement }

  // A file that has not come when it should have, or that does not prove itself, is asked for again.
  | { readonly type: 'FileExpected'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'FileRequested'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'StatementExpected'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'StatementRequested'; readonly currency: Currency; readonly date: BusinessDate }

  // Reconciliation asks the ledger what it holds, matches, and has the ledger post fees, payouts and cash.
  | {
      readonly type: 'LedgerExtractRequested';
      readonly currency: Currency;
      readonly date: BusinessDate;
      readonly after: number;
    }
  | {
      readonly type: 'LedgerExtractSent';
      readonly currency: Currency;
      readonly date: BusinessDate;
      readonly items: readonly LedgerItem[];
      readonly upTo: number;
    }
  | {
      readonly type: 'PostFile';
      readonly requestId: string;
      readonly currency: Currency;
      readonly date: BusinessDate;
      readonly lines: readonly SettlementLine[];
    }
  | {
      readonly type: 'PostStatement';
      readonly requestId: string;
      readonly currency: Currency;
      readonly date: BusinessDate;
      readonly lines: readonly BankLine[];
    }
  | {
      readonly type: 'FilePosted';
      readonly requestId: string;
      readonly currency: Currency;
      readonly date: BusinessDate;
    }

  // What does not match becomes a break, and is explained when a later file brings the missing side. The night asks
  // until the break has stored it. A night that is over wakes the next one of its currency, which may be waiting.
  // A break that a file has not come, or not in good order, is one no longer once the file is stored.
  | {
      readonly type: 'BreakFound';
      readonly breakId: string;
      readonly night: Address;
      readonly found: BreakRecord;
      readonly unlessCame?: FileRevision | undefined;
    }
  | {
      readonly type: 'BreakExplained';
      readonly breakId: string;
      readonly night: Address;
      readonly resolvedOn: BusinessDate;
      readonly explanation: string;
    }
  // Overtaken: the file came meanwhile, and there is no break. A break that was brought up to date says by which revision.
  | {
      readonly type: 'BreakNoted';
      readonly breakId: string;
      readonly status: 'open' | 'resolved' | 'overtaken';
      readonly revision?: number;
    }
  | { readonly type: 'NightOver'; readonly currency: Currency; readonly date: BusinessDate }

  // The file has the last word on a payment in doubt: the PSP has settled a charge that the ledger does not know.
  | {
      readonly type: 'ChargeSettled';
      readonly orderId: OrderId;
      readonly reference: PspReference;
      readonly amount: Money;
      readonly capturedAt: Instant;
    };

export type MessageType = Message['type'];
export type MessageOf<T extends MessageType> = Extract<Message, { readonly type: T }>;
