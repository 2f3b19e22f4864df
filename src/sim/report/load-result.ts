/** How a load was divided, and which of its cells to look at, as `report.json` tells it. */

/** A load is divided into cells, each a payment system of its own that can be run alone. */
export interface LoadResult {
  readonly cells: number;
  /** Checkouts of the first cell; no other has more, and none has two less. */
  readonly largestCell: number;
  /** Users of the first cell, where the traffic has any. */
  readonly users?: number;
  /** How many cells violated an invariant, and the first of them. */
  readonly violating: number;
  readonly firstViolating: readonly CellResult[];
  /** Those with the highest p99 of the checkout, the slowest first. */
  readonly slowest: readonly CellResult[];
  /** How many more there are than the lists of the report show. */
  readonly leftOut: { readonly openBreaks: number; readonly resolvedBreaks: number; readonly unfinished: number };
}

export interface CellResult {
  /** From 1. */
  readonly cell: number;
  readonly seed: string;
  readonly checkouts: number;
  readonly users?: number;
  readonly violations: number;
  /** The invariants that were violated: `I2`. */
  readonly invariants: readonly string[];
  /** In milliseconds of virtual time. */
  readonly checkoutP99: number;
  /** The command that runs this cell alone. */
  readonly reproduce: string;
}
