import { describe, expect, it } from 'vitest';
import { edited, isMessage, isWrite, rewrite, until, without } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { endOfStorm, healingOfStorm, stormyDay } from '../../../test/support/good-days-storm.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { goodSettings } from '../../../test/support/good-days-policy.ts';
import { idempotencyKey, orderId } from '../../domain/ids.ts';
import { unknownResolves } from './unknown-resolves.ts';

const days = goodDays();
const inDoubt = edited(
  days,
  until((fact) => isWrite(fact, 'paymentOrders', ({ status }) => status === 'unknown')),
);

describe('unknown-resolves', () => {
  it('sees an order whose outcome stays unknown', () => {
    expect(verdicts(unknownResolves, inDoubt)).toEqual([
      'attempt 1 of order-1.2, over 30.00 EUR, is still unknown to the executor 2 d 20 h after the last sign of it [3000 EUR]',
    ]);
  });

  it('sees an order that never heard from the PSP', () => {
    const asked = edited(
      days,
      until((fact) => isMessage(fact, 'ChargeRequested')),
    );
    expect(verdicts(unknownResolves, asked)).toEqual([
      'attempt 1 of order-1.1, over 12.00 EUR, still has no outcome at the executor 2 d 20 h after the last sign of it [1200 EUR]',
    ]);
  });

  it('gives an order the time that was agreed, counted from the last sign of it', () => {
    const lastAt = inDoubt.at(-1)?.at ?? 0;
    const after = (ms: number): number => examine(unknownResolves, inDoubt, goodSettings, lastAt + ms).findings.length;
    expect(after(3_599_999)).toBe(0);
    expect(after(3_600_000)).toBe(1);
  });

  it('sees a further attempt that reuses the key of the declined one', () => {
    const sameKey = { idempotencyKey: idempotencyKey(orderId(2, 1), 1) };
    const facts = edited(
      days,
      rewrite('paymentOrders', ({ id }) => id === 'order-2.1', sameKey),
    );
    expect(verdicts(unknownResolves, facts)).toEqual([
      'attempt 2 of order-2.1 has the key order-2.1:1 of the attempt before it, whose decline is all that it can hear [820 EUR]',
    ]);
  });

  it('counts what was in doubt and found its outcome, and nothing else', () => {
    // One order timed out and one was tried again after a soft decline.
    expect(examine(unknownResolves, days).checked).toBe(2);
  });

  it('sees an order that is still in doubt after the healing, however recent the last sign of it', () => {
    const storm = edited(
      stormyDay(),
      without('paymentOrders', ({ status }) => status === 'captured'),
    );
    expect(verdicts(unknownResolves, storm, endOfStorm)).toEqual([
      'attempt 1 of order-1.1, over 12.00 EUR, is still unknown to the executor 17 h after everything healed [1200 EUR]',
    ]);
    expect(examine(unknownResolves, storm, goodSettings, healingOfStorm + 1).findings).toHaveLength(1);
  });

  it('sees an outcome that comes later after the healing than was agreed, and not one that comes in time', () => {
    const after = (ms: number): readonly string[] => {
      const outcomes = stormyDay().filter((fact) =>
        isWrite(fact, 'paymentOrders', ({ status }) => status === 'captured'),
      );
      const rest = stormyDay().filter((fact) => !isWrite(fact, 'paymentOrders', ({ status }) => status === 'captured'));
      return verdicts(
        unknownResolves,
        [...rest, ...outcomes.map((fact) => ({ ...fact, at: healingOfStorm + ms }))],
        endOfStorm,
      );
    };
    expect(after(3_600_000)).toEqual([]);
    expect(after(3_600_001)).toEqual([
      'order-1.1 of 12.00 EUR got its outcome 1 h 1 ms after everything healed [1200 EUR]',
    ]);
  });

  it('sees a refund whose outcome stays unknown', () => {
    const open = rewrite('refundOrders', ({ id, status }) => id === 'refund-2.1.1' && status === 'refunded', {
      status: 'unknown',
    });
    expect(verdicts(unknownResolves, edited(refundedDays(), open), endOfRefundedDays)).toEqual([
      'refund-2.1.1, over 3.00 EUR, is still unknown to the executor 1 d 6 h after the last sign of it [300 EUR]',
    ]);
  });
});
