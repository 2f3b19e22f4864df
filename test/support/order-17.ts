/** One payment order of 100.00 at the executor, its attempts and what the PSP may say of them, for tests of its machine. */
import { paymentOrder } from '../../src/actors/payment-order.ts';
import { checkoutId, idempotencyKey, orderId, pspReference, sellerId } from '../../src/domain/ids.ts';
import { money } from '../../src/domain/money.ts';
import type { ChargeOutcome, MessageOf } from '../../src/domain/messages.ts';
import type { PaymentOrderRecord } from '../../src/domain/executor-records.ts';
import { bench, EUR, type Bench, type BenchSettings } from './machine-bench.ts';

const id = orderId(17, 1);
export const amount = money(10_000, EUR);
/** 2026-03-02T12:00:00Z, when the benches start. */
export const requestedAt = 1_772_452_800_000;

export const execute: MessageOf<'ExecuteOrder'> = {
  type: 'ExecuteOrder',
  orderId: id,
  checkoutId: checkoutId(17),
  sellerId: sellerId(3),
  card: 'tok_1',
  amount,
};
export const created: PaymentOrderRecord = {
  id,
  eventId: checkoutId(17),
  sellerId: sellerId(3),
  card: 'tok_1',
  status: 'created',
  attempt: 1,
  idempotencyKey: idempotencyKey(id, 1),
  requestedAt,
  ...amount,
};
export const secondAttempt: PaymentOrderRecord = {
  ...created,
  attempt: 2,
  idempotencyKey: idempotencyKey(id, 2),
  requestedAt: requestedAt + 3000,
};

export const softly: ChargeOutcome = { status: 'declined', code: 'insufficient_funds', kind: 'soft' };
export const hardly: ChargeOutcome = { status: 'declined', code: 'stolen_card', kind: 'hard' };

export const lines = {
  requests: 'ChargeRequested → psp/charge-order-17.1:1',
  requestsAgain: 'ChargeRequested → psp/charge-order-17.1:2',
  inquires: 'ChargeInquiry → psp/charge-order-17.1:1',
  reports: 'OrderExecuted → payment-service/order-17.1',
};

/** The PSP's name for the charge of an attempt. */
export function referenceOf(attempt: number): ReturnType<typeof pspReference> {
  return pspReference(idempotencyKey(id, attempt));
}

export function captureOf(attempt: number): ChargeOutcome {
  return { status: 'captured', reference: referenceOf(attempt), capturedAt: requestedAt + 240 };
}

export function about(attempt = 1): Pick<MessageOf<'ChargeInquiry'>, 'orderId' | 'key'> {
  return { orderId: id, key: idempotencyKey(id, attempt) };
}

export function answered(outcome: ChargeOutcome, attempt = 1): MessageOf<'ChargeAnswered'> {
  return { type: 'ChargeAnswered', ...about(attempt), outcome };
}

export function notified(outcome: ChargeOutcome, attempt = 1): MessageOf<'ChargeNotified'> {
  return { type: 'ChargeNotified', ...about(attempt), outcome };
}

export function pending(attempt = 1): MessageOf<'ChargePending'> {
  return { type: 'ChargePending', ...about(attempt) };
}

export function notFound(attempt = 1): MessageOf<'ChargeNotFound'> {
  return { type: 'ChargeNotFound', ...about(attempt) };
}

export function refused(status: 429 | 500 | 503, retryAfterMs = 0, attempt = 1): MessageOf<'PspRefused'> {
  return { type: 'PspRefused', ...about(attempt), status, retryAfterMs };
}

/** The settlement file lists a charge that the ledger does not know. */
export function settled(attempt = 1): MessageOf<'ChargeSettled'> {
  const reference = referenceOf(attempt);
  return { type: 'ChargeSettled', orderId: id, reference, amount, capturedAt: requestedAt + 240 };
}

/** Asleep until it is told something; its calls to the PSP are granted. */
export function executor(settings: Partial<BenchSettings> = {}): Bench {
  return bench(paymentOrder, { entity: 'order-17.1', gateway: 'grants', ...settings });
}

/** The PSP has been asked and is silent. */
export function charging(settings: Partial<BenchSettings> = {}): Bench {
  const order = executor(settings);
  order.tell(execute);
  order.acknowledge();
  return order;
}

/** The PSP was silent for ten seconds and half a second more. */
export function inquiring(settings: Partial<BenchSettings> = {}): Bench {
  const order = charging(settings);
  order.wait(10_000);
  order.acknowledge();
  order.wait(500);
  return order;
}
