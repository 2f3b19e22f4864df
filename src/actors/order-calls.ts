/** What the payment service asks of the others about an order, and what it tells of it. */
import { addressOf } from '../domain/addresses.ts';
import { bookingDate } from '../domain/booking-date.ts';
import { send, type Delivery, type Effect } from '../domain/effects.ts';
import { allocate, owedToSeller, type Allocation } from '../domain/fees.ts';
import { keyOfCharge } from '../domain/ids.ts';
import type { BusinessDates, Policy } from '../domain/policy.ts';
import type { Sale } from '../domain/postings.ts';
import type { OrderProgressRecord } from '../domain/records.ts';

/** At its full price: what is captured later is authorised now. */
export function executeOrder(order: OrderProgressRecord): Effect {
  const { id: orderId, checkoutId, sellerId, card, amount, currency, captureLater } = order;
  const price = { amount, currency };
  const call = { type: 'ExecuteOrder', orderId, checkoutId, sellerId, card, amount: price } as const;
  return send(addressOf.paymentOrder(orderId), captureLater ? { ...call, captureLater } : call);
}

/** @throws Error when the order was not authorised */
export function executeCapture({ id: orderId, amount, currency, pspReference }: OrderProgressRecord): Effect {
  if (pspReference === undefined) throw new Error(`${orderId} has no authorisation to capture`);
  const key = keyOfCharge(pspReference);
  return send(addressOf.captureOrder(orderId), { type: 'ExecuteCapture', orderId, key, amount: { amount, currency } });
}

/** The seller gets what is left of the price when the platform has taken its fee. */
export function creditSeller(order: OrderProgressRecord, policy: Policy): Effect {
  const { id: orderId, sellerId } = order;
  const amount = owedToSeller(allocationOf(order, policy));
  return send(addressOf.wallet(sellerId, amount.currency), { type: 'CreditSeller', orderId, sellerId, amount });
}

/** @throws Error when nothing of the order was captured */
export function postSale(order: OrderProgressRecord, policy: Policy, dates: BusinessDates): Effect {
  const sale = saleOf(order, policy, dates);
  return send(addressOf.ledgerTransaction(order.id), { type: 'PostSale', orderId: order.id, sale });
}

/** For the checkout, what is authorised is as good as paid. */
export function reportAuthorised(order: OrderProgressRecord): Effect {
  return { type: 'send', deliveries: [authorisedReport(order)] };
}

/** Tells the checkout, and of an order that was to be dispatched the seller, too. */
export function reportClosed(order: OrderProgressRecord): Effect {
  const { id: orderId, checkoutId, status, captureLater } = order;
  const paid = status === 'posted';
  const closed: Delivery = {
    to: addressOf.paymentEvent(checkoutId),
    message: { type: 'OrderClosed', orderId, checkoutId, paid },
  };
  if (captureLater !== true) return { type: 'send', deliveries: [closed] };
  const outcome = status === 'declined' ? status : paid ? 'captured' : 'lapsed';
  const seller: Delivery = {
    to: addressOf.dispatch(orderId),
    message: { type: 'DispatchClosed', orderId, outcome },
  };
  return { type: 'send', deliveries: [outcome === 'declined' ? closed : authorisedReport(order), seller] };
}

function authorisedReport({ id: orderId, checkoutId }: OrderProgressRecord): Delivery {
  return { to: addressOf.paymentEvent(checkoutId), message: { type: 'OrderAuthorised', orderId, checkoutId } };
}

/** Of what was captured, at the rate that is kept with the order. */
function allocationOf({ amount, currency, quote }: OrderProgressRecord, { platformFee }: Policy): Allocation {
  return allocate({ amount, currency }, platformFee, quote);
}

/** The sale belongs to the PSP's business date on which the capture was asked for; the PSP may book it a date later. */
function saleOf(order: OrderProgressRecord, policy: Policy, dates: BusinessDates): Sale {
  const { id: orderId, sellerId, amount, currency, pspReference, saleAt } = order;
  if (pspReference === undefined || saleAt === undefined) throw new Error(`${orderId} has no capture to post`);
  return {
    orderId,
    sellerId,
    amount: { amount, currency },
    allocation: allocationOf(order, policy),
    pspReference,
    saleDate: bookingDate(saleAt, policy, dates),
  };
}
