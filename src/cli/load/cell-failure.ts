/** Why a cell did not come to its end, as a thread tells it. */
import type { Cell } from '../../sim/load/cells.ts';

/** A mistake in the simulator itself; or no memory was left, or no room on the disk. */
export interface Cause {
  readonly error: string;
  /** What the system calls it: `ENOSPC`. */
  readonly code?: string;
}

export interface CellFailure extends Cause {
  readonly kind: 'failed';
  readonly cell: Cell;
}

export function failureOf(cell: Cell, error: unknown): CellFailure {
  return { kind: 'failed', cell, ...causeOf(error) };
}

export function causeOf(error: unknown): Cause {
  if (!(error instanceof Error)) return { error: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { error: error.stack ?? error.message, ...code };
}
