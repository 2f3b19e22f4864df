/**
 * What becomes of a message that arrives at a service: it waits while the service is paused or slow, is lost while the
 * service is down or overloaded, passes the PSP's door, and may be the one at which the service crashes.
 */
import { serviceOf, type Address, type ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Message } from '../domain/messages.ts';
import type { Conditions } from './conditions.ts';
import type { Judge } from './faults/site.ts';
import type { Sites } from './faults/sites.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Envelope } from './network.ts';
import type { AtTheDoor } from './psp-door.ts';
import type { Service } from './service.ts';

export interface DeliveryParts {
  readonly kernel: Kernel;
  readonly sites: Sites;
  readonly judge: Judge;
  readonly conditions: Conditions;
  readonly serviceOf: (name: ServiceName) => Service;
  readonly door: (to: ServiceName, message: Message) => AtTheDoor;
  readonly clockOf: (service: ServiceName) => Instant;
  readonly crash: (service: ServiceName, downMs: number) => void;
  readonly send: (from: Address, to: Address, message: Message) => void;
  readonly lost: (envelope: Envelope) => void;
  /** Told of a message that is about to be handled. */
  readonly delivered: (envelope: Envelope) => void;
}

export function createDelivery(parts: DeliveryParts): (envelope: Envelope) => void {
  const { kernel, sites, judge, conditions } = parts;

  const arrive = (envelope: Envelope): void => {
    const name = serviceOf(envelope.to);
    const until = conditions.pausedUntil(name);
    if (until !== undefined && until > kernel.now()) return void kernel.schedule(until, () => arrive(envelope));
    const slowBy = conditions.slowBy(name);
    if (slowBy > 0) return void kernel.schedule(kernel.now() + slowBy, () => end(envelope));
    end(envelope);
  };
  const end = (envelope: Envelope): void => {
    enter(envelope);
    sites.arrives(envelope.concern);
  };

  const enter = (envelope: Envelope): void => {
    const { from, to, message, incarnation } = envelope;
    const name = serviceOf(to);
    const service = parts.serviceOf(name);
    const isLocal = incarnation !== undefined;
    if (!service.isUp() || (isLocal && incarnation !== service.incarnation())) return parts.lost(envelope);
    if (!isLocal && conditions.isOverloaded(name)) return parts.lost(envelope);
    const atTheDoor = parts.door(name, message);
    if (atTheDoor.kind !== 'enters') parts.lost(envelope);
    if (atTheDoor.kind === 'refused') parts.send(to, from, atTheDoor.answer);
    if (atTheDoor.kind === 'enters') handle(service, envelope);
  };

  const handle = (service: Service, envelope: Envelope): void => {
    const { to, message, concern, sentAt } = envelope;
    const { name } = service;
    const named = sites.next(`${name} handle ${message.type}`, concern);
    const crash = judge({ place: 'handling', services: [name], message: message.type, ...named });
    if (crash?.when === 'before') {
      parts.lost(envelope);
      return parts.crash(name, crash.downMs);
    }
    parts.delivered(envelope);
    // Keys before the spread: V8 is many times as slow at adding them to what it has just copied.
    service.deliver(to, { at: parts.clockOf(name), sentAt, ...message });
    if (crash !== undefined) parts.crash(name, crash.downMs);
  };

  return arrive;
}
