/**
 * The protocol: every message between actors, in the order of the flow. A message is plain data; it says what it is
 * about (an order, a checkout, a night), so that a story can be told from the messages alone.
 */
import type { BusinessDate, Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { BuyerId, CheckoutId, IdempotencyKey, OrderId, PspReference, SellerId } from './ids.ts';
import type { Money } from './money.ts';
import type { Sale } from './postings.ts';
import type { BreakRecord, DeclineKind } from './records.ts';
import type { BankStatement, SettlementFile } from './settlement-file.ts';

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
}

export type ChargeOutcome =
  | { readonly status: 'captured'; readonly reference: PspReference; readonly capturedAt: Instant }
  | { readonly status: 'declined'; readonly code: string; readonly kind: DeclineKind };

export type OrderOutcome =
  | { readonly status: 'captured'; readonly pspReference: PspReference; readonly requestedAt: Instant }
  | { readonly status: 'declined'; readonly code: string };

export type CheckoutOutcome = 'paid' | 'partlyPaid' | 'declined';

export type Message =
  // 0. Traffic brings a buyer to the shop.
  | { readonly type: 'BuyerArrived'; readonly checkoutId: CheckoutId; readonly basket: Basket }

  // 1. The buyer clicks Buy: a payment event reaches the payment service.
  | { readonly type: 'Buy'; readonly checkoutId: CheckoutId; readonly basket: Basket }

  // 2. The payment service has stored the payment event and says so; then it starts one saga per payment order.
  | { readonly type: 'BuyAccepted'; readonly checkoutId: CheckoutId }
  | {
      readonly type: 'StartOrder';
      readonly orderId: OrderId;
      readonly checkoutId: CheckoutId;
      readonly order: BasketOrder;
      readonly card: string;
    }

  // 3. The saga calls the executor, which stores the payment order (4).
  | {
      readonly type: 'ExecuteOrder';
      readonly orderId: OrderId;
      readonly checkoutId: CheckoutId;
      readonly sellerId: SellerId;
      readonly card: string;
      readonly amount: Money;
    }

  // 5. The executor calls the PSP. A charge is named by its idempotency key; an unknown outcome is asked for, not guessed.
  | {
      readonly type: 'ChargeRequested';
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
      readonly card: string;
      readonly amount: Money;
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

  // 10. The night. The PSP pays out at the cut-off and sends its file in the small hours; the bank sends its statement.
  | { readonly type: 'DayClosed'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'PayoutInstructed'; readonly payoutId: string; readonly amount: Money }
  | { readonly type: 'FileDue'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'SettlementFileSent'; readonly file: SettlementFile }
  | { readonly type: 'StatementDue'; readonly currency: Currency; readonly date: BusinessDate }
  | { readonly type: 'BankStatementSent'; readonly statement: BankStatement }

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
  | { readonly type: 'PostFile'; readonly requestId: string; readonly file: SettlementFile }
  | { readonly type: 'PostStatement'; readonly requestId: string; readonly statement: BankStatement }
  | { readonly type: 'FilePosted'; readonly requestId: string }

  // What does not match becomes a break, and is explained when a later file brings the missing side.
  | { readonly type: 'BreakFound'; readonly breakId: string; readonly found: BreakRecord }
  | {
      readonly type: 'BreakExplained';
      readonly breakId: string;
      readonly resolvedOn: BusinessDate;
      readonly explanation: string;
    };

/** A capture in the ledger, as reconciliation needs it. */
export interface LedgerItem extends Money {
  readonly transactionId: string;
  readonly orderId: OrderId;
  readonly pspReference: PspReference;
  readonly saleDate: BusinessDate;
}

export type MessageType = Message['type'];
export type MessageOf<T extends MessageType> = Extract<Message, { readonly type: T }>;

/** What a message is about: an order where it names one, else a checkout, else a night's file or break. */
export function concernOf(message: Message): string {
  switch (message.type) {
    case 'SettlementFileSent':
      return `psp/${message.file.currency}/${message.file.date}`;
    case 'BankStatementSent':
      return `bank/${message.statement.currency}/${message.statement.date}`;
    case 'DayClosed':
    case 'FileDue':
    case 'LedgerExtractRequested':
    case 'LedgerExtractSent':
      return `psp/${message.currency}/${message.date}`;
    case 'StatementDue':
      return `bank/${message.currency}/${message.date}`;
    case 'PostFile':
    case 'PostStatement':
    case 'FilePosted':
      return message.requestId;
    case 'PayoutInstructed':
      return message.payoutId;
    case 'BreakFound':
    case 'BreakExplained':
      return message.breakId;
    case 'BuyerArrived':
    case 'Buy':
    case 'BuyAccepted':
    case 'CheckoutClosed':
      return message.checkoutId;
    default:
      return message.orderId;
  }
}
