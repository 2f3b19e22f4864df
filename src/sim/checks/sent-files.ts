/**
 * The PSP's files and the bank's statements as they are sent: each shows what its batch, or its record, lists, every charge,
 * refund, payout and transfer once and as it is held, and nothing else. What a fault makes of a line, or of the end of a
 * file, is the world's doing and no mistake of whoever sends it.
 */
import type { BusinessDate, Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { OrderId } from '../../domain/ids.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { BankLine, BankStatement, SettlementFile, SettlementLine } from '../../domain/settlement-file.ts';
import type { Fault } from '../faults/fault.ts';
import type { Faulted, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { listed, priced } from './figures.ts';

export interface SentFiles {
  readonly hears: Hearing<Witness>;
}

interface Listed {
  readonly amount: number;
  readonly orderId?: OrderId | undefined;
  /** Of a charge, in minor units. */
  readonly fee?: number;
  /** Of a charge, and of a refund. */
  readonly capturedAt?: Instant;
  readonly refundedAt?: Instant;
  /** Of a transfer at the bank, and of its return. */
  readonly valueDate?: BusinessDate | undefined;
}

/** A file may be asked for again at any time, so what its batch lists is remembered for the whole run. */
interface Batch {
  /** By reference. */
  readonly lists: Map<string, Listed>;
  /** What faults have made of its lines, by reference. */
  readonly faults: Map<string, Fault['kind']>;
  /** By how many minor units one line of it is wrong in a version that is corrected later. */
  readonly correctedBy: Set<number>;
  /** The same wrong file, sent again and again, is one mistake. */
  isAccused: boolean;
}

interface State {
  /** By the file that shows each: `psp/EUR/2026-03-02`, `bank/EUR/2026-03-02`. */
  readonly batches: Map<string, Batch>;
  readonly payouts: Map<string, Listed>;
  /** By the references that the bank shows. */
  readonly transfers: Map<string, Listed>;
}

type File = SettlementFile | BankStatement;
type Line = SettlementLine | BankLine;

export function createSentFiles(): SentFiles {
  const state: State = { batches: new Map(), payouts: new Map(), transfers: new Map() };
  const { payouts, transfers } = state;
  const list = ({ before, after }: WrittenTo<'charges' | 'pspRefunds'>): void => {
    const { reference, currency, settledOn } = after;
    if (settledOn === undefined || settledOn === before?.settledOn) return;
    batchOf(`psp/${currency}/${settledOn}`, state).lists.set(reference, after);
  };
  return {
    hears: {
      written: {
        charges: list,
        pspRefunds: list,
        pspPayouts: ({ after: { id, amount } }) => payouts.set(id, { amount }),
        settlementBatches({ before, after }) {
          if (before === undefined) listAll(`psp/${after.id}`, after.payouts, payouts, state);
        },
        bankTransfers: ({ after }) => transfers.set(after.id, after),
        sellerTransfers({ after: { id, amount, valueDate, returnValueDate } }) {
          transfers.set(id, { amount: -amount, valueDate });
          transfers.set(returnReference(id), { amount, valueDate: returnValueDate });
        },
        bankStatements({ before, after }) {
          if (before === undefined) listAll(`bank/${after.id}`, after.transfers, transfers, state);
        },
      },
      faulted: (fact) => excuse(fact, state),
      sent: {
        SettlementFileSent: ({ at, message: { file } }, witness) => judge(at, 'psp', file, state, witness),
        BankStatementSent: ({ at, message: { statement } }, witness) => judge(at, 'bank', statement, state, witness),
      },
    },
  };
}

function listAll(id: string, references: readonly string[], known: ReadonlyMap<string, Listed>, state: State): void {
  const { lists } = batchOf(id, state);
  for (const reference of references) lists.set(reference, known.get(reference) ?? { amount: 0 });
}

function batchOf(id: string, { batches }: State): Batch {
  let batch = batches.get(id);
  if (batch === undefined)
    batches.set(id, (batch = { lists: new Map(), faults: new Map(), correctedBy: new Set(), isAccused: false }));
  return batch;
}

function excuse({ site, fault, label }: Faulted, state: State): void {
  if (fault.kind === 'settlement.file-resent-corrected') {
    // A copy of a file that has come already is wrong without a label.
    const [, source, id] = /^settlement (psp|bank) (\S+)/.exec(site) ?? [];
    if (source !== undefined && id !== undefined)
      batchOf(`${source}/${id}`, state).correctedBy.add(Math.abs(fault.byMinorUnits));
  } else if (label?.reference !== undefined) {
    batchOf(`${label.source}/${label.currency}/${label.date}`, state).faults.set(label.reference, fault.kind);
  }
}

function judge(at: Instant, source: Source, file: File, state: State, witness: Witness): void {
  const concern = `${source}/${file.currency}/${file.date}`;
  const batch = batchOf(concern, state);
  witness.checked();
  const wrong = problemsOf(file, batch);
  if (wrong.length === 0 || batch.isAccused) return;
  batch.isAccused = true;
  const cause = wrong.map(({ orderId }) => orderId).find((orderId) => orderId !== undefined);
  const money = priced(
    wrong.reduce((sum, { amount }) => sum + amount, 0),
    file.currency,
  );
  witness.violated({ at, concern, cause, sentence: `${concern} was sent ${told(wrong, source)}`, ...money });
}

interface Problem extends Listed {
  readonly reference: string;
  readonly kind: 'missing' | 'twice' | 'foreign' | 'different';
}

function problemsOf(file: File, batch: Batch): Problem[] {
  const { lists, faults } = batch;
  const problems: Problem[] = differencesOf(file, batch);
  const times = new Map<string, number>();
  for (const line of file.lines) {
    const { reference } = line;
    times.set(reference, (times.get(reference) ?? 0) + 1);
    if (!lists.has(reference) && faults.get(reference) !== 'settlement.line-unknown')
      problems.push({ reference, kind: 'foreign', amount: amountOf(line), orderId: undefined });
  }
  // A file that broke off on the way says so by its trailer.
  const isWhole = file.lines.length === file.lineCount;
  for (const [reference, { amount, orderId }] of lists) {
    const shown = times.get(reference) ?? 0;
    const fault = faults.get(reference);
    if (shown === 0 && isWhole && fault !== 'settlement.line-missing')
      problems.push({ reference, kind: 'missing', amount, orderId });
    if (shown > (fault === 'settlement.line-duplicate' ? 2 : 1))
      problems.push({ reference, kind: 'twice', amount, orderId });
  }
  return problems;
}

/** Lines that are not as the PSP or the bank holds what they show, though nothing has happened to them. */
function differencesOf({ lines }: File, { lists, faults, correctedBy }: Batch): Problem[] {
  const different = lines.flatMap((line: Line): readonly Problem[] => {
    const { reference } = line;
    const held = lists.get(reference);
    if (held === undefined || faults.has(reference) || isAsHeld(line, held)) return [];
    const fee = 'fee' in line ? line.fee - (held.fee ?? 0) : 0;
    const amount = Math.abs(amountOf(line) - held.amount) + Math.abs(fee);
    return [{ reference, kind: 'different', amount, orderId: held.orderId }];
  });
  const [only] = different.length === 1 ? different : [];
  return only !== undefined && correctedBy.has(only.amount) ? [] : different;
}

function isAsHeld(line: Line, { amount, orderId, fee, capturedAt, refundedAt, valueDate }: Listed): boolean {
  if (amountOf(line) !== amount) return false;
  if (!('type' in line)) return line.valueDate === valueDate;
  switch (line.type) {
    case 'charge':
      return line.orderId === orderId && line.fee === fee && line.capturedAt === capturedAt;
    case 'refund':
      return line.orderId === orderId && line.refundedAt === refundedAt;
    case 'payout':
      return true;
  }
}

function amountOf(line: Line): number {
  return 'gross' in line ? line.gross : line.amount;
}

type Source = 'psp' | 'bank';

/** Who sends the file, and what holds what it lists. */
const senders = {
  psp: { sender: 'the PSP', record: 'batch' },
  bank: { sender: 'the bank', record: 'record' },
} as const;

function told(problems: readonly Problem[], source: Source): string {
  const { sender, record } = senders[source];
  const ways = [
    { kind: 'missing', before: 'without', after: `, which its ${record} lists` },
    { kind: 'twice', before: 'with', after: ' more than once' },
    { kind: 'foreign', before: 'with', after: `, which its ${record} does not list` },
    { kind: 'different', before: 'with other figures of', after: ` than ${sender} holds` },
  ] as const;
  const parts = ways.flatMap(({ kind, before, after }) => {
    const references = problems.filter((problem) => problem.kind === kind).map(({ reference }) => reference);
    return references.length === 0 ? [] : [`${before} ${listed(shortened(references))}${after}`];
  });
  return parts.join('; ');
}

/** The first three, and how many there are beside them. */
function shortened(references: readonly string[]): string[] {
  const left = references.length - 3;
  return left > 0 ? [...references.slice(0, 3), counted(left, 'other')] : [...references];
}
