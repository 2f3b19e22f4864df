/** What the executor keeps of a payment order, of its capture where that comes later, and of a refund. */
import type { Instant } from './calendar.ts';
import type { CheckoutId, IdempotencyKey, OrderId, PspReference, RefundId, SellerId } from './ids.ts';
import type { Money } from './money.ts';

export interface PaymentOrderRecord extends Money {
  readonly id: OrderId;
  readonly eventId: CheckoutId;
  readonly sellerId: SellerId;
  readonly card: string;
  readonly status: 'created' | 'unknown' | 'authorised' | 'captured' | 'declined';
  readonly captureLater?: true;
  /** The attempt to charge, counted from 1. A new one is made only after a definite soft decline. */
  readonly attempt: number;
  readonly idempotencyKey: IdempotencyKey;
  /** When the present attempt is first asked for. */
  readonly requestedAt: Instant;
  readonly pspReference?: PspReference;
  /** When the authorisation lapses, by the PSP's clock. */
  readonly expiresAt?: Instant;
  readonly declineCode?: string;
}

/** The capture of an authorised order at the executor: one for each order. */
export interface CaptureOrderRecord extends Money {
  readonly id: OrderId;
  /** The charge that is captured, by its idempotency key. */
  readonly key: IdempotencyKey;
  readonly status: 'created' | 'unknown' | 'captured' | 'refused';
  /** When it was first asked for: the sale is dated by it. */
  readonly requestedAt: Instant;
  readonly code?: string;
}

/** A refund at the executor. */
export interface RefundOrderRecord extends Money {
  readonly id: RefundId;
  readonly orderId: OrderId;
  readonly key: IdempotencyKey;
  readonly status: 'created' | 'unknown' | 'refunded' | 'refused';
  readonly pspReference?: PspReference;
  readonly refundedAt?: Instant;
  readonly code?: string;
}
