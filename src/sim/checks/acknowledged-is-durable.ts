/**
 * I20: no promise without a record. Each acknowledgement is compared, as it leaves, with what is durable at that moment;
 * and a record that was durable does not come back as a new one, whatever crashed in between.
 */
import type { Fact, Written } from '../facts.ts';
import type { CheckMaker } from './check.ts';
import { claim, type Claim } from './claim.ts';
import { claimOf } from './claims.ts';
import { createDurable, type Durable } from './durable.ts';
import { priced } from './figures.ts';

export const acknowledgedIsDurable: CheckMaker = () => {
  const durable = createDurable();
  return {
    id: 'I20',
    name: 'acknowledged-is-durable',
    statement: 'What a service acknowledges is durable when the acknowledgement leaves, and stays so.',
    observe(fact, witness) {
      const claimed = claimIn(fact, durable);
      durable.observe(fact);
      if (claimed === undefined) return;
      witness.checked();
      if (claimed.missing === undefined) return;
      const { said, missing, money } = claimed;
      witness.violated({
        at: fact.at,
        concern: fact.concern,
        sentence: `${said}, and ${missing}`,
        ...(money === undefined ? {} : priced(money.amount, money.currency)),
      });
    },
  };
};

function claimIn(fact: Fact, durable: Durable): Claim | undefined {
  switch (fact.kind) {
    case 'sent':
      return claimOf(fact.message, durable);
    case 'written':
      return fact.before === undefined ? vanished(fact, durable) : undefined;
    default:
      return undefined;
  }
}

/** A record that is new to its database though it was there before. */
function vanished(fact: Written, durable: Durable): Claim | undefined {
  if (!isKnown(fact, durable)) return undefined;
  const said = (): string => `${fact.after.id} is stored in ${fact.table}`;
  const money = 'amount' in fact.after ? fact.after : undefined;
  return claim('the one that was stored there before is gone', said, money);
}

function isKnown(fact: Written, durable: Durable): boolean {
  switch (fact.table) {
    case 'paymentEvents':
      return durable.checkout(fact.after.id)?.event !== undefined;
    case 'charges':
      return durable.order(fact.after.orderId)?.charges.some(({ id }) => id === fact.after.id) === true;
    case 'orderProgress':
      return durable.order(fact.after.id)?.progress !== undefined;
    case 'paymentOrders':
      return durable.order(fact.after.id)?.paymentOrder !== undefined;
    case 'captureOrders':
      return durable.order(fact.after.id)?.captureOrder !== undefined;
    case 'credits':
      return durable.order(fact.after.id)?.credit !== undefined;
    case 'refunds':
      return durable.refund(fact.after.id)?.refund !== undefined;
    case 'refundOrders':
      return durable.refund(fact.after.id)?.refundOrder !== undefined;
    case 'pspRefunds':
      return durable.refund(fact.after.id)?.pspRefund !== undefined;
    case 'debits':
      return durable.refund(fact.after.id)?.debit !== undefined;
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
