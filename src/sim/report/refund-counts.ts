/**
 * How many refunds buyers asked for, and what became of them, each counted once however often it is asked for and answered.
 * One that is refused at once leaves no record behind, so the messages have to tell.
 */
import type { RefundId } from '../../domain/ids.ts';
import type { Hearing } from '../hearing.ts';
import type { Counts } from './counts.ts';

type Counted = Pick<Counts, 'refundsAsked' | 'refunded' | 'refundsRefused'>;

export interface RefundCounts {
  readonly hears: Hearing;
  counts(): Counted;
}

export function createRefundCounts(): RefundCounts {
  const counts: { -readonly [Name in keyof Counted]: number } = { refundsAsked: 0, refunded: 0, refundsRefused: 0 };
  /** Those that the buyer still waits for, or has given up waiting for. */
  const awaited = new Map<RefundId, 'asked' | 'refused'>();

  const refuse = (id: RefundId): void => {
    if (awaited.get(id) !== 'asked') return;
    awaited.set(id, 'refused');
    counts.refundsRefused += 1;
  };
  const hears: Hearing = {
    sent: {
      RefundAsked({ message: { refundId } }) {
        if (awaited.has(refundId)) return;
        awaited.set(refundId, 'asked');
        counts.refundsAsked += 1;
      },
      RefundClosed({ message: { refundId, outcome } }) {
        if (outcome === 'refused') refuse(refundId);
      },
    },
    // Who has heard does not ask again.
    delivered: { RefundClosed: ({ message }) => void awaited.delete(message.refundId) },
    written: {
      refunds({ before, after: { id, status } }) {
        if (status === before?.status) return;
        if (status === 'posted') counts.refunded += 1;
        if (status === 'refused') refuse(id);
      },
    },
  };
  return { hears, counts: () => counts };
}
