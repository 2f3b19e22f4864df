/**
 * I20: no promise without a record. Each acknowledgement is compared, as it leaves, with what is durable at that moment;
 * and a record that was durable does not come back as a new one, whatever crashed in between.
 */
import type { Written } from '../facts.ts';
import type { CheckMaker } from './check.ts';
import type { Claim } from './claim.ts';
import { claimOf } from './claims.ts';
import { createDurable, type Durable, type StoredOrder, type StoredRefund } from './durable.ts';
import { priced } from './figures.ts';

export const acknowledgedIsDurable: CheckMaker = () => {
  const durable = createDurable();
  return {
    id: 'I20',
    name: 'acknowledged-is-durable',
    statement: 'What a service acknowledges is durable when the acknowledgement leaves, and stays so.',
    observe(fact, witness) {
      const claim =
        fact.kind === 'written'
          ? vanished(fact, durable)
          : fact.kind === 'sent'
            ? claimOf(fact.message, durable)
            : undefined;
      durable.observe(fact);
      if (claim === undefined) return;
      witness.checked();
      if (claim.missing === undefined) return;
      const money = claim.money === undefined ? {} : priced(claim.money.amount, claim.money.currency);
      witness.violated({
        at: fact.at,
        concern: fact.concern,
        sentence: `${claim.said}, and ${claim.missing}`,
        ...money,
      });
    },
  };
};

/** A record that is new to its database though it was there before. */
function vanished(fact: Written, durable: Durable): Claim | undefined {
  if (fact.before !== undefined || !isKnown(fact, durable)) return undefined;
  const money = 'amount' in fact.after ? fact.after : undefined;
  return {
    said: `${fact.after.id} is stored in ${fact.table}`,
    missing: 'the one that was stored there before is gone',
    money,
  };
}

function isKnown(fact: Written, durable: Durable): boolean {
  switch (fact.table) {
    case 'paymentEvents':
      return durable.checkout(fact.after.id)?.event !== undefined;
    case 'charges':
      return durable.order(fact.after.orderId)?.charges.has(fact.after.id) === true;
    case 'orderProgress':
    case 'paymentOrders':
    case 'captureOrders':
    case 'credits': {
      const order: StoredOrder | undefined = durable.order(fact.after.id);
      const {
        progress: orderProgress,
        paymentOrder: paymentOrders,
        captureOrder: captureOrders,
        credit: credits,
      } = {
        ...order,
      };
      return { orderProgress, paymentOrders, captureOrders, credits }[fact.table] !== undefined;
    }
    case 'refunds':
    case 'refundOrders':
    case 'pspRefunds':
    case 'debits': {
      const refund: StoredRefund | undefined = durable.refund(fact.after.id);
      const { refund: refunds, refundOrder: refundOrders, pspRefund: pspRefunds, debit: debits } = refund ?? {};
      return { refunds, refundOrders, pspRefunds, debits }[fact.table] !== undefined;
    }
    case 'settlementBatches':
    case 'pspPayouts':
    case 'bankTransfers':
    case 'bankStatements':
    case 'wallets':
    case 'payoutRuns':
    case 'sellerPayouts':
    case 'payoutReturns':
    case 'sellerTransfers':
    case 'files':
    case 'breaks':
      return durable.hasNight(fact.table, fact.after.id);
    default:
      return false;
  }
}
