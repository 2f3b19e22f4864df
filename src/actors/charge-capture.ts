/** The capture of a charge that was authorised before, at the PSP: whether it is possible, and what is told of it. */
import { addressOf } from '../domain/addresses.ts';
import type { CaptureOutcome } from '../domain/capture-messages.ts';
import type { Delivery, Effect, SentAt } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ChargeRecord } from '../domain/records.ts';

/**
 * What a request for a capture leads to: it is made; the authorisation is found to have lapsed, which is stored before it is
 * told; or it is answered at once, by what was made before or by a refusal.
 */
export type CaptureDecision = 'possible' | 'lapses' | CaptureOutcome;

/** @param charge as the PSP holds it; undefined when it knows of none */
export function decisionOnCapture(
  charge: ChargeRecord | undefined,
  { at, body: { amount, forced } }: SentAt<MessageOf<'CaptureRequested'>>,
): CaptureDecision {
  if (charge?.authorisedAt === undefined) return refused('charge_not_authorised');
  const { status, authorised, expiresAt = 0 } = charge;
  if (amount.currency !== charge.currency) return refused('currency_mismatch');
  // One capture of an authorisation: its name is that of the charge.
  if (status === 'captured')
    return amount.amount === charge.amount ? outcomeOf(charge) : refused('idempotency_key_reused');
  if (amount.amount <= 0) return refused('amount_not_positive');
  if (amount.amount > authorised) return refused('capture_exceeds_authorisation');
  if (forced === true) return 'possible';
  if (status === 'lapsed') return outcomeOf(charge);
  return at < expiresAt ? 'possible' : 'lapses';
}

/** What the PSP has to tell of a capture; undefined as long as there is nothing. */
export function captureOutcome(charge: ChargeRecord | undefined): CaptureOutcome | undefined {
  return charge?.status === 'captured' || charge?.status === 'lapsed' ? outcomeOf(charge) : undefined;
}

/** The answer to whoever has asked for it, and the webhook beside it; the webhook alone where nobody has. */
export function announceCapture(charge: ChargeRecord, asked: MessageOf<'CaptureRequested'> | undefined): Effect {
  const { orderId, id: key } = charge;
  const to = addressOf.captureOrder(orderId);
  const told = { orderId, key, outcome: outcomeOf(charge) };
  const webhook: Delivery = { to, message: { type: 'CaptureNotified', ...told } };
  const answer: Delivery = { to, message: { type: 'CaptureAnswered', ...told } };
  return { type: 'send', deliveries: asked === undefined ? [webhook] : [answer, webhook] };
}

function outcomeOf({ id, status, reference, capturedAt }: ChargeRecord): CaptureOutcome {
  if (status === 'captured' && capturedAt !== undefined) return { status, reference, capturedAt };
  if (status === 'lapsed') return refused('authorisation_expired');
  throw new Error(`charge ${id} has status ${status} and no capture to tell of`);
}

function refused(code: string): CaptureOutcome {
  return { status: 'refused', code };
}
