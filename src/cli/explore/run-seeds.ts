/** Runs the seeds of an exploration on worker threads. */
import { Worker } from 'node:worker_threads';
import type { SeedOutcome } from '../../sim/explore/outcome.ts';
import { workerFile } from '../worker-file.ts';
import type { SeedProtocol } from './seed-worker.ts';
import { onWorkers } from './workers.ts';

/** @throws the reason of `signal` when it is aborted before the last seed is done */
export async function runSeeds(
  work: SeedProtocol['start'],
  seeds: readonly string[],
  workers: number,
  done: (outcome: SeedOutcome) => void,
  signal: AbortSignal,
): Promise<void> {
  await onWorkers<SeedProtocol['task'], SeedProtocol['answer']>({
    tasks: seeds,
    size: workers,
    start: () => new Worker(workerFile('explore/seed-worker'), { workerData: work }),
    done,
    died: (seed, error) => ({
      seed,
      verdict: 'crashed',
      error: error instanceof Error ? error.message : String(error),
    }),
    signal,
  });
}
