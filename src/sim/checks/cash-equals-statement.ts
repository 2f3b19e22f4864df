/**
 * I11: the books agree with the outside, balance by balance. When a night is closed, `bank:cash` is the closing balance of
 * the bank's statement, and `psp:receivable` that of the PSP's file with what has been posted and not been listed yet. The
 * PSP's own books may be wrong in a file: then an open break about the line says so, to the minor unit. Where a file does
 * not go on from the one before it, and a break says that, the lines of all files stand for the balance.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { BreakKind } from '../../domain/night-records.ts';
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { createBooks, type Books } from './books.ts';
import { createCashItems, type CashItems } from './cash-items.ts';
import type { CheckMaker, Witness } from './check.ts';
import { effectOfLines, type FileContent } from './file-content.ts';
import { listed, priced, spell } from './figures.ts';
import { createLineItems, troubleWith, type LineItem, type LineItems } from './line-items.ts';
import { createOpenBreaks, type OpenBreaks } from './open-breaks.ts';
import { createReceivedFiles, type FileStep, type ReceivedFiles } from './received-files.ts';
import { createTally, type Tally } from './tally.ts';
import { earlier, type Unexplained } from './unexplained.ts';
import { thePlatform } from './whose.ts';

interface State {
  readonly files: ReceivedFiles;
  readonly books: Books;
  readonly breaks: OpenBreaks;
  readonly lineItems: LineItems;
  readonly cashItems: CashItems;
  /** What the lines of all files come to, per source and currency. */
  readonly sums: Tally<string>;
  /** The last file of each source and currency, by its number. */
  readonly last: Map<string, FileContent>;
  /** What was unexplained when the last night was closed, per source and currency. */
  readonly known: Map<string, number>;
}

export const cashEqualsStatement: CheckMaker = () => {
  const state: State = {
    files: createReceivedFiles(),
    books: createBooks(),
    breaks: createOpenBreaks(),
    lineItems: createLineItems(),
    cashItems: createCashItems(),
    sums: createTally(),
    last: new Map(),
    known: new Map(),
  };
  return {
    id: 'I11',
    name: 'cash-equals-statement',
    statement:
      "After each night bank:cash is the bank statement's closing balance, and psp:receivable is the PSP file's with what only the ledger has yet, but for what open breaks say, to the minor unit.",
    hears: [state.lineItems.hears, state.cashItems.hears, state.breaks.hears, following(state)],
  };
};

function following(state: State): Hearing<Witness> {
  const takeIn = (fact: WrittenTo<'fileContents' | 'files'>, witness: Witness): void => {
    const step = state.files.take(fact);
    // That reconciliation kept no content of a file is for the check of files to say.
    if (step?.content === undefined) return;
    if (step.isApplied) apply(fact.at, step, state);
    if (step.isClosed) compare(fact.at, step, state, witness);
  };
  return {
    written: {
      transactions: ({ before, after }) => state.books.post(after, before),
      fileContents: takeIn,
      files: takeIn,
    },
  };
}

function apply(at: Instant, { record: { source, currency }, content, replaced }: FileStep, state: State): void {
  if (content === undefined) return;
  const account = `${source}/${currency}`;
  if (source === 'psp') state.lineItems.apply(at, content as SettlementFile, replaced as SettlementFile | undefined);
  if (source === 'bank') state.cashItems.state(at, content as BankStatement, replaced as BankStatement | undefined);
  state.sums.add(account, effectOfLines(content) - (replaced === undefined ? 0 : effectOfLines(replaced)));
  if (content.sequence >= (state.last.get(account)?.sequence ?? 0)) state.last.set(account, content);
}

function compare(at: Instant, step: FileStep, state: State, witness: Witness): void {
  const { source, currency, id } = step.record;
  const account = `${source}/${currency}`;
  const closing = state.last.get(account)?.closing ?? step.record.closing;
  // The check of files is the one to speak of a file that does not prove itself when no break does.
  const shown = state.breaks.doubtsFileOf(account) ? state.sums.of(account) : closing;
  const seen = source === 'psp' ? compareReceivable(step, shown, state) : compareCash(step, shown, state);
  const change = seen.unexplained - (state.known.get(account) ?? 0);
  state.known.set(account, seen.unexplained);
  witness.checked();
  if (seen.unexplained === 0 || change === 0) return;
  const found = { at, ...seen.first, concern: id, sentence: seen.sentence, whose: thePlatform };
  witness.violated({ ...found, ...priced(change, currency) });
}

interface Difference {
  /** The account less what explains it, in minor units. */
  readonly unexplained: number;
  /** What came first of it. */
  readonly first: Unexplained | undefined;
  readonly sentence: string;
}

function compareReceivable(
  { record, takenInAt }: FileStep,
  closing: number,
  { books, breaks, lineItems }: State,
): Difference {
  const { id, currency } = record;
  const balance = books.balance(currency, 'psp:receivable');
  let [timing, disputed] = [0, 0];
  const unexplained: string[] = [];
  let first: Unexplained | undefined;
  for (const item of lineItems.open(currency)) {
    const difference = item.posted - item.feePosted - (item.listed - item.feeListed);
    if (item.lines <= 0 && item.feePosted === item.feeListed) timing += difference;
    else if (isExplained(item, takenInAt, breaks)) disputed += difference;
    else if (difference !== 0) {
      unexplained.push(item.reference);
      first = earlier(first, troubleWith(item));
    }
  }
  const parts = [
    `a closing balance of ${spell(closing, currency)}`,
    ...(timing === 0 ? [] : [`${spell(timing, currency)} that no file has listed yet`]),
    ...(disputed === 0 ? [] : [`${spell(disputed, currency)} that open breaks are about`]),
  ];
  const about = unexplained.length === 0 ? '' : `; no break explains ${named(unexplained)}`;
  const sentence = `psp:receivable is ${spell(balance, currency)} when ${id} is closed, with ${listed(parts)}${about}`;
  return { unexplained: balance - closing - timing - disputed, first, sentence };
}

const aboutAmounts: readonly BreakKind[] = ['missingInLedger', 'listedTwice', 'amountDiffers', 'missingInFile'];
const aboutFees: readonly BreakKind[] = ['feeDiffers'];

/**
 * An open break says of a line by how much it differs from what the ledger has, or by how much its fee does. Of what the
 * ledger has not posted at all it says no more than that; what the ledger did after the night had begun is for the next
 * night to compare; and a break that was opened about an earlier revision stays as it was.
 */
function isExplained(item: LineItem, takenInAt: Instant, breaks: OpenBreaks): boolean {
  const { reference, posted, postedAt, feePosted, feeListed } = item;
  if (breaks.about(reference).length === 0) return false;
  if (item.listed === posted)
    return feePosted === feeListed || breaks.explain(reference, feeListed - feePosted, aboutFees);
  if (posted === 0 || postedAt >= takenInAt) return true;
  return [item.listed, ...item.formerly].some((shown) => breaks.explain(reference, shown - posted, aboutAmounts));
}

function compareCash({ record }: FileStep, closing: number, { books, breaks, cashItems }: State): Difference {
  const { id, currency } = record;
  const balance = books.balance(currency, 'bank:cash');
  let disputed = 0;
  let first: Unexplained | undefined;
  for (const { reference, stated, formerly, cashed, changedAt } of cashItems.open(currency)) {
    const inBreak = [stated, ...formerly].some((shown) => breaks.explain(reference, shown - cashed, aboutAmounts));
    if (inBreak) disputed += cashed - stated;
    else if (cashed !== stated) first = earlier(first, { cause: reference, since: changedAt });
  }
  const inDispute = disputed === 0 ? '' : ` and ${spell(disputed, currency)} that open breaks are about`;
  const sentence = `bank:cash is ${spell(balance, currency)} when ${id} is closed, with a closing balance of ${spell(closing, currency)}${inDispute}`;
  return { unexplained: balance - closing - disputed, first, sentence };
}

/** The first few. */
function named(references: readonly string[]): string {
  return listed(references.length > 3 ? [...references.slice(0, 3), `${references.length - 3} more`] : references);
}
