/** What a fault makes of a night's file as it is sent: which versions leave, and when. */
import { minorUnits, type MinorUnits } from '../../domain/money.ts';
import {
  effectOf,
  type BankLine,
  type BankStatement,
  type SettlementFile,
  type SettlementLine,
} from '../../domain/settlement-file.ts';
import type { FileFault } from '../faults/fault.ts';
import type { Label } from '../facts.ts';
import { withWrongAmount, wrong } from './line-faults.ts';
import type { ShownFile } from './shown-books.ts';

export type NightFile = SettlementFile | BankStatement;

export interface Transmission<F extends NightFile> {
  readonly file: F;
  /** So many milliseconds from now. */
  readonly afterMs: number;
}

/** A file about to leave, and the version of it in which one amount is wrong. */
export interface Leaving<F extends NightFile> {
  readonly file: F;
  readonly withWrongAmount: (by: number) => WrongVersion<F>;
}

export interface WrongVersion<F extends NightFile> {
  readonly file: F;
  /** The line that is wrong; undefined when it is the closing balance. */
  readonly reference: string | undefined;
}

/** What leaves of a file when this happens to it, or nothing does. */
export function transmissions<F extends NightFile>(
  { file, withWrongAmount: wrongVersion }: Leaving<F>,
  fault: FileFault | undefined,
): Transmission<F>[] {
  switch (fault?.kind) {
    case undefined:
      return [{ file, afterMs: 0 }];
    case 'settlement.file-late':
      return [{ file, afterMs: fault.byMs }];
    case 'settlement.file-missing':
      return [];
    case 'settlement.file-duplicate':
      return [
        { file, afterMs: 0 },
        { file, afterMs: fault.lagMs },
      ];
    case 'settlement.file-truncated':
      // A file without lines that breaks off has no beginning either.
      return file.lines.length === 0
        ? []
        : [{ file: { ...file, lines: file.lines.slice(0, -fault.lines) }, afterMs: 0 }];
    case 'settlement.file-resent-corrected':
      return [
        { file: wrongVersion(fault.byMinorUnits).file, afterMs: 0 },
        { file: { ...file, revision: file.revision + 1 }, afterMs: fault.afterMs },
      ];
  }
}

/** What reconciliation should find of a file fault, and how much money it is about: every line by its amount. */
export function harmOf<F extends NightFile>(
  { file, withWrongAmount: wrongVersion }: Leaving<F>,
  fault: FileFault,
): Pick<Label, 'reference' | 'amount'> {
  switch (fault.kind) {
    case 'settlement.file-late':
    case 'settlement.file-missing':
    case 'settlement.file-duplicate':
      return { reference: undefined, amount: sumOf(file.lines) };
    case 'settlement.file-truncated':
      return { reference: undefined, amount: sumOf(file.lines.slice(-fault.lines)) };
    case 'settlement.file-resent-corrected':
      return { reference: wrongVersion(fault.byMinorUnits).reference, amount: Math.abs(fault.byMinorUnits) };
  }
}

/** The PSP's file with one charge or refund wrong, and proving itself all the same. */
export function settlementFileLeaving({ file, soundAt }: ShownFile): Leaving<SettlementFile> {
  return {
    file,
    withWrongAmount(by) {
      const line = file.lines[soundAt];
      if (line === undefined || line.type === 'payout') return withWrongClosing(file, by);
      const wronged = withWrongAmount(line, by);
      const closing = minorUnits(file.closing + effectOf(wronged) - effectOf(line));
      return { file: { ...file, closing, lines: file.lines.with(soundAt, wronged) }, reference: line.reference };
    },
  };
}

/** The bank's statement with its first entry wrong, and proving itself all the same. */
export function statementLeaving(file: BankStatement): Leaving<BankStatement> {
  return {
    file,
    withWrongAmount(by) {
      const [line] = file.lines;
      if (line === undefined) return withWrongClosing(file, by);
      // What leaves the account still leaves it, and what comes still comes.
      const amount = line.amount < 0 ? minorUnits(-wrong(minorUnits(-line.amount), by, 1)) : wrong(line.amount, by, 1);
      const closing = minorUnits(file.closing + amount - line.amount);
      return { file: { ...file, closing, lines: file.lines.with(0, { ...line, amount }) }, reference: line.reference };
    },
  };
}

/** Where no line can be wrong, the closing balance is: the file does not prove itself. */
function withWrongClosing<F extends NightFile>(file: F, by: number): WrongVersion<F> {
  return { file: { ...file, closing: minorUnits(file.closing + by) }, reference: undefined };
}

function sumOf(lines: readonly (SettlementLine | BankLine)[]): MinorUnits {
  return minorUnits(lines.reduce((sum, line) => sum + Math.abs('gross' in line ? line.gross : line.amount), 0));
}
