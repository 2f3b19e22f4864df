import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isMessage,
  isWrite,
  repeat,
  reword,
  rewrite,
} from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { delivered, sent } from '../../../test/support/fact-tape.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import { sameKeySameEffect } from './same-key-same-effect.ts';

const days = goodDays();
const refunds = refundedDays();
const order = orderId(1, 1);
const key = idempotencyKey(order, 1);
const refund = refundId(order, 1);
const isCaptured = ({ id, status }: ChargeRecord): boolean => id === key && status === 'captured';

/** Order 1.1 is asked for again under its key while the first request is being worked on. */
function askedAgain(amount: number, card: string): ReturnType<typeof addAfter> {
  const [executor, psp] = [addressOf.paymentOrder(order), addressOf.charge(key)];
  return addAfter(
    (fact) => isWrite(fact, 'charges', ({ id }) => id === key),
    ({ at }) => {
      const message = { type: 'ChargeRequested', orderId: order, key, card, amount: money(amount, EUR) } as const;
      return [sent(at, executor, psp, message), delivered(at, executor, psp, message)];
    },
  );
}

describe('same-key-same-effect', () => {
  it('sees that another amount under a known key is answered with success', () => {
    expect(verdicts(sameKeySameEffect, edited(days, askedAgain(1300, 'card-1')))).toEqual([
      'the key order-1.1:1 stands for 12.00 EUR from card-1 for order-1.1, was used again for 13.00 EUR from card-1 for order-1.1, and the PSP answered that with success; it was to be refused [1300 EUR]',
    ]);
  });

  it('sees that another card under a known key is answered with success', () => {
    expect(verdicts(sameKeySameEffect, edited(days, askedAgain(1200, 'card-9')))).toHaveLength(1);
  });

  it('accepts that another body is refused, and that the same body is answered again', () => {
    const refused = reword('ChargeAnswered', ({ key: asked }) => asked === key, {
      outcome: { status: 'declined', code: 'idempotency_key_reused', kind: 'hard' },
    });
    expect(verdicts(sameKeySameEffect, edited(days, askedAgain(1300, 'card-1'), refused))).toEqual([]);
    expect(verdicts(sameKeySameEffect, edited(days, askedAgain(1200, 'card-1')))).toEqual([]);
  });

  it('sees a key that two orders share', () => {
    const shared = rewrite('paymentOrders', ({ id }) => id === 'order-1.2', { idempotencyKey: key });
    expect(verdicts(sameKeySameEffect, edited(days, shared))).toEqual([
      'the key order-1.1:1 stands for the charge of order-1.1 and order-1.2 of 30.00 EUR uses it too; a key belongs to one order [3000 EUR]',
    ]);
  });

  it('sees that the PSP charges something else than it was asked for', () => {
    const more = rewrite('charges', ({ id }) => id === key, { amount: minorUnits(1300) });
    expect(verdicts(sameKeySameEffect, edited(days, more))).toEqual([
      'the PSP charges 13.00 EUR from card-1 for order-1.1 under the key order-1.1:1, which stands for 12.00 EUR from card-1 for order-1.1 [1300 EUR]',
    ]);
  });

  it('sees a key that captures twice', () => {
    const reference = pspReference(idempotencyKey(order, 9));
    expect(verdicts(sameKeySameEffect, edited(days, repeat('charges', isCaptured, { reference })))).toEqual([
      'the key order-1.1:1 captured 12.00 EUR as ch_1_1_1 and again as ch_1_1_9; one effect was expected [1200 EUR]',
      'the key order-1.1:1 captured 12.00 EUR as ch_1_1_9 and again as ch_1_1_1; one effect was expected [1200 EUR]',
    ]);
  });

  it('begins nothing with a copy of a request that arrives after its order is over', () => {
    const request = days.find((fact) => fact.kind === 'delivered' && isMessage(fact, 'ChargeRequested'));
    const copies = request === undefined ? [] : [request, request];
    expect(copies).toHaveLength(2);
    expect(verdicts(sameKeySameEffect, [...days, ...copies])).toEqual([]);
  });

  it('sees that another amount under the id of a refund is answered with success, and accepts that it is refused', () => {
    const message = {
      type: 'RefundRequested',
      refundId: refund,
      orderId: order,
      key,
      amount: money(600, EUR),
    } as const;
    const again = addAfter(
      (fact) => isMessage(fact, 'RefundRequested'),
      ({ at }) => [delivered(at, addressOf.refundOrder(refund), addressOf.chargeRefunds(key), message)],
    );
    expect(verdicts(sameKeySameEffect, edited(refunds, again), endOfRefundedDays)).toEqual([
      'refund-1.1.1 stands for 5.00 EUR of order-1.1:1 for order-1.1, was asked for again as 6.00 EUR of order-1.1:1 for order-1.1, and the PSP answered that with success; it was to be refused [600 EUR]',
    ]);
    const refused = reword('RefundAnswered', ({ refundId: asked }) => asked === refund, {
      outcome: { status: 'refused', code: 'idempotency_key_reused' },
    });
    expect(verdicts(sameKeySameEffect, edited(refunds, again, refused), endOfRefundedDays)).toEqual([]);
  });

  it('sees a refund that the PSP pays twice, or otherwise than it was promised', () => {
    const twice = repeat('pspRefunds', ({ id }) => id === refund, { reference: refundReference(refundId(order, 9)) });
    expect(verdicts(sameKeySameEffect, edited(refunds, twice), endOfRefundedDays)[0]).toBe(
      'refund-1.1.1 paid back 5.00 EUR as re_1_1_1 and again as re_1_1_9; one effect was expected [500 EUR]',
    );
    const more = rewrite('pspRefunds', ({ id }) => id === refund, { amount: minorUnits(600) });
    expect(verdicts(sameKeySameEffect, edited(refunds, more), endOfRefundedDays)).toEqual([
      'the PSP pays back 6.00 EUR of order-1.1:1 for order-1.1 as refund-1.1.1, which stands for 5.00 EUR of order-1.1:1 for order-1.1 [600 EUR]',
    ]);
  });

  it('begins nothing with a copy of a refund request, early or late', () => {
    const request = refunds.find((fact) => fact.kind === 'delivered' && isMessage(fact, 'RefundRequested'));
    if (request === undefined) throw new Error('no refund was asked for');
    const copied = addAfter(
      (fact) => fact === request,
      () => [request],
    );
    expect(verdicts(sameKeySameEffect, [...edited(refunds, copied), request], endOfRefundedDays)).toEqual([]);
  });
});
