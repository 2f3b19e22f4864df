/** Calls that are made, and made again when no answer comes: by buyers, between the platform's own services, and to the PSP. */
import type { Instant } from '../../domain/calendar.ts';
import type { MessageOf, MessageType } from '../../domain/messages.ts';
import type { Delivered, Sent } from '../facts.ts';
import type { Hearing } from '../hearing.ts';

export interface Calls {
  readonly hears: Hearing;
  /** Calls to the PSP, all of them. */
  pspCalls(): number;
  /** Those that ask the PSP for an outcome that is unknown. */
  inquiries(): number;
  /** Calls that were made again: between the platform's own services, and to the PSP, where an inquiry is one too. */
  repeatedCalls(): { readonly services: number; readonly psp: number };
  /** Calls that were taken up again after their work had been parked. */
  redrivenCalls(): number;
  /** Clicks on Buy after the first, until the buyer hears. */
  repeatedClicks(): number;
}

/** @param parkedMs how long work is parked between two rounds of calls */
export function createCalls(parkedMs: number): Calls {
  const made = createMadeCalls(parkedMs);
  const clicked = new Set<string>();
  const repeated = { services: 0, psp: 0 };
  let [clicks, toPsp, inquiries] = [0, 0, 0];

  const callService = (fact: Sent, name = ''): void => {
    if (made.again(fact, name)) repeated.services += 1;
  };
  const callPsp = (fact: Sent, name: string, asks = false): void => {
    toPsp += 1;
    if (asks) inquiries += 1;
    if (made.again(fact, name) || asks) repeated.psp += 1;
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
        CheckoutClosed: ({ concern }) => void clicked.delete(concern),
      },
    },
    pspCalls: () => toPsp,
    inquiries: () => inquiries,
    repeatedCalls: () => repeated,
    redrivenCalls: made.redriven,
    repeatedClicks: () => clicks,
  };
}

interface MadeCalls {
  /** Tells whether a call has been made before, which `name` tells from others of its type about the same order. */
  again(fact: Sent, name: string): boolean;
  forget(concern: string): void;
  redriven(): number;
}

interface Call {
  readonly type: MessageType;
  /** The charge's key, or the refund: another attempt has a key of its own, and repeats nothing. */
  readonly name: string;
  /** When it was made last. */
  at: Instant;
}

function createMadeCalls(parkedMs: number): MadeCalls {
  /** Of each order, which has few; forgotten when it is closed. */
  const made = new Map<string, Call[]>();
  let redriven = 0;
  return {
    again({ message: { type }, concern, at }, name) {
      const calls = made.get(concern);
      const call = calls?.find((each) => each.type === type && each.name === name);
      if (call === undefined) {
        if (calls === undefined) made.set(concern, [{ type, name, at }]);
        else calls.push({ type, name, at });
        return false;
      }
      if (at - call.at >= parkedMs) redriven += 1;
      call.at = at;
      return true;
    },
    forget: (concern) => void made.delete(concern),
    redriven: () => redriven,
  };
}
