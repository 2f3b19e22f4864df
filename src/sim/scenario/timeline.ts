/** When everything in a written scenario happens, and whose clocks its money is settled by. */
import { instantOf, type Calendar, type Instant } from '../../domain/calendar.ts';
import { hasFaults, type FaultPlan } from '../faults/plan.ts';
import { nightsOfMoney, nightsOfTraffic, type Settling } from './nights.ts';
import { trafficMs } from './traffic-total.ts';
import { HOUR_MS } from './units/duration.ts';
import type { LocalDateTime } from './units/wall-clock.ts';
import { plannedFaults } from './written/faults.ts';
import type { Sections } from './written/sections.ts';

/** From the first buyer until everything heals. */
export interface Span {
  /** When the traffic begins and ends. */
  readonly start: Instant;
  readonly end: Instant;
  /** By when the last buyer has asked for money back; the end of the traffic when nobody does. */
  readonly lastAsked: Instant;
  /** When faults stop. */
  readonly healAt: Instant;
}

export interface Timeline extends Span {
  readonly faults: FaultPlan;
  /** By when the last charge and the last refund have been made. */
  readonly until: Instant;
  /** True when there are faults or refunds: only then do charges and refunds come later than the traffic says. */
  readonly eventful: boolean;
  readonly settling: Settling;
}

export type SpanSections = 'clock' | 'traffic' | 'refunds' | 'phases';
export type TimelineSections = SpanSections | 'psp' | 'bank' | 'faults';

/** How long after the traffic and the last refund everything heals, unless a scenario says when. */
const CALM_MS = HOUR_MS;

/** How long after the last arrival a checkout may still be captured, where nothing goes wrong. */
const LAST_CAPTURE_MS = HOUR_MS;

/** When everything happens, with the defaults that one section takes from another. */
export function timelineOf(sections: Pick<Sections, TimelineSections>): Timeline {
  const { clock, refunds, phases } = sections;
  const span = spanOf(sections);
  const { start, end, healAt } = span;
  const faults = plannedFaults(sections.faults, { zone: clock.zone, start, healAt });
  const eventful = refunds.share > 0 || hasFaults(faults);
  const until = eventful ? healAt + phases.settleWithin : end + LAST_CAPTURE_MS;
  return { ...span, faults, until, eventful, settling: settlingOf(sections) };
}

export function spanOf({ clock, traffic, refunds, phases }: Pick<Sections, SpanSections>): Span {
  const start = startOf(clock);
  const end = start + trafficMs(traffic.phases);
  const lastAsked = refunds.share === 0 ? end : end + refunds.after.mostMs;
  const healAt = phases.heal === undefined ? lastAsked + CALM_MS : instantAt(phases.heal, clock.zone);
  return { start, end, lastAsked, healAt };
}

/** When the traffic begins. */
export function startOf({ start, zone }: Sections['clock']): Instant {
  return instantAt(start, zone);
}

/** Enough nights for all money to reach the bank. */
export function nightsNeeded({ settling, start, until }: Timeline): number {
  return nightsOfMoney(settling, start, until);
}

/**
 * The least number of nights: each business date with a checkout is closed, and where there are faults or refunds, all
 * money reaches the bank, so that everything can be seen to come to its end.
 */
export function leastNights(timeline: Timeline): number {
  const { settling, start, end } = timeline;
  return timeline.eventful ? nightsNeeded(timeline) : nightsOfTraffic(settling.pspCalendar, start, end);
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
