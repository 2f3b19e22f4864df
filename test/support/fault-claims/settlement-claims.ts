/** What happens to the night's files and their lines, and whether reconciliation notices. */
import { expect } from 'vitest';
import type { BreakKind } from '../../../src/domain/night-records.ts';
import type { BankStatement, SettlementFile, SettlementLine } from '../../../src/domain/settlement-file.ts';
import type { Faulted, Label } from '../../../src/sim/facts.ts';
import type { FaultKind } from '../../../src/sim/faults/fault.ts';
import type { AuditedRun } from '../audited-run.ts';
import { sentOf, type Claim, type Claims } from './claim.ts';

type LineKind = Extract<FaultKind, `settlement.line-${string}` | 'settlement.fee-drift' | 'settlement.fx-rounding'>;

export const settlementClaims: Claims<'settlement'> = {
  'settlement.file-late': {
    rule: 'rate: 40%, by: 1h to 6h',
    shows(run, fired) {
      for (const fault of fired) {
        const times = new Set(leavingSince(run, fault).map(({ at }) => at));
        expect([times.has(fault.at), times.has(fault.at + fault.fault.byMs)]).toEqual([false, true]);
      }
    },
  },
  'settlement.file-missing': {
    rule: 'rate: 40%',
    shows(run, fired) {
      for (const fault of fired) expect(leavingSince(run, fault).filter(({ at }) => at === fault.at)).toEqual([]);
      expect(breaksOf(run, 'fileMissing').length).toBeGreaterThan(0);
    },
  },
  'settlement.file-duplicate': {
    rule: 'rate: 60%, lag: 1min to 6h',
    shows(run, fired) {
      for (const fault of fired) {
        const copies = leavingSince(run, fault);
        expect(copies.map(({ at }) => at)).toEqual(expect.arrayContaining([fault.at, fault.at + fault.fault.lagMs]));
        expect(copies.every(({ file }) => JSON.stringify(file) === JSON.stringify(copies[0]?.file))).toBe(true);
      }
    },
  },
  'settlement.file-truncated': {
    rule: 'rate: 60%, lines: 1 to 3',
    shows(run, fired) {
      for (const fault of fired) {
        const { file } = leavingSince(run, fault)[0] ?? {};
        if (file === undefined || file.lineCount === 0) continue;
        expect(file.lines.length).toBe(Math.max(0, file.lineCount - fault.fault.lines));
      }
      expect(breaksOf(run, 'fileDoesNotProve').length).toBeGreaterThan(0);
    },
  },
  'settlement.file-resent-corrected': {
    rule: 'rate: 40%, by: 100 to 500, after: 1h to 12h',
    shows(run, fired) {
      for (const fault of fired) {
        const [wrong, ...later] = leavingSince(run, fault);
        const right = later.find(({ at }) => at === fault.at + fault.fault.afterMs);
        expect([wrong?.at, right?.file.revision]).toEqual([fault.at, (wrong?.file.revision ?? 0) + 1]);
        expect(Math.abs((wrong?.file.closing ?? 0) - (right?.file.closing ?? 0))).toBe(fault.fault.byMinorUnits);
      }
    },
  },
  'settlement.line-missing': lineClaim('rate: 15%', 'missingInFile', 0, (lines) => lines.length),
  'settlement.line-duplicate': lineClaim('rate: 15%', 'listedTwice', 2, (lines) => {
    const [first] = lines;
    return lines.filter((line) => JSON.stringify(line) === JSON.stringify(first)).length;
  }),
  'settlement.line-wrong-amount': lineClaim('rate: 15%, by: 7', 'amountDiffers', 7, wrongBy),
  'settlement.line-wrong-date': lineClaim('rate: 15%, by: 2d', 'dateDiffers', 2 * 86_400_000, ([line], run) => {
    return bookedAt(line) - (truth(run, line)?.at ?? 0);
  }),
  'settlement.line-unknown': lineClaim('rate: 15%', 'missingInLedger', 1, (lines, run) => {
    return lines.filter((line) => truth(run, line) === undefined).length;
  }),
  'settlement.fee-drift': lineClaim('rate: 15%, by: 3', 'feeDiffers', 3, (lines, run) => {
    const [line] = lines;
    // The PSP keeps no fee of a refund: what it takes all the same is in the amount.
    return line?.type === 'charge' ? line.fee - (truth(run, line)?.fee ?? 0) : wrongBy(lines, run);
  }),
  'settlement.fx-rounding': lineClaim('rate: 15%, by: 1', 'amountDiffers', 1, wrongBy),
};

type Lines = readonly SettlementLine[];

/**
 * A line's fault is in the file of its label, under the label's reference, and leaves a break.
 * @param figure what is measured of the lines of that reference
 */
function lineClaim<K extends LineKind>(
  rule: string,
  found: BreakKind,
  figure: number,
  measure: (lines: Lines, run: AuditedRun) => number,
): Claim<K> {
  return {
    rule,
    shows(run, fired) {
      for (const fault of fired) {
        const { reference } = labelOf(fault);
        const [first] = leavingSince(run, fault);
        const lines = first?.file.lines ?? [];
        const own = lines.flatMap((line) => ('type' in line && line.reference === reference ? [line] : []));
        expect(measure(own, run)).toBe(figure);
        expect(first?.file.lineCount).toBe(lines.length);
      }
      const references = new Set(fired.map((fault) => labelOf(fault).reference));
      expect(breaksOf(run, found).filter((reference) => references.has(reference)).length).toBeGreaterThan(0);
    },
  };
}

/** By how much the first line's amount differs from the PSP's truth. */
function wrongBy([line]: Lines, run: AuditedRun): number {
  return amountOf(line) - (truth(run, line)?.amount ?? 0);
}

interface Leaving {
  readonly at: number;
  readonly file: SettlementFile | BankStatement;
}

/** The files that a fault is about, as they left from then on. */
function leavingSince(run: AuditedRun, fault: Faulted): Leaving[] {
  const [, source = '', name = ''] = fault.site.split(' ');
  const all: Leaving[] =
    source === 'psp'
      ? sentOf(run, 'SettlementFileSent').map(({ at, message }) => ({ at, file: message.file }))
      : sentOf(run, 'BankStatementSent').map(({ at, message }) => ({ at, file: message.statement }));
  return all.filter(({ at, file }) => at >= fault.at && `${file.currency}/${file.date}` === name);
}

function labelOf({ site, label }: Faulted): Label {
  if (label === undefined) throw new Error(`${site} should say what reconciliation is to find`);
  return label;
}

function breaksOf({ world }: AuditedRun, kind: BreakKind): string[] {
  const breaks = [...world.database('reconciliation').table('breaks').all()];
  return breaks.filter((found) => found.kind === kind).map(({ reference }) => reference);
}

/** What the PSP's books say of a line; undefined when they know nothing of it. */
function truth({ world }: AuditedRun, line: SettlementLine | undefined) {
  const psp = world.database('psp');
  for (const { reference, amount, fee, capturedAt } of psp.table('charges').all())
    if (reference === line?.reference) return { amount, fee, at: capturedAt ?? 0 };
  for (const { reference, amount, refundedAt } of psp.table('pspRefunds').all())
    if (reference === line?.reference) return { amount, fee: 0, at: refundedAt };
  return undefined;
}

function amountOf(line: SettlementLine | undefined): number {
  return line === undefined ? 0 : line.type === 'charge' ? line.gross : line.amount;
}

function bookedAt(line: SettlementLine | undefined): number {
  return line?.type === 'charge' ? line.capturedAt : line?.type === 'refund' ? line.refundedAt : 0;
}
