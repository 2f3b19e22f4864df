import { describe, expect, it } from 'vitest';
import { bench, EUR } from '../../test/support/machine-bench.ts';
import { saga as saleSaga, sold, accepted as sale } from '../../test/support/saga-17.ts';
import type { DefectName } from '../domain/defects.ts';
import { idempotencyKey, orderId, refundId, refundReference, sellerId } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { Policy } from '../domain/policy.ts';
import { refundSaga } from './refund-saga.ts';

const order = orderId(17, 1);

function policyWith(defects: readonly DefectName[]): Partial<Policy> {
  return { pspCalendar: { zone: 'Europe/Amsterdam', cutOff: 21 * 60 }, defects: new Set(defects) };
}

/** The date by which a sale is posted whose charge was asked for at an instant. */
function saleDate(instant: string, ...defects: DefectName[]): string | undefined {
  const record = { ...sale, ...sold, saleAt: Date.parse(instant), status: 'credited' };
  const saga = saleSaga({ record, policy: policyWith(defects) });
  saga.tell({ type: 'Resumed' });
  const [message] = saga.messages();
  return message?.type === 'PostSale' ? message.sale.saleDate : undefined;
}

/** The date by which a refund is posted that the PSP paid at an instant. */
function refundDate(instant: string, ...defects: DefectName[]): string | undefined {
  const id = refundId(order, 1);
  const names = { id, orderId: order, sellerId: sellerId(3), key: idempotencyKey(order, 1) };
  const paid = { pspReference: refundReference(id), refundedAt: Date.parse(instant), before: minorUnits(0) };
  const record = { ...names, ...paid, status: 'debited', ...money(1000, EUR) };
  const saga = bench(refundSaga, { entity: 'refund-17.1.1', record, policy: policyWith(defects) });
  saga.tell({ type: 'Resumed' });
  const [message] = saga.messages();
  return message?.type === 'PostRefund' ? message.refund.refundDate : undefined;
}

describe.each([
  ['a sale', saleDate],
  ['a refund', refundDate],
])('%s at half past nine in the evening, with a cut-off at nine', (_, dateOf) => {
  const inWinter = '2026-03-02T21:30:00+01:00';
  const inSummer = '2026-07-02T21:30:00+02:00';

  it('belongs to the next day', () => {
    expect([dateOf(inWinter), dateOf(inSummer)]).toEqual(['2026-03-03', '2026-07-03']);
  });

  it('belongs to the same day in summer when daylight saving is forgotten', () => {
    const defect = 'cutoff-ignores-dst';
    expect([dateOf(inWinter, defect), dateOf(inSummer, defect)]).toEqual(['2026-03-03', '2026-07-02']);
  });

  it('belongs to the same day all year by the clock of the servers', () => {
    const defect = 'cutoff-in-wrong-zone';
    expect([dateOf(inWinter, defect), dateOf(inSummer, defect)]).toEqual(['2026-03-02', '2026-07-02']);
  });
});
