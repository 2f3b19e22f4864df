/** A worker of an exploration, a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SeedOutcome } from '../../sim/explore/outcome.ts';
import { runSeed, type SeedWork } from '../../sim/explore/run-seed.ts';
import { createCompiledInterpreter } from '../../sim/interpreter/compiled-interpreter.ts';

/** What the worker is started with, what it is given one after the other, and what it answers to each. */
export interface SeedProtocol {
  readonly start: SeedWork;
  readonly task: string;
  readonly answer: SeedOutcome;
}

// A thread is given what the other end of the protocol says it gives.
const work = workerData as SeedProtocol['start'];
const interpreter = createCompiledInterpreter();

parentPort?.on('message', (seed: SeedProtocol['task']) => {
  const answer: SeedProtocol['answer'] = runSeed(work, seed, interpreter);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
  parentPort?.postMessage(answer);
});
