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
import { DAY_MS } from './units/duration.ts';

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
