/** Runs the steps of a sweep on worker threads: the rates of its range, and then those around the knee. */
import { Worker } from 'node:worker_threads';
import type { SeedWork } from '../../sim/explore/run-seed.ts';
import { kneeOf, ratesAround } from '../../sim/sweep/knee.ts';
import type { RateRange, TriedRate } from '../../sim/sweep/rates.ts';
import type { Stepped, StepResult } from '../../sim/sweep/step.ts';
import { Interrupted } from '../drive.ts';
import { onWorkers } from '../explore/workers.ts';
import { causeOf } from '../load/cell-failure.ts';
import { makeGauges, readGauges } from '../load/gauges.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';
import { workerFile } from '../worker-file.ts';
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

const REFRESH_MS = 200;

/** What is run at the same time does not depend on how many workers there are. */
async function runRates(runs: SweepRuns, rates: readonly TriedRate[], before: number): Promise<StepResult[]> {
  const { work, seed, workers, terminal, signal } = runs;
  // The highest rates take longest and begin first.
  const tasks = rates.toReversed().map((rate, index): StepTask => {
    const forMs = runs.forMs(rate);
    return { rate, forMs, number: index + 1, checkouts: Math.round((rate.perHour * forMs) / 3_600_000) };
  });
  const gauges = makeGauges(workers);
  let places = 0;
  const start = (): Worker => {
    const data: StepProtocol['start'] = { work, seed, gauges, place: places };
    places += 1;
    return new Worker(workerFile('sweep/step-worker'), { workerData: data });
  };
  const results: StepResult[] = [];
  const show = (): void =>
    terminal.progress(stepsLine({ before, done: results.length, of: tasks.length }, readGauges(gauges), tasks));
  show();
  const timer = setInterval(show, REFRESH_MS);
  try {
    await onWorkers<StepTask, StepAnswer>({
      tasks,
      size: workers,
      start,
      done(answer) {
        if (answer.kind === 'failed') throw failure(answer, runs);
        results.push(answer.result);
      },
      died: (task, error) => ({ kind: 'failed', task, ...causeOf(error) }),
      signal,
    });
  } catch (error) {
    throw signal.aborted ? new Interrupted() : error;
  } finally {
    clearInterval(timer);
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
