/** How far the clocks of services may be off: not at all, unless a fault has moved them; what was planned by then stays off. */
import type { ServiceName } from '../../domain/addresses.ts';
import { MOST_SKEW_MS } from '../conditions.ts';
import type { Hearing } from '../hearing.ts';

export interface ClockSkews {
  readonly hears: Hearing;
  /** Milliseconds by which instants of these services may differ from what they are. */
  most(...services: readonly ServiceName[]): number;
}

export function createClockSkews(): ClockSkews {
  const skewed = new Set<ServiceName>();
  return {
    hears: {
      faulted({ fault }) {
        if (fault.kind === 'clock.skew') skewed.add(fault.service);
      },
    },
    most: (...services) => services.filter((service) => skewed.has(service)).length * MOST_SKEW_MS,
  };
}
