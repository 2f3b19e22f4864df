/**
 * I2: nobody pays twice. Read from the PSP's own truth; a charge that was paid back in full is none. An order's captured
 * charges are remembered until the order is closed and the PSP has settled them: whatever might charge it again is over
 * by then.
 */
import type { IdempotencyKey, OrderId } from '../../domain/ids.ts';
import type { ChargeRecord, PspRefundRecord } from '../../domain/records.ts';
import type { CheckMaker } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';
import { createTally, type Tally } from './tally.ts';
import { buyerOf } from './whose.ts';

interface Charged {
  /** Those that were not paid back in full. */
  charges: readonly ChargeRecord[];
  readonly paidBack: Tally<IdempotencyKey>;
  settled: number;
  closed: boolean;
}

export const atMostOneCharge: CheckMaker = () => {
  const orders = new Map<OrderId, Charged>();
  const dropWhenOver = (id: OrderId, { charges, settled, closed }: Charged): void => {
    if (closed && settled === charges.length) orders.delete(id);
  };
  return {
    id: 'I2',
    name: 'at-most-one-charge',
    statement: 'The PSP holds at most one captured charge for an order that was not paid back in full.',
    observe(fact, witness) {
      if (fact.kind !== 'written') return;
      if (fact.table === 'orderProgress' && isClosed(fact.after)) {
        const order = orders.get(fact.after.id);
        if (order !== undefined) dropWhenOver(fact.after.id, Object.assign(order, { closed: true }));
      }
      if (fact.table === 'pspRefunds' && fact.before === undefined && fact.after.status === 'refunded') {
        payBack(fact.after, orders.get(fact.after.orderId));
      }
      if (fact.table !== 'charges' || fact.after.status !== 'captured') return;
      const { before, after: charge, at } = fact;
      const order = orders.get(charge.orderId) ?? {
        charges: [],
        paidBack: createTally(),
        settled: 0,
        closed: false,
      };
      if (before?.status === 'captured' && before.reference === charge.reference) {
        if (before.settledOn === undefined && charge.settledOn !== undefined) order.settled += 1;
        return dropWhenOver(charge.orderId, order);
      }
      orders.set(charge.orderId, order);
      order.charges = [...order.charges, charge];
      witness.checked();
      if (order.charges.length === 1) return;
      const sentence = `${charge.orderId} has ${order.charges.length} captured charges, ${amountsOf(order.charges)}; one was expected`;
      const found = { at, concern: charge.orderId, sentence, whose: buyerOf(charge.orderId) };
      witness.violated({ ...found, ...priced(charge.amount, charge.currency) });
    },
  };
};

function payBack({ key, amount }: PspRefundRecord, order: Charged | undefined): void {
  if (order === undefined) return;
  order.paidBack.add(key, amount);
  const whole = order.charges.find(({ id }) => id === key);
  if (whole === undefined || order.paidBack.of(key) < whole.amount) return;
  order.charges = order.charges.filter((charge) => charge !== whole);
  if (whole.settledOn !== undefined) order.settled -= 1;
}

function amountsOf(charges: readonly ChargeRecord[]): string {
  const amounts = charges.map(({ amount, currency }) => spell(amount, currency));
  const [first = ''] = amounts;
  if (amounts.every((amount) => amount === first)) {
    return `${listed(charges.map(({ reference }) => reference))}, of ${first} each`;
  }
  return listed(charges.map(({ reference }, index) => `${reference} of ${amounts[index] ?? ''}`));
}
