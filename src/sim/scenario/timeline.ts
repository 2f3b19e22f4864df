/** When the traffic of a written scenario begins and ends, and whose clocks its money is settled by. */
import { instantOf, type Calendar, type Instant } from '../../domain/calendar.ts';
import type { Settling } from './nights.ts';
import { trafficMs } from './traffic-total.ts';
import type { Sections } from './written/sections.ts';

export interface Timeline {
  /** When the traffic begins and ends. */
  readonly start: Instant;
  readonly end: Instant;
  readonly settling: Settling;
}

/** When everything happens, with the defaults that one section takes from another. */
export function timelineOf(sections: Pick<Sections, 'clock' | 'traffic' | 'psp' | 'bank'>): Timeline {
  const { clock, traffic, psp, bank } = sections;
  const start = startOf(clock);
  const pspCalendar: Calendar = { zone: psp.zone ?? clock.zone, cutOff: psp.cutOff };
  // The bank's day ends at midnight.
  const bankCalendar: Calendar = { zone: bank.zone ?? clock.zone, cutOff: 0 };
  const settling: Settling = {
    pspCalendar,
    payoutAfterDays: psp.payoutAfter,
    bankCalendar,
    bankTransitMs: bank.transit,
  };
  return { start, end: start + trafficMs(traffic.phases), settling };
}

/** When the traffic begins. */
export function startOf({ start, zone }: Sections['clock']): Instant {
  return instantOf(start.date, start.time, zone);
}
