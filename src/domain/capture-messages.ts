/**
 * Orders that are authorised at the checkout and captured when the seller dispatches: the messages that there are for them
 * alone, in the order of the flow. Where a scenario captures every order at once, none of these is ever sent.
 */
import type { Instant } from './calendar.ts';
import type { CheckoutId, IdempotencyKey, OrderId, PspReference } from './ids.ts';
import type { Money } from './money.ts';

/** The outcome of a charge that is to be captured later. */
export interface Authorised {
  readonly status: 'authorised';
  readonly reference: PspReference;
  readonly authorisedAt: Instant;
  readonly expiresAt: Instant;
}

/** What became of a capture, as the PSP tells it. One that was refused has moved nothing, and nothing will. */
export type CaptureOutcome =
  | { readonly status: 'captured'; readonly reference: PspReference; readonly capturedAt: Instant }
  | { readonly status: 'refused'; readonly code: string };

export type CaptureMessage =
  // The order is authorised: for its checkout, that is as good as paid.
  | { readonly type: 'OrderAuthorised'; readonly orderId: OrderId; readonly checkoutId: CheckoutId }

  // The seller has packed the order, or a part of it; dispatches it, and says so until the platform has noted it.
  | { readonly type: 'OrderPacked'; readonly orderId: OrderId; readonly amount: Money }
  | { readonly type: 'OrderDispatched'; readonly orderId: OrderId; readonly amount: Money }
  | { readonly type: 'DispatchNoted'; readonly orderId: OrderId }

  // The saga has the executor capture what was dispatched.
  | {
      readonly type: 'ExecuteCapture';
      readonly orderId: OrderId;
      /** The charge that was authorised, by its idempotency key. */
      readonly key: IdempotencyKey;
      readonly amount: Money;
    }

  // The executor calls the PSP. There is one capture of a charge, so the charge's key names it, too.
  | {
      readonly type: 'CaptureRequested';
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
      readonly amount: Money;
      /** It is to be presented to the card's issuer whether the authorisation is still good or not. */
      readonly forced?: true;
    }
  | { readonly type: 'CaptureInquiry'; readonly orderId: OrderId; readonly key: IdempotencyKey }
  | {
      readonly type: 'CaptureAnswered';
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
      readonly outcome: CaptureOutcome;
    }
  | { readonly type: 'CaptureNotFound'; readonly orderId: OrderId; readonly key: IdempotencyKey }
  // The PSP's webhook: the outcome again; and of its own accord that an authorisation has lapsed.
  | {
      readonly type: 'CaptureNotified';
      readonly orderId: OrderId;
      readonly key: IdempotencyKey;
      readonly outcome: CaptureOutcome;
    }

  // The executor has stored the outcome and tells the saga, with the moment at which the capture was first asked for.
  | {
      readonly type: 'CaptureExecuted';
      readonly orderId: OrderId;
      readonly outcome:
        | { readonly status: 'captured'; readonly requestedAt: Instant }
        | { readonly status: 'refused'; readonly code: string };
    }

  // What was captured is credited and posted as any sale is; or nothing was, and nothing will be. The seller hears of it.
  | {
      readonly type: 'DispatchClosed';
      readonly orderId: OrderId;
      readonly outcome: 'captured' | 'lapsed' | 'declined';
    };
