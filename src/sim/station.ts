/**
 * A station: where messages from other services wait for their turn at a service of limited capacity. A message takes a
 * free place and keeps it for as long as it takes to be served; without one it waits in line, first come, first served;
 * where the line is full, it is rejected, and its sender hears nothing. While the service is paused nobody takes a place,
 * and what has one keeps it; a crash empties the station.
 */
import type { ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Load } from './chronicle.ts';
import type { Conditions } from './conditions.ts';
import { byType } from './faults/operations.ts';
import type { Sites } from './faults/sites.ts';
import type { Dice } from './kernel/dice.ts';
import type { Scheduled } from './kernel/event-queue.ts';
import type { Kernel } from './kernel/kernel.ts';
import { createLine } from './line.ts';
import type { Envelope } from './network.ts';
import { sampleMs } from './sampling.ts';
import type { Capacity } from './scenario/scenario.ts';

export interface Station {
  /**
   * A message arrives.
   * @param handle what is done with it when it has been served
   */
  take(envelope: Envelope, handle: (envelope: Envelope) => void): void;
  /** Loses what waits, and what is being served. */
  empty(): void;
}

export interface StationParts {
  readonly service: ServiceName;
  readonly capacity: Capacity;
  readonly kernel: Kernel;
  readonly dice: Dice;
  readonly sites: Sites;
  readonly conditions: Conditions;
  readonly lost: (envelope: Envelope) => void;
  readonly rejected: (envelope: Envelope) => void;
  /** Told whenever what the station holds has changed. */
  readonly occupied: (load: Load) => void;
}

/** A message at the station. */
interface Visit {
  readonly envelope: Envelope;
  readonly since: Instant;
  readonly handle: (envelope: Envelope) => void;
  /** When it will have been served; undefined as long as it waits. */
  due?: Scheduled;
}

export function createStation(parts: StationParts): Station {
  const { service, kernel } = parts;
  const { concurrency, queue } = parts.capacity;
  const line = createLine<Visit>();
  const served = new Set<Visit>();
  const serviceTime = timesOf(parts);
  const heldUntil = pausesOf(parts);
  let isToGoOn = false;

  const tell = (waitedMs: readonly number[]): void =>
    parts.occupied({ service, busy: served.size, waiting: line.length(), waitedMs });
  const begin = (visit: Visit): number => {
    served.add(visit);
    visit.due = kernel.schedule(kernel.now() + serviceTime(visit.envelope), () => end(visit));
    return kernel.now() - visit.since;
  };
  /** Has those take a place who may; the others go on waiting. */
  const fill = (): readonly number[] => {
    const waited: number[] = [];
    while (served.size < concurrency && heldUntil() === undefined) {
      const next = line.shift();
      if (next === undefined) break;
      waited.push(begin(next));
    }
    return waited;
  };
  const end = (visit: Visit): void => {
    const until = heldUntil();
    if (until !== undefined) return void (visit.due = kernel.schedule(until, () => end(visit)));
    served.delete(visit);
    visit.handle(visit.envelope);
    tell(fill());
  };
  /** When the service is no longer paused. */
  const goOn = (): void => {
    const until = heldUntil();
    if (until !== undefined) return void kernel.schedule(until, goOn);
    isToGoOn = false;
    const waited = fill();
    if (waited.length > 0) tell(waited);
  };

  return {
    take(envelope, handle) {
      const until = heldUntil();
      const hasRoom = until === undefined && served.size + line.length() < concurrency;
      if (!hasRoom && queue !== undefined && line.length() >= queue) {
        parts.rejected(envelope);
        return envelope.tally.arrives();
      }
      line.push({ envelope, since: kernel.now(), handle });
      tell(fill());
      if (until === undefined || isToGoOn) return;
      isToGoOn = true;
      kernel.schedule(until, goOn);
    },
    empty() {
      const all = [...served, ...line.clear()];
      served.clear();
      for (const { envelope, due } of all) {
        due?.cancel();
        parts.lost(envelope);
        envelope.tally.arrives();
      }
      if (all.length > 0) tell([]);
    },
  };
}

/** Until when the service is paused; undefined while it works. */
function pausesOf({ service, kernel, conditions }: StationParts): () => Instant | undefined {
  return () => {
    const until = conditions.pausedUntil(service);
    return until !== undefined && until > kernel.now() ? until : undefined;
  };
}

/** How long a message takes to be served: its own luck, and longer while the service is slow. */
function timesOf({ service, capacity, dice, sites, conditions }: StationParts): (envelope: Envelope) => number {
  const serving = byType((type) => {
    const operation = sites.operation(`${service} serve ${type}`);
    return { operation, luck: dice.at('capacity', operation.name) };
  });
  return ({ concern, message, tally }) => {
    const { operation, luck } = serving(message.type);
    return sampleMs(capacity.time, luck(concern, tally.next(operation))) + conditions.slowBy(service);
  };
}

export interface Stations {
  /** Undefined where the capacity of the service has no limit. */
  of(service: ServiceName): Station | undefined;
  empty(service: ServiceName): void;
  /** Whether any message has had to wait, or was rejected. */
  haveHeldUp(): boolean;
}

type StationsParts = Omit<StationParts, 'service' | 'capacity'> & {
  readonly capacity: ReadonlyMap<ServiceName, Capacity> | undefined;
};

export function createStations({ capacity = new Map(), ...parts }: StationsParts): Stations {
  let heldUp = false;
  const rejected = (envelope: Envelope): void => {
    heldUp = true;
    parts.rejected(envelope);
  };
  const occupied = (load: Load): void => {
    heldUp ||= load.waiting > 0;
    parts.occupied(load);
  };
  const stations = new Map(
    [...capacity].map(([service, its]) => [
      service,
      createStation({ ...parts, service, capacity: its, rejected, occupied }),
    ]),
  );
  return {
    of: (service) => stations.get(service),
    empty: (service) => stations.get(service)?.empty(),
    haveHeldUp: () => heldUp,
  };
}
