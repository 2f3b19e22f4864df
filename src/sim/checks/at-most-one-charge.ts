/**
 * I2: nobody pays twice. Read from the PSP's own truth; a charge that was paid back in full is none. An order's captured
 * charges are remembered until the order is closed and each of them settled or paid back: whatever might charge it again is
 * over by then.
 */
import type { IdempotencyKey, OrderId } from '../../domain/ids.ts';
import type { ChargeRecord, PspRefundRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';
import { createTally, type Tally } from './tally.ts';
import { buyerOf } from './whose.ts';

interface Charged {
  /** Those that were not paid back in full. */
  readonly charges: ChargeRecord[];
  /** Where anything was paid back, how much of each charge. */
  paidBack: Tally<IdempotencyKey> | undefined;
  closed: boolean;
}

type Orders = Map<OrderId, Charged>;

export const atMostOneCharge: CheckMaker = () => {
  const orders: Orders = new Map();
  return {
    id: 'I2',
    name: 'at-most-one-charge',
    statement: 'The PSP holds at most one captured charge for an order that was not paid back in full.',
    hears: [
      {
        written: {
          orderProgress({ after }) {
            if (isClosed(after)) close(after.id, orders);
          },
          pspRefunds({ before, after }) {
            if (before === undefined && after.status === 'refunded') payBack(after, orders);
          },
          charges(fact, witness) {
            if (fact.after.status === 'captured') follow(fact, orders, witness);
          },
        },
      },
    ],
  };
};

function follow({ at, before, after: charge }: WrittenTo<'charges'>, orders: Orders, witness: Witness): void {
  const { orderId } = charge;
  let order = orders.get(orderId);
  if (before?.status === 'captured' && before.reference === charge.reference) {
    const index = order?.charges.findIndex(({ id }) => id === charge.id) ?? -1;
    if (order === undefined || index === -1) return;
    order.charges[index] = charge;
    return dropWhenOver(orderId, order, orders);
  }
  if (order === undefined) orders.set(orderId, (order = { charges: [], paidBack: undefined, closed: false }));
  order.charges.push(charge);
  witness.checked();
  if (order.charges.length === 1) return;
  const sentence = `${orderId} has ${order.charges.length} captured charges, ${amountsOf(order.charges)}; one was expected`;
  const found = { at, concern: orderId, sentence, whose: buyerOf(orderId) };
  witness.violated({ ...found, ...priced(charge.amount, charge.currency) });
}

function close(id: OrderId, orders: Orders): void {
  const order = orders.get(id);
  if (order === undefined) return;
  order.closed = true;
  dropWhenOver(id, order, orders);
}

function dropWhenOver(id: OrderId, { charges, closed }: Charged, orders: Orders): void {
  if (closed && charges.every(({ settledOn }) => settledOn !== undefined)) orders.delete(id);
}

function payBack({ orderId, key, amount }: PspRefundRecord, orders: Orders): void {
  const order = orders.get(orderId);
  if (order === undefined) return;
  order.paidBack ??= createTally();
  order.paidBack.add(key, amount);
  const index = order.charges.findIndex(({ id }) => id === key);
  const whole = order.charges[index];
  if (whole === undefined || order.paidBack.of(key) < whole.amount) return;
  order.charges.splice(index, 1);
  dropWhenOver(orderId, order, orders);
}

function amountsOf(charges: readonly ChargeRecord[]): string {
  const amounts = charges.map(({ amount, currency }) => spell(amount, currency));
  const [first = ''] = amounts;
  if (amounts.every((amount) => amount === first)) {
    return `${listed(charges.map(({ reference }) => reference))}, of ${first} each`;
  }
  return listed(charges.map(({ reference }, index) => `${reference} of ${amounts[index] ?? ''}`));
}
