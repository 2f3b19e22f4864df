/**
 * The two files of a night: the PSP's settlement file and the bank's statement, one of each per currency. Both prove
 * themselves: opening balance plus lines is the closing balance, and files count without a gap.
 */
import type { BusinessDate, Instant } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { OrderId, PspReference } from './ids.ts';
import type { MinorUnits } from './money.ts';

export interface ChargeLine {
  readonly type: 'charge';
  readonly reference: PspReference;
  readonly orderId: OrderId;
  readonly capturedAt: Instant;
  readonly gross: MinorUnits;
  readonly fee: MinorUnits;
}

export interface PayoutLine {
  readonly type: 'payout';
  readonly reference: string;
  readonly amount: MinorUnits;
}

export type SettlementLine = ChargeLine | PayoutLine;

/** What the PSP owes the platform: charges less fees add to the balance, payouts take from it. */
export interface SettlementFile {
  readonly currency: Currency;
  readonly date: BusinessDate;
  readonly sequence: number;
  readonly opening: MinorUnits;
  readonly closing: MinorUnits;
  readonly lines: readonly SettlementLine[];
}

export interface BankLine {
  readonly reference: string;
  readonly amount: MinorUnits;
  readonly bookedAt: Instant;
  readonly valueDate: BusinessDate;
}

/** The bank account: entries add to the balance. */
export interface BankStatement {
  readonly currency: Currency;
  readonly date: BusinessDate;
  readonly sequence: number;
  readonly opening: MinorUnits;
  readonly closing: MinorUnits;
  readonly lines: readonly BankLine[];
}

/** What a settlement line changes the PSP's balance by, in minor units. */
export function effectOf(line: SettlementLine): number {
  switch (line.type) {
    case 'charge':
      return line.gross - line.fee;
    case 'payout':
      return -line.amount;
  }
}

/** The end of the file before: what the next one must begin with. */
export interface PreviousClose {
  readonly sequence: number;
  readonly closing: MinorUnits;
}

/**
 * Why a file does not prove itself against the one before it, in sentences; none when it does.
 * @param previous undefined for the first file, which must open at zero with sequence 1
 */
export function proofProblems(
  file: Pick<SettlementFile, 'sequence' | 'opening' | 'closing'>,
  effects: readonly number[],
  previous: PreviousClose | undefined,
): string[] {
  const problems: string[] = [];
  const expected = { sequence: (previous?.sequence ?? 0) + 1, opening: previous?.closing ?? 0 };
  if (file.sequence !== expected.sequence) {
    problems.push(`its sequence number is ${file.sequence} where ${expected.sequence} was due`);
  }
  if (file.opening !== expected.opening) {
    problems.push(`it opens at ${file.opening} where the file before it closed at ${expected.opening}`);
  }
  const sum = effects.reduce((a, b) => a + b, file.opening);
  if (sum !== file.closing) problems.push(`its lines lead to ${sum} and it closes at ${file.closing}`);
  return problems;
}
