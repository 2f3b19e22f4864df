import { describe, expect, it } from 'vitest';
import { bench } from '../../test/support/machine-bench.ts';
import { execute } from '../../test/support/order-17.ts';
import { currency } from '../domain/currency.ts';
import type { DefectName } from '../domain/defects.ts';
import { idempotencyKey, orderId, refundId } from '../domain/ids.ts';
import { money, type Money } from '../domain/money.ts';
import { paymentOrder } from './payment-order.ts';
import { refundOrder } from './refund-order.ts';

const order = orderId(17, 1);
const refund = refundId(order, 1);

/** What the PSP is asked to charge for an order, and what is stored of it. */
function charged(amount: Money, ...defects: DefectName[]): { readonly asked: unknown; readonly stored: unknown } {
  const settings = { entity: 'order-17.1', gateway: 'grants', policy: { defects: new Set(defects) } } as const;
  const one = bench(paymentOrder, settings);
  one.tell({ ...execute, amount });
  const [write] = one.writes();
  one.acknowledge();
  const [message] = one.messages();
  return { asked: message?.type === 'ChargeRequested' && message.amount, stored: write?.record };
}

/** What the PSP is asked to pay back. */
function paidBack(amount: Money, ...defects: DefectName[]): unknown {
  const settings = { entity: 'refund-17.1.1', gateway: 'grants', policy: { defects: new Set(defects) } } as const;
  const one = bench(refundOrder, settings);
  one.tell({ type: 'ExecuteRefund', refundId: refund, orderId: order, key: idempotencyKey(order, 1), amount });
  one.acknowledge();
  const [message] = one.messages();
  return message?.type === 'RefundRequested' && message.amount;
}

const price = money(820, currency('EUR'));
const yen = money(500, currency('JPY'));
const forints = money(150_000, currency('HUF'));

describe('an order that the PSP is to charge', () => {
  it('is charged what it costs, in any currency', () => {
    for (const amount of [price, yen, forints])
      expect(charged(amount)).toMatchObject({ asked: amount, stored: amount });
  });

  it.each([
    ['float-amounts', price, 819],
    ['wrong-exponent', yen, 50_000],
    ['exponent-from-locale', forints, 1500],
  ] as const)('with %s is stored right and asked for wrong', (defect, amount, asked) => {
    expect(charged(amount, defect)).toMatchObject({ asked: { ...amount, amount: asked }, stored: amount });
    expect(paidBack(amount, defect)).toEqual({ ...amount, amount: asked });
  });

  it('is paid back what the buyer wants when nothing is wrong', () => {
    for (const amount of [price, yen, forints]) expect(paidBack(amount)).toEqual(amount);
  });
});
