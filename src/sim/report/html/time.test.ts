import { describe, expect, it } from 'vitest';
import { instantIn, latency, longDate, shortDate, stretch, wallClock, rateIn } from './time.ts';

const space = '\u00A0';

describe('times', () => {
  it("are told at the zone's wall clock, on both sides of the end of summer time", () => {
    const told = ['2026-10-25T00:30:05.250Z', '2026-10-25T01:30:05.000Z'].map((text) =>
      wallClock(text, 'Europe/Berlin'),
    );
    expect(told).toEqual([
      `25${space}Oct${space}2026, 02:30:05.250 +02:00`,
      `25${space}Oct${space}2026, 02:30:05 +01:00`,
    ]);
  });

  it('are left as they are where they name no instant', () => {
    expect(wallClock('the end of the run', 'UTC')).toBe('the end of the run');
    expect(instantIn('')).toBeUndefined();
    expect(instantIn('1970-01-01T00:00:01.500Z')).toBe(1500);
  });

  it('on dates are short or long', () => {
    expect(shortDate('2026-10-05')).toBe(`5${space}Oct`);
    expect(longDate('2026-10-05')).toBe(`5${space}Oct${space}2026`);
    expect(longDate('')).toBe('');
  });
});

describe('durations', () => {
  it('of a latency are exact to the millisecond', () => {
    const told = [0, 999, 1000, 4206, 61_034, 120_000, 381_951, 1_000_000, 15_526_557, 90_000_500].map(latency);
    expect(told).toEqual([
      ...['0 ms', '999 ms', '1 s', '4.206 s', '1 min 1.034 s', '2 min', '6 min 21.951 s', '16 min 40 s'],
      ...['4 h 18 min 46.557 s', '1 d 1 h 0.5 s'],
    ]);
  });

  it('of a stretch of time name its two largest units', () => {
    expect([412, 1_800_000, 1_043_210, 293_412_480, 86_405_000].map(stretch)).toEqual([
      '412 ms',
      '30 min',
      '17 min 23 s',
      '3 d 9 h',
      '1 d',
    ]);
  });
});

describe('a rate', () => {
  it('is told in the unit that is asked for, with three digits at least', () => {
    expect([0, 60, 3_588, 8_218_800].map((hourly) => rateIn('s', hourly))).toEqual([
      '0/s',
      '0.0167/s',
      '0.997/s',
      '2,283/s',
    ]);
    expect([1, 60, 1_234].map((hourly) => rateIn('min', hourly))).toEqual(['0.0167/min', '1/min', '20.567/min']);
    expect(rateIn('h', 1_896)).toBe('1,896/h');
  });
});
