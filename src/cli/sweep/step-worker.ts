/** A worker of a sweep, a thread of its own: it has one rate in its memory at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SeedWork } from '../../sim/explore/run-seed.ts';
import { createCompiledInterpreter } from '../../sim/interpreter/compiled-interpreter.ts';
import { runStep } from '../../sim/sweep/run-step.ts';
import type { Stepped, StepResult } from '../../sim/sweep/step.ts';
import { causeOf, type Cause } from '../load/cell-failure.ts';
import type { GaugePlace } from '../load/gauged-workers.ts';
import { gaugeOf } from '../load/gauges.ts';

/** What the worker is started with, what it is given one after the other, and what it answers to each. */
export interface StepProtocol {
  readonly start: GaugePlace & {
    readonly work: SeedWork;
    readonly seed: string;
  };
  readonly task: StepTask;
  readonly answer: StepAnswer;
}

export interface StepTask extends Stepped {
  /** Its number among those that are run at the same time, from 1, and how many checkouts there will be. */
  readonly number: number;
  readonly checkouts: number;
}

export type StepAnswer =
  | { readonly kind: 'ended'; readonly result: StepResult }
  | ({ readonly kind: 'failed'; readonly task: StepTask } & Cause);

// A thread is given what the other end of the protocol says it gives.
const { work, seed, gauges, place } = workerData as StepProtocol['start'];
const interpreter = createCompiledInterpreter();
const gauge = gaugeOf(gauges, place);

function answer(task: StepTask): StepAnswer {
  gauge.begin(task);
  try {
    return { kind: 'ended', result: runStep(work, seed, task, interpreter, gauge.show) };
  } catch (error) {
    return { kind: 'failed', task, ...causeOf(error) };
  } finally {
    gauge.end();
  }
}

parentPort?.on('message', (task: StepProtocol['task']) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
  parentPort?.postMessage(answer(task));
});
