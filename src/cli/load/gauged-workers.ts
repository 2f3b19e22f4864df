/** Workers that show how far they are, in memory that they share with whoever started them. */
import { Worker } from 'node:worker_threads';
import { onWorkers, type Pooled } from '../explore/workers.ts';
import { workerFile } from '../worker-file.ts';
import { makeGauges, readGauges, type Reading } from './gauges.ts';

/** Where all workers show how far they are, and the place of this one. */
export interface GaugePlace {
  readonly gauges: Int32Array;
  readonly place: number;
}

/** What a worker is started with, what it is given one after the other, and what it answers to each. */
interface Protocol {
  readonly start: GaugePlace;
  readonly task: unknown;
  readonly answer: unknown;
}

export interface GaugedRuns<Spoken extends Protocol> extends Pick<
  Pooled<Spoken['task'], Spoken['answer']>,
  'tasks' | 'done' | 'died' | 'signal'
> {
  /** How many at once. One that dies has to end the work: no more are started than there are places. */
  readonly workers: number;
  /** Which of the tool's files a worker runs. */
  readonly file: string;
  readonly start: Omit<Spoken['start'], keyof GaugePlace>;
  /** Shown now and then how far the workers are. */
  readonly watch: (readings: readonly Reading[]) => void;
}

const REFRESH_MS = 200;

/** @throws what `done` throws, and the reason of `signal` when it is aborted before the end: no worker is left behind */
export async function onGaugedWorkers<Spoken extends Protocol>(runs: GaugedRuns<Spoken>): Promise<void> {
  const { workers, file, start, watch, ...pooled } = runs;
  const gauges = makeGauges(workers);
  let places = 0;
  const startOne = (): Worker => {
    const own: GaugePlace = { gauges, place: places };
    places += 1;
    return new Worker(workerFile(file), { workerData: { ...start, ...own } });
  };
  const timer = setInterval(() => watch(readGauges(gauges)), REFRESH_MS);
  try {
    await onWorkers<Spoken['task'], Spoken['answer']>({ ...pooled, size: workers, start: startOne });
  } finally {
    clearInterval(timer);
  }
}
