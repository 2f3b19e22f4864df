/**
 * I12: files prove themselves. The PSP's batches and the bank's statements must; a file that reached reconciliation
 * distorted may not, and then it has to be refused, or a break has to say so before the next one is reconciled: what is
 * accepted in silence is the mistake, and so is a good file that is not taken in, or a missing one that nobody misses.
 */
import type { Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { BankStatementRecord, SettlementBatchRecord } from '../../domain/records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckMaker, Finding, Witness } from './check.ts';
import { createDeliveredFiles, type DeliveredFiles } from './delivered-files.ts';
import { effectOfLines, type FileContent } from './file-content.ts';
import { fileDoubts } from './file-doubts.ts';
import { priced, spell } from './figures.ts';
import { createFileSeries, type FileSeries, type Problem } from './file-series.ts';
import { createOpenBreaks, type OpenBreaks } from './open-breaks.ts';
import { createReceivedFiles, type FileStep, type ReceivedFiles } from './received-files.ts';
import { createUnnoticed, type Unnoticed } from './unnoticed.ts';

interface State {
  readonly files: ReceivedFiles;
  readonly delivered: DeliveredFiles;
  readonly breaks: OpenBreaks;
  readonly series: FileSeries;
  readonly unproven: Unnoticed;
  /** Files that the PSP or the bank has made and reconciliation has not applied. */
  readonly missing: Map<string, Finding>;
  readonly applied: Set<string>;
  /** Transfers that no statement has shown, with what they change the balance by. */
  readonly transfers: Map<string, number>;
}

export const fileProves: CheckMaker = ({ settleWithinMs }) => {
  const breaks = createOpenBreaks();
  const state: State = {
    files: createReceivedFiles(),
    delivered: createDeliveredFiles(settleWithinMs),
    breaks,
    series: createFileSeries(),
    unproven: createUnnoticed((id) => breaks.wasRaised('fileDoesNotProve', id)),
    missing: new Map(),
    applied: new Set(),
    transfers: new Map(),
  };
  return {
    id: 'I12',
    name: 'file-proves',
    statement:
      'Each file opens where the one before it closed, its lines lead to its closing balance, and files count without gap or repeat; one that does not is refused or a break that says by how much, and one that does is taken in.',
    hears: [state.delivered.hears, breaks.hears, fileDoubts(state.delivered), following(state)],
    conclude(at, witness) {
      state.unproven.report(witness);
      for (const { at: since, fileId, content } of state.delivered.waiting()) {
        witness.checked();
        const sentence = `${fileId} was delivered as ${spellContents(content, content.lines.length)}, proves itself, and was never taken in`;
        witness.violated({ at: since, concern: fileId, sentence });
      }
      for (const [id, finding] of state.missing) {
        witness.checked();
        if (!breaks.about(id).some(({ kind }) => kind === 'fileMissing'))
          witness.violated({ ...finding, at, since: finding.at });
      }
    },
  };
};

function following(state: State): Hearing<Witness> {
  const { files, transfers } = state;
  const judge = (fact: WrittenTo<'settlementBatches' | 'bankStatements'>, witness: Witness): void => {
    if (fact.before === undefined) judgeMade(fact, state, witness);
  };
  return {
    written: {
      bankTransfers({ before, after: { id, status, amount } }) {
        if (status === 'booked' && before?.status !== 'booked') transfers.set(id, amount);
      },
      sellerTransfers({ before, after: { id, status, amount } }) {
        if (status === 'booked' && before?.status !== 'booked') transfers.set(id, -amount);
        if (status === 'returned' && before?.status !== 'returned') transfers.set(returnReference(id), amount);
      },
      settlementBatches: judge,
      bankStatements: judge,
      fileContents(fact, witness) {
        if (fact.before === undefined) judgeStored(fact, state, witness);
        files.take(fact);
      },
      files(fact, witness) {
        const step = files.take(fact);
        if (step?.isApplied === true) judgeApplied(fact.at, step, state, witness);
      },
    },
  };
}

/** The PSP or the bank has made a file. */
function judgeMade(
  { table, at, after }: WrittenTo<'settlementBatches'> | WrittenTo<'bankStatements'>,
  { series, missing, applied, transfers }: State,
  witness: Witness,
): void {
  const source = table === 'settlementBatches' ? 'psp' : 'bank';
  const { sequence, opening, closing, currency } = after;
  const id = `${source}/${after.id}`;
  const effect = effectOf(after, transfers);
  const problem = series.add(`made ${source}/${currency}`, currency, { id, sequence, opening, closing, effect });
  witness.checked();
  if (problem !== undefined) witness.violated({ at, concern: id, ...problem });
  const sentence = `${id} was made and reconciliation has never applied it; no open break says that it is missing`;
  if (!applied.has(id)) missing.set(id, { at, concern: id, sentence, ...priced(closing - opening, currency) });
}

function effectOf(record: SettlementBatchRecord | BankStatementRecord, transfers: Map<string, number>): number {
  if ('gross' in record) return record.gross - record.refunded - record.fees - record.paidOut;
  let sum = 0;
  for (const id of record.transfers) {
    sum += transfers.get(id) ?? 0;
    transfers.delete(id);
  }
  return sum;
}

/** Reconciliation has stored a file. */
function judgeStored({ at, after }: WrittenTo<'fileContents'>, { delivered }: State, witness: Witness): void {
  const { fileId, content } = after;
  witness.checked();
  if (delivered.store(fileId, content)) return;
  const sentence = `reconciliation stored ${fileId} as ${spellContents(content, content.lines.length)}, which no delivery has brought`;
  witness.violated({ at, concern: fileId, sentence, ...priced(content.closing, content.currency) });
}

/** Its turn has come: the files before it are done. */
function judgeApplied(
  at: Instant,
  { record, content }: FileStep,
  { series, unproven, missing, applied }: State,
  witness: Witness,
): void {
  const { id, source, currency, sequence, opening, closing } =
    content === undefined ? record : { ...record, ...content };
  missing.delete(id);
  applied.add(id);
  unproven.report(witness, `${source}/${currency}/`);
  const effect = content && effectOfLines(content);
  const place = { id, sequence, opening, closing, effect };
  const problem = series.add(`stored ${source}/${currency}`, currency, place) ?? trailerProblem(id, content);
  witness.checked();
  if (content === undefined || !agrees(record, content)) witness.violated(misread(at, record, content));
  else if (problem !== undefined) {
    const sentence = `${problem.sentence}; it was reconciled and no break says so`;
    unproven.hold({ at, concern: id, ...problem, sentence });
  }
}

function trailerProblem(id: string, content: FileContent | undefined): Problem | undefined {
  if (content === undefined || content.lines.length === content.lineCount) return undefined;
  return {
    sentence: `${id} has ${counted(content.lines.length, 'line')} where its trailer counts ${content.lineCount}`,
  };
}

function agrees(record: FileStep['record'], { sequence, opening, closing, lines, revision }: FileContent): boolean {
  return (
    record.sequence === sequence &&
    record.revision === revision &&
    record.opening === opening &&
    record.closing === closing &&
    record.lines === lines.length
  );
}

function misread(at: Instant, record: FileStep['record'], content: FileContent | undefined): Finding {
  const { id, currency } = record;
  const kept = content === undefined ? 'kept no such file' : `stored ${spellContents(content, content.lines.length)}`;
  const sentence = `reconciliation noted ${id} as ${spellContents(record, record.lines)}; it ${kept}`;
  return { at, concern: id, sentence, ...priced(record.closing - (content?.closing ?? 0), currency) };
}

type Contents = Pick<FileContent, 'sequence' | 'revision' | 'opening' | 'closing' | 'currency'>;

function spellContents({ sequence, revision, opening, closing, currency }: Contents, lines: number): string {
  const again = revision === 1 ? '' : `, revision ${revision},`;
  return `number ${sequence}${again} with ${counted(lines, 'line')} from ${spell(opening, currency)} to ${spell(closing, currency)}`;
}
