/** Hunts defects on worker threads. */
import { Worker } from 'node:worker_threads';
import { onWorkers } from '../explore/workers.ts';
import { workerFile } from '../worker-file.ts';
import type { HuntProtocol } from './hunt-worker.ts';

/**
 * @param done hears of each defect in the order of the names, as soon as those before it are done
 * @throws the reason of `signal` when it is aborted before the last one is done
 */
export async function runHunts(
  ground: HuntProtocol['start'],
  names: readonly HuntProtocol['task'][],
  workers: number,
  done: (hunted: HuntProtocol['answer']) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Map<HuntProtocol['task'], HuntProtocol['answer']>();
  const queue = [...names];
  await onWorkers<HuntProtocol['task'], HuntProtocol['answer']>({
    tasks: names,
    size: workers,
    start: () => new Worker(workerFile('defects/hunt-worker'), { workerData: ground }),
    done(hunted) {
      waiting.set(hunted.name, hunted);
      for (let [next] = queue; next !== undefined; [next] = queue) {
        const its = waiting.get(next);
        if (its === undefined) return;
        queue.shift();
        done(its);
      }
    },
    died: (name, error) => ({
      name,
      fate: 'crashed',
      seeds: 0,
      error: error instanceof Error ? error.message : String(error),
    }),
    signal,
  });
}
