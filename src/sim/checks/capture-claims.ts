/** What a message about an order that is captured later claims to be durable, and what speaks against it. */
import type { CaptureOutcome } from '../../domain/capture-messages.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { ChargeRecord, OrderProgressRecord } from '../../domain/records.ts';
import { claim, otherThan, type Claim } from './claim.ts';
import type { StoredOrder } from './durable.ts';

export type CaptureMessage = MessageOf<
  'OrderAuthorised' | 'DispatchNoted' | 'DispatchClosed' | 'CaptureAnswered' | 'CaptureNotified' | 'CaptureExecuted'
>;

const afterAuthorisation: ReadonlySet<OrderProgressRecord['status']> = new Set([
  'authorised',
  'dispatched',
  'captured',
  'credited',
  'posted',
  'lapsed',
]);

export function captureClaim(message: CaptureMessage, { progress, captureOrder, charges }: StoredOrder): Claim {
  const { orderId } = message;
  const status = progress?.status;
  switch (message.type) {
    case 'OrderAuthorised': {
      const isStored = status !== undefined && afterAuthorisation.has(status);
      const missing = isStored ? undefined : otherThan('authorised', 'it', status);
      return claim(missing, () => `${orderId} is reported as authorised`, progress);
    }
    case 'DispatchNoted': {
      const missing = progress?.authorised === undefined ? otherThan('dispatched', 'it', status) : undefined;
      return claim(missing, () => `the dispatch of ${orderId} is noted`, progress);
    }
    case 'DispatchClosed': {
      const { outcome } = message;
      const missing = otherThan(outcome === 'captured' ? 'posted' : outcome, 'it', status);
      return claim(missing, () => `the seller is told that ${orderId} is ${outcome}`, progress);
    }
    case 'CaptureAnswered':
    case 'CaptureNotified': {
      const { key, outcome } = message;
      const missing = uncaptured(outcome, charges.find(({ id }) => id === key)?.status);
      return claim(missing, () => `the PSP says that the capture of ${key} was ${outcome.status}`, progress);
    }
    case 'CaptureExecuted': {
      const { status: due } = message.outcome;
      const missing = otherThan(due, "the executor's capture", captureOrder?.status);
      return claim(missing, () => `the capture of ${orderId} is acknowledged as ${due}`, progress);
    }
  }
}

function uncaptured(outcome: CaptureOutcome, charge: ChargeRecord['status'] | undefined): string | undefined {
  if (outcome.status === 'captured') return otherThan('captured', 'the charge', charge);
  // Any other refusal is of the request, and says nothing about the charge that is stored.
  return outcome.code === 'authorisation_expired' ? otherThan('lapsed', 'the charge', charge) : undefined;
}
