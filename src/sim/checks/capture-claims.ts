/** What a message about an order that is captured later claims to be durable, and what speaks against it. */
import type { MessageOf } from '../../domain/messages.ts';
import type { OrderProgressRecord } from '../../domain/records.ts';
import { otherThan, type Claim } from './claim.ts';
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

export function captureClaim(message: CaptureMessage, stored: StoredOrder): Claim {
  const { orderId } = message;
  const status = stored.progress?.status;
  switch (message.type) {
    case 'OrderAuthorised': {
      const isStored = status !== undefined && afterAuthorisation.has(status);
      return {
        said: `${orderId} is reported as authorised`,
        missing: isStored ? undefined : otherThan('authorised', 'it', status),
      };
    }
    case 'DispatchNoted': {
      const isStored = stored.progress?.authorised !== undefined;
      return {
        said: `the dispatch of ${orderId} is noted`,
        missing: isStored ? undefined : otherThan('dispatched', 'it', status),
      };
    }
    case 'DispatchClosed': {
      const due = message.outcome === 'captured' ? 'posted' : message.outcome;
      return {
        said: `the seller is told that ${orderId} is ${message.outcome}`,
        missing: otherThan(due, 'it', status),
      };
    }
    case 'CaptureAnswered':
    case 'CaptureNotified': {
      const { key, outcome } = message;
      const charge = [...stored.charges.values()].find(({ id }) => id === key)?.status;
      const said = `the PSP says that the capture of ${key} was ${outcome.status}`;
      if (outcome.status === 'captured') return { said, missing: otherThan('captured', 'the charge', charge) };
      // Any other refusal is of the request, and says nothing about the charge that is stored.
      const isOver = outcome.code === 'authorisation_expired';
      return { said, missing: isOver ? otherThan('lapsed', 'the charge', charge) : undefined };
    }
    case 'CaptureExecuted': {
      const { status: due } = message.outcome;
      return {
        said: `the capture of ${orderId} is acknowledged as ${due}`,
        missing: otherThan(due, "the executor's capture", stored.captureOrder?.status),
      };
    }
  }
}
