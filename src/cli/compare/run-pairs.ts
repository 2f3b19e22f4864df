/** Compares two designs with many seeds, on worker threads. */
import { Worker } from 'node:worker_threads';
import type { PairOutcome } from '../../sim/compare/comparison.ts';
import { Interrupted } from '../drive.ts';
import { seedsProgress } from '../explore/seeds-progress.ts';
import { onWorkers } from '../explore/workers.ts';
import type { Terminal } from '../terminal.ts';
import { workerFile } from '../worker-file.ts';
import type { PairProtocol } from './pair-worker.ts';

/** @throws Interrupted when `signal` is aborted before the last seed is done */
export async function runPairs(
  work: PairProtocol['start'],
  seeds: readonly string[],
  workers: number,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<PairOutcome[]> {
  const outcomes: PairOutcome[] = [];
  const shown = seedsProgress(seeds.length, []);
  const began = performance.now();
  const progress = (): void => terminal.progress(shown.line(performance.now() - began));
  progress();
  try {
    await onWorkers<PairProtocol['task'], PairProtocol['answer']>({
      tasks: seeds,
      size: workers,
      start: () => new Worker(workerFile('compare/pair-worker'), { workerData: work }),
      done(outcome) {
        outcomes.push(outcome);
        shown.add(outcome);
        progress();
      },
      died: (seed, error) => ({
        seed,
        verdict: 'crashed',
        error: error instanceof Error ? error.message : String(error),
      }),
      signal,
    });
  } catch (error) {
    throw signal.aborted ? new Interrupted() : error;
  } finally {
    terminal.clearProgress();
  }
  return outcomes;
}
