import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkoutOf, orderId, refundId, refundReference, pspReference, idempotencyKey } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import type { ChargeLine, RefundLine } from '../../domain/settlement-file.ts';
import type { LineFault } from '../faults/fault.ts';
import { distort } from './line-faults.ts';

const order = orderId(17, 1);
const refund = refundId(order, 1);
const capturedAt = Date.parse('2026-03-02T23:30:00Z');

const charge: ChargeLine = {
  type: 'charge',
  reference: pspReference(idempotencyKey(order, 1)),
  orderId: order,
  capturedAt,
  gross: minorUnits(10_000),
  fee: minorUnits(290),
};

const refunded: RefundLine = {
  type: 'refund',
  reference: refundReference(refund),
  orderId: order,
  refundId: refund,
  refundedAt: capturedAt,
  amount: minorUnits(2500),
};

describe('a charge of 100.00 with a fee of 2.90', () => {
  it.each<[LineFault, readonly object[], number]>([
    [{ kind: 'settlement.line-missing' }, [], 10_000],
    [{ kind: 'settlement.line-duplicate' }, [charge, charge], 10_000],
    [{ kind: 'settlement.line-wrong-amount', byMinorUnits: -100 }, [{ ...charge, gross: 9900 }], 100],
    [{ kind: 'settlement.fx-rounding', byMinorUnits: 1 }, [{ ...charge, gross: 10_001 }], 1],
    [{ kind: 'settlement.fee-drift', byMinorUnits: 7 }, [{ ...charge, fee: 297 }], 7],
    [{ kind: 'settlement.line-wrong-date', byDays: 1 }, [{ ...charge, capturedAt: capturedAt + 86_400_000 }], 0],
    [{ kind: 'settlement.line-wrong-date', byDays: -2 }, [{ ...charge, capturedAt: capturedAt - 172_800_000 }], 0],
  ])('with %o', (fault, lines, amount) => {
    expect(distort(charge, fault)).toEqual({ lines, reference: 'ch_17_1_1', amount });
  });

  it('is followed by one that belongs to nobody, of the same amount and without a fee', () => {
    const { lines, reference, amount } = distort(charge, { kind: 'settlement.line-unknown' });
    const unknown = { type: 'charge', reference: 'ch_unknown_17_1_1', orderId: 'order-unknown', gross: 10_000, fee: 0 };
    expect(lines).toEqual([charge, { ...unknown, capturedAt }]);
    expect([reference, amount]).toEqual(['ch_unknown_17_1_1', 10_000]);
    expect(checkoutOf('order-unknown')).toBeUndefined();
  });
});

describe('a refund of 25.00', () => {
  it.each<[LineFault, readonly object[], number]>([
    [{ kind: 'settlement.line-missing' }, [], 2500],
    [{ kind: 'settlement.line-wrong-amount', byMinorUnits: 100 }, [{ ...refunded, amount: 2600 }], 100],
    [{ kind: 'settlement.fee-drift', byMinorUnits: 7 }, [{ ...refunded, amount: 2507 }], 7],
    [{ kind: 'settlement.line-wrong-date', byDays: 1 }, [{ ...refunded, refundedAt: capturedAt + 86_400_000 }], 0],
  ])('with %o', (fault, lines, amount) => {
    expect(distort(refunded, fault)).toEqual({ lines, reference: 're_17_1_1', amount });
  });

  it('is followed by a charge that belongs to nobody', () => {
    const { lines } = distort(refunded, { kind: 'settlement.line-unknown' });
    expect(lines).toMatchObject([refunded, { type: 'charge', reference: 'ch_unknown_re_17_1_1', gross: 2500, fee: 0 }]);
  });
});

it('an amount stays above zero and a fee at least zero: what would fall below is wrong in the other direction', () => {
  const by = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((n) => n !== 0);
  const cents = fc.integer({ min: 1, max: 1_000_000 }).map(minorUnits);
  fc.assert(
    fc.property(cents, cents, by, (gross, fee, byMinorUnits) => {
      const line = { ...charge, gross, fee };
      for (const kind of ['settlement.line-wrong-amount', 'settlement.fee-drift'] as const) {
        const [wronged] = distort(line, { kind, byMinorUnits }).lines;
        if (wronged?.type !== 'charge') throw new Error('the charge is gone');
        const size = Math.abs(wronged.gross - gross) + Math.abs(wronged.fee - fee);
        expect([size, wronged.gross > 0, wronged.fee >= 0]).toEqual([Math.abs(byMinorUnits), true, true]);
      }
    }),
  );
});
