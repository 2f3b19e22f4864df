/** I1: double entry. A leg counts when its account is in the chart, so a posting with one side missing is out of balance. */
import { bookOf, isAccountName, type Account } from '../../domain/accounts.ts';
import type { Currency } from '../../domain/currency.ts';
import type { Posting } from '../../domain/posting.ts';
import type { WrittenTo } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';

export const balancedTransaction: CheckMaker = () => ({
  id: 'I1',
  name: 'balanced-transaction',
  statement: 'Every ledger transaction moves positive amounts and sums to zero in every currency.',
  hears: [{ written: { transactions: judge } }],
});

function judge({ at, concern, after: { id, postings } }: WrittenTo<'transactions'>, witness: Witness): void {
  const found = { at, concern };
  witness.checked();
  for (const currency of currenciesOf(postings)) {
    const sum = sumOf(postings, currency);
    if (sum === 0) continue;
    const sentence = `the debits and credits of ${id} differ by ${spell(Math.abs(sum), currency)}; a transaction sums to zero`;
    witness.violated({ ...found, sentence, ...priced(sum, currency) });
  }
  for (const posting of postings) {
    if (posting.amount > 0 && posting.from !== posting.to) continue;
    const { amount, currency, from, to } = posting;
    const sentence = `${id} posts ${spell(amount, currency)} from ${from} to ${to}; a posting moves a positive amount between two accounts`;
    witness.violated({ ...found, sentence, ...priced(amount, currency) });
  }
}

function currenciesOf(postings: readonly Posting[]): readonly Currency[] {
  const currencies: Currency[] = [];
  for (const { currency } of postings) if (!currencies.includes(currency)) currencies.push(currency);
  return currencies;
}

/** Debits minus credits. */
function sumOf(postings: readonly Posting[], currency: Currency): number {
  let sum = 0;
  for (const posting of postings) {
    if (posting.currency !== currency) continue;
    sum += (inChart(posting.to) ? posting.amount : 0) - (inChart(posting.from) ? posting.amount : 0);
  }
  return sum;
}

function inChart(account: Account): boolean {
  return isAccountName(bookOf(account));
}
