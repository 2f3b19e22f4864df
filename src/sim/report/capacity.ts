/** What the services of limited capacity had to do, folded over facts: utilisation, queues, waits, rejections, recovery. */
import { serviceNames, serviceOf, type ServiceName } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Fact } from '../facts.ts';
import type { Capacity, LimitedService, Scenario } from '../scenario/scenario.ts';
import type { CapacityMeasures, StationMeasures } from './capacity-measures.ts';
import { createMinuteCounter } from './minutes.ts';
import { createGauge, type Gauge } from './station-gauge.ts';

export interface CapacityRecord {
  observe(fact: Fact): void;
  /** Undefined where no capacity is limited. */
  measures(now: Instant): CapacityMeasures | undefined;
}

/** @param repeatedCalls how many calls have been made again by now */
export function createCapacityRecord({ clock, capacity }: Scenario, repeatedCalls: () => number): CapacityRecord {
  const { start } = clock;
  const gauges = new Map<ServiceName, Gauge>();
  for (const [service, { concurrency }] of capacity ?? []) gauges.set(service, createGauge(start, concurrency));
  const repeated = createMinuteCounter(start);
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
    repeated.count(at, now - counted);
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
    measures(now) {
      if (capacity === undefined) return undefined;
      const services = serviceNames.flatMap((service): StationMeasures[] => {
        const gauge = gauges.get(service);
        const limits = service === 'shop' ? undefined : capacity.get(service);
        if (gauge === undefined || limits === undefined || service === 'shop') return [];
        return [measuresOf({ service, limits, gauge, now, lastArrival })];
      });
      return { systems: 1, repeated: repeated.minutes(), services };
    },
  };
}

interface Measured {
  readonly service: LimitedService;
  readonly limits: Capacity;
  readonly gauge: Gauge;
  readonly now: Instant;
  readonly lastArrival: Instant;
}

function measuresOf({ service, limits, gauge, now, lastArrival }: Measured): StationMeasures {
  const { concurrency, queue = null } = limits;
  const longest = gauge.longest(now);
  const recoveredAt = gauge.recoveredAt() ?? null;
  return {
    service,
    concurrency,
    queue,
    minutes: [...gauge.minutes].toSorted(([a], [b]) => a - b),
    ...gauge.waits(),
    saturated:
      longest === undefined
        ? null
        : {
            from: longest.from,
            to: longest.to ?? null,
            lastedMs: (longest.to ?? now) - longest.from,
            rejected: longest.rejected,
          },
    rejectedFrom: gauge.rejectedFrom() ?? null,
    recoveredAt,
    recoveredInTime: recoveredAt !== null && recoveredAt < lastArrival,
  };
}
