/** The good days have an order that is softly declined first, 2.1, and one that is declined for good, 3.1. */
import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, rewrite, without, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { examine } from '../../../test/support/fact-tape-examine.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { goodPolicy, goodSettings } from '../../../test/support/good-days-policy.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import { attemptsWithinBudget } from './attempts-within-budget.ts';

const days = goodDays();

function said(policy: Partial<typeof goodPolicy>, ...edits: readonly Edit[]): string[] {
  const settings = { ...goodSettings, policy: { ...goodPolicy, ...policy } };
  return examine(attemptsWithinBudget, edited(days, ...edits), settings).findings.map(({ sentence }) => sentence);
}

function declinedAs(orderId: string, declineKind: 'soft' | 'hard'): Edit {
  const isDecline = (charge: ChargeRecord): boolean => charge.orderId === orderId && charge.status === 'declined';
  return rewrite('charges', isDecline, { declineKind });
}

describe('a declined order', () => {
  it('is not given up after a soft decline while attempts are left', () => {
    expect(said({}, declinedAs('order-3.1', 'soft'))).toEqual([
      'order-3.1 of 5.00 EUR is given up after a soft decline of attempt 1; 2 attempts were agreed',
    ]);
    expect(said({ softDeclineRetries: 2 }, declinedAs('order-3.1', 'soft'))).toEqual([
      'order-3.1 of 5.00 EUR is given up after a soft decline of attempt 1; 3 attempts were agreed',
    ]);
  });

  it('is given up after the last attempt that was agreed, or after a hard decline', () => {
    const lastOne = rewrite('paymentOrders', ({ id }) => id === 'order-3.1', { attempt: 2 });
    expect(said({}, declinedAs('order-3.1', 'soft'), lastOne)).toEqual([]);
    expect(said({})).toEqual([]);
  });

  it('is given up when the PSP, having forgotten the key, declines it again, and hard', () => {
    const hard = addAfter(
      (fact) => isWrite(fact, 'charges', ({ orderId, status }) => orderId === 'order-3.1' && status === 'declined'),
      (found) =>
        rewrite(
          'charges',
          () => true,
          ({ id }) => ({ id: `${id}~2` as ChargeRecord['id'] }),
        )([found]),
    );
    const softFirst = rewrite('charges', ({ id, status }) => id === 'order-3.1:1' && status === 'declined', {
      declineKind: 'soft',
    });
    expect(said({}, hard, softFirst)).toEqual([]);
  });

  it('is not tried again after a hard decline', () => {
    expect(said({}, declinedAs('order-2.1', 'hard'))).toEqual([
      'attempt 2 of order-2.1 comes after a hard decline, which is for good',
    ]);
  });

  it('is judged by the PSP alone: of what it knows nothing of, nothing is said', () => {
    const unknown = without('charges', ({ status }) => status === 'declined');
    expect(said({ softDeclineRetries: 2 }, unknown)).toEqual([]);
  });
});
