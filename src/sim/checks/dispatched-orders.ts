/**
 * Orders that are captured later, until they are closed: one that is dispatched is captured some time after the world has
 * healed, and one that is not has lapsed by some time after the platform has given up waiting for it.
 */
import { LAPSE_GRACE_MS } from '../../domain/authorisation.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { OrderProgressRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';
import type { Settling, Underway } from './settling.ts';

interface Waiting extends Underway {
  order: OrderProgressRecord;
  /** When the platform last stored anything about it. */
  movedAt: Instant;
}

export interface DispatchedOrders {
  readonly hears: Hearing<Witness>;
  conclude(at: Instant, witness: Witness): void;
}

export function createDispatchedOrders(settling: Settling): DispatchedOrders {
  const waiting = new Map<OrderId, Waiting>();
  return {
    hears: {
      written: { orderProgress: (fact, witness) => follow(fact, waiting, settling, witness) },
      others({ at, concern }) {
        if (waiting.size === 0) return;
        const known = waiting.get(concern as OrderId);
        if (known !== undefined) known.lastAt = Math.max(known.lastAt, at);
      },
    },
    conclude(at, witness) {
      for (const entry of waiting.values()) {
        const overdue = settling.hanging(entry, at);
        if (overdue === undefined) continue;
        witness.checked();
        const { id, status, sellerId, amount, currency } = entry.order;
        const sentence = `${id} of ${spell(amount, currency)} is still ${status}, ${overdue}`;
        const found = { at, since: entry.movedAt, concern: id, sentence, whose: sellerId };
        witness.violated({ ...found, ...priced(amount, currency) });
      }
    },
  };
}

function follow(
  { at, after }: WrittenTo<'orderProgress'>,
  waiting: Map<OrderId, Waiting>,
  settling: Settling,
  witness: Witness,
): void {
  const { id, status, expiresAt } = after;
  // Until it is authorised, its checkout waits for it.
  if (expiresAt === undefined) return;
  const known = waiting.get(id);
  if (!isClosed(after)) {
    const since = status === 'authorised' ? expiresAt + LAPSE_GRACE_MS : at;
    const isNew = known?.order.status !== status;
    if (isNew && status !== 'captured' && status !== 'credited') {
      waiting.set(id, { order: after, since, lastAt: since, movedAt: at });
    } else if (known !== undefined) {
      known.order = after;
      known.movedAt = at;
    }
    return;
  }
  if (known === undefined) return;
  waiting.delete(id);
  witness.checked();
  const late = settling.late(known, at);
  if (late === undefined) return;
  const { sellerId, amount, currency } = after;
  const sentence = `${id} of ${spell(amount, currency)} became ${status} ${late}`;
  witness.violated({ at, concern: id, sentence, whose: sellerId, ...priced(amount, currency) });
}
