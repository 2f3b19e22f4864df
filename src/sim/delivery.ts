/**
 * What becomes of a message that arrives at a service: it waits while the service is paused or slow, is lost while the
 * service is down or overloaded, passes the PSP's door, takes its turn where the service's capacity is limited, and may be
 * the one at which the service crashes.
 */
import type { Address, ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Message } from '../domain/messages.ts';
import type { Conditions } from './conditions.ts';
import type { Judge, Site } from './faults/site.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Envelope } from './network.ts';
import type { AtTheDoor } from './psp-door.ts';
import type { Service } from './service.ts';
import type { Station } from './station.ts';

export interface DeliveryParts {
  readonly kernel: Kernel;
  readonly judge: Judge;
  readonly conditions: Conditions;
  readonly serviceOf: (name: ServiceName) => Service;
  /** Undefined where the capacity of the service has no limit. */
  readonly stationOf: (name: ServiceName) => Station | undefined;
  readonly door: (to: ServiceName, message: Message) => AtTheDoor;
  readonly clockOf: (service: ServiceName) => Instant;
  readonly crash: (service: ServiceName, downMs: number) => void;
  readonly send: (from: Address, to: Address, message: Message) => void;
  readonly lost: (envelope: Envelope) => void;
  /** Told of a message that is about to be handled. */
  readonly delivered: (envelope: Envelope) => void;
}

export function createDelivery(parts: DeliveryParts): (envelope: Envelope) => void {
  const { kernel, judge, conditions } = parts;

  const arrive = (envelope: Envelope): void => {
    const { to: name } = envelope.course;
    // What a service tells itself is part of what it is doing.
    const station = isLocal(envelope) ? undefined : parts.stationOf(name);
    if (station !== undefined) return enterStation(station, envelope);
    const until = conditions.pausedUntil(name);
    if (until !== undefined && until > kernel.now()) return void kernel.schedule(until, () => arrive(envelope));
    const slowBy = conditions.slowBy(name);
    if (slowBy > 0) return void kernel.schedule(kernel.now() + slowBy, () => enter(envelope));
    enter(envelope);
  };
  const enter = (envelope: Envelope): void => {
    if (isLetIn(envelope)) handle(envelope);
    envelope.tally.arrives();
  };
  const enterStation = (station: Station, envelope: Envelope): void => {
    if (isLetIn(envelope)) station.take(envelope, served);
    else envelope.tally.arrives();
  };
  const served = (envelope: Envelope): void => {
    handle(envelope);
    envelope.tally.arrives();
  };

  const isLetIn = (envelope: Envelope): boolean => {
    const { from, to, message, incarnation } = envelope;
    const { to: name } = envelope.course;
    const service = parts.serviceOf(name);
    const isOfEarlierStart = isLocal(envelope) && incarnation !== service.incarnation();
    const isRefused = !isLocal(envelope) && conditions.isOverloaded(name);
    if (!service.isUp() || isOfEarlierStart || isRefused) {
      parts.lost(envelope);
      return false;
    }
    const atTheDoor = parts.door(name, message);
    if (atTheDoor.kind !== 'enters') parts.lost(envelope);
    if (atTheDoor.kind === 'refused') parts.send(to, from, atTheDoor.answer);
    return atTheDoor.kind === 'enters';
  };

  const handle = (envelope: Envelope): void => {
    const { to, message, concern, course, tally, sentAt } = envelope;
    const { to: name, end: services, message: type, handling } = course;
    const operation = handling.name;
    const occurrence = tally.next(handling);
    const site: Site<'handling'> = { place: 'handling', services, message: type, operation, concern, occurrence };
    const crash = judge(site);
    if (crash?.when === 'before') {
      parts.lost(envelope);
      return parts.crash(name, crash.downMs);
    }
    parts.delivered(envelope);
    parts.serviceOf(name).deliver(to, { type, at: parts.clockOf(name), sentAt, body: message });
    if (crash !== undefined) parts.crash(name, crash.downMs);
  };

  return arrive;
}

function isLocal({ incarnation }: Envelope): boolean {
  return incarnation !== undefined;
}
