/** The PSP's door: each request of the executor passes it, is refused with a status, or is never heard of again. */
import type { ServiceName } from '../domain/addresses.ts';
import type { Message, MessageOf } from '../domain/messages.ts';
import { byType } from './faults/operations.ts';
import type { Judge, Site } from './faults/site.ts';
import type { Sites } from './faults/sites.ts';

/** What becomes of a request at the door. */
export type AtTheDoor =
  | { readonly kind: 'enters' }
  | { readonly kind: 'vanishes' }
  | { readonly kind: 'refused'; readonly answer: MessageOf<'PspRefused'> };

export interface DoorParts {
  readonly sites: Sites;
  readonly judge: Judge;
  readonly pspIsOut: () => boolean;
}

/** Nearly all messages do, and most of them come to no door at all. */
const ENTERS: AtTheDoor = { kind: 'enters' };

/** When a PSP that is down asks to be tried again, in milliseconds. */
const OUTAGE_RETRY_MS = 10_000;

export function createPspDoor({ sites, judge, pspIsOut }: DoorParts): (to: ServiceName, message: Message) => AtTheDoor {
  const passing = byType((type) => sites.operation(`psp door ${type}`));
  return (to, message) => {
    if (to !== 'psp' || !isRequest(message)) return ENTERS;
    const refused = (status: 429 | 500 | 503, retryAfterMs: number): AtTheDoor => {
      const { orderId } = message;
      return { kind: 'refused', answer: { type: 'PspRefused', orderId, key: nameOf(message), status, retryAfterMs } };
    };
    if (pspIsOut()) return refused(503, OUTAGE_RETRY_MS);
    const { type, orderId: concern } = message;
    const operation = passing(type);
    const occurrence = sites.of(concern).next(operation);
    const site: Site<'door'> = {
      place: 'door',
      services: ['psp'],
      message: type,
      operation: operation.name,
      concern,
      occurrence,
    };
    const fault = judge(site);
    switch (fault?.kind) {
      case undefined:
        return ENTERS;
      case 'psp.timeout-before':
        return { kind: 'vanishes' };
      case 'psp.error':
        return refused(500, 0);
      case 'psp.throttle':
        return refused(429, fault.retryAfterMs);
    }
  };
}

type Request = MessageOf<
  'ChargeRequested' | 'ChargeInquiry' | 'CaptureRequested' | 'CaptureInquiry' | 'RefundRequested' | 'RefundInquiry'
>;

function isRequest(message: Message): message is Request {
  switch (message.type) {
    case 'ChargeRequested':
    case 'ChargeInquiry':
    case 'CaptureRequested':
    case 'CaptureInquiry':
    case 'RefundRequested':
    case 'RefundInquiry':
      return true;
    default:
      return false;
  }
}

/** What the caller calls the request by: a refund's id, or a charge's key. */
function nameOf(message: Request): string {
  return message.type === 'RefundRequested' || message.type === 'RefundInquiry' ? message.refundId : message.key;
}
