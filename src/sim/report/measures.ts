/** What a run measured, in the form in which it adds up over several runs. */
import type { CapacityMeasures } from './capacity-measures.ts';
import type { Durations } from './durations.ts';
import type { Minutes } from './minutes.ts';
import type { LatencyName } from './report.ts';
import type { SeriesMeasures } from './series.ts';
import type { Traffic } from './throughput.ts';

export interface Measures {
  readonly durations: Readonly<Record<LatencyName, Durations>>;
  readonly traffic: Traffic;
  /** The faults that fired. */
  readonly fired: Minutes;
  /** Lines of all reconciled files, and how many were matched. */
  readonly lines: { readonly read: number; readonly matched: number };
  /** Of services of limited capacity; undefined where there are none. */
  readonly capacity: CapacityMeasures | undefined;
  /** How it went over time. */
  readonly series: SeriesMeasures;
  /** Where the run reached a limit, in a sentence; undefined when it came to its end. */
  readonly cutShort: string | undefined;
}
