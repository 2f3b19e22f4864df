/**
 * I20: no promise without a record. Each acknowledgement is compared, as it leaves, with what is durable at that moment;
 * and a record that was durable does not come back as a new one, whatever crashed in between.
 */
import type { Written, WrittenTo } from '../facts.ts';
import type { Heard, Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { claim, judgeClaim } from './claim.ts';
import { claimsOf } from './claims.ts';
import { createDurable, type Durable, type NightTable } from './durable.ts';

export const acknowledgedIsDurable: CheckMaker = () => {
  const durable = createDurable();
  return {
    id: 'I20',
    name: 'acknowledged-is-durable',
    statement: 'What a service acknowledges is durable when the acknowledgement leaves, and stays so.',
    hears: [...claimsOf(durable), vanished(durable), durable.hears],
  };
};

/** A record that is new to its database though it was there before. */
function vanished(durable: Durable): Hearing<Witness> {
  const night = vanishedIf<WrittenTo<Exclude<NightTable, 'postedRequests'>>>(({ table, after }) =>
    durable.hasNight(table, after.id),
  );
  return {
    written: {
      paymentEvents: vanishedIf(({ after }) => durable.checkout(after.id)?.event !== undefined),
      charges: vanishedIf(
        ({ after }) => durable.order(after.orderId)?.charges.some(({ id }) => id === after.id) === true,
      ),
      orderProgress: vanishedIf(({ after }) => durable.order(after.id)?.progress !== undefined),
      paymentOrders: vanishedIf(({ after }) => durable.order(after.id)?.paymentOrder !== undefined),
      captureOrders: vanishedIf(({ after }) => durable.order(after.id)?.captureOrder !== undefined),
      credits: vanishedIf(({ after }) => durable.order(after.id)?.credit !== undefined),
      refunds: vanishedIf(({ after }) => durable.refund(after.id)?.refund !== undefined),
      refundOrders: vanishedIf(({ after }) => durable.refund(after.id)?.refundOrder !== undefined),
      pspRefunds: vanishedIf(({ after }) => durable.refund(after.id)?.pspRefund !== undefined),
      debits: vanishedIf(({ after }) => durable.refund(after.id)?.debit !== undefined),
      settlementBatches: night,
      pspPayouts: night,
      bankTransfers: night,
      bankStatements: night,
      wallets: night,
      payoutRuns: night,
      sellerPayouts: night,
      payoutReturns: night,
      sellerTransfers: night,
      files: night,
      breaks: night,
    },
  };
}

/** @param isKnown whether the record was durable before */
function vanishedIf<F extends Written>(isKnown: (fact: F) => boolean): Heard<F, Witness> {
  return (fact, witness) => {
    if (fact.before !== undefined || !isKnown(fact)) return;
    const said = (): string => `${fact.after.id} is stored in ${fact.table}`;
    const money = 'amount' in fact.after ? fact.after : undefined;
    judgeClaim(fact, claim('the one that was stored there before is gone', said, money), witness);
  };
}
