/**
 * I9: doubt ends (liveness). A time-out leaves the executor with an order whose outcome it does not know; the PSP's
 * truth must reach it. A further attempt must be able to get an answer of its own: under the key of the decline
 * before it, it only hears that decline again.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { PaymentOrderRecord } from '../../domain/records.ts';
import type { CheckMaker } from './check.ts';
import { priced, spell, spellDuration } from './figures.ts';

interface Doubt {
  order: PaymentOrderRecord;
  lastAt: Instant;
}

export const unknownResolves: CheckMaker = ({ settleWithinMs }) => {
  /** Orders without an outcome, by id. */
  const doubts = new Map<string, Doubt>();
  return {
    id: 'I9',
    name: 'unknown-resolves',
    statement: `Each order that the PSP was asked to charge gets its outcome: none stays in doubt for ${spellDuration(settleWithinMs)} after the last sign of it.`,
    observe(fact, witness) {
      const doubt = doubts.get(fact.concern);
      if (doubt !== undefined) doubt.lastAt = fact.at;
      if (fact.kind !== 'written' || fact.table !== 'paymentOrders') return;
      const { before, after, at } = fact;
      if (before !== undefined && after.attempt > before.attempt) {
        witness.checked();
        if (after.idempotencyKey === before.idempotencyKey) {
          const sentence = `attempt ${after.attempt} of ${after.id} has the key ${after.idempotencyKey} of the attempt before it, whose decline is all that it can hear`;
          witness.violated({ at, concern: after.id, sentence, ...priced(after.amount, after.currency) });
        }
      }
      if (after.status === 'created' || after.status === 'unknown') {
        doubts.set(after.id, { order: after, lastAt: at });
      } else {
        if (before?.status === 'unknown') witness.checked();
        doubts.delete(after.id);
      }
    },
    conclude(at, witness) {
      for (const { order, lastAt } of doubts.values()) {
        if (at - lastAt < settleWithinMs) continue;
        witness.checked();
        const { id, amount, currency } = order;
        const sentence = `${inDoubt(order)} ${spellDuration(at - lastAt)} after the last sign of it`;
        witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
      }
    },
  };
};

function inDoubt({ id, attempt, amount, currency, status }: PaymentOrderRecord): string {
  const order = `attempt ${attempt} of ${id}, over ${spell(amount, currency)}`;
  return status === 'unknown'
    ? `${order}, is still unknown to the executor`
    : `${order}, still has no outcome at the executor`;
}
