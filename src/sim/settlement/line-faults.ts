/** What a fault makes of a line of the PSP's file. The PSP believes in the result: it is in the balance that it shows. */
import { minorUnits, type MinorUnits } from '../../domain/money.ts';
import type { OrderId, PspReference } from '../../domain/ids.ts';
import type { ChargeLine, RefundLine } from '../../domain/settlement-file.ts';
import type { LineFault } from '../faults/fault.ts';

/** A line that something can go wrong with. Payouts are right: the bank shows them too. */
export type DistortableLine = ChargeLine | RefundLine;

export interface Distortion {
  /** What stands in the file instead of the line. */
  readonly lines: readonly DistortableLine[];
  /** The reference under which reconciliation should find it. */
  readonly reference: PspReference;
  /** How much money the file is wrong by, in minor units: a line that is not there, or once too often, by its gross. */
  readonly amount: MinorUnits;
}

export function distort(line: DistortableLine, fault: LineFault): Distortion {
  const { reference } = line;
  const gross = grossOf(line);
  switch (fault.kind) {
    case 'settlement.line-missing':
      return { lines: [], reference, amount: gross };
    case 'settlement.line-duplicate':
      return { lines: [line, line], reference, amount: gross };
    case 'settlement.line-wrong-amount':
    case 'settlement.fx-rounding':
      return { lines: [withWrongAmount(line, fault.byMinorUnits)], reference, amount: sizeOf(fault.byMinorUnits) };
    case 'settlement.fee-drift':
      return { lines: [withWrongFee(line, fault.byMinorUnits)], reference, amount: sizeOf(fault.byMinorUnits) };
    case 'settlement.line-wrong-date':
      return { lines: [withWrongDate(line, fault.byDays)], reference, amount: minorUnits(0) };
    case 'settlement.line-unknown': {
      const unknown = unknownAfter(line);
      return { lines: [line, unknown], reference: unknown.reference, amount: gross };
    }
  }
}

/** The line with another amount, wrong by so many minor units in the direction that leaves it an amount above zero. */
export function withWrongAmount<L extends DistortableLine>(line: L, by: number): L {
  const amount = wrong(grossOf(line), by, 1);
  return line.type === 'charge' ? { ...line, gross: amount } : { ...line, amount };
}

/** A number that is wrong by so much: by as much in the other direction where it would fall below the least. */
export function wrong(amount: MinorUnits, by: number, least: number): MinorUnits {
  return minorUnits(amount + by < least ? amount - by : amount + by);
}

/** A refund has no fee of its own: one that is taken all the same is in its amount. */
function withWrongFee(line: DistortableLine, by: number): DistortableLine {
  return line.type === 'charge' ? { ...line, fee: wrong(line.fee, by, 0) } : withWrongAmount(line, by);
}

function withWrongDate(line: DistortableLine, days: number): DistortableLine {
  const ms = days * DAY_MS;
  return line.type === 'charge'
    ? { ...line, capturedAt: line.capturedAt + ms }
    : { ...line, refundedAt: line.refundedAt + ms };
}

/** A charge that nobody asked for, of an order that there never was. */
function unknownAfter(line: DistortableLine): ChargeLine {
  return {
    type: 'charge',
    reference: `ch_unknown_${line.reference.replace(/^ch_/, '')}` as PspReference,
    orderId: UNKNOWN_ORDER,
    capturedAt: line.type === 'charge' ? line.capturedAt : line.refundedAt,
    gross: grossOf(line),
    fee: minorUnits(0),
  };
}

function grossOf(line: DistortableLine): MinorUnits {
  return line.type === 'charge' ? line.gross : line.amount;
}

function sizeOf(by: number): MinorUnits {
  return minorUnits(Math.abs(by));
}

/** There is no such order, and no checkout that it could belong to. */
export const UNKNOWN_ORDER = 'order-unknown' as OrderId;

const DAY_MS = 86_400_000;
