/**
 * Which breaks were right when they were opened, though nothing may have been injected: the PSP or the bank truly held
 * something else than the ledger. A mistake in the payment system leaves such breaks, and finding them is no false
 * accusation. It folds over facts, and is told what was agreed with the PSP about fees.
 */
import { addDays } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import { pspFeeOf, type PspFee } from '../../domain/fees.ts';
import { money } from '../../domain/money.ts';
import type { BreakRecord } from '../../domain/night-records.ts';
import {
  effectOf,
  proofProblems,
  sequelProblems,
  type BankStatement,
  type SettlementFile,
} from '../../domain/settlement-file.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { createBothSides, type Ours, type Theirs } from './both-sides.ts';

export interface RealBreaks {
  readonly hears: readonly Hearing[];
  /** By their ids. */
  readonly ids: ReadonlySet<string>;
}

export function createRealBreaks(agreedFee: PspFee): RealBreaks {
  const ids = new Set<string>();
  const sides = createBothSides();
  const files = createFiles();

  const agreedFor = (amount: number, currency: Currency): number => pspFeeOf(money(amount, currency), agreedFee).amount;
  const isReal = ({ id, kind, reference, currency, openedOn, about }: BreakRecord): boolean => {
    const theirs = sides.theirs(reference, currency);
    const ours = sides.ours(reference, currency);
    const isListed = theirs?.listedOn !== undefined && theirs.listedOn <= openedOn;
    switch (kind) {
      case 'missingInFile':
        return ours.length > (isListed ? 1 : 0);
      case 'missingInLedger':
        return isListed && ours.length === 0;
      case 'listedTwice':
        // What is there once, is listed once.
        return false;
      case 'amountDiffers':
        return ours.some(({ amount }) => amount !== theirs?.amount);
      case 'feeDiffers':
        return theirs !== undefined && ours.some(({ amount }) => agreedFor(amount, currency) !== theirs.fee);
      case 'dateDiffers':
        return theirs !== undefined && isMisdated(theirs, ours);
      case 'fileMissing':
        return !files.haveCome.has(about);
      case 'fileDoesNotProve':
        return id.endsWith('/opening') ? files.isOutOfLine(about) : files.unproven.has(about);
    }
  };

  const judge = ({ before, after }: WrittenTo<'breaks'>): void => {
    if (after.status !== 'open' || before?.status === 'open') return;
    if (isReal(after)) ids.add(after.id);
    else ids.delete(after.id);
  };
  return { hears: [files.hears, sides.hears, { written: { breaks: judge } }], ids };
}

/** Listed before its date, or of an earlier date than the ledger says. */
function isMisdated({ date, listedOn }: Theirs, ours: readonly Ours[]): boolean {
  if (date === undefined) return false;
  return (
    (listedOn !== undefined && date > listedOn) || ours.some((each) => each.date !== undefined && date < each.date)
  );
}

interface Files {
  readonly hears: Hearing;
  /** Those that reconciliation has. */
  readonly haveCome: ReadonlySet<string>;
  /** Those of which a version was sent to it that does not prove itself. */
  readonly unproven: ReadonlySet<string>;
  /** True of a file that does not follow the one before it, as both were sent. */
  isOutOfLine(fileId: string): boolean;
}

type NightFile = SettlementFile | BankStatement;

function createFiles(): Files {
  const haveCome = new Set<string>();
  const unproven = new Set<string>();
  const versions = new Map<string, NightFile[]>();
  const keep = (fileId: string, file: NightFile): void => {
    const earlier = versions.get(fileId);
    if (earlier === undefined) versions.set(fileId, [file]);
    else earlier.push(file);
    if (proofProblems(file, effectsOf(file)).length > 0) unproven.add(fileId);
  };

  return {
    hears: {
      delivered: {
        SettlementFileSent: ({ message, concern }) => keep(concern, message.file),
        BankStatementSent: ({ message, concern }) => keep(concern, message.statement),
      },
      written: { fileContents: ({ after }) => void haveCome.add(after.fileId) },
    },
    haveCome,
    unproven,
    isOutOfLine(fileId) {
      const file = versions.get(fileId)?.at(-1);
      if (file === undefined) return false;
      const before = versions.get(fileId.replace(file.date, addDays(file.date, -1)));
      const [last] = before ?? [];
      const closings = before?.map(({ closing }) => closing) ?? [];
      return sequelProblems(file, last && { sequence: last.sequence, closings }).length > 0;
    },
  };
}

function effectsOf({ lines }: NightFile): number[] {
  return lines.map((line) => ('type' in line ? effectOf(line) : line.amount));
}
