import { describe, expect, it } from 'vitest';
import { businessDate } from './calendar.ts';
import { placeInSeries } from './file-series.ts';

const first = businessDate('2026-02-27');
const days = ['2026-02-27', '2026-02-28', '2026-03-01'].map((date) => ({ date: businessDate(date) }));

describe('a date in a series of files from 27 February on', () => {
  it.each([
    [0, '2026-02-26', 'none'],
    [0, '2026-02-27', 'next'],
    [0, '2026-02-28', 'tooEarly'],
    [1, '2026-02-27', 'made'],
    [1, '2026-02-28', 'next'],
    [1, '2026-03-01', 'tooEarly'],
    [2, '2026-02-26', 'none'],
    [2, '2026-02-27', 'made'],
    [2, '2026-03-01', 'next'],
    [3, '2026-03-02', 'next'],
    [3, '2026-03-12', 'tooEarly'],
  ])('after %i files, %s is %s', (made, date, place) => {
    expect(placeInSeries(days.slice(0, made), businessDate(date), first)).toBe(place);
  });
});
