/** When everything in a written scenario happens, and whose clocks its money is settled by. */
import { businessDateOf, instantOf, type Calendar, type Instant } from '../../domain/calendar.ts';
import { hasFaults, type FaultPlan } from '../faults/plan.ts';
import {
  datesOfPayouts,
  nightsOfMoney,
  nightsOfPayouts,
  nightsOfTraffic,
  type PayoutTimes,
  type Settling,
} from './nights.ts';
import { trafficMs } from './traffic-total.ts';
import { DAY_MS, HOUR_MS } from './units/duration.ts';
import type { LocalDateTime } from './units/wall-clock.ts';
import { plannedFaults } from './written/faults.ts';
import type { Sections } from './written/sections.ts';

/** From the first buyer until everything heals. */
export interface Span {
  /** When the traffic begins and ends. */
  readonly start: Instant;
  readonly end: Instant;
  /** By when the last seller has dispatched; the end of the traffic when all orders are captured at once. */
  readonly lastDispatch: Instant;
  /** By when the last buyer has asked for money back; that of the last dispatch when nobody does. */
  readonly lastAsked: Instant;
  /** When faults stop. */
  readonly healAt: Instant;
}

export interface Timeline extends Span {
  readonly faults: FaultPlan;
  /** By when the last charge and the last refund have been made. */
  readonly until: Instant;
  /** By when the last seller has been credited. */
  readonly lastCredit: Instant;
  /** True when something may have to heal: faults, or services that may have no room. */
  readonly heals: boolean;
  /** True when there are faults, limits, dispatches or refunds: only then do charges and refunds come later than the traffic says. */
  readonly eventful: boolean;
  /** Undefined where sellers are not paid out. */
  readonly payouts: PayoutTimes | undefined;
  readonly settling: Settling;
}

export type SpanSections = 'clock' | 'traffic' | 'captures' | 'payouts' | 'refunds' | 'phases';
export type TimelineSections = SpanSections | 'psp' | 'bank' | 'capacity' | 'faults';

/** How long after the traffic, the last dispatch and the last refund everything heals, unless a scenario says when. */
const CALM_MS = HOUR_MS;

/** How long after the last arrival, or the last dispatch, an order may still be captured, where nothing goes wrong. */
const LAST_CAPTURE_MS = HOUR_MS;

/** When everything happens, with the defaults that one section takes from another. */
export function timelineOf(sections: Pick<Sections, TimelineSections>): Timeline {
  const { clock, capacity, captures, payouts, refunds, phases } = sections;
  const span = spanOf(sections);
  const { start, lastDispatch, lastAsked, healAt } = span;
  const faults = plannedFaults(sections.faults, { zone: clock.zone, start, healAt });
  const heals = hasFaults(faults) || capacity !== undefined;
  const eventful = refunds.share > 0 || captures !== undefined || heals;
  // Where nothing has to heal, nothing waits for the healing, and what is asked for later is no credit.
  const calmAt = heals || phases.heal !== undefined ? healAt : lastAsked + CALM_MS;
  const until = eventful ? calmAt + phases.settleWithin : lastDispatch + LAST_CAPTURE_MS;
  const lastCredit = heals ? until : lastDispatch + LAST_CAPTURE_MS;
  const settling = settlingOf(sections);
  const times = payouts && { at: payouts.at, holdMs: payouts.hold };
  return { ...span, faults, heals, until, lastCredit, eventful, payouts: times, settling };
}

export function spanOf({ clock, traffic, captures, payouts, refunds, phases }: Pick<Sections, SpanSections>): Span {
  const start = startOf(clock);
  const end = start + trafficMs(traffic.phases);
  const lastDispatch = captures === undefined ? end : end + captures.after.mostMs;
  const lastAsked = refunds.share === 0 ? lastDispatch : lastDispatch + refunds.after.mostMs;
  // Faults hit the payouts, too: the last of the money can be paid out after its hold, in the run of that day.
  const paidOutAt = payouts === undefined ? lastAsked : lastAsked + payouts.hold + DAY_MS;
  const healAt = phases.heal === undefined ? paidOutAt + CALM_MS : instantAt(phases.heal, clock.zone);
  return { start, end, lastDispatch, lastAsked, healAt };
}

/** When the traffic begins. */
export function startOf({ start, zone }: Sections['clock']): Instant {
  return instantAt(start, zone);
}

/** Enough nights for all money to reach the bank, and the sellers. */
export function nightsNeeded({ settling, start, until, lastCredit, payouts }: Timeline): number {
  const received = nightsOfMoney(settling, start, until);
  return payouts === undefined ? received : Math.max(received, nightsOfPayouts(settling, payouts, start, lastCredit));
}

/**
 * The least number of nights: each business date with a checkout is closed, and where there are faults, dispatches,
 * refunds or payouts, all money reaches the bank or the sellers, so that everything can be seen to come to its end.
 */
export function leastNights(timeline: Timeline): number {
  const { settling, start, end, eventful, payouts } = timeline;
  const isSeen = eventful || payouts !== undefined;
  return isSeen ? nightsNeeded(timeline) : nightsOfTraffic(settling.pspCalendar, start, end);
}

/** On how many dates, from the first that is closed, the sellers are paid out, when so many nights are settled. */
export function payoutDates({ settling, start, payouts }: Timeline, nights: number): number {
  if (payouts === undefined) return 0;
  return datesOfPayouts(settling, payouts, businessDateOf(settling.pspCalendar, start), nights);
}

function settlingOf({ clock, psp, bank }: Pick<Sections, 'clock' | 'psp' | 'bank'>): Settling {
  const pspCalendar: Calendar = { zone: psp.zone ?? clock.zone, cutOff: psp.cutOff };
  // The bank's day ends at midnight.
  const bankCalendar: Calendar = { zone: bank.zone ?? clock.zone, cutOff: 0 };
  return { pspCalendar, payoutAfterDays: psp.payoutAfter, bankCalendar, bankTransitMs: bank.transit };
}

function instantAt({ date, time }: LocalDateTime, zone: string): Instant {
  return instantOf(date, time, zone);
}
