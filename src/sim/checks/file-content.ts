/** What a night's file says, whichever of the two it is: its balances, its lines and whether it proves itself. */
import type { FileContentRecord } from '../../domain/night-records.ts';
import {
  effectOf,
  type BankLine,
  type BankStatement,
  type SettlementFile,
  type SettlementLine,
} from '../../domain/settlement-file.ts';
import { sameRecord } from './same-record.ts';

export type FileContent = SettlementFile | BankStatement;

/** The PSP's file that a content is of; undefined for a statement of the bank. */
export function settlementFileOf({ fileId, content }: FileContentRecord): SettlementFile | undefined {
  // The two kinds of file are told apart by their names: without lines they look the same.
  return fileId.startsWith('psp/') ? (content as SettlementFile) : undefined;
}

/** What a line adds to the balance that the file shows, in minor units. */
function changeOf(line: SettlementLine | BankLine): number {
  return 'type' in line ? effectOf(line) : line.amount;
}

/** What all lines together add to the balance, in minor units. */
export function effectOfLines({ lines }: FileContent): number {
  let sum = 0;
  for (const line of lines) sum += changeOf(line);
  return sum;
}

/** True when a file has as many lines as it was made with, and they lead from its opening to its closing balance. */
export function provesItself(file: FileContent): boolean {
  return file.lines.length === file.lineCount && file.opening + effectOfLines(file) === file.closing;
}

/** True when two files say the same. */
export function sameContent(one: FileContent, other: FileContent): boolean {
  if (one === other) return true;
  const others = other.lines;
  return (
    sameRecord<object>({ ...one, lines: [] }, { ...other, lines: [] }) &&
    one.lines.length === others.length &&
    [...one.lines].every((line, index) => sameRecord<object>(line, others[index] ?? {}))
  );
}
