/** How well reconciliation did over several runs. */
import type { ScoreOfNight, ScoreResult } from './report.ts';
import { addedFigures, addedSums, mergedBy } from './sums.ts';

/** By kind of fault, in the order in which kinds are first met. */
export function addedScores(a: readonly ScoreResult[], b: readonly ScoreResult[]): ScoreResult[] {
  return mergedBy(a, b, ({ kind }) => kind, added);
}

function added(a: ScoreResult, b: ScoreResult): ScoreResult {
  return {
    kind: a.kind,
    ...addedFigures(countsOf(a), countsOf(b)),
    money: addedSums(a.money, b.money),
    undetected: addedSums(a.undetected, b.undetected),
    longestMs: a.longestMs === null ? b.longestMs : Math.max(a.longestMs, b.longestMs ?? 0),
    nights: nightsOf(a.nights, b.nights),
  };
}

type ScoreCounts = Record<'injected' | 'found' | 'missed' | 'harmless' | 'real' | 'falsely', number>;

function countsOf({ injected, found, missed, harmless, real, falsely }: ScoreResult): ScoreCounts {
  return { injected, found, missed, harmless, real, falsely };
}

function nightsOf(a: ScoreResult['nights'], b: ScoreResult['nights']): ScoreResult['nights'] {
  const none: ScoreOfNight = { injected: 0, found: 0, harmless: 0 };
  const dates = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  return Object.fromEntries(
    dates.map((date) => {
      const [one, other] = [a[date] ?? none, b[date] ?? none];
      const sum = (key: keyof ScoreOfNight): number => one[key] + other[key];
      return [date, { injected: sum('injected'), found: sum('found'), harmless: sum('harmless') }];
    }),
  );
}
