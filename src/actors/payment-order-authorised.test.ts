import { describe, expect, it } from 'vitest';
import {
  amount,
  answered,
  created,
  execute,
  executor,
  inquiring,
  lines,
  notified,
  referenceOf,
  requestedAt,
  settled,
} from '../../test/support/order-17.ts';
import type { ChargeOutcome } from '../domain/messages.ts';
import type { PaymentOrderRecord } from '../domain/executor-records.ts';

const expiresAt = requestedAt + 7 * 86_400_000;
const authorised: ChargeOutcome = {
  ...{ status: 'authorised', reference: referenceOf(1) },
  ...{ authorisedAt: requestedAt + 240, expiresAt },
};
const later: PaymentOrderRecord = { ...created, captureLater: true };
const held: PaymentOrderRecord = { ...later, status: 'authorised', pspReference: referenceOf(1), expiresAt };

describe('a payment order that is to be captured later', () => {
  it('is stored and asked for as such', () => {
    const order = executor();
    order.tell({ ...execute, captureLater: true });
    expect(order.writes()).toEqual([{ op: 'insert', table: 'paymentOrders', record: later }]);
    expect(order.acknowledge()).toEqual([lines.requests]);
    expect(order.messages()).toMatchObject([{ type: 'ChargeRequested', amount, captureLater: true }]);
  });

  it.each([answered(authorised), notified(authorised)])('is authorised by a $type, stored and reported', (message) => {
    const order = executor();
    order.tell({ ...execute, captureLater: true });
    order.acknowledge();
    expect(order.tell(message)).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toEqual([{ op: 'put', table: 'paymentOrders', record: held }]);
    expect(order.acknowledge()).toEqual([lines.reports]);
    expect(order.messages()).toMatchObject([
      { outcome: { status: 'authorised', pspReference: 'ch_17_1_1', expiresAt } },
    ]);
    expect(order.done()).toBe(true);
  });

  it('is asked about as any other when the PSP is silent', () => {
    const order = inquiring();
    expect(order.tell(answered(authorised))).toEqual(['commit OutcomeStored']);
  });

  it('has an outcome, which it tells whoever asks, and no second one', () => {
    const order = executor({ record: held });
    expect([...order.tell({ type: 'Resumed' }), ...order.tell(notified(authorised))]).toEqual([]);
    expect(order.tell(execute)).toEqual([lines.reports]);
  });

  it('hands on what a settlement file says of its charge: that is about the capture', () => {
    const order = executor({ record: held });
    expect(order.tell(settled())).toEqual(['ChargeSettled → executor/capture-order-17.1']);
    expect(order.messages()).toEqual([settled()]);
  });
});
