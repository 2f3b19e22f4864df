import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, businessDateOf, businessDates, closeOf, closings, type Calendar } from './calendar.ts';

const amsterdam: Calendar = { zone: 'Europe/Amsterdam', cutOff: 0 };

/** The business dates of instants given in UTC. */
function datesOf(calendar: Calendar, ...instants: string[]): string[] {
  return instants.map((utc) => businessDateOf(calendar, Date.parse(utc)));
}

describe('businessDateOf', () => {
  it('changes at the cut-off itself: a sale at 23:59:55 and one ten seconds later are a date apart', () => {
    expect(datesOf(amsterdam, '2026-03-02T22:59:55Z', '2026-03-02T22:59:59.999Z', '2026-03-02T23:00Z')).toEqual([
      '2026-03-02',
      '2026-03-02',
      '2026-03-03',
    ]);
  });

  it('runs ahead of the calendar after an early cut-off', () => {
    const fivePm = { zone: 'Asia/Kathmandu', cutOff: 17 * 60 };
    expect(datesOf(fivePm, '2026-03-02T11:14:59.999Z', '2026-03-02T11:15Z', '2026-03-02T18:15Z')).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-03',
    ]);
  });

  it('does not fall back with the clocks: the second 02:10 is after the cut-off at the first 02:30', () => {
    const halfPastTwo = { zone: 'Europe/Amsterdam', cutOff: 150 };
    expect(datesOf(halfPastTwo, '2026-10-25T00:10Z', '2026-10-25T00:30Z', '2026-10-25T01:10Z')).toEqual([
      '2026-10-25',
      '2026-10-26',
      '2026-10-26',
    ]);
  });

  it('does not fall back to a date whose midnight has passed', () => {
    // In St. John's the clocks went from 00:01 back to 23:01 of the day before.
    const stJohns = { zone: 'America/St_Johns', cutOff: 0 };
    expect(datesOf(stJohns, '2007-11-04T02:29:59Z', '2007-11-04T02:30:30Z', '2007-11-04T02:45Z')).toEqual([
      '2007-11-03',
      '2007-11-04',
      '2007-11-04',
    ]);
  });

  it('keeps a date open past its midnight when the clocks skip the cut-off and midnight', () => {
    // In Nuuk the clocks went from 23:00 to midnight, so that the cut-off at 23:30 came at 00:30.
    const nuuk = { zone: 'America/Nuuk', cutOff: 23 * 60 + 30 };
    expect(datesOf(nuuk, '2024-03-31T00:59:59Z', '2024-03-31T01:10Z', '2024-03-31T01:30Z')).toEqual([
      '2024-03-30',
      '2024-03-30',
      '2024-03-31',
    ]);
  });

  it('passes over a date that never was', () => {
    expect(datesOf({ zone: 'Pacific/Apia', cutOff: 0 }, '2011-12-30T09:59:59.999Z', '2011-12-30T10:00Z')).toEqual([
      '2011-12-29',
      '2011-12-31',
    ]);
    // With a cut-off in the evening, what follows Thursday's is dated Friday, up to Saturday's.
    const evening = { zone: 'Pacific/Apia', cutOff: 18 * 60 };
    expect(datesOf(evening, '2011-12-30T04:00Z', '2011-12-31T03:59Z', '2011-12-31T04:00Z')).toEqual([
      '2011-12-30',
      '2011-12-30',
      '2012-01-01',
    ]);
  });
});

describe('in any zone, with any cut-off', () => {
  const zones = [
    'Europe/Amsterdam',
    'America/St_Johns',
    'America/Nuuk',
    'America/Havana',
    'America/Santiago',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'UTC',
  ];
  const calendars = fc.record({
    zone: fc.constantFrom(...zones),
    cutOff: fc.oneof(fc.constant(0), fc.nat({ max: 1439 })),
  });
  // Anywhere in half a century, and often within two days of a change of the clocks.
  const changes = ['2007-11-04', '2011-12-30', '2024-03-31', '2026-03-29', '2026-04-05', '2026-10-25', '2026-11-01'];
  const instants = fc.oneof(
    fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2040-01-01') }),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -172_800_000, max: 172_800_000 }))
      .map(([date, offset]) => Date.parse(date) + offset),
  );

  it('every instant is at or after the close of the date before its own, and before the close of its own', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, instant) => {
        const date = businessDateOf(calendar, instant);
        expect(instant).toBeGreaterThanOrEqual(closeOf(calendar, addDays(date, -1)));
        expect(instant).toBeLessThan(closeOf(calendar, date));
      }),
      { numRuns: 500 },
    );
  });

  it('a later instant never has an earlier date', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat({ max: 90_000_000 }), (calendar, instant, later) => {
        const [first, second] = [businessDateOf(calendar, instant), businessDateOf(calendar, instant + later)];
        expect(first <= second).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('the dates of a stream of instants are those of each instant alone', () => {
    fc.assert(
      fc.property(calendars, fc.array(instants, { maxLength: 12 }), (calendar, stream) => {
        const dateOf = businessDates(calendar);
        expect(stream.map(dateOf)).toEqual(stream.map((instant) => businessDateOf(calendar, instant)));
      }),
      { numRuns: 200 },
    );
  });

  it('the dates of a stream that begins at the epoch or before it are right too', () => {
    const dateOf = businessDates(amsterdam);
    expect([0, -3_600_001, -3_600_000].map(dateOf)).toEqual(['1970-01-01', '1969-12-31', '1970-01-01']);
  });
});

describe('the closing of the business date of each of many instants', () => {
  it('is that of its own date, on both sides of the close and of a change of the clocks', () => {
    const closingOf = closings({ zone: 'Europe/Amsterdam', cutOff: 23 * 60 });
    const closes = (utc: string): string => new Date(closingOf(Date.parse(utc))).toISOString();
    expect(closes('2026-10-24T20:59:59.999Z')).toBe('2026-10-24T21:00:00.000Z');
    expect(closes('2026-10-24T21:00:00.000Z')).toBe('2026-10-25T22:00:00.000Z');
    expect(closes('2026-10-25T21:59:59.999Z')).toBe('2026-10-25T22:00:00.000Z');
    expect(closes('2026-10-24T20:00:00.000Z')).toBe('2026-10-24T21:00:00.000Z');
  });
});
