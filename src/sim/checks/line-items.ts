/**
 * The PSP's receivable, item by item: of each charge, refund and payout, what the PSP's truth has, what the ledger has
 * posted and what the files list, as reconciliation stored them. An item on which all three agree is summed up and
 * forgotten.
 */
import { bookOf } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { SettlementFile, SettlementLine } from '../../domain/settlement-file.ts';
import type { Hearing } from '../hearing.ts';
import { refundOf } from './matter.ts';
import { createTally } from './tally.ts';
import type { Unexplained } from './unexplained.ts';

/** Amounts are minor units as they change the receivable: captures add to it, refunds and payouts take from it. */
export interface LineItem {
  readonly reference: string;
  readonly currency: Currency;
  readonly orderId: OrderId | undefined;
  readonly refundId: RefundId | undefined;
  /** Undefined where the PSP has no such thing in its books, or none any more that matters. */
  truth: number | undefined;
  posted: number;
  feePosted: number;
  postedAt: Instant;
  /** When there was first a sign of it: at the PSP, in the ledger or in a file. */
  readonly firstAt: Instant;
  /** How many lines speak of it, and what they come to. */
  lines: number;
  listed: number;
  feeListed: number;
  /** When a file last said something else of it. */
  listedAt: Instant;
  /** What earlier revisions of a file listed: a break may have been opened about that. */
  formerly: readonly number[];
}

export interface LineItems {
  readonly hears: Hearing;
  /** The lines of a file count from now on, and those of the content that it takes the place of no longer. */
  apply(at: Instant, file: SettlementFile, replaced: SettlementFile | undefined): void;
  /** The items on which the three do not agree yet. */
  open(currency: Currency): readonly LineItem[];
  /** One of them, by its reference. */
  openOf(reference: string): LineItem | undefined;
  /** What the items that are done have left in the receivable. */
  done(currency: Currency): number;
}

export function createLineItems(): LineItems {
  const items = new Map<string, LineItem>();
  const done = createTally<Currency>();

  const itemOf = (at: Instant, names: Names): LineItem => {
    let item = items.get(names.reference);
    if (item === undefined) items.set(names.reference, (item = begun(at, names)));
    return item;
  };
  const forgetIfOver = (item: LineItem): void => {
    if (!isDone(item) && !isNothing(item)) return;
    items.delete(item.reference);
    done.add(item.currency, item.posted - item.feePosted);
  };
  const note = (at: Instant, names: Names, truth: number): void => {
    const item = itemOf(at, names);
    item.truth = truth;
    forgetIfOver(item);
  };
  const post = (at: Instant, transaction: LedgerTransactionRecord, sign: 1 | -1): void => {
    const { kind, postings, orderId, pspReference, id } = transaction;
    const reference = kind === 'payout' ? id.slice(id.indexOf('/') + 1) : pspReference;
    if (reference === undefined) return;
    const currency = postings[0]?.currency;
    if (currency === undefined) return;
    const item = itemOf(at, { reference, currency, orderId, refundId: refundOf(transaction) });
    postTo(item, at, kind === 'pspFee', sign * receivableOf(transaction));
    forgetIfOver(item);
  };
  const list = (at: Instant, line: SettlementLine, currency: Currency, count: number): void => {
    const item = itemOf(at, namesOf(line, currency));
    listIn(item, at, line, count);
    forgetIfOver(item);
  };

  return {
    hears: {
      written: {
        charges({ at, before, after }) {
          if (after.status !== 'captured' || before?.status === 'captured') return;
          const { reference, currency, orderId } = after;
          note(at, { reference, currency, orderId, refundId: undefined }, after.amount);
        },
        pspRefunds({ at, before, after }) {
          if (after.status !== 'refunded' || before?.status === 'refunded') return;
          const { reference, currency, orderId, id } = after;
          note(at, { reference, currency, orderId, refundId: id }, -after.amount);
        },
        pspPayouts({ at, before, after }) {
          if (before !== undefined) return;
          const { id, currency, amount } = after;
          note(at, { reference: id, currency, orderId: undefined, refundId: undefined }, -amount);
        },
        transactions({ at, before, after }) {
          post(at, after, 1);
          if (before !== undefined) post(at, before, -1);
        },
      },
    },
    apply(at, file, replaced) {
      if (replaced === undefined) for (const line of file.lines) list(at, line, file.currency, 1);
      else for (const { line, count } of changedLines(file, replaced)) list(at, line, file.currency, count);
    },
    open: (currency) => [...items.values()].filter((item) => item.currency === currency),
    openOf: (reference) => items.get(reference),
    done: (currency) => done.of(currency),
  };
}

type Names = Pick<LineItem, 'reference' | 'currency' | 'orderId' | 'refundId'>;

function begun(firstAt: Instant, { reference, currency, orderId, refundId }: Names): LineItem {
  return {
    reference,
    currency,
    orderId,
    refundId,
    truth: undefined,
    posted: 0,
    feePosted: 0,
    postedAt: 0,
    firstAt,
    lines: 0,
    listed: 0,
    feeListed: 0,
    listedAt: 0,
    formerly: [],
  };
}

function postTo(item: LineItem, at: Instant, isFee: boolean, amount: number): void {
  if (isFee) {
    item.feePosted -= amount;
  } else {
    item.posted += amount;
    item.postedAt = at;
  }
}

function listIn(item: LineItem, at: Instant, line: SettlementLine, count: number): void {
  if (count < 0) item.formerly = [...item.formerly, item.listed];
  item.lines += count;
  item.listedAt = at;
  item.listed += count * grossOf(line);
  if (line.type === 'charge') item.feeListed += count * line.fee;
}

/** The order, refund or payout, and since when the PSP, the ledger and the files have not agreed on it. */
export function troubleWith(item: LineItem): Unexplained {
  const { reference, orderId, truth, posted, lines, firstAt, postedAt, listedAt } = item;
  const isPosted = posted === truth && posted !== 0;
  const since = posted === 0 ? firstAt : isPosted && lines > 0 ? listedAt : postedAt;
  return { cause: orderId ?? reference, since };
}

function isDone({ truth, posted, feePosted, lines, listed, feeListed }: LineItem): boolean {
  return truth === posted && posted === listed && feePosted === feeListed && lines === 1;
}

/** A line that was listed once more and is not any longer. */
function isNothing({ truth, posted, feePosted, lines, listed, feeListed }: LineItem): boolean {
  return truth === undefined && posted === 0 && feePosted === 0 && lines === 0 && listed === 0 && feeListed === 0;
}

function namesOf(line: SettlementLine, currency: Currency): Names {
  const orderId = line.type === 'payout' ? undefined : line.orderId;
  return { reference: line.reference, currency, orderId, refundId: line.type === 'refund' ? line.refundId : undefined };
}

function grossOf(line: SettlementLine): number {
  return line.type === 'charge' ? line.gross : -line.amount;
}

/** Debits minus credits of the receivable. */
function receivableOf({ postings }: LedgerTransactionRecord): number {
  let sum = 0;
  for (const { from, to, amount } of postings) {
    if (bookOf(to) === 'psp:receivable') sum += amount;
    if (bookOf(from) === 'psp:receivable') sum -= amount;
  }
  return sum;
}

interface ChangedLine {
  readonly line: SettlementLine;
  count: number;
}

/** With a negative count the lines that go, then those that come with a file; not those that stay as they were. */
function changedLines(file: SettlementFile, replaced: SettlementFile): readonly ChangedLine[] {
  const changes = new Map<string, ChangedLine>();
  const count = (line: SettlementLine, by: number): void => {
    const key = `${line.reference} ${grossOf(line)} ${line.type === 'charge' ? line.fee : 0}`;
    const known = changes.get(key);
    if (known === undefined) changes.set(key, { line, count: by });
    else known.count += by;
  };
  for (const line of replaced.lines) count(line, -1);
  for (const line of file.lines) count(line, 1);
  return [...changes.values()].filter((change) => change.count !== 0);
}
