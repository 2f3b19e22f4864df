/** How much the services of limited capacity had to do, as `report.json` holds it. Shares are parts per million. */

export interface CapacityReport {
  /** Equal slices of the simulated time, those of the throughput. */
  readonly sliceMs: number;
  readonly from: string;
  /** Calls that were made again in each slice. */
  readonly repeated: readonly number[];
  /** The slices in a row in which more calls were made again than buyers came at the peak, the worst of such; null where there are none. */
  readonly storm: RetryStorm | null;
  /** In the order of the flow. */
  readonly services: readonly ServiceLoad[];
  /** The one of which the largest share of places was taken in a slice; null where nothing was served. */
  readonly busiest: string | null;
}

export interface RetryStorm {
  readonly from: string;
  readonly to: string;
  /** Calls that were made again. */
  readonly repeated: number;
}

export interface ServiceLoad {
  readonly service: string;
  readonly concurrency: number;
  /** How many may wait; null where any number may. */
  readonly queue: number | null;
  readonly served: number;
  readonly rejected: number;
  /** The share of its places that was taken: over all slices, and in the busiest one. */
  readonly utilisation: number;
  readonly peak: number;
  /** The longest queue. */
  readonly queueMost: number;
  readonly waitMs: WaitTimes;
  /** The longest stretch in which no place was free; null where there was always one. */
  readonly saturated: Saturation | null;
  readonly rejectedFrom: string | null;
  /** From then on nothing was rejected any more, and nothing waited; null where nothing was rejected, or where that never came. */
  readonly recoveredAt: string | null;
  /** Whether that was while buyers still came. */
  readonly recoveredInTime: boolean;
  readonly slices: LoadSlices;
}

/** How long messages waited for a place, of those that got one, in milliseconds. */
export interface WaitTimes {
  readonly count: number;
  readonly totalMs: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface Saturation {
  readonly from: string;
  /** Null where it lasted until the end. */
  readonly to: string | null;
  readonly rejected: number;
}

export interface LoadSlices {
  readonly utilisation: readonly number[];
  /** The mean over the slice, to two decimals, and the most. */
  readonly queueMean: readonly number[];
  readonly queueMost: readonly number[];
  readonly served: readonly number[];
  readonly rejected: readonly number[];
}
