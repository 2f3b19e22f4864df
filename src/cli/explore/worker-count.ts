/** How many worker threads are asked for. */
import { availableParallelism } from 'node:os';
import { UserError } from '../user-error.ts';

const MOST_WORKERS = 256;

/** @param written as it was typed; one for each processor when it was not */
export function workersOf(written: string | undefined): number {
  if (written === undefined) return availableParallelism();
  const workers = /^[1-9]\d{0,2}$/.test(written) ? Number(written) : 0;
  if (workers >= 1 && workers <= MOST_WORKERS) return workers;
  throw new UserError(`--workers ${written}: expected a whole number from 1 to ${MOST_WORKERS}`);
}
