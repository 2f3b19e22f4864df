/** Guesses at what was meant, for the hint under an error. */
import currencyCodes from 'currency-codes';
import { distance } from 'fastest-levenshtein';
import { isCurrency } from '../../domain/currency.ts';
import { knownZones } from './zones.ts';

/** A hint that names the nearest candidate; none when nothing is near. The earlier of two equally near ones wins. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const nearest = nearestOf(word, candidates);
  return nearest === undefined ? undefined : `did you mean \`${nearest}\`?`;
}

/** Codes that are mistyped most often come first. */
const codes = ['EUR', 'USD', 'GBP', 'JPY', 'CNY', 'INR', 'CHF', 'AUD', 'CAD', ...currencyCodes.codes()].filter(
  isCurrency,
);

export function currencySuggestion(word: string): string | undefined {
  return didYouMean(word, codes);
}

/** Compares with `Europe/Amsterdam`, and with `Amsterdam` when there is no slash. */
export function zoneSuggestion(word: string): string | undefined {
  if (word.includes('/')) return didYouMean(word, knownZones);
  const city = nearestOf(word, knownZones.map(cityOf));
  const zone = city === undefined ? undefined : knownZones.find((known) => cityOf(known) === city);
  return zone === undefined ? undefined : `did you mean \`${zone}\`?`;
}

/** The nearest candidate; none where nothing is near. The earlier of two equally near ones wins. */
export function nearestOf(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  // A third of the letters may be wrong; beyond that a suggestion confuses more than it helps.
  const limit = Math.max(1, Math.floor(Math.min(wanted.length, 60) / 3));
  let nearest: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const away = wrongLetters(wanted, candidate.toLowerCase());
    if (away < least) [nearest, least] = [candidate, away];
  }
  return nearest;
}

/**
 * Two neighbours that changed places are one mistake, as whoever typed them would count, and so is one `policy` where
 * there are `policies`.
 */
function wrongLetters(typed: string, meant: string): number {
  if (typed.endsWith('y') && meant === `${typed.slice(0, -1)}ies`) return 1;
  let first = 0;
  while (first < typed.length && typed.charAt(first) === meant.charAt(first)) first += 1;
  const swapped = typed.slice(0, first) + typed.charAt(first + 1) + typed.charAt(first) + typed.slice(first + 2);
  return swapped === meant ? 1 : distance(typed, meant);
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}
