/** What the executor keeps of a payment order: how its record begins, moves on to the next attempt, and ends. */
import type { Instant } from '../domain/calendar.ts';
import type { At } from '../domain/effects.ts';
import { idempotencyKey, type PspReference } from '../domain/ids.ts';
import type { ChargeOutcome, MessageOf, OrderOutcome } from '../domain/messages.ts';
import type { Policy } from '../domain/policy.ts';
import type { PaymentOrderRecord } from '../domain/records.ts';

export function createdOrder({
  orderId,
  checkoutId,
  sellerId,
  card,
  amount,
  at,
}: At<MessageOf<'ExecuteOrder'>>): PaymentOrderRecord {
  return {
    id: orderId,
    eventId: checkoutId,
    sellerId,
    card,
    status: 'created',
    attempt: 1,
    idempotencyKey: idempotencyKey(orderId, 1),
    requestedAt: at,
    ...amount,
  };
}

/** The sale is dated by the attempt that succeeds, so each is asked for at a time of its own: when the wait is over. */
export function nextAttempt(record: PaymentOrderRecord, policy: Policy, at: Instant): PaymentOrderRecord {
  const attempt = record.attempt + 1;
  const requestedAt = at + policy.softDeclineWaitMs;
  return { ...record, status: 'created', attempt, idempotencyKey: idempotencyKey(record.id, attempt), requestedAt };
}

/** Whether another attempt follows a decline. */
export function leadsToNextAttempt(record: PaymentOrderRecord, outcome: ChargeOutcome, policy: Policy): boolean {
  return outcome.status === 'declined' && outcome.kind === 'soft' && record.attempt <= policy.softDeclineRetries;
}

/** As the PSP answered it. */
export function settledOrder(record: PaymentOrderRecord, outcome: ChargeOutcome): PaymentOrderRecord {
  return outcome.status === 'captured'
    ? { ...record, status: 'captured', pspReference: outcome.reference }
    : { ...record, status: 'declined', declineCode: outcome.code };
}

/** As the PSP's settlement file lists it. */
export function settledByFile(record: PaymentOrderRecord, reference: PspReference): PaymentOrderRecord {
  return { ...record, status: 'captured', pspReference: reference };
}

/** @throws Error when the order has no outcome yet */
export function outcomeOf(record: PaymentOrderRecord): OrderOutcome {
  const { id, status, pspReference, requestedAt, declineCode } = record;
  if (status === 'captured' && pspReference !== undefined) return { status, pspReference, requestedAt };
  if (status === 'declined' && declineCode !== undefined) return { status, code: declineCode };
  throw new Error(`${id} has status ${status} and no outcome to report`);
}

export function isOpen(record: PaymentOrderRecord): boolean {
  return record.status === 'created' || record.status === 'unknown';
}
