/** I1: double entry. A leg counts when its account is in the chart, so a posting with one side missing is out of balance. */
import { bookOf, isAccountName, type Account } from '../../domain/accounts.ts';
import type { Currency } from '../../domain/currency.ts';
import type { Posting } from '../../domain/posting.ts';
import type { CheckMaker } from './check.ts';
import { priced, spell } from './figures.ts';
import { createTally, type Tally } from './tally.ts';

export const balancedTransaction: CheckMaker = () => ({
  id: 'I1',
  name: 'balanced-transaction',
  statement: 'Every ledger transaction moves positive amounts and sums to zero in every currency.',
  observe(fact, witness) {
    if (fact.kind !== 'written' || fact.table !== 'transactions') return;
    const { id, postings } = fact.after;
    const found = { at: fact.at, concern: fact.concern };
    witness.checked();
    const sums = sumsOf(postings);
    for (const currency of sums.keys()) {
      const sum = sums.of(currency);
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
  },
});

/** Debits minus credits, per currency. */
function sumsOf(postings: readonly Posting[]): Tally<Currency> {
  const sums = createTally<Currency>();
  for (const { from, to, amount, currency } of postings) {
    sums.add(currency, (inChart(to) ? amount : 0) - (inChart(from) ? amount : 0));
  }
  return sums;
}

function inChart(account: Account): boolean {
  return isAccountName(bookOf(account));
}
