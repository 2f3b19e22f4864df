/** Calls that are made, and made again when no answer comes: by buyers, between the platform's own services, and to the PSP. */
import { serviceOf, type ServiceName } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { MessageOf, MessageType } from '../../domain/messages.ts';
import type { Crashed, Delivered, Sent } from '../facts.ts';
import type { Hearing } from '../hearing.ts';

export interface Calls {
  readonly hears: Hearing;
  /** Calls to the PSP, all of them. */
  pspCalls(): number;
  /** Those that ask the PSP for an outcome that is unknown. */
  inquiries(): number;
  /** Calls that were made again: between the platform's own services, and to the PSP, where an inquiry is one too. */
  repeatedCalls(): { readonly services: number; readonly psp: number };
  /** How often parked work on an order, a refund or a payout to a seller was taken up again, with a call or without one. */
  redrives(): number;
  /** Clicks on Buy after the first, until the buyer hears. */
  repeatedClicks(): number;
}

/** @param parkedMs how long work is parked between two rounds of calls */
export function createCalls(parkedMs: number): Calls {
  const made = createMadeCalls();
  const clicked = new Set<string>();
  const redrives = createRedrives(parkedMs);
  const repeated = { services: 0, psp: 0 };
  let [clicks, toPsp, inquiries] = [0, 0, 0];

  /**
   * Whether it is not the first time. Work may be parked before its first call to the PSP, so there it is known by when it
   * asks for leave to call.
   */
  const takeUp = (fact: Sent, name: string): boolean => {
    const since = made.before(fact, name);
    if (since !== undefined) redrives.takenUp(fact, since);
    return since !== undefined;
  };
  const callService = (fact: Sent, name = ''): void => {
    if (takeUp(fact, name)) repeated.services += 1;
  };
  const callPsp = (fact: Sent, name: string, asks = false): void => {
    toPsp += 1;
    if (asks) inquiries += 1;
    if (made.before(fact, name) !== undefined || asks) repeated.psp += 1;
  };

  const callOfRefund = (fact: Sent<MessageOf<'ExecuteRefund' | 'DebitSeller' | 'PostRefund'>>): void =>
    callService(fact, fact.message.refundId);
  const forget = ({ concern }: Delivered): void => made.forget(concern);

  return {
    hears: {
      sent: {
        Buy({ message: { checkoutId } }) {
          if (clicked.has(checkoutId)) clicks += 1;
          else clicked.add(checkoutId);
        },
        ExecuteOrder: (fact) => callService(fact),
        CreditSeller: (fact) => callService(fact),
        PostSale: (fact) => callService(fact),
        PostSellerPayout: (fact) => callService(fact),
        RepaySeller: (fact) => callService(fact),
        PostSellerReturn: (fact) => callService(fact),
        ExecuteCapture: (fact) => callService(fact, fact.message.key),
        ExecuteRefund: callOfRefund,
        DebitSeller: callOfRefund,
        PostRefund: callOfRefund,
        PspCallAsked: (fact) => void takeUp(fact, fact.message.caller),
        ChargeRequested: (fact) => callPsp(fact, fact.message.key),
        CaptureRequested: (fact) => callPsp(fact, fact.message.key),
        RefundRequested: (fact) => callPsp(fact, fact.message.refundId),
        ChargeInquiry: (fact) => callPsp(fact, fact.message.key, true),
        CaptureInquiry: (fact) => callPsp(fact, fact.message.key, true),
        RefundInquiry: (fact) => callPsp(fact, fact.message.refundId, true),
      },
      delivered: {
        OrderClosed: forget,
        DispatchClosed: forget,
        PspCallRefused: ({ at, to, concern, message }) =>
          made.postpone('PspCallAsked', concern, to, at + message.retryAfterMs),
        CheckoutClosed: ({ concern }) => void clicked.delete(concern),
      },
      crashed: redrives.crashed,
    },
    pspCalls: () => toPsp,
    inquiries: () => inquiries,
    repeatedCalls: () => repeated,
    redrives: redrives.count,
    repeatedClicks: () => clicks,
  };
}

function createRedrives(parkedMs: number) {
  const crashedAt = new Map<ServiceName, Instant>();
  let count = 0;
  return {
    takenUp({ from, at }: Sent, since: Instant): void {
      // Whoever has crashed since takes up what it has a record of, and has forgotten that it was parked.
      const hasCrashed = since <= (crashedAt.get(serviceOf(from)) ?? -Infinity);
      if (at - since >= parkedMs && !hasCrashed) count += 1;
    },
    crashed: ({ service, at }: Crashed): void => void crashedAt.set(service, at),
    count: () => count,
  };
}

interface MadeCalls {
  /**
   * Notes a call, which `name` tells from others of its type about the same order.
   * @returns when it was made last, or what it was postponed to then; undefined when it has not been made before
   */
  before(fact: Sent, name: string): Instant | undefined;
  /** Whoever made a call was told not to make it again until then. */
  postpone(type: MessageType, concern: string, name: string, until: Instant): void;
  forget(concern: string): void;
}

interface Call {
  readonly type: MessageType;
  /** The charge's key, the refund, or who calls: another attempt has a key of its own, and repeats nothing. */
  readonly name: string;
  /** When it was made last, or until when it was postponed then. */
  at: Instant;
}

function createMadeCalls(): MadeCalls {
  /** Of each order, which has few; forgotten when it is closed. */
  const made = new Map<string, Call[]>();
  const find = (type: MessageType, concern: string, name: string): Call | undefined =>
    made.get(concern)?.find((each) => each.type === type && each.name === name);
  return {
    before({ message: { type }, concern, at }, name) {
      const call = find(type, concern, name);
      if (call === undefined) {
        const calls = made.get(concern);
        if (calls === undefined) made.set(concern, [{ type, name, at }]);
        else calls.push({ type, name, at });
        return undefined;
      }
      const last = call.at;
      call.at = at;
      return last;
    },
    postpone(type, concern, name, until) {
      const call = find(type, concern, name);
      if (call !== undefined) call.at = until;
    },
    forget: (concern) => void made.delete(concern),
  };
}
