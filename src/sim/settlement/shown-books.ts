/**
 * The PSP's books as its files show them. A fault in a line is a fault in the books: the file that shows it proves itself
 * all the same, and the balance is carried on from file to file. What was shown once is shown again whenever the file is
 * sent again.
 */
import type { Currency } from '../../domain/currency.ts';
import { minorUnits } from '../../domain/money.ts';
import { effectOf, type SettlementFile, type SettlementLine } from '../../domain/settlement-file.ts';
import type { LineFault } from '../faults/fault.ts';
import type { Judge } from '../faults/site.ts';
import type { Label } from '../facts.ts';
import { distort, UNKNOWN_ORDER } from './line-faults.ts';

export interface ShownFile {
  readonly file: SettlementFile;
  /** The position of the first charge or refund that is as it should be; -1 when there is none. */
  readonly soundAt: number;
}

/** What was decided about a file when it was sent for the first time. */
interface Decided {
  readonly sequence: number;
  /** By how much the balance that is shown differs from the true one, before the file and after it. */
  readonly driftBefore: number;
  readonly driftAfter: number;
  /** By the line's reference. */
  readonly faults: ReadonlyMap<string, LineFault>;
}

export function createShownBooks(judge: Judge): (file: SettlementFile) => ShownFile {
  const accounts = new Map<Currency, Decided[]>();

  return (file) => {
    const account = accounts.get(file.currency) ?? [];
    accounts.set(file.currency, account);
    const known = account.find(({ sequence }) => sequence === file.sequence);
    if (known !== undefined) return show(file, known);
    const decided = decide(file, account, judge);
    account.push(decided);
    return show(file, decided);
  };
}

function decide(file: SettlementFile, account: readonly Decided[], judge: Judge): Decided {
  const { sequence } = file;
  const before = account.filter((other) => other.sequence < sequence);
  const driftBefore = before.reduce((last, other) => (other.sequence > last.sequence ? other : last), start).driftAfter;
  // A file that leaves after the next one has to fit what that one has shown already.
  const overtaken = account.some((other) => other.sequence > sequence);
  const faults = overtaken ? new Map<string, LineFault>() : faultsOf(file, judge);
  const effect = (lines: readonly SettlementLine[]): number => lines.reduce((sum, line) => sum + effectOf(line), 0);
  const drift = faults.size === 0 ? 0 : effect(shownLines(file, faults)) - effect(file.lines);
  return { sequence, driftBefore, driftAfter: driftBefore + drift, faults };
}

const start = { sequence: 0, driftAfter: 0 };

/** Asks about every charge and refund, by its order or its own id; a second line about the same is another site. */
function faultsOf({ currency, date, lines }: SettlementFile, judge: Judge): Map<string, LineFault> {
  const faults = new Map<string, LineFault>();
  const occurrences = new Map<string, number>();
  const operation = `settlement psp ${currency}/${date}`;
  for (const line of lines) {
    if (line.type === 'payout') continue;
    const concern = line.type === 'charge' ? line.orderId : line.refundId;
    const occurrence = (occurrences.get(concern) ?? 0) + 1;
    occurrences.set(concern, occurrence);
    const fault = judge({ place: 'line', services: ['psp'], operation, concern, occurrence }, (happens): Label => {
      const { reference, amount } = distort(line, happens);
      return { source: 'psp', currency, date, reference, amount };
    });
    if (fault !== undefined) faults.set(line.reference, fault);
  }
  return faults;
}

function show(file: SettlementFile, { driftBefore, driftAfter, faults }: Decided): ShownFile {
  const lines = faults.size === 0 ? file.lines : shownLines(file, faults);
  const opening = minorUnits(file.opening + driftBefore);
  const closing = minorUnits(file.closing + driftAfter);
  const soundAt = lines.findIndex(
    (line) => line.type !== 'payout' && line.orderId !== UNKNOWN_ORDER && !faults.has(line.reference),
  );
  return { file: { ...file, lineCount: lines.length, opening, closing, lines }, soundAt };
}

function shownLines({ lines }: SettlementFile, faults: ReadonlyMap<string, LineFault>): SettlementLine[] {
  return lines.flatMap((line): readonly SettlementLine[] => {
    const fault = faults.get(line.reference);
    return line.type === 'payout' || fault === undefined ? [line] : distort(line, fault).lines;
  });
}
