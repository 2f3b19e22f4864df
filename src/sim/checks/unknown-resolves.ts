/**
 * I9: doubt ends (liveness). A time-out leaves the executor with an order, a capture or a refund whose outcome it does not know; the
 * PSP's truth must reach it, at the latest some time after the world has healed. A further attempt must be able to get an
 * answer of its own: under the key of the decline before it, it only hears that decline again.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { CaptureOrderRecord, PaymentOrderRecord, RefundOrderRecord } from '../../domain/executor-records.ts';
import type { Fact, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell, spellDuration } from './figures.ts';
import { refundNamedIn } from './matter.ts';
import { createSettling, type Settling, type Underway } from './settling.ts';
import { buyerOf } from './whose.ts';

type Asked = PaymentOrderRecord | CaptureOrderRecord | RefundOrderRecord;
type AskedFor = WrittenTo<'paymentOrders'> | WrittenTo<'captureOrders'> | WrittenTo<'refundOrders'>;

/** An order, its capture, `capture/order-17.1`, or a refund. */
type Matter = OrderId | `capture/${OrderId}` | RefundId;

interface Doubt extends Underway {
  readonly orderId: OrderId;
  asked: Asked;
  /** When the executor asked, or lost sight of what it had asked for. */
  doubtfulAt: Instant;
}

interface State {
  /** Orders, captures and refunds without an outcome. */
  readonly doubts: Map<Matter, Doubt>;
  /** Those of them that are captures, by their orders. */
  readonly captures: Map<OrderId, Doubt>;
  readonly settling: Settling;
}

export const unknownResolves: CheckMaker = ({ settleWithinMs }) => {
  const state: State = { doubts: new Map(), captures: new Map(), settling: createSettling(settleWithinMs) };
  const { doubts, settling } = state;
  return {
    id: 'I9',
    name: 'unknown-resolves',
    statement: `Each charge, each capture and each refund that the PSP was asked for gets its outcome: none stays in doubt for ${spellDuration(settleWithinMs)} after the world has healed, or, where nothing had to heal, after the last sign of it.`,
    hears: [settling.hears, { others: (fact) => noteSign(fact, state) }, following(state)],
    conclude(at, witness) {
      for (const doubt of doubts.values()) {
        const overdue = settling.hanging(doubt, at);
        if (overdue === undefined) continue;
        witness.checked();
        const { amount, currency } = doubt.asked;
        const sentence = `${inDoubt(doubt.asked)} ${overdue}`;
        const found = { at, since: doubt.doubtfulAt, concern: doubt.orderId, sentence, whose: buyerOf(doubt.orderId) };
        witness.violated({ ...found, ...priced(amount, currency) });
      }
    },
  };
};

/** A fact that names a refund is a sign of that refund, and any other one of its order and the order's capture. */
function noteSign(fact: Fact, { doubts, captures }: State): void {
  const refund = refundNamedIn(fact);
  const order = fact.concern as OrderId;
  const doubt = doubts.get(refund ?? order);
  if (doubt !== undefined) doubt.lastAt = fact.at;
  if (refund !== undefined || captures.size === 0) return;
  const capture = captures.get(order);
  if (capture !== undefined) capture.lastAt = fact.at;
}

function following(state: State): Hearing<Witness> {
  return {
    written: {
      paymentOrders(fact, witness) {
        judgeAttempt(fact, witness);
        follow(fact, fact.after.id, state, witness);
      },
      captureOrders(fact, witness) {
        const { id } = fact.after;
        const doubt = follow(fact, `capture/${id}`, state, witness);
        if (doubt === undefined) state.captures.delete(id);
        else state.captures.set(id, doubt);
      },
      refundOrders: (fact, witness) => void follow(fact, fact.after.id, state, witness),
    },
  };
}

function judgeAttempt({ at, before, after }: WrittenTo<'paymentOrders'>, witness: Witness): void {
  if (before === undefined || after.attempt <= before.attempt) return;
  witness.checked();
  if (after.idempotencyKey !== before.idempotencyKey) return;
  const { id, attempt, idempotencyKey, amount, currency } = after;
  const sentence = `attempt ${attempt} of ${id} has the key ${idempotencyKey} of the attempt before it, whose decline is all that it can hear`;
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
}

/** The doubt that is left. */
function follow(fact: AskedFor, matter: Matter, { doubts, settling }: State, witness: Witness): Doubt | undefined {
  const { at, before, after, concern } = fact;
  const known = doubts.get(matter);
  if (after.status === 'created' || after.status === 'unknown') {
    if (known === undefined) {
      const doubt: Doubt = { orderId: concern as OrderId, since: at, doubtfulAt: at, asked: after, lastAt: at };
      doubts.set(matter, doubt);
      return doubt;
    }
    known.asked = after;
    known.lastAt = at;
    if (!isTheSame(before, after)) known.doubtfulAt = at;
    return known;
  }
  doubts.delete(matter);
  const late = known && settling.late(known, at);
  if (before?.status === 'unknown' || late !== undefined) witness.checked();
  if (late === undefined) return undefined;
  const { amount, currency } = after;
  const sentence = `${nameOf(after)} of ${spell(amount, currency)} got its outcome ${late}`;
  const found = { at, since: known?.doubtfulAt, concern, sentence, whose: buyerOf(concern) };
  witness.violated({ ...found, ...priced(amount, currency) });
  return undefined;
}

/** A further attempt is another doubt. */
function isTheSame(before: Doubt['asked'] | undefined, after: Doubt['asked']): boolean {
  const attemptOf = (asked: Doubt['asked']): number => ('attempt' in asked ? asked.attempt : 1);
  return before !== undefined && before.status === after.status && attemptOf(before) === attemptOf(after);
}

function inDoubt(asked: Asked): string {
  const { amount, currency, status } = asked;
  const what = 'attempt' in asked ? `attempt ${asked.attempt} of ${asked.id}` : nameOf(asked);
  const known = status === 'unknown' ? 'is still unknown to the executor' : 'still has no outcome at the executor';
  return `${what}, over ${spell(amount, currency)}, ${known}`;
}

function nameOf(asked: Asked): string {
  const isCapture = !('attempt' in asked) && 'requestedAt' in asked;
  return isCapture ? `the capture of ${asked.id}` : asked.id;
}
