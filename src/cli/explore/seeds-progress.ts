/** The line that shows how far many seeds are. */
import { counted } from '../print/columns.ts';
import { roughly } from '../print/roughly.ts';

/** The part of an outcome that is counted. */
interface Judged {
  readonly verdict: string;
}

export interface SeedsProgress {
  add(outcome: Judged): void;
  /** @param ms wall time since the first seed began */
  line(ms: number): string;
}

/**
 * @param seeds how many there are
 * @param earlier outcomes of those that were done before this process began
 */
export function seedsProgress(seeds: number, earlier: readonly Judged[]): SeedsProgress {
  const verdicts = new Map<string, number>();
  const add = ({ verdict }: Judged): void => void verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  for (const outcome of earlier) add(outcome);
  let done = earlier.length;

  return {
    add(outcome) {
      add(outcome);
      done += 1;
    },
    line(ms) {
      const soFar = [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
      const doneHere = done - earlier.length;
      const left = doneHere === 0 ? '' : `about ${roughly((ms / doneHere) * (seeds - done))} left`;
      return [`${done} of ${counted(seeds, 'seed')}`, soFar, left].filter((part) => part !== '').join('  ');
    },
  };
}
