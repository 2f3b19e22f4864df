/** What a message about an order that is captured later claims to be durable, and what speaks against it. */
import type { CaptureOutcome } from '../../domain/capture-messages.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { ChargeRecord, OrderProgressRecord } from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { claim, claimsOfOrder, otherThan, type Claim } from './claim.ts';
import type { Durable, StoredOrder } from './durable.ts';

const afterAuthorisation: ReadonlySet<OrderProgressRecord['status']> = new Set([
  'authorised',
  'dispatched',
  'captured',
  'credited',
  'posted',
  'lapsed',
]);

export function captureClaims(durable: Durable): Hearing<Witness> {
  return {
    sent: {
      OrderAuthorised: claimsOfOrder(durable, ({ orderId }, { progress }) => {
        const status = progress?.status;
        const isStored = status !== undefined && afterAuthorisation.has(status);
        const missing = isStored ? undefined : otherThan('authorised', 'it', status);
        return claim(missing, () => `${orderId} is reported as authorised`, progress);
      }),
      DispatchNoted: claimsOfOrder(durable, ({ orderId }, { progress }) => {
        const isStored = progress?.authorised !== undefined;
        const missing = isStored ? undefined : otherThan('dispatched', 'it', progress?.status);
        return claim(missing, () => `the dispatch of ${orderId} is noted`, progress);
      }),
      DispatchClosed: claimsOfOrder(durable, ({ orderId, outcome }, { progress }) => {
        const missing = otherThan(outcome === 'captured' ? 'posted' : outcome, 'it', progress?.status);
        return claim(missing, () => `the seller is told that ${orderId} is ${outcome}`, progress);
      }),
      CaptureAnswered: claimsOfOrder(durable, captureClaim),
      CaptureNotified: claimsOfOrder(durable, captureClaim),
      CaptureExecuted: claimsOfOrder(durable, ({ orderId, outcome: { status } }, { captureOrder, progress }) => {
        const missing = otherThan(status, "the executor's capture", captureOrder?.status);
        return claim(missing, () => `the capture of ${orderId} is acknowledged as ${status}`, progress);
      }),
    },
  };
}

function captureClaim(
  { key, outcome }: MessageOf<'CaptureAnswered' | 'CaptureNotified'>,
  { charges, progress }: StoredOrder,
): Claim {
  const missing = uncaptured(outcome, charges.find(({ id }) => id === key)?.status);
  return claim(missing, () => `the PSP says that the capture of ${key} was ${outcome.status}`, progress);
}

function uncaptured(outcome: CaptureOutcome, charge: ChargeRecord['status'] | undefined): string | undefined {
  if (outcome.status === 'captured') return otherThan('captured', 'the charge', charge);
  // Any other refusal is of the request, and says nothing about the charge that is stored.
  return outcome.code === 'authorisation_expired' ? otherThan('lapsed', 'the charge', charge) : undefined;
}
