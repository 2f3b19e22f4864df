/** What a clock on the wall shows: times of day, `21:00`, and local dates with times, `2026-03-02 08:00`. */
import { businessDate, type BusinessDate, type TimeOfDay } from '../../../domain/calendar.ts';
import { parsed, refused, type Parsed } from './parsed.ts';

/** A date and a time of day, in a zone that is given elsewhere. */
export interface LocalDateTime {
  readonly date: BusinessDate;
  readonly time: TimeOfDay;
}

export const timeOfDayPattern = '(?:[01]\\d|2[0-3]):[0-5]\\d';
export const localDateTimePattern = `\\d{4}-\\d{2}-\\d{2}[ T]${timeOfDayPattern}`;
const aTimeOfDay = 'a time of day from 00:00 to 23:59';
const aLocalDateTime = 'a local date and time such as 2026-03-02 08:00';

const timeForm = new RegExp(`^${timeOfDayPattern}$`);

/** Minutes after midnight. */
export function parseTimeOfDay(text: string): Parsed<TimeOfDay> {
  if (timeForm.test(text)) return parsed(Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
  if (text === '24:00') return refused(aTimeOfDay, 'midnight is 00:00');
  return refused(aTimeOfDay, /^\d:[0-5]\d$/.test(text) ? `write 0${text}` : undefined);
}

/** A date that the calendar has and a time of day, from 1970 on. */
export function parseLocalDateTime(text: string): Parsed<LocalDateTime> {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})[ T](\S+)$/.exec(text.trim()) ?? [];
  if (date === undefined || time === undefined) return refused(aLocalDateTime, dateHint(text.trim()));
  const day = parseDate(date);
  if (!day.ok) return day;
  const minutes = parseTimeOfDay(time);
  return minutes.ok
    ? parsed({ date: day.value, time: minutes.value })
    : refused(aLocalDateTime, minutes.hint ?? timeHint(time));
}

/** Minutes after midnight as `21:00`. */
export function formatTimeOfDay(time: TimeOfDay): string {
  return `${twoDigits(Math.floor(time / 60))}:${twoDigits(time % 60)}`;
}

function parseDate(text: string): Parsed<BusinessDate> {
  if (text < '1970-01-02') return refused('a date after 1970-01-01');
  try {
    return parsed(businessDate(text));
  } catch {
    return refused('a date that the calendar has');
  }
}

function dateHint(text: string): string | undefined {
  if (timeForm.test(text)) return `put the date before it: \`2026-03-02 ${text}\``;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `add the time of day: \`${text} 08:00\``;
  return orderHint(text);
}

/** Whether 1/6 is in June or in January depends on who writes it; with dots the day comes first everywhere. */
function orderHint(text: string): string | undefined {
  const [, date = '', time = '08:00'] = /^(\S+)(?:[ T](\S+))?$/.exec(text) ?? [];
  const [, day, month, year] = /^(\d\d?)\.(\d\d?)\.(\d{4})$/.exec(date) ?? [];
  if (day !== undefined && month !== undefined && year !== undefined)
    return `did you mean \`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}\`?`;
  const parts = date.split(/[-./]/);
  const isDate = parts.length === 3 && parts.every((part) => /^(?:\d\d?|\d{4})$/.test(part));
  return isDate ? 'the year comes first, then month and day with two digits each, and hyphens between them' : undefined;
}

function timeHint(time: string): string | undefined {
  if (/(Z|[+-]\d{2}:?\d{2})$/.test(time)) return 'leave the offset out: the zone is `clock.zone`';
  return /^\d{2}:\d{2}:\d{2}/.test(time) ? 'leave the seconds out' : undefined;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
