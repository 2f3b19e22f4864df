import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, without, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { idempotencyKey, orderId, pspReference } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { atMostOneCharge } from './at-most-one-charge.ts';

const days = goodDays();
const refunds = refundedDays();
const isFirst = ({ id, status }: ChargeRecord): boolean => id === 'order-1.1:1' && status === 'captured';

/** Another capture of order 1.1, under a key of its own, after the first fact that the test finds. */
function chargedAgain(test: (fact: Fact) => boolean, attempt: number, amount = 1200): Edit {
  const key = idempotencyKey(orderId(1, 1), attempt);
  return addAfter(test, ({ at }) =>
    days
      .filter((fact) => isWrite(fact, 'charges', isFirst))
      .slice(0, 1)
      .map((fact) => ({
        ...fact,
        at,
        after: {
          ...fact.after,
          id: key,
          idempotencyKey: key,
          reference: pspReference(key),
          amount: minorUnits(amount),
        },
      })),
  );
}

const captured = (fact: Fact): boolean => isWrite(fact, 'charges', isFirst);
const settled = (fact: Fact): boolean =>
  isWrite(fact, 'charges', (charge) => isFirst(charge) && charge.settledOn !== undefined);

describe('at-most-one-charge', () => {
  it('sees a second captured charge of an order, under another key', () => {
    expect(verdicts(atMostOneCharge, edited(days, chargedAgain(captured, 2)))).toEqual([
      'order-1.1 has 2 captured charges, ch_1_1_1 and ch_1_1_2, of 12.00 EUR each; one was expected [1200 EUR]',
    ]);
  });

  it('prices each charge too many by itself and names all of them', () => {
    const third = edited(days, chargedAgain(captured, 3, 1150), chargedAgain(captured, 2));
    expect(verdicts(atMostOneCharge, third)).toEqual([
      'order-1.1 has 2 captured charges, ch_1_1_1 and ch_1_1_2, of 12.00 EUR each; one was expected [1200 EUR]',
      'order-1.1 has 3 captured charges, ch_1_1_1 of 12.00 EUR, ch_1_1_2 of 12.00 EUR and ch_1_1_3 of 11.50 EUR; one was expected [1150 EUR]',
    ]);
  });

  it('sees the second charge of an order that is still open after its first one was settled', () => {
    const open = without('orderProgress', ({ id, status }) => id === 'order-1.1' && status === 'posted');
    expect(verdicts(atMostOneCharge, edited(days, chargedAgain(settled, 2), open))).toHaveLength(1);
  });

  it('forgets an order that is closed and settled', () => {
    expect(verdicts(atMostOneCharge, edited(days, chargedAgain(settled, 2)))).toEqual([]);
  });

  it('counts a charge that was paid back in full no longer, and one that was paid back in part still', () => {
    const again = (after: string): Edit =>
      addAfter(
        (fact) => isWrite(fact, 'pspRefunds', ({ id }) => id === after),
        ({ at }) =>
          refunds
            .filter((fact) => isWrite(fact, 'charges', isFirst))
            .slice(0, 1)
            .map((fact) => ({
              ...fact,
              at,
              after: {
                ...fact.after,
                id: idempotencyKey(orderId(1, 1), 2),
                reference: pspReference(idempotencyKey(orderId(1, 1), 2)),
              },
            })),
      );
    const open = without('orderProgress', ({ id, status }) => id === 'order-1.1' && status === 'posted');
    expect(verdicts(atMostOneCharge, edited(refunds, again('refund-1.1.1'), open))).toHaveLength(1);
    expect(verdicts(atMostOneCharge, edited(refunds, again('refund-1.1.2'), open))).toEqual([]);
  });
});
