/** What the executor keeps of a payment order: how its record begins, moves on to the next attempt, and ends. */
import { amountForPsp } from '../domain/amount-for-psp.ts';
import type { Instant } from '../domain/calendar.ts';
import type { At } from '../domain/effects.ts';
import { allocate } from '../domain/fees.ts';
import { idempotencyKey, keyVariant, type IdempotencyKey, type PspReference } from '../domain/ids.ts';
import type { ChargeOutcome, MessageOf, OrderOutcome } from '../domain/messages.ts';
import type { Policy } from '../domain/policy.ts';
import type { PaymentOrderRecord } from '../domain/executor-records.ts';
import { withMore } from '../domain/with-more.ts';

/** The first attempt, which is asked for when the order comes. */
export function createdOrder(
  { at, body: { orderId, checkoutId, sellerId, card, amount, captureLater } }: At<MessageOf<'ExecuteOrder'>>,
  policy: Policy,
): PaymentOrderRecord {
  const eventId = checkoutId;
  return {
    id: orderId,
    eventId,
    sellerId,
    card,
    status: 'created',
    attempt: 1,
    idempotencyKey: keyOf({ id: orderId, eventId }, 1, policy),
    requestedAt: at,
    ...amount,
    ...(captureLater && { captureLater }),
  };
}

/**
 * @param asOf since when the request stands; undefined when it stands by itself
 * @param isRetry whether the same attempt may have been asked for before
 */
export function chargeRequest(
  { id: orderId, idempotencyKey: key, card, amount, currency, captureLater }: PaymentOrderRecord,
  asOf: Instant | undefined,
  isRetry: boolean,
  { defects, platformFee }: Policy,
): MessageOf<'ChargeRequested'> {
  const price = { amount, currency };
  const isForSeller = isRetry && defects.has('same-key-different-amount');
  const asked = amountForPsp(isForSeller ? allocate(price, platformFee).seller : price, defects);
  const unkeyed = defects.has('no-idempotency-key') || undefined;
  return {
    type: 'ChargeRequested',
    orderId,
    key,
    card,
    amount: asked,
    ...(asOf !== undefined && { asOf }),
    ...(captureLater && { captureLater }),
    ...(unkeyed && { unkeyed }),
  };
}

/** Nobody knows what has become of the attempt. */
export function inDoubt(record: PaymentOrderRecord, { defects }: Policy): PaymentOrderRecord {
  const unknown = withMore(record, { status: 'unknown' });
  return defects.has('volatile-fields-in-key') ? { ...unknown, idempotencyKey: keyOfContents(unknown) } : unknown;
}

/** The sale is dated by the attempt that succeeds, so each is asked for at a time of its own: when the wait is over. */
export function nextAttempt(record: PaymentOrderRecord, policy: Policy, at: Instant): PaymentOrderRecord {
  const attempt = record.attempt + 1;
  const requestedAt = at + policy.softDeclineWaitMs;
  // Under the key of the attempt before, it would hear of that one's decline again.
  const isNewKey = !policy.defects.has('cached-decline-blocks-retry');
  const key = isNewKey ? keyOf(record, attempt, policy) : record.idempotencyKey;
  return withMore(record, { status: 'created', attempt, idempotencyKey: key, requestedAt });
}

/** The same attempt, when it is to be asked for once more. */
export function askedAgain(record: PaymentOrderRecord, { defects }: Policy): PaymentOrderRecord {
  return defects.has('new-key-per-attempt') ? { ...record, idempotencyKey: freshKey(record) } : record;
}

/** Whether another attempt follows a decline. */
export function leadsToNextAttempt(record: PaymentOrderRecord, outcome: ChargeOutcome, policy: Policy): boolean {
  return outcome.status === 'declined' && outcome.kind === 'soft' && record.attempt <= policy.softDeclineRetries;
}

/** As the PSP answered it. */
export function settledOrder(record: PaymentOrderRecord, outcome: ChargeOutcome): PaymentOrderRecord {
  switch (outcome.status) {
    case 'captured':
      return withMore(record, { status: 'captured', pspReference: outcome.reference });
    case 'authorised':
      return withMore(record, {
        status: 'authorised',
        pspReference: outcome.reference,
        expiresAt: outcome.expiresAt,
      });
    case 'declined':
      return withMore(record, { status: 'declined', declineCode: outcome.code });
  }
}

/** As the PSP's settlement file lists it. */
export function settledByFile(record: PaymentOrderRecord, reference: PspReference): PaymentOrderRecord {
  return withMore(record, { status: 'captured', pspReference: reference });
}

/** @throws Error when the order has no outcome yet */
export function outcomeOf(record: PaymentOrderRecord): OrderOutcome {
  const { id, status, pspReference, requestedAt, expiresAt, declineCode } = record;
  if (status === 'captured' && pspReference !== undefined) return { status, pspReference, requestedAt };
  if (status === 'authorised' && pspReference !== undefined && expiresAt !== undefined) {
    return { status, pspReference, expiresAt };
  }
  if (status === 'declined' && declineCode !== undefined) return { status, code: declineCode };
  throw new Error(`${id} has status ${status} and no outcome to report`);
}

/** True while the order may still be charged. */
export function isOpen(record: PaymentOrderRecord): boolean {
  return record.status === 'created' || record.status === 'unknown';
}

/** A key belongs to one attempt at one order. */
function keyOf(
  { id, eventId }: Pick<PaymentOrderRecord, 'id' | 'eventId'>,
  attempt: number,
  { defects }: Policy,
): IdempotencyKey {
  return idempotencyKey(defects.has('key-scope-too-wide') ? eventId : id, attempt);
}

/** Made from all that the record holds, of which the status does not stay. */
function keyOfContents({ id, attempt, status }: PaymentOrderRecord): IdempotencyKey {
  return keyVariant(idempotencyKey(id, attempt), status);
}

/** Made for one request, and never made again. */
function freshKey({ id, attempt, idempotencyKey: key }: PaymentOrderRecord): IdempotencyKey {
  const first = idempotencyKey(id, attempt);
  return keyVariant(first, Number(key.slice(first.length + 1) || '1') + 1);
}
