import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isMessage,
  isWrite,
  moveBefore,
  reword,
  type Edit,
} from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { sent } from '../../../test/support/fact-tape.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { stormyDay } from '../../../test/support/good-days-storm.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference } from '../../domain/ids.ts';
import type { MessageType } from '../../domain/messages.ts';
import type { IngestedFileRecord } from '../../domain/night-records.ts';
import type { ChargeRecord, TableName } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { acknowledgedIsDurable } from './acknowledged-is-durable.ts';

const days = goodDays();
const refunds = refundedDays();
const march2 = businessDate('2026-03-02');

interface Haste {
  readonly type: MessageType;
  /** What the message and the record are about. */
  readonly concern: string;
  readonly table: TableName;
  readonly status?: string;
  /** What the record is about, where that is not what the message is about. */
  readonly recordConcern?: string;
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
  {
    type: 'PayoutAccepted',
    concern: 'payout-EUR-2026-03-03',
    table: 'bankTransfers',
    verdict: 'the bank says that it carries payout-EUR-2026-03-03, and no record of it is stored',
  },
  {
    type: 'BreakNoted',
    concern: 'break-missingInFile-ch_4_1_1',
    recordConcern: 'order-4.1',
    table: 'breaks',
    verdict: 'break-missingInFile-ch_4_1_1 is noted as open, and it is not stored',
  },
];

const hastyRefunds: readonly Haste[] = [
  {
    type: 'RefundAccepted',
    concern: 'order-1.1',
    table: 'refunds',
    verdict: 'refund-1.1.1 is accepted, and no refund is stored',
  },
  {
    type: 'RefundAnswered',
    concern: 'order-1.1',
    table: 'pspRefunds',
    verdict: 'the PSP answers that refund-1.1.1 was refunded, and the refund is not stored [500 EUR]',
  },
  {
    type: 'RefundExecuted',
    concern: 'order-1.1',
    table: 'refundOrders',
    status: 'refunded',
    verdict: "refund-1.1.1 is acknowledged as refunded, and the executor's refund is stored as created [500 EUR]",
  },
  {
    type: 'SellerDebited',
    concern: 'order-1.1',
    table: 'debits',
    verdict: 'seller-1 is debited 4.50 EUR for refund-1.1.1, and no debit is stored [450 EUR]',
  },
  {
    type: 'RefundPosted',
    concern: 'order-1.1',
    table: 'transactions',
    verdict:
      'refund-1.1.1 is acknowledged as posted, and the ledger has no refund and no refundPaid posting of it [500 EUR]',
  },
  {
    type: 'RefundClosed',
    concern: 'order-1.1',
    table: 'refunds',
    status: 'posted',
    verdict: 'the buyer is told that refund-1.1.1 is refunded, and it is stored as debited [500 EUR]',
  },
];

/** A message leaves before the record that it speaks of is durable. */
function hastened({ type, concern, table, status, recordConcern = concern }: Omit<Haste, 'verdict'>): Edit {
  return moveBefore(
    (fact) => fact.kind === 'sent' && isMessage(fact, type) && fact.concern === concern,
    (fact) =>
      isWrite(fact, table, (record) => status === undefined || ('status' in record && record.status === status)) &&
      fact.concern === recordConcern,
  );
}

/** The PSP's webhook about order 1.1 leaves when the charge has this status. */
function hookAfter(status: ChargeRecord['status']): { readonly facts: readonly Fact[] } {
  const [order, key] = [orderId(1, 1), idempotencyKey(orderId(1, 1), 1)];
  const outcome = { status: 'captured', reference: pspReference(key), capturedAt: 0 } as const;
  const [psp, executor] = [addressOf.charge(key), addressOf.paymentOrder(order)];
  const hook = addAfter(
    (fact) => isWrite(fact, 'charges', (charge) => charge.id === key && charge.status === status),
    ({ at }) => [sent(at, psp, executor, { type: 'ChargeNotified', orderId: order, key, outcome })],
  );
  return { facts: edited(days, hook) };
}

describe('acknowledged-is-durable', () => {
  it.each(hasty)('sees that $type leaves before the record in $table is durable', (haste) => {
    expect(verdicts(acknowledgedIsDurable, edited(days, hastened(haste)))).toEqual([haste.verdict]);
  });

  it.each(hastyRefunds)('sees of a refund that $type leaves before the record in $table is durable', (haste) => {
    // What was posted of the sale before is none of the refund's.
    const begun = refunds.findIndex((fact) => isMessage(fact, 'RefundWanted'));
    const early: Edit = (facts) => [...facts.slice(0, begun), ...hastened(haste)(facts.slice(begun))];
    expect(verdicts(acknowledgedIsDurable, edited(refunds, early), endOfRefundedDays)).toEqual([haste.verdict]);
  });

  it('sees a refund that is said to be made and was refused', () => {
    const said = reword('RefundClosed', ({ refundId }) => refundId === 'refund-1.1.3', { outcome: 'refunded' });
    expect(verdicts(acknowledgedIsDurable, edited(refunds, said))).toEqual([
      'the buyer is told that refund-1.1.3 is refunded, and it is stored as refused [100 EUR]',
    ]);
  });

  it('sees a night that is said to be over before its file is closed', () => {
    const night = addressOf.settlementNight(EUR, march2);
    const over = { type: 'NightOver', currency: EUR, date: march2 } as const;
    const saidAfter = (status: IngestedFileRecord['status']): string[] => {
      const said = addAfter(
        (fact) => isWrite(fact, 'files', (file) => file.id === 'psp/EUR/2026-03-02' && file.status === status),
        ({ at }) => [sent(at, night, night, over)],
      );
      return verdicts(acknowledgedIsDurable, edited(days, said));
    };
    expect(saidAfter('closed')).toEqual([]);
    expect(saidAfter('reconciled')).toEqual([
      'the night of EUR/2026-03-02 is said to be over, and no file of it is stored as closed',
    ]);
  });

  it('sees a webhook that tells of a capture before it is durable', () => {
    const { facts } = hookAfter('captured');
    expect(verdicts(acknowledgedIsDurable, facts)).toEqual([]);
    expect(verdicts(acknowledgedIsDurable, hookAfter('processing').facts)).toEqual([
      'the PSP answers that order-1.1:1 was captured, and the charge is stored as processing [1200 EUR]',
    ]);
  });

  it('sees that a crash took records which were durable: they come back as new', () => {
    const lost = (fact: Fact): Fact =>
      isWrite(fact, 'wallets', ({ version }) => version === 2) ||
      isWrite(fact, 'refunds', ({ status }) => status === 'paid')
        ? { ...fact, before: undefined }
        : fact;
    expect(verdicts(acknowledgedIsDurable, refunds.map(lost), endOfRefundedDays)).toEqual([
      'refund-1.1.1 is stored in refunds, and the one that was stored there before is gone [500 EUR]',
      'seller-1:EUR is stored in wallets, and the one that was stored there before is gone',
      'refund-1.1.2 is stored in refunds, and the one that was stored there before is gone [700 EUR]',
      'refund-2.1.1 is stored in refunds, and the one that was stored there before is gone [300 EUR]',
      'seller-2:EUR is stored in wallets, and the one that was stored there before is gone',
    ]);
  });

  it('takes no offence at what a crash swept out of memory', () => {
    expect(verdicts(acknowledgedIsDurable, stormyDay())).toEqual([]);
  });

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
