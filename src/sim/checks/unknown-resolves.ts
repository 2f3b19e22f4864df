/**
 * I9: doubt ends (liveness). A time-out leaves the executor with an order, a capture or a refund whose outcome it does not know; the
 * PSP's truth must reach it, at the latest some time after the world has healed. A further attempt must be able to get an
 * answer of its own: under the key of the decline before it, it only hears that decline again.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { CaptureOrderRecord, PaymentOrderRecord, RefundOrderRecord } from '../../domain/executor-records.ts';
import type { WrittenTo } from '../facts.ts';
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
  readonly settling: Settling;
}

export const unknownResolves: CheckMaker = ({ settleWithinMs }) => {
  const state: State = { doubts: new Map(), settling: createSettling(settleWithinMs) };
  const { doubts, settling } = state;
  return {
    id: 'I9',
    name: 'unknown-resolves',
    statement: `Each charge, each capture and each refund that the PSP was asked for gets its outcome: none stays in doubt for ${spellDuration(settleWithinMs)} after the world has healed, or, where nothing had to heal, after the last sign of it.`,
    observe(fact, witness) {
      settling.observe(fact);
      const refund = refundNamedIn(fact);
      const order = fact.concern as OrderId;
      const matters: readonly Matter[] = refund === undefined ? [order, `capture/${order}`] : [refund];
      for (const doubt of matters.map((matter) => doubts.get(matter))) if (doubt !== undefined) doubt.lastAt = fact.at;
      if (fact.kind !== 'written') return;
      if (fact.table === 'paymentOrders') judgeAttempt(fact, witness);
      if (fact.table === 'paymentOrders' || fact.table === 'captureOrders' || fact.table === 'refundOrders')
        follow(fact, state, witness);
    },
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

function judgeAttempt({ at, before, after }: WrittenTo<'paymentOrders'>, witness: Witness): void {
  if (before === undefined || after.attempt <= before.attempt) return;
  witness.checked();
  if (after.idempotencyKey !== before.idempotencyKey) return;
  const { id, attempt, idempotencyKey, amount, currency } = after;
  const sentence = `attempt ${attempt} of ${id} has the key ${idempotencyKey} of the attempt before it, whose decline is all that it can hear`;
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
}

function follow(fact: AskedFor, { doubts, settling }: State, witness: Witness): void {
  const { at, before, after, concern } = fact;
  const { amount, currency } = after;
  const id = fact.table === 'captureOrders' ? (`capture/${fact.after.id}` as const) : after.id;
  const known = doubts.get(id);
  if (after.status === 'created' || after.status === 'unknown') {
    const now = { asked: after, lastAt: at };
    if (known === undefined) doubts.set(id, { orderId: concern as OrderId, since: at, doubtfulAt: at, ...now });
    else Object.assign(known, now, isTheSame(before, after) ? {} : { doubtfulAt: at });
    return;
  }
  doubts.delete(id);
  const late = known && settling.late(known, at);
  if (before?.status === 'unknown' || late !== undefined) witness.checked();
  if (late === undefined) return;
  const sentence = `${nameOf(after)} of ${spell(amount, currency)} got its outcome ${late}`;
  const found = { at, since: known?.doubtfulAt, concern, sentence, whose: buyerOf(concern) };
  witness.violated({ ...found, ...priced(amount, currency) });
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
