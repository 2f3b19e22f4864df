import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { onWorkers } from './workers.ts';

/** Doubles a number; dies of 13, is silent about 0 and takes its time over others. */
const doubling = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (n) => {
    if (n === 13) throw new RangeError('13 is too much');
    if (n === 14) process.exit(3);
    if (n !== 0) setTimeout(() => parentPort.postMessage(n * 2), 20);
  });
`;

interface Pool {
  readonly size?: number;
  readonly done?: (result: number | string) => void;
  readonly signal?: AbortSignal;
}

/** What became of each task, and how many workers were started and are alive in the end. */
async function poolOf(tasks: readonly number[], { size = 2, done, signal = new AbortController().signal }: Pool) {
  const results: (number | string)[] = [];
  const workers: Worker[] = [];
  const ended = onWorkers<number, number | string>({
    tasks,
    size,
    start() {
      const worker = new Worker(doubling, { eval: true });
      workers.push(worker);
      return worker;
    },
    done(result) {
      results.push(result);
      done?.(result);
    },
    died: (task, error) => `${task}: ${error instanceof Error ? error.message : 'no error'}`,
    signal,
  });
  const error = await ended.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  // A worker that has ended has no thread.
  return { results, error, started: workers.length, alive: workers.filter(({ threadId }) => threadId !== -1).length };
}

describe('a pool of workers', () => {
  it.each([1, 2, 5])('does every task once on %i workers, and ends them', async (size) => {
    const { results, error, started, alive } = await poolOf([1, 2, 3, 4, 5], { size });
    expect(new Set(results)).toEqual(new Set([2, 4, 6, 8, 10]));
    expect(results).toHaveLength(5);
    expect({ error, started, alive }).toEqual({ error: undefined, started: size, alive: 0 });
  });

  it('starts no more workers than there are tasks, and none for none', async () => {
    expect(await poolOf([4], { size: 8 })).toMatchObject({ results: [8], started: 1 });
    expect(await poolOf([], { size: 8 })).toMatchObject({ results: [], started: 0 });
  });

  it('goes on with a new worker when one dies of its task, and tells of what', async () => {
    const { results, started, alive } = await poolOf([1, 13, 2, 14, 3], { size: 1 });
    expect(results).toEqual([2, '13: 13 is too much', 4, '14: its worker ended with 3', 6]);
    expect({ started, alive }).toEqual({ started: 3, alive: 0 });
  });

  it('stops in the middle of a task when it is told to', async () => {
    const stop = new AbortController();
    const done = (): void => stop.abort();
    const { results, error, alive } = await poolOf([1, 0, 0, 2], { size: 2, done, signal: stop.signal });
    expect(results).toEqual([2]);
    expect(error).toMatchObject({ name: 'AbortError' });
    expect(alive).toBe(0);
  });

  it('stops all of its workers when a result cannot be taken', async () => {
    const done = (): void => {
      throw new TypeError('the disk is full');
    };
    const { results, error, alive } = await poolOf([1, 0, 2], { size: 2, done });
    expect({ results, error, alive }).toEqual({ results: [2], error: new TypeError('the disk is full'), alive: 0 });
  });
});
