/** What a list of a load's report says of what it leaves out. */
import { counted } from './format.ts';

/** A sentence to go on with; empty where nothing is left out. */
export function leftOutNote(count = 0): string {
  return count === 0
    ? ''
    : ` ${counted(count, 'more is', 'more are')} left out here and in report.json: the cells have them, run alone.`;
}
