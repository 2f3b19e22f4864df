/** What the PSP keeps of a charge: how its record begins, what the issuer and a capture make of it, and what it tells. */
import type { At, IssuerAnswered } from '../domain/effects.ts';
import { pspFeeOf } from '../domain/fees.ts';
import { pspReference, type IdempotencyKey } from '../domain/ids.ts';
import type { ChargeOutcome, MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { Instant } from '../domain/calendar.ts';
import type { BusinessDates, Policy } from '../domain/policy.ts';
import type { ChargeRecord } from '../domain/records.ts';
import { withMore } from '../domain/with-more.ts';

/** By what the PSP judges. */
interface Rules {
  readonly policy: Policy;
  readonly dates: BusinessDates;
}

/** A charge before its issuer has been asked. */
export function registeredCharge({
  orderId,
  key,
  card,
  amount,
  captureLater,
}: MessageOf<'ChargeRequested'>): ChargeRecord {
  const zero = minorUnits(0);
  return {
    id: key,
    idempotencyKey: sentKeyOf(key),
    reference: pspReference(key),
    orderId,
    card,
    status: 'processing',
    ...(captureLater && { captureLater }),
    authorised: zero,
    fee: zero,
    ...amount,
  };
}

/** As the card's issuer has decided. */
export function decidedCharge(
  registered: ChargeRecord,
  { at, body: { decision, keyForgottenAfterMs } }: At<IssuerAnswered>,
  rules: Rules,
): ChargeRecord {
  const record =
    keyForgottenAfterMs === undefined ? registered : withMore(registered, { keyExpiresAt: at + keyForgottenAfterMs });
  if (!decision.approved) {
    return withMore(record, { status: 'declined', declineCode: decision.code, declineKind: decision.kind });
  }
  const authorised = record.amount;
  if (record.captureLater !== true) return capturedCharge(record, authorised, at, rules, authorised);
  const expiresAt = at + (rules.policy.authorisationMs ?? 0);
  return withMore(record, { status: 'authorised', authorised, authorisedAt: at, expiresAt });
}

/**
 * So much of what was authorised; the rest lapses with it. The fee is that of what is captured.
 * @param authorised where that is known only now
 */
export function capturedCharge(
  record: ChargeRecord,
  amount: ChargeRecord['amount'],
  at: Instant,
  { policy, dates }: Rules,
  authorised = record.authorised,
): ChargeRecord {
  const fee = pspFeeOf({ amount, currency: record.currency }, policy.pspFee).amount;
  const businessDate = dates.psp(at);
  return withMore(record, { authorised, amount, status: 'captured', fee, capturedAt: at, businessDate });
}

/** Whether a request is the one that the charge was registered by. */
export function isSameRequest(record: ChargeRecord, { orderId, card, amount }: MessageOf<'ChargeRequested'>): boolean {
  return (
    record.orderId === orderId &&
    record.card === card &&
    askedAmount(record) === amount.amount &&
    record.currency === amount.currency
  );
}

/** An authorisation is of all that was asked for, whatever is captured of it. */
function askedAmount({ authorisedAt, authorised, amount }: ChargeRecord): number {
  return authorisedAt === undefined ? amount : authorised;
}

/** What becomes of an authorisation later on is no answer to the request for it. */
export function outcomeOfCharge(record: ChargeRecord): ChargeOutcome {
  const { id, status, reference, authorisedAt, expiresAt, capturedAt, declineCode, declineKind } = record;
  if (authorisedAt !== undefined && expiresAt !== undefined) {
    return { status: 'authorised', reference, authorisedAt, expiresAt };
  }
  if (status === 'captured' && capturedAt !== undefined) return { status, reference, capturedAt };
  if (status === 'declined' && declineCode !== undefined && declineKind !== undefined) {
    return { status, code: declineCode, kind: declineKind };
  }
  throw new Error(`charge ${id} has status ${status} and no outcome to answer`);
}

/** The key as the executor knows it, which nearly always is the key itself. */
export function sentKeyOf(key: IdempotencyKey): IdempotencyKey {
  return key.includes('~') ? (key.replace(/~\d+$/, '') as IdempotencyKey) : key;
}
