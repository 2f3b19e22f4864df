/** I8: a seller is paid from money that the PSP has. What the PSP says of an order's charges is kept until the order is closed. */
import type { OrderId } from '../../domain/ids.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { CheckMaker } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';

export const noCreditWithoutCapture: CheckMaker = () => {
  const charges = new Map<OrderId, ChargeRecord>();
  return {
    id: 'I8',
    name: 'no-credit-without-capture',
    statement: 'No wallet is credited for an order before the PSP holds its capture, nor with more than was captured.',
    observe(fact, witness) {
      if (fact.kind !== 'written') return;
      if (fact.table === 'charges' && fact.after.settledOn === undefined) {
        const { orderId } = fact.after;
        if (charges.get(orderId)?.status !== 'captured') charges.set(orderId, fact.after);
      }
      if (fact.table === 'orderProgress' && isClosed(fact.after)) charges.delete(fact.after.id);
      if (fact.table === 'credits' && fact.before === undefined) {
        const { id, walletId, amount, currency } = fact.after;
        const charge = charges.get(id);
        witness.checked();
        if (charge?.status === 'captured' && amount <= charge.amount) return;
        const sentence = `${walletId} was credited ${spell(amount, currency)} for ${id} ${standing(charge)}`;
        witness.violated({ at: fact.at, concern: id, sentence, ...priced(amount, currency) });
      }
    },
  };
};

function standing(charge: ChargeRecord | undefined): string {
  switch (charge?.status) {
    case undefined:
      // Nothing has been asked of the PSP, or the order is closed and what the PSP said of it is forgotten.
      return 'without a capture of it at the PSP';
    case 'processing':
      return `while ${charge.reference} was still processing`;
    case 'declined':
      return `after ${charge.reference} was declined`;
    case 'captured':
      return `of which ${charge.reference} captured ${spell(charge.amount, charge.currency)}`;
  }
}
