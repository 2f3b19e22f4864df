/** Which breaks a distorted file should leave: the table by which reconciliation is judged. */
import type { BreakKind } from '../../domain/night-records.ts';
import type { FaultKind } from '../faults/fault.ts';

/**
 * The breaks that say that a fault was found; the first is the one that it usually leaves. A line whose sale the ledger
 * does not know yet is a break on that account, whatever else is wrong with it; a fee that is taken from a refund is in
 * its amount; a truncated file that nothing good has followed is missing; and a file without a line that could be wrong
 * has a wrong balance until it is corrected.
 */
const fitting: { readonly [K in FaultKind]?: readonly BreakKind[] } = {
  'settlement.line-missing': ['missingInFile'],
  'settlement.line-unknown': ['missingInLedger'],
  'settlement.line-duplicate': ['listedTwice'],
  'settlement.line-wrong-amount': ['amountDiffers', 'missingInLedger'],
  'settlement.fx-rounding': ['amountDiffers', 'missingInLedger'],
  'settlement.line-wrong-date': ['dateDiffers'],
  'settlement.fee-drift': ['feeDiffers', 'amountDiffers', 'missingInLedger'],
  'settlement.file-missing': ['fileMissing'],
  'settlement.file-late': ['fileMissing'],
  'settlement.file-truncated': ['fileDoesNotProve', 'fileMissing'],
  'settlement.file-resent-corrected': ['amountDiffers', 'missingInLedger', 'fileDoesNotProve'],
};

/** The fault that each kind of break is charged to when there was none. */
const usualFaults: { readonly [K in BreakKind]: FaultKind } = {
  missingInFile: 'settlement.line-missing',
  missingInLedger: 'settlement.line-unknown',
  listedTwice: 'settlement.line-duplicate',
  amountDiffers: 'settlement.line-wrong-amount',
  dateDiffers: 'settlement.line-wrong-date',
  feeDiffers: 'settlement.fee-drift',
  fileMissing: 'settlement.file-missing',
  fileDoesNotProve: 'settlement.file-truncated',
};

/** None for a fault that reconciliation should not take notice of. */
export function breakKindsOf(fault: FaultKind): readonly BreakKind[] {
  return fitting[fault] ?? [];
}

export function faultKindOf(kind: BreakKind): FaultKind {
  return usualFaults[kind];
}

/** A break that a later file may explain by itself, without anything having been wrong. */
export function isTiming(kind: BreakKind): boolean {
  return kind === 'missingInFile' || kind === 'missingInLedger';
}
