/** A figure of the score over all kinds of faults. */
import type { ScoreResult } from './report.ts';

export function scored(figure: 'missed' | 'falsely', score: readonly ScoreResult[]): number {
  return score.reduce((sum, kind) => sum + kind[figure], 0);
}
