/** Files that have one for each date, from the first on, without a gap: they are made in the order of their dates. */
import { addDays, type BusinessDate } from './calendar.ts';

/**
 * Where a date stands in its series: its file is made already; it is the next to be made; files before it are to be made
 * first; or there will never be one for it.
 */
export type PlaceInSeries = 'made' | 'next' | 'tooEarly' | 'none';

/**
 * @param made the files so far, in the order in which they were made
 * @param first the date of the first file
 */
export function placeInSeries(
  made: readonly { readonly date: BusinessDate }[],
  date: BusinessDate,
  first: BusinessDate,
): PlaceInSeries {
  if (made.some((file) => file.date === date)) return 'made';
  const last = made.at(-1);
  const due = last === undefined ? first : addDays(last.date, 1);
  if (date === due) return 'next';
  return date > due ? 'tooEarly' : 'none';
}
