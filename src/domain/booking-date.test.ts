import { describe, expect, it } from 'vitest';
import { bookingDate } from './booking-date.ts';
import { businessDate, businessDates, type Calendar } from './calendar.ts';
import type { DefectName } from './defects.ts';
import { goodPolicy } from '../../test/support/good-days-policy.ts';

const amsterdam: Calendar = { zone: 'Europe/Amsterdam', cutOff: 21 * 60 };

function dateOf(instant: string, defects: readonly DefectName[] = [], pspCalendar = amsterdam): string {
  const psp = businessDates(pspCalendar);
  const policy = { ...goodPolicy, pspCalendar, defects: new Set(defects) };
  return bookingDate(Date.parse(instant), policy, { first: businessDate('2026-03-02'), psp, bank: psp });
}

describe('the date under which a sale is booked, with a cut-off at 21:00 in Amsterdam', () => {
  it("is the PSP's, in winter and in summer", () => {
    expect(dateOf('2026-03-02T20:59:59.999+01:00')).toBe('2026-03-02');
    expect(dateOf('2026-03-02T21:00:00+01:00')).toBe('2026-03-03');
    expect(dateOf('2026-07-02T20:59:59.999+02:00')).toBe('2026-07-02');
    expect(dateOf('2026-07-02T21:00:00+02:00')).toBe('2026-07-03');
  });

  it('changes an hour late all summer when the zone is taken to have its winter offset for ever', () => {
    const inWinterTime = (instant: string) => dateOf(instant, ['cutoff-ignores-dst']);
    expect(inWinterTime('2026-03-02T21:00:00+01:00')).toBe('2026-03-03');
    expect(inWinterTime('2026-03-28T21:30:00+01:00')).toBe('2026-03-29');
    expect(inWinterTime('2026-03-29T20:59:00+02:00')).toBe('2026-03-29');
    expect(inWinterTime('2026-03-29T21:59:59.999+02:00')).toBe('2026-03-29');
    expect(inWinterTime('2026-03-29T22:00:00+02:00')).toBe('2026-03-30');
  });

  it('changes an hour late in winter and two hours late in summer by the clock of a server in UTC', () => {
    const inUtc = (instant: string) => dateOf(instant, ['cutoff-in-wrong-zone']);
    expect(inUtc('2026-03-02T21:59:59.999+01:00')).toBe('2026-03-02');
    expect(inUtc('2026-03-02T22:00:00+01:00')).toBe('2026-03-03');
    expect(inUtc('2026-07-02T22:59:59.999+02:00')).toBe('2026-07-02');
  });

  it('is right by either mistake where the zone is UTC', () => {
    const utc: Calendar = { zone: 'UTC', cutOff: 21 * 60 };
    for (const defect of ['cutoff-ignores-dst', 'cutoff-in-wrong-zone'] as const) {
      expect(dateOf('2026-07-02T20:59:59.999Z', [defect], utc)).toBe('2026-07-02');
      expect(dateOf('2026-07-02T21:00:00Z', [defect], utc)).toBe('2026-07-03');
    }
  });
});
