/**
 * Business dates: which day an instant belongs to, given a zone and a cut-off, over daylight-saving changes. Zones are
 * IANA names. Instants are integer milliseconds since the Unix epoch.
 */
import { Temporal } from 'temporal-polyfill';

/** An integer count of milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A date as ISO 8601 writes it: `2026-10-25`. */
export type BusinessDate = string & { readonly __brand: 'BusinessDate' };

/** A time of day in minutes after midnight, 0 to 1,439. */
export type TimeOfDay = number;

export interface Calendar {
  readonly zone: string;
  /** When the business date ends. At midnight (0) it is the calendar date; otherwise it ends on its own date at this time. */
  readonly cutOff: TimeOfDay;
}

/** @throws RangeError unless `text` is a real date written YYYY-MM-DD. */
export function businessDate(text: string): BusinessDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError(`"${text}" is not a date like 2026-10-25`);
  return Temporal.PlainDate.from(text).toString() as BusinessDate;
}

/** @param days how many later; earlier when it is negative */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  const day = Number(date.slice(8)) + days;
  // Within what every month has, no calendar need be asked.
  if (day >= 1 && day <= 28) return `${date.slice(0, 8)}${day < 10 ? '0' : ''}${day}` as BusinessDate;
  return Temporal.PlainDate.from(date).add({ days }).toString() as BusinessDate;
}

/**
 * The instant of a wall-clock time on a date. A time that a spring change skips moves forward by the gap; a time that
 * an autumn change repeats is the first of the two (the `compatible` rule of RFC 5545).
 */
export function instantOf(date: BusinessDate, time: TimeOfDay, zone: string): Instant {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime({ hour: Math.floor(time / 60), minute: time % 60 });
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The first instant that no longer belongs to the business date. */
export function closeOf(calendar: Calendar, date: BusinessDate): Instant {
  return calendar.cutOff === 0
    ? instantOf(addDays(date, 1), 0, calendar.zone)
    : instantOf(date, calendar.cutOff, calendar.zone);
}

/** The business date that an instant belongs to. The cut-off itself begins the next date. */
export function businessDateOf(calendar: Calendar, instant: Instant): BusinessDate {
  return businessDayOf(calendar, instant).date;
}

/** `businessDateOf` for a stream of instants: a run of instants on one day costs two comparisons each. */
export function businessDates(calendar: Calendar): (instant: Instant) => BusinessDate {
  const dayOf = businessDays(calendar);
  return (instant) => dayOf(instant).date;
}

/** When the business date of an instant closes, for a stream of instants. */
export function closings(calendar: Calendar): (instant: Instant) => Instant {
  const dayOf = businessDays(calendar);
  return (instant) => dayOf(instant).to;
}

interface BusinessDay {
  readonly date: BusinessDate;
  readonly from: Instant;
  /** The first instant that no longer belongs to it. */
  readonly to: Instant;
}

/** It remembers the day that it found last. */
function businessDays(calendar: Calendar): (instant: Instant) => BusinessDay {
  let day: BusinessDay | undefined;
  return (instant) => {
    if (day === undefined || instant < day.from || instant >= day.to) day = businessDayOf(calendar, instant);
    return day;
  };
}

function businessDayOf(calendar: Calendar, instant: Instant): BusinessDay {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.zone);
  const today = wall.toPlainDate().toString() as BusinessDate;
  const closes = closeOf(calendar, today);
  if (instant >= closes) {
    const tomorrow = addDays(today, 1);
    return { date: tomorrow, from: closes, to: closeOf(calendar, tomorrow) };
  }
  const yesterday = addDays(today, -1);
  const opened = closeOf(calendar, yesterday);
  if (instant >= opened) return { date: today, from: opened, to: closes };
  // A change that skips the cut-off and midnight moves the close of a date past its own midnight.
  return { date: yesterday, from: closeOf(calendar, addDays(yesterday, -1)), to: opened };
}

/** The offset that a zone has when its year begins, as `+01:00`: that of its winter, north of the equator. */
export function offsetAtNewYear(zone: string, instant: Instant): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return wall.with({ month: 1, day: 1 }).offset;
}

/** True when the platform knows the IANA zone. A bare offset such as `+01:00` is no zone: it has no daylight saving. */
export function isZone(zone: string): boolean {
  if (/^[+-]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** An instant as a person at that zone's wall clock would write it: `2026-10-25 02:30:05.250 +01:00`. */
export function formatInstant(instant: Instant, zone: string): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const time = wall.toPlainTime().toString({ fractionalSecondDigits: 3 });
  return `${wall.toPlainDate().toString()} ${time} ${wall.offset}`;
}

/** An instant in ISO 8601, in UTC: `2026-10-25T00:30:05.250Z`. */
export function isoInstant(instant: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString({ fractionalSecondDigits: 3 });
}
