import { describe, expect, it } from 'vitest';
import { edited, isMessage, isWrite, moveBefore } from '../../../test/support/edit-facts.ts';
import { verdicts } from '../../../test/support/examine-check.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import type { MessageType } from '../../domain/messages.ts';
import type { TableName } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { acknowledgedIsDurable } from './acknowledged-is-durable.ts';

const days = goodDays();

interface Haste {
  readonly type: MessageType;
  /** What the message and the record are about. */
  readonly concern: string;
  readonly table: TableName;
  readonly status?: string;
  readonly verdict: string;
}

const hasty: readonly Haste[] = [
  {
    type: 'BuyAccepted',
    concern: 'checkout-1',
    table: 'paymentEvents',
    verdict: 'checkout-1 is accepted, and no payment event is stored',
  },
  {
    type: 'ChargeAnswered',
    concern: 'order-1.1',
    table: 'charges',
    status: 'captured',
    verdict: 'the PSP answers that order-1.1:1 was captured, and the charge is stored as processing [1200 EUR]',
  },
  {
    type: 'OrderExecuted',
    concern: 'order-1.1',
    table: 'paymentOrders',
    status: 'captured',
    verdict: 'order-1.1 is acknowledged as captured, and its payment order is stored as created [1200 EUR]',
  },
  {
    type: 'OrderExecuted',
    concern: 'order-3.1',
    table: 'paymentOrders',
    verdict: 'order-3.1 is acknowledged as declined, and its payment order is not stored [500 EUR]',
  },
  {
    type: 'SellerCredited',
    concern: 'order-1.1',
    table: 'credits',
    verdict: 'seller-1 is credited 10.80 EUR for order-1.1, and no credit is stored [1080 EUR]',
  },
  {
    type: 'SalePosted',
    concern: 'order-1.1',
    table: 'transactions',
    verdict:
      'order-1.1 is acknowledged as posted, and the ledger has no capture and no allocate posting of it [1200 EUR]',
  },
  {
    type: 'OrderClosed',
    concern: 'order-1.1',
    table: 'orderProgress',
    status: 'posted',
    verdict: 'order-1.1 is closed as posted, and it is stored as credited [1200 EUR]',
  },
  {
    type: 'CheckoutClosed',
    concern: 'checkout-1',
    table: 'paymentEvents',
    status: 'paid',
    verdict: 'the buyer of checkout-1 is told paid, and its payment event is stored as received [4200 EUR]',
  },
  {
    type: 'SettlementFileSent',
    concern: 'psp/EUR/2026-03-02',
    table: 'settlementBatches',
    verdict: 'the file psp/EUR/2026-03-02 is sent, and no record of it is stored',
  },
  {
    type: 'BankStatementSent',
    concern: 'bank/EUR/2026-03-02',
    table: 'bankStatements',
    verdict: 'the statement bank/EUR/2026-03-02 is sent, and no record of it is stored',
  },
  {
    type: 'PayoutInstructed',
    concern: 'payout-EUR-2026-03-03',
    table: 'pspPayouts',
    verdict: 'the bank is to carry payout-EUR-2026-03-03, and no record of it is stored [4799 EUR]',
  },
  {
    type: 'FilePosted',
    concern: 'psp/EUR/2026-03-02',
    table: 'postedRequests',
    verdict: 'psp/EUR/2026-03-02 is acknowledged as posted, and no record of it is stored',
  },
];

describe('acknowledged-is-durable', () => {
  it.each(hasty)(
    'sees that $type leaves before the record in $table is durable',
    ({ type, concern, table, status, verdict }) => {
      const early = moveBefore(
        (fact) => fact.kind === 'sent' && isMessage(fact, type) && fact.concern === concern,
        (fact) =>
          isWrite(fact, table, (record) => status === undefined || ('status' in record && record.status === status)) &&
          fact.concern === concern,
      );
      expect(verdicts(acknowledgedIsDurable, edited(days, early))).toEqual([verdict]);
    },
  );

  it('sees an order that was not stored with its checkout', () => {
    const facts = days.filter(
      (fact) =>
        !(isWrite(fact, 'orderProgress', ({ status }) => status === 'accepted') && fact.concern === 'order-1.2'),
    );
    expect(verdicts(acknowledgedIsDurable, edited(facts))).toEqual([
      'checkout-1 is accepted, and order-1.2 is not stored',
    ]);
  });

  it('sees that a record has vanished when it is stored as if it were new', () => {
    const forgotten = (fact: Fact): Fact =>
      isWrite(fact, 'paymentOrders', ({ id, status }) => id === 'order-1.1' && status === 'captured')
        ? { ...fact, before: undefined }
        : fact;
    expect(verdicts(acknowledgedIsDurable, days.map(forgotten))).toEqual([
      'order-1.1 is stored in paymentOrders, and the one that was stored there before is gone [1200 EUR]',
    ]);
  });

  it('lets a service repeat what it acknowledged when the checkout has long been forgotten', () => {
    const repeated = days.filter((fact) => fact.kind === 'sent' && fact.message.type === 'SalePosted');
    expect(repeated).toHaveLength(4);
    expect(verdicts(acknowledgedIsDurable, [...days, ...repeated])).toEqual([]);
  });
});
