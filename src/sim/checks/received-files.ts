/**
 * The nights' files as reconciliation received them, told when it is done with one. What a file says of itself is taken
 * from the message that brought it, and not from what reconciliation noted of it.
 */
import type { IngestedFileRecord } from '../../domain/records.ts';
import { effectOf, type BankStatement, type SettlementFile } from '../../domain/settlement-file.ts';
import type { Fact } from '../facts.ts';
import { createTally } from './tally.ts';

export interface ReconciledFile {
  readonly record: IngestedFileRecord;
  /** Undefined when no message brought it. */
  readonly received: ReceivedFile | undefined;
  /** Minor units by which the lines of all files of its source and currency, up to this one, change the balance, each line once. */
  readonly effects: number;
  /** Minor units of all charges listed up to this file, each once. */
  readonly listed: number;
}

export interface ReceivedFile {
  readonly sequence: number;
  readonly opening: number;
  readonly closing: number;
  readonly lines: number;
  /** What its lines change the balance by, all of them. */
  readonly effect: number;
  /** A line that is in the file twice is used once. */
  readonly used: {
    readonly effect: number;
    readonly listed: number;
    /** The payouts that it speaks of: made, in a file of the PSP, or arrived, in a statement of the bank. */
    readonly payouts: readonly PayoutShown[];
  };
}

export interface PayoutShown {
  readonly reference: string;
  readonly amount: number;
}

export interface ReceivedFiles {
  /** Folds a fact; the file that it shows to have been reconciled, if it does. */
  observe(fact: Fact): ReconciledFile | undefined;
  /** True when a break says that the file does not prove itself. */
  isDoubted(fileId: string): boolean;
  /** True when a break is about the file or one of its lines. */
  hasBreak(fileId: string): boolean;
}

export function createReceivedFiles(): ReceivedFiles {
  /** The files that are on their way through reconciliation. */
  const received = new Map<string, ReceivedFile>();
  const doubted = new Set<string>();
  const withBreak = new Set<string>();
  const effects = createTally<string>();
  const listed = createTally<string>();

  const reconcile = (record: IngestedFileRecord): ReconciledFile => {
    const account = `${record.source}/${record.currency}`;
    const file = received.get(record.id);
    received.delete(record.id);
    effects.add(account, file?.used.effect ?? 0);
    listed.add(account, file?.used.listed ?? 0);
    return { record, received: file, effects: effects.of(account), listed: listed.of(account) };
  };

  return {
    observe(fact) {
      if (fact.kind === 'delivered') {
        const { message } = fact;
        // A file that comes again while the first copy is being worked on does not replace it.
        if (message.type === 'SettlementFileSent' && !received.has(fact.concern))
          received.set(fact.concern, settlementFile(message.file));
        if (message.type === 'BankStatementSent' && !received.has(fact.concern))
          received.set(fact.concern, bankStatement(message.statement));
      }
      if (fact.kind === 'sent' && fact.message.type === 'BreakFound') {
        const { kind, about } = fact.message.found;
        if (kind === 'fileDoesNotProve') doubted.add(about);
        // A line is named after its file: `psp/EUR/2026-03-02/charge/ch_17_1_1`.
        withBreak.add(about.split('/', 3).join('/'));
      }
      if (fact.kind !== 'written' || fact.table !== 'files' || fact.after.status !== 'reconciled') return undefined;
      return fact.before?.status === 'reconciled' ? undefined : reconcile(fact.after);
    },
    isDoubted: (fileId) => doubted.has(fileId),
    hasBreak: (fileId) => withBreak.has(fileId),
  };
}

function settlementFile({ sequence, opening, closing, lines }: SettlementFile): ReceivedFile {
  const payouts: PayoutShown[] = [];
  const seen = new Set<string>();
  let [effect, once, listed] = [0, 0, 0];
  for (const line of lines) {
    effect += effectOf(line);
    if (seen.has(line.reference)) continue;
    seen.add(line.reference);
    once += effectOf(line);
    if (line.type === 'charge') listed += line.gross;
    else payouts.push(line);
  }
  return { sequence, opening, closing, lines: lines.length, effect, used: { effect: once, listed, payouts } };
}

function bankStatement({ sequence, opening, closing, lines }: BankStatement): ReceivedFile {
  const payouts = [...new Map(lines.map((line) => [line.reference, line])).values()];
  const sum = (shown: readonly PayoutShown[]): number => shown.reduce((total, { amount }) => total + amount, 0);
  const used = { effect: sum(payouts), listed: 0, payouts };
  return { sequence, opening, closing, lines: lines.length, effect: sum(lines), used };
}
