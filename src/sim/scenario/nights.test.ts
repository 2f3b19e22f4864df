import { describe, expect, it } from 'vitest';
import { businessDate, instantOf, isoInstant, type Calendar } from '../../domain/calendar.ts';
import {
  datesOfPayouts,
  fileDueAt,
  nightsOfMoney,
  nightsOfPayouts,
  nightsOfTraffic,
  type PayoutTimes,
  type Settling,
} from './nights.ts';

const zone = 'Europe/Amsterdam';
const eveningCutOff: Calendar = { zone, cutOff: 21 * 60 };
const midnightCutOff: Calendar = { zone, cutOff: 0 };
const at = (date: string, hour: number, minute = 0) => instantOf(businessDate(date), hour * 60 + minute, zone);

describe('nights of traffic', () => {
  it('are one when all traffic comes before the first cut-off, and two from the cut-off on', () => {
    const start = at('2026-03-02', 8);
    expect(nightsOfTraffic(eveningCutOff, start, at('2026-03-02', 21))).toBe(1);
    expect(nightsOfTraffic(eveningCutOff, start, at('2026-03-02', 21) + 1)).toBe(2);
  });

  it('count from the business date of the first arrival, which after the cut-off is tomorrow', () => {
    expect(nightsOfTraffic(eveningCutOff, at('2026-03-02', 22), at('2026-03-03', 20))).toBe(1);
  });

  it('count a day of 25 hours once', () => {
    expect(nightsOfTraffic(midnightCutOff, at('2026-10-25', 0), at('2026-10-25', 0) + 25 * 3_600_000)).toBe(1);
  });
});

describe('nights of payouts', () => {
  const settling: Settling = {
    pspCalendar: eveningCutOff,
    payoutAfterDays: 1,
    bankCalendar: midnightCutOff,
    bankTransitMs: 90 * 60_000,
  };
  const times: PayoutTimes = { at: 6 * 60, holdMs: 86_400_000 };
  const start = at('2026-03-02', 8);

  it('reach to the return of the last payout: what is sold by Tuesday at six is paid out on Wednesday and may be back on Thursday', () => {
    // The run takes an hour at most, the transfer 90 minutes; a day after 08:30 it is back. From Monday to Thursday.
    expect(nightsOfPayouts(settling, times, start, at('2026-03-03', 6))).toBe(4);
    expect(nightsOfPayouts(settling, times, start, at('2026-03-03', 6) + 1)).toBe(5);
  });

  it('are one more where the transfer, or its return, is booked after midnight', () => {
    const evening: PayoutTimes = { at: 21 * 60 + 30, holdMs: 0 };
    // 21:30, an hour and 90 minutes: midnight, and a day later it is another midnight.
    expect(nightsOfPayouts(settling, evening, start, at('2026-03-03', 12))).toBe(4);
    expect(nightsOfPayouts(settling, { ...evening, at: evening.at - 1 }, start, at('2026-03-03', 12))).toBe(3);
  });

  it('have a run on every date whose lines can still be seen', () => {
    const first = businessDate('2026-03-02');
    expect([1, 2, 3, 4].map((nights) => datesOfPayouts(settling, times, first, nights))).toEqual([0, 1, 2, 3]);
    const slow = { ...settling, bankTransitMs: 3 * 86_400_000 };
    expect([3, 4, 5, 6].map((nights) => datesOfPayouts(slow, times, first, nights))).toEqual([0, 0, 1, 2]);
  });
});

describe('nights of money', () => {
  const settling: Settling = {
    pspCalendar: eveningCutOff,
    payoutAfterDays: 1,
    bankCalendar: midnightCutOff,
    bankTransitMs: 90 * 60_000,
  };

  it('reach to the payout of the last charge: 24 hours from Monday morning need three', () => {
    // Charges after Monday's cut-off belong to Tuesday and are paid out on Wednesday at 21:00; at 22:30 they are booked.
    expect(nightsOfMoney(settling, at('2026-03-02', 8), at('2026-03-03', 8))).toBe(3);
  });

  it('reach to the date on which the bank books the payout, when that is a later one', () => {
    const slow = { ...settling, bankTransitMs: 3 * 3_600_000 };
    expect(nightsOfMoney(slow, at('2026-03-02', 8), at('2026-03-03', 8))).toBe(4);
  });

  it('go by the calendar of the bank: at 22:30 in Amsterdam it is the next day in Tokyo', () => {
    const abroad = { ...settling, bankCalendar: { zone: 'Asia/Tokyo', cutOff: 0 } };
    expect(nightsOfMoney(abroad, at('2026-03-02', 8), at('2026-03-03', 8))).toBe(4);
  });

  it('are one more when the last charge may come at the cut-off itself', () => {
    expect(nightsOfMoney(settling, at('2026-03-02', 8), at('2026-03-02', 21) - 1)).toBe(2);
    expect(nightsOfMoney(settling, at('2026-03-02', 8), at('2026-03-02', 21))).toBe(3);
  });
});

describe("the PSP's file", () => {
  const due = (calendar: Calendar, hour: number, date: string) =>
    isoInstant(fileDueAt(calendar, hour * 60, businessDate(date)));

  it('is due on the morning after an evening cut-off', () => {
    expect(due(eveningCutOff, 3, '2026-03-02')).toBe('2026-03-03T02:00:00.000Z');
  });

  it('is due on the same evening when its time comes after the cut-off', () => {
    expect(due(eveningCutOff, 23, '2026-03-02')).toBe('2026-03-02T22:00:00.000Z');
  });

  it('is due a day later when its time is the cut-off itself', () => {
    expect(due(eveningCutOff, 21, '2026-03-02')).toBe('2026-03-03T20:00:00.000Z');
    expect(due(midnightCutOff, 0, '2026-03-02')).toBe('2026-03-03T23:00:00.000Z');
  });

  it('is due hours after the midnight that ends its date', () => {
    expect(due(midnightCutOff, 3, '2026-03-02')).toBe('2026-03-03T02:00:00.000Z');
  });
});
