import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, businessDate } from '../../../domain/calendar.ts';
import { formatTimeOfDay, parseLocalDateTime, parseTimeOfDay } from './wall-clock.ts';

describe('times of day', () => {
  it('are minutes after midnight', () => {
    expect(parseTimeOfDay('00:00')).toEqual({ ok: true, value: 0 });
    expect(parseTimeOfDay('21:05')).toEqual({ ok: true, value: 1_265 });
    expect(parseTimeOfDay('23:59')).toEqual({ ok: true, value: 1_439 });
  });

  it.each([
    ['9:30', 'write 09:30'],
    ['24:00', 'midnight is 00:00'],
  ])('%s is refused with a hint', (text, hint) => {
    expect(parseTimeOfDay(text)).toEqual({ ok: false, expected: 'a time of day from 00:00 to 23:59', hint });
  });

  it.each(['', '25:00', '12:60', '1200', '9pm'])('"%s" is refused', (text) => {
    expect(parseTimeOfDay(text)).toEqual({ ok: false, expected: 'a time of day from 00:00 to 23:59' });
  });
});

describe('local dates with times', () => {
  const yearFirst = 'the year comes first, then month and day with two digits each, and hyphens between them';

  it('may have a blank or a T between date and time', () => {
    const value = { date: '2026-03-02', time: 480 };
    expect(parseLocalDateTime('2026-03-02 08:00')).toEqual({ ok: true, value });
    expect(parseLocalDateTime('2026-03-02T08:00')).toEqual({ ok: true, value });
  });

  it.each([
    ['2026-02-30 08:00', 'a date that the calendar has', undefined],
    ['1969-12-31 08:00', 'a date after 1970-01-01', undefined],
    ['2026-03-02', 'a local date and time such as 2026-03-02 08:00', 'add the time of day: `2026-03-02 08:00`'],
    ['2026-03-02 08:00:30', 'a local date and time such as 2026-03-02 08:00', 'leave the seconds out'],
    [
      '2026-03-02T08:00Z',
      'a local date and time such as 2026-03-02 08:00',
      'leave the offset out: the zone is `clock.zone`',
    ],
    ['2026-03-02 25:00', 'a local date and time such as 2026-03-02 08:00', undefined],
    ['20:01', 'a local date and time such as 2026-03-02 08:00', 'put the date before it: `2026-03-02 20:01`'],
    ['01.06.2026', 'a local date and time such as 2026-03-02 08:00', 'did you mean `2026-06-01 08:00`?'],
    ['1.6.2026 09:30', 'a local date and time such as 2026-03-02 08:00', 'did you mean `2026-06-01 09:30`?'],
    ['06/01/2026 09:30', 'a local date and time such as 2026-03-02 08:00', yearFirst],
    ['2026/06/01', 'a local date and time such as 2026-03-02 08:00', yearFirst],
    ['2026-6-1 09:30', 'a local date and time such as 2026-03-02 08:00', yearFirst],
    ['1.2.3', 'a local date and time such as 2026-03-02 08:00', yearFirst],
    ['tomorrow', 'a local date and time such as 2026-03-02 08:00', undefined],
  ])('%s is refused', (text, expected, hint) => {
    expect(parseLocalDateTime(text)).toEqual(
      hint === undefined ? { ok: false, expected } : { ok: false, expected, hint },
    );
  });

  it('come back from the text that was written for them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 1_439 }), (day, time) => {
        const value = { date: addDays(businessDate('1970-01-01'), day), time };
        expect(parseLocalDateTime(`${value.date} ${formatTimeOfDay(time)}`)).toEqual({ ok: true, value });
        expect(parseTimeOfDay(formatTimeOfDay(time))).toEqual({ ok: true, value: time });
      }),
    );
  });
});
