/**
 * Instants that decide about money, for I18: the rate and the day of a checkout, the day of a capture and a refund, how long
 * a credit is held, the day of a debit, what a batch of payouts takes, when the bank books and sends back, when the wallet
 * takes back, and when the ledger posts. Each lies between the moment at which its service could first know of the matter
 * and the one at which it is durable, by a clock that may be off.
 */
import { serviceOf, type Address } from '../../domain/addresses.ts';
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { OrderId, RefundId } from '../../domain/ids.ts';
import { payoutRunId, returnReference } from '../../domain/seller-payouts.ts';
import type { Written, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckSettings, Witness } from './check.ts';
import { createClockSkews, type ClockSkews } from './clock-skews.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import { sameRecord } from './same-record.ts';

interface State {
  readonly skews: ClockSkews;
  readonly bankTransitMs: number;
  /** When the service that is to date it could first know of it: of checkouts, charges, refunds, batches and payouts. */
  readonly since: Map<string, Instant>;
  /** When the payment service stored where an order or a refund stands, which the executor and the wallet go by. */
  readonly standing: Map<OrderId | RefundId, Instant>;
}

export function datedInTime({ policy: { bankTransitMs } }: CheckSettings): readonly Hearing<Witness>[] {
  const skews = createClockSkews();
  const state: State = { skews, bankTransitMs, since: new Map(), standing: new Map() };
  return [
    skews.hears,
    knowing(state),
    buying(state),
    charging(state),
    givingBack(state),
    payingOut(state),
    posting(state),
  ];
}

function knowing({ since }: State): Hearing {
  const know = (name: string, at: Instant): void => {
    if (!since.has(name)) since.set(name, at);
  };
  return {
    sent: { BuyerArrived: ({ at, message }) => know(message.checkoutId, at) },
    delivered: {
      CaptureRequested({ at, message }) {
        const name = `capture ${message.key}`;
        if (since.get(name) === NOT_ASKED) since.set(name, at);
      },
      PayoutRunDue: ({ at, message: { currency, date } }) => know(`batch ${payoutRunId(currency, date)}`, at),
    },
    written: {
      refundOrders({ at, before, after }) {
        if (before === undefined) know(after.id, at);
      },
      pspPayouts({ at, before, after }) {
        if (before === undefined) know(after.id, at);
      },
      sellerPayouts({ at, before, after }) {
        if (before === undefined) know(after.id, at);
      },
    },
  };
}

/** An authorisation that nobody has asked to capture yet. */
const NOT_ASKED = -1;

function buying(state: State): Hearing<Witness> {
  const { since, standing } = state;
  return {
    written: {
      paymentEvents(fact, witness) {
        const { before, after } = fact;
        if (before === undefined) judge(fact, after.receivedAt, 'received', since.get(after.id), state, witness);
        since.delete(after.id);
      },
      orderProgress: (fact) => note(fact, isClosed(fact.after), state),
      paymentOrders(fact, witness) {
        const { before, after } = fact;
        const from = before === undefined ? standing.get(after.id) : before.requestedAt;
        if (before?.requestedAt !== after.requestedAt)
          judge(fact, after.requestedAt, 'asked for', from, state, witness);
      },
      captureOrders(fact, witness) {
        const { before, after } = fact;
        if (before === undefined)
          judge(fact, after.requestedAt, 'asked to be captured', standing.get(after.id), state, witness);
      },
      credits(fact, witness) {
        if (fact.before === undefined)
          judge(fact, fact.after.at, 'credited', standing.get(fact.after.id), state, witness);
      },
    },
  };
}

function note(fact: WrittenTo<'orderProgress' | 'refunds'>, isOver: boolean, { standing }: State): void {
  if (isOver) standing.delete(fact.after.id);
  else if (saysMore(fact)) standing.set(fact.after.id, fact.at);
}

/** What is stored once more says nothing new: others may have gone by it since it was stored first. */
function saysMore({ before, after }: WrittenTo<'orderProgress' | 'refunds'>): boolean {
  return before === undefined || !sameRecord(before, after);
}

function charging(state: State): Hearing<Witness> {
  const { since } = state;
  return {
    written: {
      charges(fact, witness) {
        const { before, after } = fact;
        const { id, status, capturedAt, authorisedAt } = after;
        const asked = `capture ${id}`;
        if (status === 'processing') return void since.set(id, fact.at);
        if (before?.status === status) return;
        if (status === 'captured' && capturedAt !== undefined)
          judge(fact, capturedAt, 'captured', since.get(asked) ?? since.get(id), state, witness);
        since.delete(asked);
        if (status === 'authorised') {
          judge(fact, authorisedAt ?? 0, 'authorised', since.get(id), state, witness);
          since.set(asked, NOT_ASKED);
        }
        since.delete(id);
      },
    },
  };
}

function givingBack(state: State): Hearing<Witness> {
  const { since, standing } = state;
  return {
    written: {
      refunds: (fact) => note(fact, isRefundOver(fact.after), state),
      pspRefunds(fact, witness) {
        const { before, after } = fact;
        if (before === undefined) judge(fact, after.refundedAt, 'paid back', since.get(after.id), state, witness);
        since.delete(after.id);
      },
      debits(fact, witness) {
        const { before, after } = fact;
        if (before === undefined) judge(fact, after.at, 'debited', standing.get(after.id), state, witness);
      },
    },
  };
}

function payingOut(state: State): Hearing<Witness> {
  const { since, bankTransitMs } = state;
  /** A transfer sets out when the bank is instructed, and arrives no sooner than it says. */
  const carry = (fact: WrittenTo<'bankTransfers' | 'sellerTransfers'>, witness: Witness): void => {
    const { before, after } = fact;
    if (before === undefined)
      judge(fact, after.bookedAt - bankTransitMs, 'on its way', since.get(after.id), state, witness);
    if (after.status === 'booked' && before?.status !== 'booked')
      judge(fact, after.bookedAt, 'booked', before?.bookedAt, state, witness);
    since.delete(after.id);
  };
  return {
    written: {
      payoutRuns(fact, witness) {
        const name = `batch ${fact.after.id}`;
        if (fact.before === undefined) judge(fact, fact.after.asOf, 'begun', since.get(name), state, witness);
      },
      bankTransfers: carry,
      sellerTransfers(fact, witness) {
        carry(fact, witness);
        const { at, before, after } = fact;
        if (after.status !== 'returned' || before?.status === 'returned') return;
        const { id, bookedAt, returnsAfterMs = 0, returnedAt } = after;
        judge(fact, returnedAt ?? 0, 'sent back', bookedAt + returnsAfterMs, state, witness);
        since.set(returnReference(id), at);
      },
      payoutReturns(fact, witness) {
        const name = returnReference(fact.after.id);
        if (fact.before === undefined) judge(fact, fact.after.at, 'taken back', since.get(name), state, witness);
        since.delete(name);
      },
    },
  };
}

/** The ledger's actors are each about one request, which is asked for until it is confirmed. */
function posting(state: State): Hearing<Witness> {
  const { since } = state;
  const ask = ({ at, to }: { readonly at: Instant; readonly to: Address }): void => {
    if (!since.has(to)) since.set(to, at);
  };
  const judgePosted = (fact: WrittenTo<'postedRequests' | 'transactions'>, witness: Witness): void => {
    if (fact.before === undefined) judge(fact, fact.after.at, 'posted', since.get(fact.by), state, witness);
  };
  const confirm = ({ from }: { readonly from: Address }): void => void since.delete(from);
  return {
    delivered: {
      PostSale: ask,
      PostRefund: ask,
      PostFile: ask,
      PostStatement: ask,
      PostSellerPayout: ask,
      PostSellerReturn: ask,
    },
    sent: {
      SalePosted: confirm,
      RefundPosted: confirm,
      FilePosted: confirm,
      SellerPayoutPosted: confirm,
      SellerReturnPosted: confirm,
    },
    written: {
      postedRequests: judgePosted,
      transactions: judgePosted,
    },
  };
}

/** @param from undefined where nothing is known of how it came about */
function judge(
  { at, by, after, concern }: Written,
  instant: Instant,
  did: string,
  from: Instant | undefined,
  { skews }: State,
  witness: Witness,
): void {
  // What it could not be before may itself be of this clock, and off the other way.
  const most = 2 * skews.most(serviceOf(by));
  witness.checked();
  const isEarly = from !== undefined && instant < from - most;
  if (!isEarly && instant <= at + most) return;
  const limit =
    isEarly && from !== undefined
      ? `before it could be, at ${isoInstant(from)}`
      : `after it was stored, at ${isoInstant(at)}`;
  const sentence = `${after.id} is said to be ${did} at ${isoInstant(instant)}, ${limit}`;
  witness.violated({ at, concern, sentence });
}
