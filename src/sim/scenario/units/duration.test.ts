import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration, parseDurationRange } from './duration.ts';

describe('durations', () => {
  it.each([
    ['250ms', 250],
    ['1.5s', 1_500],
    ['10min', 600_000],
    ['6h', 21_600_000],
    ['2d', 172_800_000],
    ['0.001s', 1],
    ['0ms', 0],
    [' 90 min ', 5_400_000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: ms });
  });

  it.each([
    ['5', 'give it a unit: 5ms, 5s, 5min, 5h or 5d'],
    ['5m', 'did you mean `5min`?'],
    ['5S', 'did you mean `5s`?'],
    ['1.5 hours', 'did you mean `1.5h`?'],
  ])('%s is refused with a hint', (text, hint) => {
    const expected = 'a duration such as 250ms, 1.5s, 10min, 6h or 2d';
    expect(parseDuration(text)).toEqual({ ok: false, expected, hint });
  });

  it.each(['', 's', '-5s', '5 parsecs', '1h30min', '1e3s', 'constructor'])('"%s" is refused', (text) => {
    expect(parseDuration(text)).toEqual({ ok: false, expected: 'a duration such as 250ms, 1.5s, 10min, 6h or 2d' });
  });

  it('are whole milliseconds that a number can hold', () => {
    expect(parseDuration('0.5ms')).toEqual({ ok: false, expected: 'a whole number of milliseconds' });
    expect(parseDuration('1.0005s')).toEqual({ ok: false, expected: 'a whole number of milliseconds' });
    expect(parseDuration('999999999999d')).toEqual({ ok: false, expected: 'a duration of less than 285,000 years' });
  });

  it('are written in the largest unit that leaves a whole number', () => {
    expect([0, 1, 999, 1_500, 5_400_000, 86_400_000, 90_000_000, 61_001].map(formatDuration)).toEqual([
      '0s',
      '1ms',
      '999ms',
      '1.5s',
      '90min',
      '1d',
      '25h',
      '61.001s',
    ]);
  });

  it('come back from the text that was written for them', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (ms) => {
        expect(parseDuration(formatDuration(ms))).toEqual({ ok: true, value: ms });
      }),
    );
  });
});

describe('ranges of durations', () => {
  it('go from one duration to another, which may be the same', () => {
    expect(['10min to 8h', ' 0s  to  1.5s ', '1h to 60min'].map(parseDurationRange)).toEqual([
      { ok: true, value: { leastMs: 600_000, mostMs: 28_800_000 } },
      { ok: true, value: { leastMs: 0, mostMs: 1_500 } },
      { ok: true, value: { leastMs: 3_600_000, mostMs: 3_600_000 } },
    ]);
  });

  it.each([
    ['8h', 'two durations such as 10min to 8h', 'write 8h to 8h'],
    ['1h to 2h to 3h', 'two durations such as 10min to 8h', undefined],
    ['', 'two durations such as 10min to 8h', undefined],
    ['8h to 10min', 'two durations of which the first is not the longer one', 'did you mean `10min to 8h`?'],
    ['10 to 8h', 'a duration such as 250ms, 1.5s, 10min, 6h or 2d', 'give it a unit: 10ms, 10s, 10min, 10h or 10d'],
    ['10min to 8x', 'a duration such as 250ms, 1.5s, 10min, 6h or 2d', undefined],
  ])('"%s" is refused', (text, expected, hint) => {
    expect(parseDurationRange(text)).toEqual(
      hint === undefined ? { ok: false, expected } : { ok: false, expected, hint },
    );
  });
});
