import { describe, expect, it } from 'vitest';
import { currency } from './currency.ts';
import {
  buyerId,
  checkoutId,
  checkoutOf,
  idempotencyKey,
  keyOfCharge,
  keyVariant,
  orderId,
  orderOfRefund,
  pspReference,
  refundId,
  refundReference,
  sellerId,
  walletId,
  type PspReference,
} from './ids.ts';

describe('ids', () => {
  it('say what they name', () => {
    expect(checkoutId(17)).toBe('checkout-17');
    expect(orderId(17, 2)).toBe('order-17.2');
    expect(sellerId(3)).toBe('seller-3');
    expect(buyerId(8)).toBe('buyer-8');
    expect(walletId(sellerId(3), currency('EUR'))).toBe('seller-3:EUR');
  });

  it('give every attempt to charge an order a key and a reference of its own', () => {
    const first = idempotencyKey(orderId(17, 2), 1);
    const second = idempotencyKey(orderId(17, 2), 2);
    expect([first, second]).toEqual(['order-17.2:1', 'order-17.2:2']);
    expect([first, second].map(pspReference)).toEqual(['ch_17_2_1', 'ch_17_2_2']);
    expect(pspReference(idempotencyKey(orderId(1, 72), 1))).not.toBe(pspReference(idempotencyKey(orderId(17, 2), 1)));
  });

  it('give one key to a whole checkout, and variants to a key, where that is asked for', () => {
    const key = idempotencyKey(checkoutId(17), 1);
    expect([key, keyVariant(key, 2)]).toEqual(['checkout-17:1', 'checkout-17:1-2']);
    expect([key, keyVariant(key, 2)].map(pspReference)).toEqual(['ch_checkout-17_1', 'ch_checkout-17_1-2']);
  });

  it('name a refund after its order, and the PSP’s refund after ours', () => {
    const second = refundId(orderId(17, 2), 2);
    expect(second).toBe('refund-17.2.2');
    expect(refundReference(second)).toBe('re_17_2_2');
    expect(orderOfRefund(second)).toBe('order-17.2');
    expect(orderOfRefund(refundId(orderId(1, 72), 10))).toBe('order-1.72');
  });

  it('find the key of a charge in the PSP’s name for it', () => {
    const plain = [idempotencyKey(orderId(17, 2), 1), idempotencyKey(orderId(1, 72), 13)];
    const variants = plain.flatMap((key) => [keyVariant(key, 2), keyVariant(key, 'unknown')]);
    for (const key of [...plain, ...variants, idempotencyKey(checkoutId(17), 2)]) {
      expect(keyOfCharge(pspReference(key))).toBe(key);
    }
    expect(() => keyOfCharge(refundReference(refundId(orderId(17, 2), 1)))).toThrow(
      '"re_17_2_1" is not the PSP\'s name for a charge',
    );
    expect(() => keyOfCharge('ch_17' as PspReference)).toThrow(RangeError);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('do not count with %d', (n) => {
    expect(() => checkoutId(n)).toThrow(`${n} does not count anything: ids start at 1`);
    expect(() => orderId(1, n)).toThrow(RangeError);
    expect(() => orderId(n, 1)).toThrow(RangeError);
    expect(() => sellerId(n)).toThrow(RangeError);
    expect(() => buyerId(n)).toThrow(RangeError);
    expect(() => idempotencyKey(orderId(1, 1), n)).toThrow(RangeError);
    expect(() => refundId(orderId(1, 1), n)).toThrow(RangeError);
  });
});

describe('checkoutOf', () => {
  it('finds the checkout of an order, of a refund and of a checkout', () => {
    expect(checkoutOf(orderId(17, 2))).toBe(checkoutId(17));
    expect(checkoutOf(refundId(orderId(17, 2), 1))).toBe(checkoutId(17));
    expect(checkoutOf(checkoutId(17))).toBe(checkoutId(17));
  });

  it.each(['seller-3', 'order-17.2:1', 'psp/EUR/2026-03-02', 'order-', 'reorder-17.2', ''])(
    'finds none in "%s"',
    (id) => {
      expect(checkoutOf(id)).toBeUndefined();
    },
  );
});
