/** What was measured of services of limited capacity, in a form that adds up over the cells of a load. */
import type { Instant } from '../../domain/calendar.ts';
import type { LimitedService } from '../scenario/scenario.ts';
import { addedDurations, type Durations } from './durations.ts';
import { addedMinutes, type Minutes } from './minutes.ts';
import type { Minute } from './station-gauge.ts';

export interface CapacityMeasures {
  /** How many payment systems these are: each has services of its own. */
  readonly systems: number;
  /** Calls that were made again. */
  readonly repeated: Minutes;
  /** In the order of the flow. */
  readonly services: readonly StationMeasures[];
}

export interface StationMeasures {
  readonly service: LimitedService;
  /** Places of one of them, and how many may wait there; null where any number may. */
  readonly concurrency: number;
  readonly queue: number | null;
  /** By their number from the beginning of virtual time, ascending. */
  readonly minutes: readonly (readonly [number: number, minute: Readonly<Minute>])[];
  readonly waits: Durations;
  readonly waitedMs: number;
  readonly saturated: LongestStretch | null;
  readonly rejectedFrom: Instant | null;
  readonly recoveredAt: Instant | null;
  readonly recoveredInTime: boolean;
}

/** The longest stretch in which no place was free. */
export interface LongestStretch {
  readonly from: Instant;
  /** Null where it lasted until the end. */
  readonly to: Instant | null;
  readonly lastedMs: number;
  readonly rejected: number;
}

/** Of the same services of two payment systems, or of several. */
export function addedCapacity(a: CapacityMeasures, b: CapacityMeasures): CapacityMeasures {
  return {
    systems: a.systems + b.systems,
    repeated: addedMinutes(a.repeated, b.repeated),
    services: a.services.flatMap((one) => {
      const other = b.services.find(({ service }) => service === one.service);
      return other === undefined ? [one] : [added(one, other)];
    }),
  };
}

function added(a: StationMeasures, b: StationMeasures): StationMeasures {
  return {
    service: a.service,
    concurrency: a.concurrency,
    queue: a.queue,
    minutes: addedLoads(a.minutes, b.minutes),
    waits: addedDurations(a.waits, b.waits),
    waitedMs: a.waitedMs + b.waitedMs,
    saturated: longerOf(a.saturated, b.saturated),
    ...recoveryOf([a, b].filter(({ rejectedFrom }) => rejectedFrom !== null)),
  };
}

/** The longest queue is that of one of them: nobody waits in two lines. */
function addedLoads(a: StationMeasures['minutes'], b: StationMeasures['minutes']): StationMeasures['minutes'] {
  const minutes = new Map<number, Minute>();
  for (const [number, one] of [...a, ...b]) {
    const other = minutes.get(number);
    minutes.set(number, {
      busyMs: one.busyMs + (other?.busyMs ?? 0),
      waitingMs: one.waitingMs + (other?.waitingMs ?? 0),
      most: Math.max(one.most, other?.most ?? 0),
      served: one.served + (other?.served ?? 0),
      rejected: one.rejected + (other?.rejected ?? 0),
    });
  }
  return [...minutes].toSorted(([one], [other]) => one - other);
}

function longerOf(a: LongestStretch | null, b: LongestStretch | null): LongestStretch | null {
  if (a === null || b === null) return a ?? b;
  return b.lastedMs > a.lastedMs ? b : a;
}

/** Recovered when all have that rejected anything. */
function recoveryOf(
  rejecting: readonly StationMeasures[],
): Pick<StationMeasures, 'rejectedFrom' | 'recoveredAt' | 'recoveredInTime'> {
  const since = rejecting.flatMap(({ rejectedFrom }) => rejectedFrom ?? []);
  const recovered = rejecting.flatMap(({ recoveredAt }) => recoveredAt ?? []);
  return {
    rejectedFrom: since.length === 0 ? null : Math.min(...since),
    recoveredAt: recovered.length === 0 || recovered.length < rejecting.length ? null : Math.max(...recovered),
    recoveredInTime: rejecting.length > 0 && rejecting.every(({ recoveredInTime }) => recoveredInTime),
  };
}
