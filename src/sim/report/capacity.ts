/** What the services of limited capacity had to do, folded over facts: utilisation, queues, waits, rejections, recovery. */
import { serviceNames, serviceOf, type ServiceName } from '../../domain/addresses.ts';
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { Fact } from '../facts.ts';
import type { Capacity, LimitedService, Scenario } from '../scenario/scenario.ts';
import type { CapacityReport, LoadSlices, RetryStorm, ServiceLoad } from './capacity-report.ts';
import { instantIn } from './html/time.ts';
import type { Report } from './report.ts';
import { createGauge, MINUTE_MS, type Gauge, type Minute } from './station-gauge.ts';

export interface CapacityRecord {
  observe(fact: Fact): void;
  /** Undefined where no capacity is limited. */
  report(throughput: Report['throughput'], now: Instant): CapacityReport | undefined;
}

/** @param repeatedCalls how many calls have been made again by now */
export function createCapacityRecord({ clock, capacity }: Scenario, repeatedCalls: () => number): CapacityRecord {
  const { start } = clock;
  const gauges = new Map<ServiceName, Gauge>();
  for (const [service, { concurrency }] of capacity ?? []) gauges.set(service, createGauge(start, concurrency));
  const repeated = new Map<number, number>();
  let counted = 0;
  let lastArrival = start;

  /** Of a message that takes a place: what a service tells itself takes none. */
  const gaugeOf = ({ from, to }: Extract<Fact, { readonly message: unknown }>): Gauge | undefined => {
    const service = serviceOf(to);
    return service === serviceOf(from) ? undefined : gauges.get(service);
  };
  const countRepeated = (at: Instant): void => {
    const now = repeatedCalls();
    if (now === counted) return;
    const minute = Math.floor((at - start) / MINUTE_MS);
    repeated.set(minute, (repeated.get(minute) ?? 0) + now - counted);
    counted = now;
  };

  return {
    observe(fact) {
      if (gauges.size === 0) return;
      switch (fact.kind) {
        case 'occupied':
          return gauges.get(fact.service)?.occupied(fact);
        case 'sent':
          return countRepeated(fact.at);
        case 'delivered':
          if (fact.message.type === 'BuyerArrived') lastArrival = fact.at;
          return gaugeOf(fact)?.served(fact.at);
        case 'rejected':
          return gaugeOf(fact)?.rejected(fact.at);
        default:
      }
    },
    report(throughput, now) {
      if (capacity === undefined) return undefined;
      const slices = slicesOf(throughput, start);
      const services = serviceNames.flatMap((service): ServiceLoad[] => {
        const gauge = gauges.get(service);
        const limits = service === 'shop' ? undefined : capacity.get(service);
        if (gauge === undefined || limits === undefined || service === 'shop') return [];
        return [loadOf({ service, limits, gauge, slices, now, lastArrival })];
      });
      const again = slices.map((minutes) => sumOf(minutes, (minute) => repeated.get(minute) ?? 0));
      const { sliceMs, from, arrived } = throughput;
      const storm = stormOf(again, arrived, { from: instantIn(from) ?? 0, sliceMs });
      return { sliceMs, from, repeated: again, storm, services, busiest: busiestOf(services) };
    },
  };
}

/** The numbers of the minutes of each slice. */
function slicesOf({ sliceMs, from, arrived }: Report['throughput'], start: Instant): number[][] {
  const first = Math.round(((instantIn(from) ?? 0) - start) / MINUTE_MS);
  const width = Math.round(sliceMs / MINUTE_MS);
  return arrived.map((_, slice) => Array.from({ length: width }, (__, minute) => first + slice * width + minute));
}

interface Loaded {
  readonly service: LimitedService;
  readonly limits: Capacity;
  readonly gauge: Gauge;
  readonly slices: readonly (readonly number[])[];
  readonly now: Instant;
  readonly lastArrival: Instant;
}

function loadOf({ service, limits, gauge, slices: minutes, now, lastArrival }: Loaded): ServiceLoad {
  const { concurrency, queue = null } = limits;
  const slices = loadSlices(gauge.minutes, minutes, concurrency);
  const all = [...gauge.minutes.values()];
  const longest = gauge.longest(now);
  const recoveredAt = gauge.recoveredAt();
  const rejectedFrom = gauge.rejectedFrom();
  return {
    service,
    concurrency,
    queue,
    served: sumOf(all, ({ served }) => served),
    rejected: sumOf(all, ({ rejected }) => rejected),
    utilisation: Math.round(sumOf(slices.utilisation, (each) => each) / Math.max(1, minutes.length)),
    peak: Math.max(0, ...slices.utilisation),
    queueMost: all.reduce((most, minute) => Math.max(most, minute.most), 0),
    waitMs: gauge.waits(),
    saturated:
      longest === undefined
        ? null
        : {
            from: isoInstant(longest.from),
            to: longest.to === undefined ? null : isoInstant(longest.to),
            rejected: longest.rejected,
          },
    rejectedFrom: rejectedFrom === undefined ? null : isoInstant(rejectedFrom),
    recoveredAt: recoveredAt === undefined ? null : isoInstant(recoveredAt),
    recoveredInTime: recoveredAt !== undefined && recoveredAt < lastArrival,
    slices,
  };
}

function loadSlices(
  minutes: ReadonlyMap<number, Minute>,
  slices: readonly (readonly number[])[],
  concurrency: number,
): LoadSlices {
  const within = slices.map((numbers) => numbers.flatMap((number) => minutes.get(number) ?? []));
  const each = (of: (minute: Minute) => number): number[] => within.map((slice) => sumOf(slice, of));
  const lengths = slices.map((numbers) => Math.max(1, numbers.length) * MINUTE_MS);
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
