/**
 * Instants that one service hands on to the next, for I18: a sale is dated by when the executor asked for it, and a refund by
 * when the PSP has paid it, wherever that is known. An order or a refund is forgotten when it is closed.
 */
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { createOpenOrders, isClosed, isRefundOver } from './open-orders.ts';

export function handedOnDates(): readonly Hearing<Witness>[] {
  const open = createOpenOrders();
  return [open.hears, sales(open.has), refunds(open.has)];
}

type IsOpen = (id: OrderId | RefundId) => boolean;

function sales(isOpen: IsOpen): Hearing<Witness> {
  const requested = new Map<OrderId, Instant>();
  const note = ({ after }: WrittenTo<'paymentOrders' | 'captureOrders'>): void => {
    if (isOpen(after.id)) requested.set(after.id, after.requestedAt);
  };
  return {
    written: {
      paymentOrders: note,
      captureOrders: note,
      orderProgress(fact, witness) {
        const { before, after } = fact;
        if (after.status === 'captured' && before?.status !== 'captured')
          judgeSaleAt(fact, requested.get(after.id), witness);
        if (isClosed(after)) requested.delete(after.id);
      },
    },
  };
}

function judgeSaleAt(
  { at, after: { id, saleAt } }: WrittenTo<'orderProgress'>,
  askedAt: Instant | undefined,
  witness: Witness,
): void {
  if (askedAt === undefined) return;
  witness.checked();
  if (saleAt === askedAt) return;
  const sentence = `${id} is said to be sold at ${spellInstant(saleAt)}, and the executor asked for it at ${isoInstant(askedAt)}`;
  witness.violated({ at, concern: id, sentence });
}

function refunds(isOpen: IsOpen): Hearing<Witness> {
  const refunded = new Map<RefundId, Instant>();
  return {
    written: {
      pspRefunds({ after }) {
        if (after.status === 'refunded' && isOpen(after.id)) refunded.set(after.id, after.refundedAt);
      },
      refundOrders(fact, witness) {
        const { before, after } = fact;
        if (after.status === 'refunded' && before?.status !== 'refunded')
          judgeRefundedAt(fact, refunded.get(after.id), witness);
      },
      refunds(fact, witness) {
        const { before, after } = fact;
        if (after.status === 'paid' && before?.status !== 'paid')
          judgeRefundedAt(fact, refunded.get(after.id), witness);
        if (isRefundOver(after)) refunded.delete(after.id);
      },
    },
  };
}

function judgeRefundedAt(
  { at, after: { id, orderId, refundedAt }, service }: WrittenTo<'refundOrders' | 'refunds'>,
  paidAt: Instant | undefined,
  witness: Witness,
): void {
  if (paidAt === undefined) return;
  witness.checked();
  if (refundedAt === paidAt) return;
  const sentence = `${id} is said to be paid back at ${spellInstant(refundedAt)} by the ${service}, and the PSP paid it at ${isoInstant(paidAt)}`;
  witness.violated({ at, concern: orderId, sentence });
}

function spellInstant(instant: Instant | undefined): string {
  return instant === undefined ? 'no time' : isoInstant(instant);
}
