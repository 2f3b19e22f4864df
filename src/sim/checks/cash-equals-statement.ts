/**
 * I11: the books agree with the outside, balance by balance. When a bank statement is reconciled, `bank:cash` is its
 * closing balance; when a PSP file is, `psp:receivable` is its closing balance and the timing items: what has been
 * posted and not been listed yet, less what has been listed and not been posted. A file that does not prove itself
 * explains a difference of just what it is short, once a break says so.
 */
import type { AccountName } from '../../domain/accounts.ts';
import { bookOf } from '../../domain/accounts.ts';
import type { Currency } from '../../domain/currency.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import { createBooks, type Books } from './books.ts';
import type { CheckMaker } from './check.ts';
import { priced, spell } from './figures.ts';
import { createReceivedFiles, type ReconciledFile } from './received-files.ts';
import { createTally } from './tally.ts';
import { createUnnoticed } from './unnoticed.ts';

export const cashEqualsStatement: CheckMaker = () => {
  const files = createReceivedFiles();
  const books = createBooks();
  const posted = createTally<Currency>();
  /** The differences as they were after the last file, per source and currency. */
  const known = new Map<string, Difference>();
  /** Differences that only a break can explain: the lines do not lead to the closing balance, or one is there twice. */
  const awaitingBreak = createUnnoticed((id) => files.hasBreak(id));
  return {
    id: 'I11',
    name: 'cash-equals-statement',
    statement:
      "After each night bank:cash is the bank statement's closing balance, and psp:receivable is the PSP file's with the sales that only one side has yet.",
    observe(fact, witness) {
      if (fact.kind === 'written' && fact.table === 'transactions') {
        books.post(fact.after, fact.before);
        for (const [currency, amount] of receivableOf(fact.after)) posted.add(currency, amount);
        if (fact.before !== undefined)
          for (const [currency, amount] of receivableOf(fact.before)) posted.add(currency, -amount);
      }
      const file = files.observe(fact);
      if (file?.received === undefined) return;
      witness.checked();
      const { id, source, currency } = file.record;
      // The check of files is the first to speak of a broken file of the PSP; cash that is not there is for this one.
      if (source === 'bank') awaitingBreak.report(witness, `bank/${currency}/`);
      const seen = compare(file, books, posted.of(currency));
      const before = known.get(`${source}/${currency}`) ?? { unexplained: 0, short: 0 };
      known.set(`${source}/${currency}`, seen);
      const change = seen.unexplained - before.unexplained;
      if (seen.unexplained === 0 || change === 0) return;
      const finding = { at: fact.at, concern: id, sentence: seen.sentence, ...priced(change, currency) };
      if (change === seen.short - before.short) awaitingBreak.hold(finding);
      else witness.violated(finding);
    },
    conclude(_at, witness) {
      awaitingBreak.report(witness);
    },
  };
};

interface Difference {
  /** The account less what explains it, in minor units. */
  readonly unexplained: number;
  /** By how much the lines of the files so far miss the closing balance. */
  readonly short: number;
}

function compare(
  { record, received, effects, listed }: ReconciledFile,
  books: Books,
  posted: number,
): Difference & { readonly sentence: string } {
  const { id, source, currency } = record;
  const closing = received?.closing ?? record.closing;
  const account: AccountName = source === 'bank' ? 'bank:cash' : 'psp:receivable';
  const timing = source === 'bank' ? 0 : posted - listed;
  const balance = books.balance(currency, account);
  const explained = `closing balance of ${spell(closing, currency)}`;
  const items =
    timing === 0 ? explained : `${explained} and ${spell(timing, currency)} of sales that only one side has yet`;
  const sentence = `${account} is ${spell(balance, currency)} when ${id} is reconciled, with a ${items}`;
  return { unexplained: balance - closing - timing, short: effects - closing, sentence };
}

/** What a capture adds to the receivable, per currency. */
function receivableOf({ kind, postings }: LedgerTransactionRecord): (readonly [Currency, number])[] {
  if (kind !== 'capture') return [];
  return postings
    .filter(({ to }) => bookOf(to) === 'psp:receivable')
    .map(({ currency, amount }) => [currency, amount] as const);
}
