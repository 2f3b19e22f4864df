/** Identifiers: branded strings, each with one constructor, and readable in a story. */
import type { Currency } from './currency.ts';

export type CheckoutId = string & { readonly __brand: 'CheckoutId' };
export type OrderId = string & { readonly __brand: 'OrderId' };
export type RefundId = string & { readonly __brand: 'RefundId' };
export type SellerId = string & { readonly __brand: 'SellerId' };
export type BuyerId = string & { readonly __brand: 'BuyerId' };
export type IdempotencyKey = string & { readonly __brand: 'IdempotencyKey' };
export type PspReference = string & { readonly __brand: 'PspReference' };

/** The n-th checkout of a run, counted from 1 in the order of arrival; it is also its payment event's id. */
export function checkoutId(n: number): CheckoutId {
  return `checkout-${counted(n)}` as CheckoutId;
}

/** The k-th order of the n-th checkout, both counted from 1: `order-17.2`. */
export function orderId(n: number, k: number): OrderId {
  return `order-${counted(n)}.${counted(k)}` as OrderId;
}

/** The n-th refund of an order, counted from 1: `refund-17.2.1`. */
export function refundId(order: OrderId, n: number): RefundId {
  return `${order.replace('order-', 'refund-')}.${counted(n)}` as RefundId;
}

/** The order that a refund is of. */
export function orderOfRefund(refund: RefundId): OrderId {
  return refund.replace('refund-', 'order-').replace(/\.\d+$/, '') as OrderId;
}

export function sellerId(n: number): SellerId {
  return `seller-${counted(n)}` as SellerId;
}

export function buyerId(n: number): BuyerId {
  return `buyer-${counted(n)}` as BuyerId;
}

/**
 * The key of one attempt to charge an order. Every call of the same attempt carries the same key; a further attempt is
 * made only after the one before it was definitely declined.
 * @param payment the order; with a mistake the whole checkout
 */
export function idempotencyKey(payment: OrderId | CheckoutId, attempt: number): IdempotencyKey {
  return `${payment}:${counted(attempt)}` as IdempotencyKey;
}

/** A key that says the same and is another one: `order-17.1:1-unknown`. */
export function keyVariant(key: IdempotencyKey, variant: string | number): IdempotencyKey {
  return `${key}-${variant}` as IdempotencyKey;
}

/** The PSP's own name for a charge. */
export function pspReference(key: IdempotencyKey): PspReference {
  return `ch_${key.replace('order-', '').replace(/[.:]/g, '_')}` as PspReference;
}

/**
 * The idempotency key of the charge that the PSP names so.
 * @throws RangeError when the reference is not that of a charge
 */
export function keyOfCharge(reference: PspReference): IdempotencyKey {
  const [, payment, attempt] = /^ch_(checkout-\d+|\d+_\d+)_(.+)$/.exec(reference) ?? [];
  if (payment === undefined || attempt === undefined) {
    throw new RangeError(`"${reference}" is not the PSP's name for a charge`);
  }
  const name = payment.startsWith('checkout-') ? payment : `order-${payment.replace('_', '.')}`;
  return `${name}:${attempt}` as IdempotencyKey;
}

/** The PSP's own name for a refund: `re_17_2_1`. */
export function refundReference(refund: RefundId): PspReference {
  return `re_${refund.replace('refund-', '').replaceAll('.', '_')}` as PspReference;
}

/** A seller's wallet in one currency: `seller-3:EUR`. */
export function walletId(seller: SellerId, currency: Currency): string {
  return `${seller}:${currency}`;
}

/** The checkout that an order, a refund or a checkout id belongs to; undefined for anything else. */
export function checkoutOf(id: string): CheckoutId | undefined {
  const match = /^(?:order|checkout|refund)-(\d+)(?:\.\d+){0,2}$/.exec(id);
  return match?.[1] === undefined ? undefined : (`checkout-${match[1]}` as CheckoutId);
}

function counted(n: number): number {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`${n} does not count anything: ids start at 1`);
  return n;
}
