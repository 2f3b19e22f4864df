/** Why a cell did not come to its end, as a thread tells it. */
import type { Cell } from '../../sim/load/cells.ts';

/** A mistake in the simulator itself; or no memory was left, or no room on the disk. */
export interface CellFailure {
  readonly kind: 'failed';
  readonly cell: Cell;
  readonly error: string;
  /** What the system calls it: `ENOSPC`. */
  readonly code?: string;
}

export function failureOf(cell: Cell, error: unknown): CellFailure {
  if (!(error instanceof Error)) return { kind: 'failed', cell, error: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { kind: 'failed', cell, error: error.stack ?? error.message, ...code };
}
