/** What became of an order by the end of a run, from what the services had stored and what the PSP holds as true. */
import type { OrderId } from '../../domain/ids.ts';
import type { Money } from '../../domain/money.ts';
import type { OrderProgressRecord } from '../../domain/records.ts';
import type { Databases } from '../report/unfinished.ts';
import type { Order } from './orders.ts';

export interface Fate {
  /** `captured`, `captured twice and refunded`, `declined`: the same words for the same fate. */
  readonly name: string;
  /** Why, or how far it has come: `expired_card`, `accepted so far`. */
  readonly detail: string | null;
  /** What the PSP has captured of the card, over all charges, and paid back, in minor units. */
  readonly charged: number;
  readonly refunded: number;
  /** What was captured beyond what is due: the amount of an order that goes on, nothing for one that does not. */
  readonly tooMuch: number;
}

/** The fate of each of these orders, by id. */
export function fatesOf(orders: readonly Order[], world: Databases): Map<OrderId, Fate> {
  const charges = totals(world.database('psp').table('charges').all(), 'captured');
  const refunds = totals(world.database('psp').table('pspRefunds').all(), 'refunded');
  const none = { count: 0, amount: 0 };
  return new Map(
    orders.map((order) => {
      const { id } = order;
      const taken = { charged: charges.get(id) ?? none, refunded: refunds.get(id) ?? none };
      return [id, fateOf(order, taken, world)];
    }),
  );
}

interface Total {
  readonly count: number;
  readonly amount: number;
}

interface Taken {
  readonly charged: Total;
  readonly refunded: Total;
}

function fateOf({ id, amount }: Order, { charged, refunded }: Taken, world: Databases): Fate {
  const progress = world.database('payment-service').table('orderProgress').get(id)?.status;
  const part = progress === 'posted' && charged.count > 0 && charged.amount < amount.amount ? ' in part' : '';
  const outcome = `${outcomeOf(progress, charged.count)}${part}`;
  const most = Math.min(amount.amount, charged.amount);
  const back = refunded.amount === 0 ? '' : refunded.amount < most ? ' and partly refunded' : ' and refunded';
  const code = world.database('executor').table('paymentOrders').get(id)?.declineCode;
  const isOver = progress === 'declined' || progress === 'lapsed' || progress === undefined;
  const due = isOver ? refunded.amount : amount.amount;
  return {
    name: `${outcome}${back}`,
    detail: detailOf(progress, code) ?? null,
    charged: charged.amount,
    refunded: refunded.amount,
    tooMuch: Math.max(0, charged.amount - due),
  };
}

function detailOf(progress: OrderProgressRecord['status'] | undefined, code: string | undefined): string | undefined {
  if (progress === 'declined') return code;
  const isOver = progress === undefined || progress === 'posted' || progress === 'lapsed';
  return isOver ? undefined : `${progress} so far`;
}

function outcomeOf(progress: OrderProgressRecord['status'] | undefined, charges: number): string {
  switch (progress) {
    case 'posted':
      return charges === 0 ? 'paid without a charge' : `captured${timesOf(charges)}`;
    case 'declined':
      return charges === 0 ? 'declined' : `declined but captured${timesOf(charges)}`;
    case 'lapsed':
      return charges === 0 ? 'lapsed' : `lapsed but captured${timesOf(charges)}`;
    case 'accepted':
    case 'authorised':
    case 'dispatched':
    case 'captured':
    case 'credited':
      return charges === 0 ? 'unresolved' : `unresolved but captured${timesOf(charges)}`;
    case undefined:
      return charges === 0 ? 'never taken' : `never taken but captured${timesOf(charges)}`;
  }
}

function timesOf(charges: number): string {
  if (charges === 1) return '';
  return charges === 2 ? ' twice' : ` ${charges} times`;
}

interface Taking extends Money {
  readonly orderId: OrderId;
  readonly status: string;
}

/** By order, of the records with a status. */
function totals(records: Iterable<Taking>, status: string): Map<OrderId, Total> {
  const sums = new Map<OrderId, Total>();
  for (const record of records) {
    if (record.status !== status) continue;
    const { count, amount } = sums.get(record.orderId) ?? { count: 0, amount: 0 };
    sums.set(record.orderId, { count: count + 1, amount: amount + record.amount });
  }
  return sums;
}
