/**
 * Instants that decide about money, for I18: the rate and the day of a checkout, the day of a capture, a refund and a sale,
 * how long a credit is held, what a batch of payouts takes, and when the bank books. Each lies between the moment at which
 * its service could first know of the matter and the one at which it is durable, by a clock that may be off.
 */
import { serviceOf } from '../../domain/addresses.ts';
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { OrderProgressRecord } from '../../domain/records.ts';
import { payoutRunId } from '../../domain/seller-payouts.ts';
import type { Written, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckSettings, Witness } from './check.ts';
import { createClockSkews, type ClockSkews } from './clock-skews.ts';
import { isClosed } from './open-orders.ts';

interface State {
  readonly skews: ClockSkews;
  readonly bankTransitMs: number;
  /** When the service that is to date it could first know of it: of checkouts, charges, refunds, batches and payouts. */
  readonly since: Map<string, Instant>;
  /** When the payment service stored where an order stands, which the executor and the wallet go by. */
  readonly standing: Map<OrderId, Instant>;
  /** When the executor says that it has asked for the charge or the capture of an order that is not closed. */
  readonly requested: Map<OrderId, Instant>;
}

export function datedInTime({ policy: { bankTransitMs } }: CheckSettings): readonly Hearing<Witness>[] {
  const skews = createClockSkews();
  const state: State = { skews, bankTransitMs, since: new Map(), standing: new Map(), requested: new Map() };
  return [skews.hears, knowing(state), buying(state), charging(state), payingOut(state)];
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
  const { since, standing, requested } = state;
  return {
    written: {
      paymentEvents(fact, witness) {
        const { before, after } = fact;
        if (before === undefined) judge(fact, after.receivedAt, 'received', since.get(after.id), state, witness);
        since.delete(after.id);
      },
      orderProgress(fact, witness) {
        const { before, after } = fact;
        if (after.status === 'captured' && before?.status !== 'captured') judgeSaleAt(fact, state, witness);
        note(fact.at, after, state);
      },
      paymentOrders(fact, witness) {
        const { before, after } = fact;
        const from = before === undefined ? standing.get(after.id) : before.requestedAt;
        if (before?.requestedAt !== after.requestedAt)
          judge(fact, after.requestedAt, 'asked for', from, state, witness);
        if (standing.has(after.id)) requested.set(after.id, after.requestedAt);
      },
      captureOrders(fact, witness) {
        const { before, after } = fact;
        if (before === undefined)
          judge(fact, after.requestedAt, 'asked to be captured', standing.get(after.id), state, witness);
        if (standing.has(after.id)) requested.set(after.id, after.requestedAt);
      },
      credits(fact, witness) {
        if (fact.before === undefined)
          judge(fact, fact.after.at, 'credited', standing.get(fact.after.id), state, witness);
      },
    },
  };
}

function note(at: Instant, order: OrderProgressRecord, { standing, requested }: State): void {
  if (!isClosed(order)) return void standing.set(order.id, at);
  standing.delete(order.id);
  requested.delete(order.id);
}

/** A sale is dated by when the executor asked for it. */
function judgeSaleAt({ at, after }: WrittenTo<'orderProgress'>, { requested }: State, witness: Witness): void {
  const { id, saleAt } = after;
  const askedAt = requested.get(id);
  if (saleAt === undefined || askedAt === undefined) return;
  witness.checked();
  if (saleAt === askedAt) return;
  const sentence = `${id} is said to be sold at ${isoInstant(saleAt)}, and the executor asked for it at ${isoInstant(askedAt)}`;
  witness.violated({ at, concern: id, sentence });
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
      pspRefunds(fact, witness) {
        const { before, after } = fact;
        if (before === undefined) judge(fact, after.refundedAt, 'paid back', since.get(after.id), state, witness);
        since.delete(after.id);
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
      sellerTransfers: carry,
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
