/** How many worker threads are asked for. */
import { availableParallelism } from 'node:os';
import { grouped } from '../print/columns.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

const MOST_WORKERS = 256;

/** So many for each processor are not worth a word. */
const FEW = 2;

/**
 * @param written as it was typed; one for each processor when it was not
 * @param terminal is told where there are far more than processors
 * @throws UserError for anything but a number of workers
 */
export function workersOf(
  written: string | undefined,
  terminal: Pick<Terminal, 'say'>,
  processors = availableParallelism(),
): number {
  if (written === undefined) return processors;
  const workers = /^[1-9]\d{0,2}$/.test(written) ? Number(written) : 0;
  if (workers < 1 || workers > MOST_WORKERS)
    throw new UserError(`--workers ${written}: expected a whole number from 1 to ${MOST_WORKERS}`);
  if (workers > FEW * processors)
    terminal.say(
      `--workers ${workers}: with more than one for each processor, of which there are ${grouped(processors)}, work takes longer and more memory`,
    );
  return workers;
}
