/** A night on a bench: what its database answers, and the way through a night on which all goes well. */
import type { AnyStateMachine } from 'xstate';
import type {
  BreakRecord,
  IngestedFileRecord,
  MatchRecord,
  NightTurnRecord,
  OpenItemRecord,
} from '../../src/domain/night-records.ts';
import type { BankStatement, SettlementFile } from '../../src/domain/settlement-file.ts';
import { bench, type Bench, type BenchSettings } from './machine-bench.ts';

type NightFile = SettlementFile | BankStatement;

/** What reconciliation's database holds, as far as a test says. */
export interface Stored {
  readonly files?: readonly IngestedFileRecord[];
  readonly turn?: NightTurnRecord | undefined;
  readonly contents?: readonly NightFile[];
  readonly openItems?: readonly OpenItemRecord[];
  readonly breaks?: readonly BreakRecord[];
  readonly matches?: readonly MatchRecord[];
}

export interface NightBench extends Bench {
  /** The answer to the night's look for its turn. */
  showTurn(stored?: Stored): string[];
  /** The answer to what is open. */
  showOpen(stored?: Stored): string[];
  /** The answer to which lines were used before. */
  showUsed(stored?: Stored): string[];
}

/** The record of a file as it is stored, before anything came of it. */
export function recordOf(file: NightFile, rest: Partial<IngestedFileRecord> = {}): IngestedFileRecord {
  const source = sourceOf(file);
  const { currency, date, sequence, revision, opening, closing, lines } = file;
  const counts = { lines: lines.length, ledgerCursor: 0, matched: 0, opened: 0, resolved: 0 };
  const id = `${source}/${currency}/${date}`;
  return { id, source, currency, date, sequence, revision, opening, closing, status: 'stored', ...counts, ...rest };
}

export function turnOf(account: string, rest: Partial<NightTurnRecord> = {}): NightTurnRecord {
  return { id: account, found: [], explained: [], settled: [], version: 1, ...rest };
}

export function nightBench(machine: AnyStateMachine, settings: BenchSettings): NightBench {
  const one = bench(machine, { start: '2026-03-04T02:00:00Z', ...settings });
  let turn: NightTurnRecord | undefined;
  const turns = (): { readonly table: 'nightTurns'; readonly records: readonly NightTurnRecord[] } => {
    return { table: 'nightTurns', records: turn === undefined ? [] : [turn] };
  };
  return {
    ...one,
    showTurn({ files = [], contents = [], ...rest } = {}) {
      turn = rest.turn;
      const records = contents.map((content) => {
        const fileId = `${sourceOf(content)}/${content.currency}/${content.date}`;
        return { id: `${fileId}#${content.revision}`, fileId, content };
      });
      return one.answerRead({ table: 'files', records: files }, turns(), { table: 'fileContents', records });
    },
    showOpen: ({ openItems = [], breaks = [] } = {}) =>
      one.answerRead(turns(), { table: 'openItems', records: openItems }, { table: 'breaks', records: breaks }),
    showUsed: ({ matches = [] } = {}) => one.answerRead(turns(), { table: 'matches', records: matches }),
  };
}

/** An empty file is the PSP's. */
function sourceOf({ lines }: NightFile): 'psp' | 'bank' {
  return lines.some((line) => 'valueDate' in line) ? 'bank' : 'psp';
}
