/** Instants as scripts have them: ISO 8601 in UTC, to the millisecond. */
import { businessDate, instantOf, type Instant } from '../../domain/calendar.ts';
import { parsed, refused, type Parsed } from '../scenario/units/parsed.ts';

const anInstant = 'an instant in UTC such as 2026-03-02T09:00:00.000Z';
const form = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{3}))?Z$/;

export function parseInstant(text: string): Parsed<Instant> {
  const [, date, hours, minutes, seconds, fraction = '000'] = form.exec(text.trim()) ?? [];
  if (date === undefined) return refused(anInstant, /T.*\d$/.test(text) ? 'end it with Z' : undefined);
  try {
    const minute = instantOf(businessDate(date), Number(hours) * 60 + Number(minutes), 'UTC');
    return parsed(minute + Number(seconds) * 1_000 + Number(fraction));
  } catch {
    return refused('a date that the calendar has');
  }
}
