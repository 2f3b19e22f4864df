/** The calls that the policy limits: how many there may be, and how far apart. */
import type { Backoff } from '../../domain/backoff.ts';
import type { Message, MessageOf } from '../../domain/messages.ts';
import type { CallPolicy, Policy } from '../../domain/policy.ts';

/** The calls of one kind by one caller, since the caller's service was started. */
export interface Calls {
  /** Calls in all, and in the present round. */
  count: number;
  inRound: number;
  /** Whether something came back since the last one: what follows does not wait for the time-out. */
  answered: boolean;
  /** How long after the last call the one who was called wants to be left alone, in milliseconds. */
  notBeforeMs: number;
}

/** A call that the policy limits. */
export interface Limited {
  readonly what: string;
  /** Calls in one round. */
  readonly perRound: number;
  /** Rounds between two starts; undefined where whoever waits may ask again and again, round by round. */
  readonly rounds: number | undefined;
  /** Milliseconds from the last call of a round to the next round; undefined where there is one round only. */
  readonly redriveMs: number | undefined;
  /** The shortest time, in milliseconds, to the next call of the same round. */
  wait(calls: Calls): number;
}

export function limitsOf(message: Message, policy: Policy): Limited | undefined {
  const { calls, psp, buyer, redrive } = policy;
  const between = (what: string): Limited => ({
    what,
    perRound: calls.attempts,
    rounds: redrive.rounds,
    redriveMs: redrive.everyMs,
    wait: (made) => retryWait(calls, made),
  });
  switch (message.type) {
    case 'Buy':
    case 'RefundAsked': {
      const wait = (): number => buyer.patienceMs;
      return { what: message.type, perRound: buyer.clicks, rounds: 1, redriveMs: undefined, wait };
    }
    case 'ExecuteOrder':
    case 'CreditSeller':
    case 'PostSale':
    case 'OrderDispatched':
    case 'ExecuteCapture':
    case 'ExecuteRefund':
    case 'DebitSeller':
    case 'PostRefund':
    case 'PayoutInstructed':
    case 'PostSellerPayout':
    case 'RepaySeller':
    case 'PostSellerReturn':
    case 'LedgerExtractRequested':
    case 'PayoutExtractRequested':
    case 'PostFile':
    case 'PostStatement':
      return between(message.type);
    case 'PayoutDue':
      // A run asks every wallet.
      return between(`${message.type} of ${message.payoutId}`);
    case 'SellerTransferInstructed':
    case 'SellerTransferInquiry':
      return between(BANK_CALLS);
    case 'FileRequested':
    case 'StatementRequested':
      // A night that waits for another one's file asks for it for as long as it waits.
      return { ...between(`${message.type} for ${message.date}`), rounds: undefined };
    case 'ChargeRequested':
    case 'ChargeInquiry':
    case 'CaptureRequested':
    case 'CaptureInquiry':
    case 'RefundRequested':
    case 'RefundInquiry': {
      const isRequest = message.type.endsWith('Requested');
      const what = pspCalls(isAboutRefund(message) ? message.refundId : message.key);
      // A request that follows the answer "not found" goes out at once; an inquiry always waits.
      const wait = (made: Calls): number =>
        isRequest && made.answered ? made.notBeforeMs : Math.max(made.notBeforeMs, retryWait(psp, made));
      return { ...between(what), perRound: psp.attempts, wait };
    }
    default:
      return undefined;
  }
}

/** Instructions and inquiries about one payout are one budget. */
export const BANK_CALLS = 'the bank about the payout';

/** Requests and inquiries about one charge, its capture, or one refund are one budget; another caller makes each. */
export function pspCalls(key: string): string {
  return `the PSP about ${key}`;
}

type PspCall = MessageOf<
  'ChargeRequested' | 'ChargeInquiry' | 'CaptureRequested' | 'CaptureInquiry' | 'RefundRequested' | 'RefundInquiry'
>;

function isAboutRefund(message: PspCall): message is Extract<PspCall, { refundId: unknown }> {
  return 'refundId' in message;
}

function retryWait({ timeoutMs, backoff }: CallPolicy, { inRound, answered }: Calls): number {
  return (answered ? 0 : timeoutMs) + shortestBackoff(backoff, inRound);
}

/** The wait before the n-th retry with all of its jitter taken off, as the policy promises it. */
function shortestBackoff({ firstMs, maxMs, jitter }: Backoff, retry: number): number {
  const nominal = Math.min(maxMs, firstMs * 2 ** Math.min(retry - 1, 30));
  return Math.floor((nominal * (1_000_000 - jitter)) / 1_000_000);
}
