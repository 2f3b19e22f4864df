import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantIn } from '../time.ts';
import { timeTicks } from './time-ticks.ts';

const berlin = 'Europe/Berlin';
const space = '\u00A0';

function at(text: string): number {
  return instantIn(text) ?? 0;
}

describe('the ticks of a time axis', () => {
  it('of a day are whole hours of the wall clock, with the date once', () => {
    const ticks = timeTicks(at('2026-10-23T22:00:03Z'), at('2026-10-24T22:30:03Z'), berlin, 6);
    expect(ticks.map(({ text, under }) => [text, under])).toEqual([
      ['06:00', `24${space}Oct`],
      ['12:00', undefined],
      ['18:00', undefined],
      ['00:00', `25${space}Oct`],
    ]);
  });

  it('stay on the wall clock over the end of summer time', () => {
    const ticks = timeTicks(at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'), berlin, 6);
    expect(ticks.map(({ text }) => text)).toEqual(['00:00', '06:00', '12:00', '18:00', '00:00']);
    expect(ticks.map((tick) => (tick.at - at('2026-10-24T22:00:00Z')) / 3_600_000)).toEqual([0, 7, 13, 19, 25]);
  });

  it('do not repeat the hour that a spring change skips', () => {
    const ticks = timeTicks(at('2026-03-28T23:30:00Z'), at('2026-03-29T03:30:00Z'), berlin, 10);
    expect(ticks.map(({ text }) => text)).toEqual([
      '00:30',
      '01:00',
      '01:30',
      '03:00',
      '03:30',
      '04:00',
      '04:30',
      '05:00',
      '05:30',
    ]);
  });

  it('of a few hundred milliseconds show them', () => {
    const ticks = timeTicks(at('2026-10-24T10:00:00.118Z'), at('2026-10-24T10:00:00.530Z'), 'UTC', 6);
    expect(ticks.map(({ text }) => text)).toEqual(['10:00:00.200', '10:00:00.300', '10:00:00.400', '10:00:00.500']);
  });

  it('of several weeks are dates, with the year once', () => {
    const ticks = timeTicks(at('2026-12-18T00:00:00Z'), at('2027-01-20T00:00:00Z'), 'UTC', 6);
    expect(ticks.map(({ text, under }) => [text, under])).toEqual([
      [`18${space}Dec`, '2026'],
      [`25${space}Dec`, undefined],
      [`1${space}Jan`, '2027'],
      [`8${space}Jan`, undefined],
      [`15${space}Jan`, undefined],
    ]);
  });

  it('are ascending, inside the range and never more than asked for, whatever the span', () => {
    const spans = fc.tuple(fc.integer({ min: 0, max: 2_000_000_000_000 }), fc.nat(100_000_000_000));
    fc.assert(
      fc.property(spans, ([from, span]) => {
        const ticks = timeTicks(from, from + span, berlin, 6).map((tick) => tick.at);
        // The change of the clocks may put one tick more into the same span.
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks.every((tick) => tick >= from && tick <= from + span)).toBe(true);
        expect(ticks.every((tick, index) => index === 0 || tick > (ticks[index - 1] ?? tick))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
