/**
 * The state of the world outside the actors: which service is paused, slow or overloaded, whose clock is off, which links
 * are cut, whether the PSP's door is shut. Episodes of trouble begin and end; crashes are the lifecycle's business.
 */
import { serviceNames, type ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Episode } from './faults/fault.ts';

/** A clock that is further off is noticed and set right: so much, in milliseconds, it is ahead or behind at most. */
export const MOST_SKEW_MS = 600_000;

export interface Conditions {
  begin(episode: Episode): void;
  end(episode: Episode): void;
  /** Everything is well again. */
  clear(): void;
  /** What the service's clock shows. */
  clockOf(service: ServiceName, now: Instant): Instant;
  /** Until when what the service has to do waits; undefined when it is not paused. */
  pausedUntil(service: ServiceName): Instant | undefined;
  /** How much later the service handles a message, in milliseconds. */
  slowBy(service: ServiceName): number;
  isOverloaded(service: ServiceName): boolean;
  isCut(from: ServiceName, to: ServiceName): boolean;
  pspIsOut(): boolean;
}

export function createConditions(): Conditions {
  const present = new Set<Episode>();
  const active = <K extends Episode['fault']['kind']>(
    kind: K,
  ): readonly (Episode & { fault: Extract<Episode['fault'], { kind: K }> })[] => {
    const found = [...present].filter(({ fault }) => fault.kind === kind);
    return found as (Episode & { fault: Extract<Episode['fault'], { kind: K }> })[];
  };
  const at = (service: ServiceName) => (episode: { readonly fault: { readonly service: ServiceName } }) =>
    episode.fault.service === service;

  return {
    begin: (episode) => void present.add(episode),
    end: (episode) => void present.delete(episode),
    clear: () => present.clear(),
    // Each of these is asked several times for every message, and nearly always nothing is the matter.
    clockOf(service, now) {
      if (present.size === 0) return now;
      const skew = active('clock.skew')
        .filter(at(service))
        .reduce((sum, { at: since, fault }) => {
          return sum + fault.stepMs + Math.floor((fault.driftMsPerHour * (now - since)) / HOUR_MS);
        }, 0);
      return now + Math.max(-MOST_SKEW_MS, Math.min(MOST_SKEW_MS, skew));
    },
    pausedUntil(service) {
      if (present.size === 0) return undefined;
      const ends = active('service.pause')
        .filter(at(service))
        .map(({ at: since, forMs }) => since + forMs);
      return ends.length === 0 ? undefined : Math.max(...ends);
    },
    slowBy(service) {
      if (present.size === 0) return 0;
      return active('service.slow')
        .filter(at(service))
        .reduce((sum, { fault }) => sum + fault.byMs, 0);
    },
    isOverloaded: (service) => present.size > 0 && active('service.overload').some(at(service)),
    isCut: (from, to) =>
      present.size > 0 &&
      active('network.partition').some(
        ({ fault: { between, and, oneWay } }) =>
          (between.includes(from) && and.includes(to)) || (!oneWay && and.includes(from) && between.includes(to)),
      ),
    pspIsOut: () => present.size > 0 && active('psp.outage').length > 0,
  };
}

/** Who an episode is about: the service, or the services that it parts. */
export function servicesOf({ fault }: Episode): readonly ServiceName[] {
  switch (fault.kind) {
    case 'psp.outage':
      return ['psp'];
    case 'network.partition':
      return serviceNames.filter((name) => fault.between.includes(name) || fault.and.includes(name));
    default:
      return [fault.service];
  }
}

const HOUR_MS = 3_600_000;
