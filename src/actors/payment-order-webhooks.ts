/** Mistakes about webhooks at the executor, which is to make of a webhook what it makes of the answer. */
import { addressOf } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import { send, type Effect } from '../domain/effects.ts';
import { allocate } from '../domain/fees.ts';
import type { BusinessDates, Policy } from '../domain/policy.ts';
import type { PaymentOrderRecord } from '../domain/executor-records.ts';

/** How long tellings of one outcome are known to be the same, in milliseconds. */
const LOCK_MS = 60_000;

/** An order in doubt is not asked about: its webhook will say what became of it. */
export function leavesDoubtToWebhook({ defects }: Policy): boolean {
  return defects.has('webhook-before-order-dropped') || defects.has('webhook-wrong-reference');
}

/** Whether a webhook for an open order is taken for one that has no order. */
export function findsNoOrder({ status, pspReference }: PaymentOrderRecord, { defects }: Policy): boolean {
  // Orders that wait for a webhook are looked through, and this one is not among them yet.
  if (defects.has('webhook-before-order-dropped') && status === 'created') return true;
  // Looked up by the PSP's reference, which an order has once it is executed.
  return defects.has('webhook-wrong-reference') && pspReference === undefined;
}

/** Whether a webhook that comes at an instant completes an order that is captured already. */
export function completesAgain({ status, requestedAt }: PaymentOrderRecord, at: Instant, { defects }: Policy): boolean {
  if (status !== 'captured') return false;
  if (defects.has('webhook-and-response-both-complete')) return true;
  return defects.has('duplicate-webhook-applied') && at - requestedAt > LOCK_MS;
}

/** Has the sale posted under the name that the webhook knows it by: that of the charge. */
export function postCharge(record: PaymentOrderRecord, { platformFee }: Policy, dates: BusinessDates): Effect {
  const { id: orderId, sellerId, amount, currency, pspReference, requestedAt } = record;
  if (pspReference === undefined) throw new Error(`${orderId} has no charge to post`);
  const price = { amount, currency };
  const names = { orderId, sellerId, pspReference, postedAs: pspReference };
  const sale = { ...names, amount: price, allocation: allocate(price, platformFee), saleDate: dates.psp(requestedAt) };
  return send(addressOf.ledgerTransaction(pspReference), { type: 'PostSale', orderId, sale });
}
