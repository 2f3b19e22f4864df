/** What reconciliation keeps: the files of the nights, what their lines were matched with, and what did not match. */
import type { BusinessDate } from './calendar.ts';
import type { Currency } from './currency.ts';
import type { OrderId } from './ids.ts';
import type { MinorUnits, Money } from './money.ts';
import type { BankStatement, ChargeLine, SettlementFile } from './settlement-file.ts';

export interface IngestedFileRecord {
  /** `psp/EUR/2026-03-02` or `bank/EUR/2026-03-02` */
  readonly id: string;
  readonly source: 'psp' | 'bank';
  readonly currency: Currency;
  readonly date: BusinessDate;
  readonly sequence: number;
  readonly opening: MinorUnits;
  readonly closing: MinorUnits;
  readonly lines: number;
  readonly revision: number;
  /** `reconciled` once its matches are stored, `closed` once all of its breaks are. */
  readonly status: 'stored' | 'reconciled' | 'closed';
  /** On a reconciled PSP file: how many captures of the currency the ledger had shown to reconciliation by then. */
  readonly ledgerCursor: number;
  readonly matched: number;
  readonly opened: number;
  readonly resolved: number;
}

/** A file as it came, kept so that its night can be taken up again. */
export interface FileContentRecord {
  /** The file's id and revision: `psp/EUR/2026-03-02#1`. */
  readonly id: string;
  readonly fileId: string;
  readonly content: SettlementFile | BankStatement;
}

/** A line of a file and the ledger transaction that it was matched with. */
export interface MatchRecord extends Money {
  /** The line's identity: `psp/EUR/2026-03-02/charge/ch_17_1_1`. */
  readonly id: string;
  readonly fileId: string;
  readonly transactionId: string;
  readonly orderId?: OrderId;
}

/** A ledger item that waits for its line: a capture for the PSP's, a payout for the bank's. */
export interface OpenItemRecord extends Money {
  /** The ledger transaction's id. */
  readonly id: string;
  readonly source: 'psp' | 'bank';
  readonly reference: string;
  readonly date: BusinessDate;
  readonly orderId?: OrderId;
  readonly status: 'open' | 'matched';
}

export const breakKinds = [
  'missingInFile',
  'missingInLedger',
  'listedTwice',
  'amountDiffers',
  'dateDiffers',
  'feeDiffers',
  'fileMissing',
  'fileDoesNotProve',
] as const;
export type BreakKind = (typeof breakKinds)[number];

/** A file of a night as it is stored, in this revision or a later one: `psp/EUR/2026-03-02`. */
export interface FileRevision {
  readonly fileId: string;
  readonly revision: number;
}

export interface BreakRecord extends Money {
  /** The kind, and the PSP's reference of the charge or the payout's id: `break-missingInFile-ch_17_1_1`. */
  readonly id: string;
  readonly kind: BreakKind;
  readonly source: 'psp' | 'bank';
  readonly about: string;
  readonly reference: string;
  readonly orderId?: OrderId;
  readonly openedOn: BusinessDate;
  readonly status: 'open' | 'resolved';
  readonly resolvedOn?: BusinessDate;
  readonly explanation: string;
  /** The revision of its file that brought it up to date; undefined for a break that is as it was found. */
  readonly revision?: number;
  /** What the ledger has posted for the line already, where that was the line's own amount. */
  readonly posted?: MinorUnits;
}

/** A break that is no longer one, and why. */
export interface Explanation {
  readonly breakId: string;
  readonly resolvedOn: BusinessDate;
  readonly explanation: string;
}

/** Whose turn it is: the files of one source and currency are matched one at a time, and each is brought to its end. */
export interface NightTurnRecord {
  /** `psp/EUR` */
  readonly id: string;
  /** The file whose turn it is, until it is closed; undefined between two turns. */
  readonly fileId?: string;
  /** What its matching led to, kept with its matches until the breaks have stored it. What has a revision was open before. */
  readonly found: readonly BreakRecord[];
  readonly explained: readonly Explanation[];
  /** Charges that files list and that the ledger does not know yet: the executor is told of them. */
  readonly settled: readonly ChargeLine[];
  /** Counts the changes; a commit names the version it read. */
  readonly version: number;
}
