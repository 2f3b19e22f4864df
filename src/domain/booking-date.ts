/**
 * The business date under which the platform books what the PSP has moved. It is the PSP's: by the PSP's zone, with its
 * daylight saving, and by its cut-off.
 */
import { businessDateOf, offsetAtNewYear, type BusinessDate, type Instant } from './calendar.ts';
import type { BusinessDates, Policy } from './policy.ts';

/** The business date to which the ledger books an instant: the PSP's, but for the mistakes about its cut-off. */
export function bookingDate(instant: Instant, { pspCalendar, defects }: Policy, dates: BusinessDates): BusinessDate {
  if (defects.has('cutoff-in-wrong-zone')) return businessDateOf({ ...pspCalendar, zone: serversZone }, instant);
  if (defects.has('cutoff-ignores-dst')) {
    const zone = offsetAtNewYear(pspCalendar.zone, instant);
    return businessDateOf({ ...pspCalendar, zone }, instant);
  }
  return dates.psp(instant);
}

/** Servers show the time of no place. */
const serversZone = 'UTC';
