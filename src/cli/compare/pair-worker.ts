/** A worker that compares two designs seed by seed, a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PairOutcome } from '../../sim/compare/comparison.ts';
import { runPair, type PairWork } from '../../sim/compare/run-pair.ts';
import { createCompiledInterpreter } from '../../sim/interpreter/compiled-interpreter.ts';

/** What the worker is started with, what it is given one after the other, and what it answers to each. */
export interface PairProtocol {
  readonly start: PairWork;
  readonly task: string;
  readonly answer: PairOutcome;
}

// A thread is given what the other end of the protocol says it gives.
const work = workerData as PairProtocol['start'];
const interpreter = createCompiledInterpreter();

parentPort?.on('message', (seed: PairProtocol['task']) => {
  const answer: PairProtocol['answer'] = runPair(work, seed, interpreter);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
  parentPort?.postMessage(answer);
});
