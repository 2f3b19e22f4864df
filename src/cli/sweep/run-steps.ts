/** Runs the steps of a sweep on worker threads: the rates of its range, and then those around the knee. */
import type { SeedWork } from '../../sim/explore/run-seed.ts';
import { kneeOf, ratesAround } from '../../sim/sweep/knee.ts';
import type { RateRange, TriedRate } from '../../sim/sweep/rates.ts';
import type { Stepped, StepResult } from '../../sim/sweep/step.ts';
import { Interrupted } from '../drive.ts';
import { causeOf } from '../load/cell-failure.ts';
import { onGaugedWorkers } from '../load/gauged-workers.ts';
import type { Reading } from '../load/gauges.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';
import type { StepAnswer, StepProtocol, StepTask } from './step-worker.ts';
import { stepsLine } from './steps-progress.ts';

export interface SweepRuns {
  readonly work: SeedWork;
  readonly seed: string;
  readonly range: RateRange;
  /** Those that are tried first, in order. */
  readonly rates: readonly TriedRate[];
  readonly forMs: (rate: TriedRate) => number;
  readonly workers: number;
  /** The command that runs a step alone. */
  readonly reproduceStep: (step: Stepped) => string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** How often the rates between the two of the knee are tried: sixteen times finer in the end. */
const REFINEMENTS = 2;

/** @throws Interrupted when the signal is aborted before the last is done */
export async function runSweep(runs: SweepRuns): Promise<StepResult[]> {
  let steps: StepResult[] = [];
  let rates = runs.rates;
  for (let round = 0; round <= REFINEMENTS && rates.length > 0; round += 1) {
    if (round > 0) runs.terminal.say(`around the knee: ${rates.map(({ text }) => text).join(', ')}`);
    steps = [...steps, ...(await runRates(runs, rates, steps.length))].toSorted((a, b) => a.perHour - b.perHour);
    rates = ratesAround(kneeOf(steps), runs.range);
  }
  return steps;
}

/** What is run at the same time does not depend on how many workers there are. */
async function runRates(runs: SweepRuns, rates: readonly TriedRate[], before: number): Promise<StepResult[]> {
  const { work, seed, workers, terminal, signal } = runs;
  // The highest rates take longest and begin first.
  const tasks = rates.toReversed().map((rate, index): StepTask => {
    const forMs = runs.forMs(rate);
    return { rate, forMs, number: index + 1, checkouts: Math.round((rate.perHour * forMs) / 3_600_000) };
  });
  const results: StepResult[] = [];
  const watch = (readings: readonly Reading[]): void =>
    terminal.progress(stepsLine({ before, done: results.length, of: tasks.length }, readings, tasks));
  watch([]);
  try {
    await onGaugedWorkers<StepProtocol>({
      ...{ tasks, workers, watch, signal },
      file: 'sweep/step-worker',
      start: { work, seed },
      done(answer) {
        if (answer.kind === 'failed') throw failure(answer, runs);
        results.push(answer.result);
      },
      died: (task, error) => ({ kind: 'failed', task, ...causeOf(error) }),
    });
  } catch (error) {
    throw signal.aborted ? new Interrupted() : error;
  } finally {
    terminal.clearProgress();
  }
  return results;
}

function failure({ task, error, code }: Extract<StepAnswer, { kind: 'failed' }>, runs: SweepRuns): Error {
  const { text } = task.rate;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new UserError(`the rate ${text} brings more checkouts than a thread has memory for`, 'shorten --for');
  return new Error(`the rate ${text} fell over, as it does alone with ${runs.reproduceStep(task)}\n${error}`);
}
