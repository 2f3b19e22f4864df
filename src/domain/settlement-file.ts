/**
 * The two files of a night: the PSP's settlement file and the bank's statement, one of each per currency. Both prove
 * themselves: opening balance plus lines is the closing balance, and files count without a gap.
 */
import type { BusinessDate, Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { OrderId, PspReference, RefundId } from './ids.ts';
import { formatMoney, money, type MinorUnits } from './money.ts';

export interface ChargeLine {
  readonly type: 'charge';
  readonly reference: PspReference;
  readonly orderId: OrderId;
  readonly capturedAt: Instant;
  readonly gross: MinorUnits;
  readonly fee: MinorUnits;
}

/** Money that went back to a buyer. The PSP keeps the fee of the charge. */
export interface RefundLine {
  readonly type: 'refund';
  readonly reference: PspReference;
  readonly orderId: OrderId;
  readonly refundId: RefundId;
  readonly refundedAt: Instant;
  readonly amount: MinorUnits;
}

export interface PayoutLine {
  readonly type: 'payout';
  readonly reference: string;
  readonly amount: MinorUnits;
}

export type SettlementLine = ChargeLine | RefundLine | PayoutLine;

/** What the PSP owes the platform: charges less fees add to the balance, refunds and payouts take from it. */
export interface SettlementFile {
  readonly currency: Currency;
  readonly date: BusinessDate;
  readonly sequence: number;
  /** Counted from 1: a file that was wrong is sent again, corrected, under the next revision. */
  readonly revision: number;
  /** The trailer: how many lines the file was made with. */
  readonly lineCount: number;
  readonly opening: MinorUnits;
  readonly closing: MinorUnits;
  readonly lines: readonly SettlementLine[];
}

export interface BankLine {
  readonly reference: string;
  /** Below zero for what leaves the account. */
  readonly amount: MinorUnits;
  readonly bookedAt: Instant;
  readonly valueDate: BusinessDate;
  /** The payout to a seller that comes back with this line. */
  readonly returns?: string;
}

/** The bank account: entries add to the balance. */
export interface BankStatement {
  readonly currency: Currency;
  readonly date: BusinessDate;
  readonly sequence: number;
  readonly revision: number;
  readonly lineCount: number;
  readonly opening: MinorUnits;
  readonly closing: MinorUnits;
  readonly lines: readonly BankLine[];
}

/** What a settlement line changes the PSP's balance by, in minor units. */
export function effectOf(line: SettlementLine): number {
  switch (line.type) {
    case 'charge':
      return line.gross - line.fee;
    case 'refund':
    case 'payout':
      return -line.amount;
  }
}

/**
 * Why a file does not prove itself, in sentences; none when it does: it has as many lines as it was made with, and they
 * lead from its opening to its closing balance.
 * @param effects what each of its lines changes the balance by
 */
export function proofProblems(
  file: Pick<SettlementFile, 'currency' | 'lineCount' | 'opening' | 'closing'>,
  effects: readonly number[],
): string[] {
  const problems: string[] = [];
  if (effects.length !== file.lineCount) {
    problems.push(`it was made with ${file.lineCount} lines and has ${effects.length}`);
  }
  const sum = balanceAfter(file, effects);
  if (sum !== file.closing) {
    problems.push(`its lines lead to ${written(sum, file)} and it closes at ${written(file.closing, file)}`);
  }
  return problems;
}

/** The balance that the lines of a file lead to, in minor units. */
export function balanceAfter({ opening }: Pick<SettlementFile, 'opening'>, effects: readonly number[]): number {
  return effects.reduce((sum, effect) => sum + effect, opening);
}

/** The file before: what the next one must begin with. */
export interface FileBefore {
  readonly sequence: number;
  /** Of each of its revisions: the next file may have been made before it was corrected. */
  readonly closings: readonly MinorUnits[];
}

/**
 * Why a file does not follow the one before it, in sentences; none when it does.
 * @param before undefined for the first file, which must open at zero with sequence 1
 */
export function sequelProblems(
  file: Pick<SettlementFile, 'currency' | 'sequence' | 'opening'>,
  before: FileBefore | undefined,
): string[] {
  const problems: string[] = [];
  const due = (before?.sequence ?? 0) + 1;
  if (file.sequence !== due) problems.push(`its number is ${file.sequence} where ${due} was due`);
  const closings: readonly number[] = before?.closings ?? [0];
  if (!closings.includes(file.opening)) {
    const closed = written(closings.at(-1) ?? 0, file);
    problems.push(`it opens at ${written(file.opening, file)} where the file before it closed at ${closed}`);
  }
  return problems;
}

function written(amount: number, { currency }: Pick<SettlementFile, 'currency'>): string {
  return formatMoney(money(amount, currency));
}
