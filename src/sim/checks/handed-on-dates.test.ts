/** Instants that one service hands on to the next: each is the same wherever it is told, to the millisecond. */
import { describe, expect, it } from 'vitest';
import { edited, isWrite, rewrite, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import type { Instant } from '../../domain/calendar.ts';
import { businessDate } from './business-date.ts';

describe('the instant of a sale', () => {
  const days = goodDays();
  const isFirst = ({ id }: { readonly id: string }): boolean => id === 'order-1.1';
  const told = (edit: Edit): string[] => verdicts(businessDate, edited(days, edit));

  it('is that at which the executor asked for it', () => {
    const [start] = days;
    const late = rewrite('orderProgress', (order) => isFirst(order) && order.saleAt !== undefined, {
      saleAt: (start?.at ?? 0) + 3_600_000,
    });
    expect(told(late)).toEqual([
      expect.stringMatching(
        /^order-1.1 is said to be sold at 2026-03-02T10:00:00.000Z, and the executor asked for it at /,
      ),
    ]);
  });

  it('is never left out', () => {
    const undated: Edit = (facts) =>
      facts.map((fact) => {
        if (!isWrite(fact, 'orderProgress', (order) => isFirst(order) && order.status === 'captured')) return fact;
        const { saleAt: _saleAt, ...after } = fact.after;
        return { ...fact, after };
      });
    expect(told(undated)).toEqual([
      expect.stringMatching(/^order-1.1 is said to be sold at no time, and the executor asked for it at /),
    ]);
  });
});

describe('the instant at which the PSP paid a refund', () => {
  const facts = refundedDays();
  const later = ({ refundedAt = 0 }: { readonly refundedAt?: Instant }) => ({ refundedAt: refundedAt + 1 });
  const said = (edit: Edit): string[] =>
    verdicts(businessDate, edited(facts, edit), endOfRefundedDays).filter((sentence) =>
      sentence.startsWith('refund-1.1.1 is said to be paid back'),
    );

  it('is the same at the executor and at the payment service', () => {
    expect(said(rewrite('refundOrders', ({ status }) => status === 'refunded', later))).toEqual([
      expect.stringMatching(/by the executor, and the PSP paid it at /),
    ]);
    expect(said(rewrite('refunds', ({ status }) => status === 'paid', later))).toEqual([
      expect.stringMatching(/by the payment-service, and the PSP paid it at /),
    ]);
  });
});
