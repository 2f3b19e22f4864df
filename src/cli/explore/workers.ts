/** A small pool of worker threads: each takes the next task as soon as it has done its last one. */
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';

export interface Pooled<Task, Result> {
  readonly tasks: readonly Task[];
  /** How many workers at once, at least 1. */
  readonly size: number;
  /** Starts a worker that answers each message, a task, with one message, its result. */
  readonly start: () => Worker;
  /** Hears of each result as it comes, in no particular order. */
  readonly done: (result: Result) => void;
  /** Gives the result of a task whose worker has died of it. */
  readonly died: (task: Task, error: unknown) => Result;
  readonly signal: AbortSignal;
}

/**
 * Has every task done. A worker that dies takes its own task with it and no other: a new one goes on.
 * @throws what `done` throws, and the reason of `signal` when it is aborted before the end
 */
export async function onWorkers<Task, Result>(pooled: Pooled<Task, Result>): Promise<void> {
  const { tasks, size } = pooled;
  const failed = new AbortController();
  const signal = AbortSignal.any([pooled.signal, failed.signal]);
  const queue = tasks.values();
  const lanes = Array.from({ length: Math.min(size, tasks.length) }, async () =>
    lane({ ...pooled, signal }, queue).catch((error: unknown) => failed.abort(error)),
  );
  await Promise.all(lanes);
  failed.signal.throwIfAborted();
}

/** One worker after the other, each until it dies. */
async function lane<Task, Result>(pooled: Pooled<Task, Result>, queue: Iterable<Task>): Promise<void> {
  const { start, done, died, signal } = pooled;
  let worker: Worker | undefined;
  try {
    for (const task of queue) {
      worker ??= started(start);
      let result: Result;
      try {
        result = await ask<Result>(worker, task, signal);
      } catch (error) {
        signal.throwIfAborted();
        worker = undefined;
        result = died(task, error);
      }
      done(result);
    }
  } finally {
    await worker?.terminate();
  }
}

/** An error of a worker that has nothing to do is told by its end; without a listener it would end the process. */
function started(start: () => Worker): Worker {
  return start().on('error', () => undefined);
}

/** Rejects when the worker dies, and when `signal` is aborted. */
async function ask<Result>(worker: Worker, task: unknown, signal: AbortSignal): Promise<Result> {
  const answered = new AbortController();
  const listening = { signal: AbortSignal.any([signal, answered.signal]) };
  const death = async (): Promise<never> => {
    const [code] = (await once(worker, 'exit', listening)) as [number];
    throw new Error(`its worker ended with ${code}`);
  };
  try {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
    worker.postMessage(task);
    // What a thread sends is what the other end of the protocol says it sends.
    const [result] = (await Promise.race([once(worker, 'message', listening), death()])) as [Result];
    return result;
  } finally {
    answered.abort();
  }
}
