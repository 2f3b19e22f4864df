/**
 * Refunds that are asked for, for I21: of an order that is over something can be said, and is. While an order is under way
 * the buyer hears nothing, and asks again; and what a crash of the payment service has wiped out was never heard.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import type { Settling } from './settling.ts';
import { buyerOf } from './whose.ts';

export interface AskedRefunds {
  readonly hears: Hearing;
  conclude(at: Instant, witness: Witness): void;
}

interface Asked {
  readonly at: Instant;
  readonly asked: MessageOf<'RefundAsked'>;
}

export function createAskedRefunds(settling: Settling): AskedRefunds {
  /** Orders from the buyer's arrival on: some never reach the payment service. */
  const underway = new Set<OrderId>();
  const unanswered = new Map<RefundId, Asked>();
  /** What is on record and not over is followed from there. */
  const followed = new Set<RefundId>();
  return {
    hears: {
      sent: {
        BuyerArrived({ message }) {
          for (const { orderId } of message.basket.orders) underway.add(orderId);
        },
        RefundClosed: ({ message }) => void unanswered.delete(message.refundId),
      },
      delivered: {
        RefundAsked({ at, message }) {
          const { refundId, orderId } = message;
          if (!underway.has(orderId) && !followed.has(refundId)) unanswered.set(refundId, { at, asked: message });
        },
      },
      written: {
        orderProgress({ after }) {
          if (isClosed(after)) underway.delete(after.id);
        },
        refunds({ after }) {
          if (isRefundOver(after)) followed.delete(after.id);
          else followed.add(after.id);
          unanswered.delete(after.id);
        },
      },
      crashed({ service }) {
        if (service === 'payment-service') unanswered.clear();
      },
    },
    conclude(at, witness) {
      for (const { at: since, asked } of unanswered.values()) {
        const overdue = settling.hanging({ since, lastAt: since }, at);
        if (overdue === undefined) continue;
        witness.checked();
        const { refundId, orderId, amount } = asked;
        const sentence = `${refundId} of ${spell(amount.amount, amount.currency)} was asked for when ${orderId} was over, and is not answered, ${overdue}`;
        const found = { at, since, concern: orderId, sentence, whose: buyerOf(orderId) };
        witness.violated({ ...found, ...priced(amount.amount, amount.currency) });
      }
    },
  };
}
