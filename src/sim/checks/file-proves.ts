/**
 * I12: files prove themselves. The PSP's batches and the bank's statements must; a file that reached reconciliation
 * distorted may not, and then a break has to say so before the next one is reconciled: what is accepted in silence is
 * the mistake.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { BankStatementRecord, SettlementBatchRecord } from '../../domain/records.ts';
import type { CheckMaker, Finding } from './check.ts';
import { counted, listed, priced, spell } from './figures.ts';
import { createReceivedFiles, type ReceivedFile, type ReconciledFile } from './received-files.ts';
import { createUnnoticed } from './unnoticed.ts';

/** How a balance ended, and with which sequence number. */
interface Close {
  readonly sequence: number;
  readonly closing: number;
}

interface Proof {
  readonly sequence: number;
  readonly opening: number;
  readonly closing: number;
  /** Undefined where the lines are not at hand. */
  readonly effect: number | undefined;
}

export const fileProves: CheckMaker = () => {
  const files = createReceivedFiles();
  /** The closes of each source and currency, in the order in which they came. */
  const closes = new Map<string, Close[]>();
  const unproven = createUnnoticed((id) => files.isDoubted(id));

  const follow = (account: string, close: Close): readonly Close[] => {
    const earlier = closes.get(account) ?? [];
    closes.set(account, [...earlier, close]);
    return earlier;
  };

  return {
    id: 'I12',
    name: 'file-proves',
    statement:
      'Each file opens where the one before it closed, its lines lead to its closing balance, and files count without gap or repeat; one that does not is a break.',
    observe(fact, witness) {
      const file = files.observe(fact);
      if (file !== undefined) {
        const { id, source, currency } = file.record;
        unproven.report(witness, `${source}/${currency}/`);
        const problem = ingestProblem(file, follow(`received ${source}/${currency}`, file.received ?? file.record));
        witness.checked();
        if (file.received === undefined || !agrees(file.record, file.received))
          witness.violated(misread(fact.at, file));
        else if (problem !== undefined) unproven.hold({ at: fact.at, concern: id, ...problem });
      }
      if (fact.kind !== 'written' || fact.before !== undefined) return;
      if (fact.table !== 'settlementBatches' && fact.table !== 'bankStatements') return;
      const source = fact.table === 'settlementBatches' ? 'psp' : 'bank';
      const { id, currency } = fact.after;
      const name = `${source}/${id}`;
      const problem = problemOf(name, currency, proofOf(fact.after), follow(`${source}/${currency}`, fact.after));
      witness.checked();
      if (problem !== undefined) witness.violated({ at: fact.at, concern: name, ...problem });
    },
    conclude(_at, witness) {
      unproven.report(witness);
    },
  };
};

type Problem = Omit<Finding, 'at' | 'concern'>;

function proofOf(record: SettlementBatchRecord | BankStatementRecord): Proof {
  const effect = 'gross' in record ? record.gross - record.fees - record.paidOut : undefined;
  return { sequence: record.sequence, opening: record.opening, closing: record.closing, effect };
}

function problemOf(name: string, currency: Currency, file: Proof, earlier: readonly Close[]): Problem | undefined {
  const previous = before(file.sequence, earlier);
  const problems: string[] = [];
  if (earlier.some(({ sequence }) => sequence === file.sequence)) {
    problems.push(`has the sequence number ${file.sequence} of a file before it`);
  } else if (file.sequence !== previous.sequence + 1) {
    problems.push(`has the sequence number ${file.sequence} where ${previous.sequence + 1} was due`);
  }
  const opened = file.opening - previous.closing;
  if (opened !== 0) {
    problems.push(
      `opens at ${spell(file.opening, currency)} where the file before it closed at ${spell(previous.closing, currency)}`,
    );
  }
  const led = file.effect === undefined ? 0 : file.opening + file.effect - file.closing;
  if (led !== 0) {
    problems.push(
      `closes at ${spell(file.closing, currency)} where its lines lead to ${spell(file.closing + led, currency)}`,
    );
  }
  const wrong = led === 0 ? opened : led;
  return problems.length === 0 ? undefined : { sentence: `${name} ${listed(problems)}`, ...priced(wrong, currency) };
}

function ingestProblem({ record, received }: ReconciledFile, earlier: readonly Close[]): Problem | undefined {
  if (received === undefined) return undefined;
  const problem = problemOf(record.id, record.currency, received, earlier);
  return problem && { ...problem, sentence: `${problem.sentence}; it was reconciled and no break says so` };
}

/** The last close before a sequence number: files may come late, so it need not be the last that came. */
function before(sequence: number, earlier: readonly Close[]): Close {
  let last: Close = { sequence: 0, closing: 0 };
  for (const close of earlier) if (close.sequence < sequence && close.sequence > last.sequence) last = close;
  return last;
}

function agrees(record: ReconciledFile['record'], { sequence, opening, closing, lines }: ReceivedFile): boolean {
  return (
    record.sequence === sequence && record.opening === opening && record.closing === closing && record.lines === lines
  );
}

function misread(at: Instant, { record, received }: ReconciledFile): Finding {
  const { id, currency } = record;
  const contents = ({ sequence, lines, opening, closing }: Contents): string =>
    `number ${sequence} with ${counted(lines, 'line')} from ${spell(opening, currency)} to ${spell(closing, currency)}`;
  const brought = received === undefined ? 'never received such a file' : `received ${contents(received)}`;
  const sentence = `reconciliation noted ${id} as ${contents(record)}; it ${brought}`;
  return { at, concern: id, sentence, ...priced(record.closing - (received?.closing ?? 0), currency) };
}

type Contents = Pick<ReceivedFile, 'sequence' | 'lines' | 'opening' | 'closing'>;
