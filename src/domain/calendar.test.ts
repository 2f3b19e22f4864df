import { describe, expect, it } from 'vitest';
import {
  addDays,
  businessDate,
  closeOf,
  formatInstant,
  instantOf,
  isoInstant,
  isZone,
  offsetAtNewYear,
  type Calendar,
} from './calendar.ts';

const amsterdam: Calendar = { zone: 'Europe/Amsterdam', cutOff: 0 };

function at(utc: string): number {
  return Date.parse(utc);
}

/** How many hours the business date has. */
function hoursOf(calendar: Calendar, date: string): number {
  const day = businessDate(date);
  return (closeOf(calendar, day) - closeOf(calendar, addDays(day, -1))) / 3_600_000;
}

describe('businessDate', () => {
  it('is a real date as ISO 8601 writes it', () => {
    expect(businessDate('2028-02-29')).toBe('2028-02-29');
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-3-2',
    '20260302',
    '2026-03-02T10:00',
    '+012026-03-02',
    '2026-03-02[u-ca=iso8601]',
    'today',
    '',
  ])('is not "%s"', (text) => {
    expect(() => businessDate(text)).toThrow(RangeError);
  });

  it('moves over the ends of months and years', () => {
    expect(addDays(businessDate('2028-02-28'), 1)).toBe('2028-02-29');
    expect(addDays(businessDate('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(businessDate('2026-03-01'), -1)).toBe('2026-02-28');
    expect(addDays(businessDate('2026-03-01'), 400)).toBe('2027-04-05');
  });

  it('moves within a month', () => {
    const moved = [1, 8, 9, 26, 27, 28, 29, 30].map((days) => addDays(businessDate('2026-03-01'), days));
    expect(moved.map((date) => date.slice(5))).toEqual(
      ['03-02', '03-09', '03-10', '03-27', '03-28', '03-29', '03-30', '03-31'], //
    );
    expect(addDays(businessDate('2026-03-31'), -21)).toBe('2026-03-10');
    expect(addDays(businessDate('2026-03-10'), -1)).toBe('2026-03-09');
    expect(addDays(businessDate('2026-03-10'), 0)).toBe('2026-03-10');
  });
});

describe('a day with a midnight cut-off', () => {
  it('ends at the next midnight of its zone', () => {
    expect(closeOf(amsterdam, businessDate('2026-03-02'))).toBe(at('2026-03-02T23:00Z'));
    expect(closeOf({ zone: 'UTC', cutOff: 0 }, businessDate('2026-03-02'))).toBe(at('2026-03-03T00:00Z'));
    expect(closeOf({ zone: 'Asia/Kathmandu', cutOff: 0 }, businessDate('2026-03-02'))).toBe(at('2026-03-02T18:15Z'));
  });

  it.each([
    ['Europe/Amsterdam', '2026-03-28', 24],
    ['Europe/Amsterdam', '2026-03-29', 23],
    ['Europe/Amsterdam', '2026-10-25', 25],
    ['America/St_Johns', '2026-03-08', 23],
    ['America/St_Johns', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Asia/Kathmandu', '2026-10-25', 24],
    ['Pacific/Apia', '2011-12-29', 24],
    // Samoa went from the east of the date line to its west, and had no Friday that week.
    ['Pacific/Apia', '2011-12-30', 0],
    ['Pacific/Apia', '2011-12-31', 24],
  ])('has in %s on %s %d hours', (zone, date, hours) => {
    expect(hoursOf({ zone, cutOff: 0 }, date)).toBe(hours);
  });

  it('ends at the first of two midnights', () => {
    // Until 2011 the clocks of St. John's went from 00:01 back to 23:01 of the day before.
    const stJohns = { zone: 'America/St_Johns', cutOff: 0 };
    expect(closeOf(stJohns, businessDate('2007-11-03'))).toBe(at('2007-11-04T02:30Z'));
  });
});

describe('a cut-off that a change of the clocks touches', () => {
  const halfPastTwo = { zone: 'Europe/Amsterdam', cutOff: 150 };

  it('moves forward by the gap in which it falls', () => {
    expect(closeOf(halfPastTwo, businessDate('2026-03-29'))).toBe(at('2026-03-29T01:30Z'));
    expect(formatInstant(at('2026-03-29T01:30Z'), halfPastTwo.zone)).toBe('2026-03-29 03:30:00.000 +02:00');
  });

  it('is the first of the two times that it names in a repeated hour', () => {
    expect(closeOf(halfPastTwo, businessDate('2026-10-25'))).toBe(at('2026-10-25T00:30Z'));
  });

  it('is an ordinary time of day on any other date', () => {
    expect(closeOf(halfPastTwo, businessDate('2026-03-28'))).toBe(at('2026-03-28T01:30Z'));
    expect(hoursOf(halfPastTwo, '2026-03-29')).toBe(24);
    expect(hoursOf(halfPastTwo, '2026-03-30')).toBe(23);
    expect(hoursOf(halfPastTwo, '2026-10-25')).toBe(24);
    expect(hoursOf(halfPastTwo, '2026-10-26')).toBe(25);
  });
});

describe('instantOf', () => {
  it('reads a wall clock at its zone', () => {
    expect(instantOf(businessDate('2026-07-01'), 9 * 60 + 15, 'Asia/Kathmandu')).toBe(at('2026-07-01T03:30Z'));
    expect(instantOf(businessDate('2026-07-01'), 1439, 'America/St_Johns')).toBe(at('2026-07-02T02:29Z'));
  });
});

it('the offset at new year is that of the year in which the instant is in the zone, whatever the season', () => {
  expect(offsetAtNewYear('Europe/Amsterdam', at('2026-01-15T12:00Z'))).toBe('+01:00');
  expect(offsetAtNewYear('Europe/Amsterdam', at('2026-07-15T12:00Z'))).toBe('+01:00');
  expect(offsetAtNewYear('Pacific/Auckland', at('2026-07-15T12:00Z'))).toBe('+13:00');
  expect(offsetAtNewYear('UTC', at('2026-07-15T12:00Z'))).toBe('+00:00');
  // Lisbon was an hour ahead at new year 1996, and not at that of 1997.
  expect(offsetAtNewYear('Europe/Lisbon', at('1996-12-31T12:00Z'))).toBe('+01:00');
  expect(offsetAtNewYear('Europe/Lisbon', at('1997-07-15T12:00Z'))).toBe('+00:00');
});

describe('isZone', () => {
  it.each(['Europe/Amsterdam', 'America/St_Johns', 'Pacific/Apia', 'UTC'])('knows %s', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  it.each(['Europe/Atlantis', '+01:00', '-0330', 'local', ''])('does not take "%s" for a zone', (zone) => {
    expect(isZone(zone)).toBe(false);
  });
});

describe('instants as text', () => {
  it('carry the offset that tells a repeated hour apart', () => {
    expect(formatInstant(at('2026-10-25T00:30:05.250Z'), 'Europe/Amsterdam')).toBe('2026-10-25 02:30:05.250 +02:00');
    expect(formatInstant(at('2026-10-25T01:30:05.250Z'), 'Europe/Amsterdam')).toBe('2026-10-25 02:30:05.250 +01:00');
    expect(formatInstant(at('2026-03-02T00:00Z'), 'America/St_Johns')).toBe('2026-03-01 20:30:00.000 -03:30');
  });

  it('are in UTC, to the millisecond, in ISO 8601', () => {
    expect(isoInstant(at('2026-10-25T00:30:05.250Z'))).toBe('2026-10-25T00:30:05.250Z');
    expect(isoInstant(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(isoInstant(-1)).toBe('1969-12-31T23:59:59.999Z');
  });
});
