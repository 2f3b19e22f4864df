/**
 * I2: nobody pays twice. Read from the PSP's own truth. An order's captured charges are remembered until the order is
 * closed and the PSP has settled them: whatever might charge it again is over by then.
 */
import type { OrderId } from '../../domain/ids.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { CheckMaker } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';

interface Charged {
  charges: readonly ChargeRecord[];
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
    statement: 'The PSP holds at most one captured charge for an order.',
    observe(fact, witness) {
      if (fact.kind !== 'written') return;
      if (fact.table === 'orderProgress' && isClosed(fact.after)) {
        const order = orders.get(fact.after.id);
        if (order !== undefined) dropWhenOver(fact.after.id, Object.assign(order, { closed: true }));
      }
      if (fact.table !== 'charges' || fact.after.status !== 'captured') return;
      const { before, after: charge, at } = fact;
      const order = orders.get(charge.orderId) ?? { charges: [], settled: 0, closed: false };
      if (before?.status === 'captured' && before.reference === charge.reference) {
        if (before.settledOn === undefined && charge.settledOn !== undefined) order.settled += 1;
        return dropWhenOver(charge.orderId, order);
      }
      orders.set(charge.orderId, order);
      order.charges = [...order.charges, charge];
      witness.checked();
      if (order.charges.length === 1) return;
      const sentence = `${charge.orderId} has ${order.charges.length} captured charges, ${amountsOf(order.charges)}; one was expected`;
      witness.violated({ at, concern: charge.orderId, sentence, ...priced(charge.amount, charge.currency) });
    },
  };
};

function amountsOf(charges: readonly ChargeRecord[]): string {
  const amounts = charges.map(({ amount, currency }) => spell(amount, currency));
  const [first = ''] = amounts;
  if (amounts.every((amount) => amount === first)) {
    return `${listed(charges.map(({ reference }) => reference))}, of ${first} each`;
  }
  return listed(charges.map(({ reference }, index) => `${reference} of ${amounts[index] ?? ''}`));
}
