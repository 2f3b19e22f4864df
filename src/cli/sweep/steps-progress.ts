/** The line that shows how far a sweep is. */
import { counted } from '../print/columns.ts';
import { readingText, type Reading } from '../load/gauges.ts';
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
  const each = workers.map((reading) => {
    const rate = tasks.find(({ number }) => number === reading.cell)?.rate.text ?? '';
    return `${rate} ${readingText(reading)}`;
  });
  return [`${done} of ${counted(of, 'rate')} ${round}`, ...each].join('  ');
}
