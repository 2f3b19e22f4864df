/**
 * The nights of a run: which business date is closed first, how many are needed, and when a date's file is sent. The
 * n-th night is the n-th date for the PSP's files and for the bank's statements alike.
 */
import {
  addDays,
  businessDateOf,
  closeOf,
  instantOf,
  type BusinessDate,
  type Calendar,
  type Instant,
  type TimeOfDay,
} from '../../domain/calendar.ts';
import { returnsWithinMs } from '../../domain/seller-payouts.ts';
import { DAY_MS, HOUR_MS } from './units/duration.ts';

export interface Settling {
  readonly pspCalendar: Calendar;
  readonly payoutAfterDays: number;
  readonly bankCalendar: Calendar;
  readonly bankTransitMs: number;
}

/** The least number of nights that closes every business date on which buyers arrive. */
export function nightsOfTraffic(calendar: Calendar, start: Instant, end: Instant): number {
  return datesBetween(businessDateOf(calendar, start), businessDateOf(calendar, end - 1));
}

/**
 * Enough nights for the last charge to be paid out, and for the payout to be on a statement of the bank.
 * @param until by when the last charge and the last refund have been made
 */
export function nightsOfMoney(settling: Settling, start: Instant, until: Instant): number {
  const { pspCalendar, bankCalendar } = settling;
  const lastCharge = businessDateOf(pspCalendar, until);
  const paidOut = addDays(lastCharge, settling.payoutAfterDays);
  const booked = businessDateOf(bankCalendar, closeOf(pspCalendar, paidOut) + settling.bankTransitMs);
  return datesBetween(businessDateOf(pspCalendar, start), booked > paidOut ? booked : paidOut);
}

/** When the sellers are paid out, and how long until everything that a run pays out is on a statement. */
export interface PayoutTimes {
  readonly at: TimeOfDay;
  readonly holdMs: number;
}

/**
 * Enough nights for the sellers to be paid all that they have been credited, and for the last of their payouts to come
 * back, if it does.
 * @param lastCredit by when the last seller has been credited
 */
export function nightsOfPayouts(
  settling: Settling,
  { at, holdMs }: PayoutTimes,
  start: Instant,
  lastCredit: Instant,
): number {
  const { pspCalendar, bankCalendar } = settling;
  const available = lastCredit + holdMs;
  const day = businessDateOf(bankCalendar, available);
  const isLater = instantOf(day, at, bankCalendar.zone) < available;
  return datesBetween(businessDateOf(pspCalendar, start), lastLineOf(settling, at, isLater ? addDays(day, 1) : day));
}

/** On how many of the nights a run can be made whose last line is on a statement. */
export function datesOfPayouts(settling: Settling, { at }: PayoutTimes, first: BusinessDate, nights: number): number {
  const last = addDays(first, nights - 1);
  let dates = 0;
  while (dates < nights && lastLineOf(settling, at, addDays(first, dates)) <= last) dates += 1;
  return dates;
}

/** The value date of the last line that a run can lead to. */
function lastLineOf({ bankCalendar, bankTransitMs }: Settling, at: TimeOfDay, date: BusinessDate): BusinessDate {
  const runs = instantOf(date, at, bankCalendar.zone);
  return businessDateOf(bankCalendar, runs + RUN_TAKES_MS + bankTransitMs + returnsWithinMs.most);
}

/** How long a run and the postings that follow from it take at the most, where nothing goes wrong. */
const RUN_TAKES_MS = HOUR_MS;

/** When the PSP sends the file of a business date: the first such time of its wall clock after the date's close. */
export function fileDueAt(calendar: Calendar, fileAt: TimeOfDay, date: BusinessDate): Instant {
  const close = closeOf(calendar, date);
  // A change of the clocks may move the close of a date past its own midnight.
  const closesOn = businessDateOf({ zone: calendar.zone, cutOff: 0 }, close);
  const sameDay = instantOf(closesOn, fileAt, calendar.zone);
  return sameDay > close ? sameDay : instantOf(addDays(closesOn, 1), fileAt, calendar.zone);
}

/** Both dates included. */
function datesBetween(first: BusinessDate, last: BusinessDate): number {
  return (instantOf(last, 0, 'UTC') - instantOf(first, 0, 'UTC')) / DAY_MS + 1;
}
