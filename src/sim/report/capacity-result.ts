/** The capacity of a report, in the slices of its throughput, from what was measured minute by minute. */
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { CapacityMeasures, StationMeasures } from './capacity-measures.ts';
import type { CapacityReport, LoadSlices, RetryStorm, ServiceLoad } from './capacity-report.ts';
import { histogramOf } from './durations.ts';
import { latencyOf } from './histogram.ts';
import { instantIn } from './html/time.ts';
import { MINUTE_MS } from './minutes.ts';
import type { Report } from './report.ts';
import type { Minute } from './station-gauge.ts';

/** @param start the beginning of virtual time */
export function capacityReport(
  { systems, repeated, services: measured }: CapacityMeasures,
  throughput: Report['throughput'],
  start: Instant,
): CapacityReport {
  const slices = slicesOf(throughput, start);
  const services = measured.map((station) => loadOf(station, systems, slices));
  const calls = new Map(repeated);
  const again = slices.map((minutes) => sumOf(minutes, (minute) => calls.get(minute) ?? 0));
  const { sliceMs, from, arrived } = throughput;
  const storm = stormOf(again, arrived, { from: instantIn(from) ?? 0, sliceMs });
  return { sliceMs, from, repeated: again, storm, services, busiest: busiestOf(services) };
}

/** The numbers of the minutes of each slice. */
function slicesOf({ sliceMs, from, arrived }: Report['throughput'], start: Instant): number[][] {
  const first = Math.round(((instantIn(from) ?? 0) - start) / MINUTE_MS);
  const width = Math.round(sliceMs / MINUTE_MS);
  return arrived.map((_, slice) => Array.from({ length: width }, (__, minute) => first + slice * width + minute));
}

function loadOf(station: StationMeasures, systems: number, minutes: readonly (readonly number[])[]): ServiceLoad {
  const { service, concurrency, queue, saturated, rejectedFrom, recoveredAt, recoveredInTime, waitedMs } = station;
  const slices = loadSlices(station, systems, minutes);
  const all = station.minutes.map(([, minute]) => minute);
  const { count, p50, p90, p99, max } = latencyOf(histogramOf(station.waits), station.waits.max);
  return {
    service,
    concurrency,
    queue,
    served: sumOf(all, ({ served }) => served),
    rejected: sumOf(all, ({ rejected }) => rejected),
    utilisation: Math.round(sumOf(slices.utilisation, (each) => each) / Math.max(1, minutes.length)),
    peak: Math.max(0, ...slices.utilisation),
    queueMost: all.reduce((most, minute) => Math.max(most, minute.most), 0),
    waitMs: { count, totalMs: waitedMs, p50, p90, p99, max },
    saturated: saturated && {
      from: isoInstant(saturated.from),
      to: saturated.to === null ? null : isoInstant(saturated.to),
      rejected: saturated.rejected,
    },
    rejectedFrom: rejectedFrom === null ? null : isoInstant(rejectedFrom),
    recoveredAt: recoveredAt === null ? null : isoInstant(recoveredAt),
    recoveredInTime,
    slices,
  };
}

/** Of several payment systems, shares and mean queues are those of all of them together. */
function loadSlices(
  { minutes: measured, concurrency }: StationMeasures,
  systems: number,
  slices: readonly (readonly number[])[],
): LoadSlices {
  const minutes: ReadonlyMap<number, Minute> = new Map(measured);
  const within = slices.map((numbers) => numbers.flatMap((number) => minutes.get(number) ?? []));
  const each = (of: (minute: Minute) => number): number[] => within.map((slice) => sumOf(slice, of));
  const lengths = slices.map((numbers) => Math.max(1, numbers.length) * MINUTE_MS * systems);
  const mean = (of: (minute: Minute) => number): number[] =>
    each(of).map((sum, index) => sum / (lengths[index] ?? MINUTE_MS));
  return {
    utilisation: mean(({ busyMs }) => busyMs).map((busy) => Math.round((busy * 1_000_000) / concurrency)),
    queueMean: mean(({ waitingMs }) => waitingMs).map((waiting) => Math.round(waiting * 100) / 100),
    queueMost: within.map((slice) => slice.reduce((most, minute) => Math.max(most, minute.most), 0)),
    served: each(({ served }) => served),
    rejected: each(({ rejected }) => rejected),
  };
}

/** The slices in a row in which more calls were made again than buyers ever came in one: of several rows, that with the most calls. */
function stormOf(
  repeated: readonly number[],
  arrived: readonly number[],
  { from, sliceMs }: { readonly from: Instant; readonly sliceMs: number },
): RetryStorm | null {
  const mostBuyers = Math.max(0, ...arrived);
  let worst: { first: number; last: number; calls: number } | undefined;
  let present: typeof worst;
  for (const [slice, calls] of repeated.entries()) {
    const isStormy = calls > mostBuyers;
    present = isStormy
      ? { first: present?.first ?? slice, last: slice, calls: (present?.calls ?? 0) + calls }
      : undefined;
    if (present !== undefined && present.calls > (worst?.calls ?? 0)) worst = present;
  }
  if (worst === undefined) return null;
  const at = (slice: number): string => isoInstant(from + slice * sliceMs);
  return { from: at(worst.first), to: at(worst.last + 1), repeated: worst.calls };
}

function busiestOf(services: readonly ServiceLoad[]): string | null {
  let busiest: ServiceLoad | undefined;
  for (const each of services) {
    if (each.served + each.rejected === 0) continue;
    if (busiest === undefined || each.peak > busiest.peak) busiest = each;
  }
  return busiest?.service ?? null;
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
