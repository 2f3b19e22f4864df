/** How far a run is, for whoever waits for it: how many checkouts have come, and then which night is being settled. */
import type { Instant } from '../domain/calendar.ts';
import { endOfNight, nightDates } from './nights.ts';
import { trafficMs } from './scenario/traffic-total.ts';
import type { Scenario } from './scenario/scenario.ts';

export interface HowFar {
  readonly checkouts: number;
  /** From 1 once no more buyers come; 0 as long as they do. */
  readonly night: number;
  readonly nights: number;
}

/** @returns takes the status of a run of the scenario */
export function howFar(scenario: Scenario): (status: { readonly at: Instant; readonly checkouts: number }) => HowFar {
  const lastComes = scenario.clock.start + trafficMs(scenario.traffic.phases);
  const ends = nightDates(scenario).map((date) => endOfNight(scenario, date));
  const nights = ends.length;
  return ({ at, checkouts }) => {
    const over = ends.filter((end) => end < at).length;
    return { checkouts, night: at < lastComes ? 0 : Math.min(nights, over + 1), nights };
  };
}
