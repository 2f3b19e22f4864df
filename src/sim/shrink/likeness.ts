/**
 * When two runs show the same violation.
 *
 * The reduced run is another run: other checkouts are gone, so amounts, instants and totals differ, and the mistake may
 * hit another order first. What makes it the same violation to whoever looks for the mistake is
 *
 * - the same invariant,
 * - the same kind of thing that is wrong: an order, a wallet, a file, this very account,
 * - the same thing said about it: the first clause of the sentence, its numbers, ids, dates, amounts and currencies taken
 *   out. What follows the first comma or semicolon gives details, such as how a balance is made up, or says what was
 *   expected; both depend on what else happened.
 *
 * Which order it is does not matter, nor whether the invariant had been violated in another way before. So "order-7.1 has
 * 2 captured charges" is the same as "order-12.2 has 3 captured charges", and not the same as "ch_7_1_1 captured 12.30 EUR
 * and 12.00 EUR was authorised", and a wallet that was credited too much is not one that was debited too much.
 */
import { isCurrency } from '../../domain/currency.ts';
import type { Finding } from '../checks/check.ts';

/** A text that two findings of an invariant share when they are alike. */
export function likenessOf({ concern, sentence }: Pick<Finding, 'concern' | 'sentence'>): string {
  return `${kindOf(concern)}: ${firstClause(sentence)}`;
}

/** `order-17.2` is an `order-`, `psp/EUR/2026-03-02` a `psp/#/`, and an account is itself. */
function kindOf(concern: string): string {
  return withoutCurrencies(concern).replace(/\d.*$/s, '');
}

function firstClause(sentence: string): string {
  const plain = withoutCurrencies(sentence.replace(/\([^)]*\)/g, ''))
    // A word with a digit in it, up to a slash or to the mark that ends its clause: a number, an id, an instant.
    .replace(/[^\s/]*\d[^\s/]*?(?=[,;:)]?(?:[\s/]|$))/g, '#')
    // `2 h 5 min`, `12.30 EUR`, `12 minor units of EUR`
    .replace(/# (?:d|h|min|s|ms)\b/g, '#')
    .replace(/#(?: minor units of)? #/g, '#')
    .replace(/# #/g, '#')
    // `1 line` and `2 lines`
    .replace(/# (\w+?)s\b/g, '# $1')
    // `a, b and c`: how many there are is a number, too.
    .replace(/#(?:, #)*(?: and #)?/g, '#');
  return plain.split(/[,;]/, 1).join('').trim();
}

function withoutCurrencies(text: string): string {
  return text.replace(/\b[A-Z]{3}\b/g, (word) => (isCurrency(word) ? '#' : word));
}
