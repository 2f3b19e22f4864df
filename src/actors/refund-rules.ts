/** What the payment service decides about a refund: whether it may be made, and what is reserved for it. */
import type { Defects } from '../domain/defects.ts';
import { recordsIn, type RecordsRead, type Write } from '../domain/effects.ts';
import { keyOfCharge, type RefundId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { OrderProgressRecord, RefundBalanceRecord, RefundRecord } from '../domain/records.ts';

type BalanceWrite = Extract<Write, { readonly table: 'refundBalances' }>;

/** What the payment service's database holds about the order that a refund is of. */
export interface OrderAtHand {
  readonly order: OrderProgressRecord | undefined;
  /** What is reserved for refunds of the order; undefined before the first one. */
  readonly balance: RefundBalanceRecord | undefined;
  /** The refund itself, when it is stored already. */
  readonly refund: RefundRecord | undefined;
}

/** @param read of the order's progress, its balance and its refunds */
export function orderAtHand(read: RecordsRead, refundId: RefundId): OrderAtHand {
  return {
    order: recordsIn(read, 'orderProgress')[0],
    balance: recordsIn(read, 'refundBalances')[0],
    refund: recordsIn(read, 'refunds').find(({ id }) => id === refundId),
  };
}

/**
 * `notYet` while the order is under way: nothing can be given back, and nothing says that it never will be. `never` for
 * an order that was declined, or of which nothing was captured.
 */
export type Decision = 'possible' | 'tooMuch' | 'notYet' | 'never';

export function decisionOn(
  { order, balance }: OrderAtHand,
  { amount }: MessageOf<'RefundAsked'>,
  defects: Defects,
): Decision {
  if (order?.status === 'declined' || order?.status === 'lapsed') return 'never';
  if (order?.status !== 'posted') return 'notYet';
  const reserved = (balance?.reserved ?? 0) + amount.amount;
  const fits = amount.currency === order.currency && amount.amount > 0 && reserved <= refundable(order, defects);
  return fits ? 'possible' : 'tooMuch';
}

/** What was captured. By mistake it is what was authorised: the two are the same, as long as orders are dispatched as a whole. */
function refundable({ amount, authorised = amount }: OrderProgressRecord, defects: Defects): number {
  return defects.has('refund-against-authorised') ? authorised : amount;
}

/**
 * The record that a decision about a refund of a posted order leads to.
 * @throws Error when the order has no charge
 */
export function decidedRefund(
  { order, balance }: OrderAtHand,
  { refundId: id, orderId, amount }: MessageOf<'RefundAsked'>,
  decision: Decision,
): RefundRecord {
  if (order?.pspReference === undefined) throw new Error(`${orderId} has no charge to pay back`);
  const { sellerId, pspReference, quote } = order;
  const before = balance?.reserved ?? minorUnits(0);
  const quoted = quote === undefined ? {} : { quote };
  const refund = { id, orderId, sellerId, key: keyOfCharge(pspReference), before, ...amount, ...quoted };
  return decision === 'possible'
    ? { ...refund, status: 'accepted' }
    : { ...refund, status: 'refused', reason: 'refund_exceeds_order' };
}

/** Stores the refund and takes its amount from what can be given back, on the version that was read. */
export function reservingWrites(
  refund: RefundRecord,
  balance: RefundBalanceRecord | undefined,
  defects: Defects,
): Write[] {
  const insert: Write = { op: 'insert', table: 'refunds', record: refund };
  const reserving = balance === undefined ? firstReservation(refund) : changeOf(balance, refund.amount);
  return [insert, defects.has('refund-race') ? whateverWasReservedSince(reserving) : reserving];
}

function firstReservation({ orderId: id, amount }: RefundRecord): BalanceWrite {
  return { op: 'insert', table: 'refundBalances', record: { id, reserved: amount, version: 1 } };
}

/** What was read is still so: it was read a moment ago. */
function whateverWasReservedSince({ table, record }: BalanceWrite): BalanceWrite {
  return { op: 'put', table, record };
}

/** Stores the refusal and gives the amount back, on the version that was read: it is given back once. */
export function givingBackWrites(refund: RefundRecord, balance: RefundBalanceRecord | undefined): Write[] {
  if (balance === undefined) throw new Error(`nothing was reserved for ${refund.id}`);
  return [{ op: 'put', table: 'refunds', record: refund }, changeOf(balance, -refund.amount)];
}

function changeOf(before: RefundBalanceRecord, by: number): BalanceWrite {
  const record = { ...before, reserved: minorUnits(before.reserved + by), version: before.version + 1 };
  return { op: 'replace', table: 'refundBalances', record, version: before.version };
}
