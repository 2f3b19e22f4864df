/** The line that shows how far a sweep is. */
import { counted } from '../print/columns.ts';
import type { Reading } from '../load/gauges.ts';
import type { StepTask } from './step-worker.ts';

export interface StepsSoFar {
  /** Rates of earlier rounds, and those of this one that are done, of how many. */
  readonly before: number;
  readonly done: number;
  readonly of: number;
}

/** @param tasks of this round, by which the numbers of the readings are told */
export function stepsLine(
  { before, done, of }: StepsSoFar,
  workers: readonly Reading[],
  tasks: readonly Pick<StepTask, 'number' | 'rate'>[],
): string {
  const round = before === 0 ? 'of the range' : 'around the knee';
  const each = workers.map(({ cell, checkouts, of: all }) => {
    const rate = tasks.find(({ number }) => number === cell)?.rate.text ?? '';
    return `${rate} ${Math.floor((100 * checkouts) / Math.max(1, all))}%`;
  });
  return [`${done} of ${counted(of, 'rate')} ${round}`, ...each].join('  ');
}
