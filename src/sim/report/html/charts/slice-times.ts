/** The times of equal slices: what each is called, and the ticks of the axis under them. */
import { instantIn, shortDate, wallParts } from '../time.ts';
import type { AxisLabel } from './axes.ts';
import { timeTicks } from './time-ticks.ts';

export interface SliceTimes {
  /** `25 Oct 18:00`, for each slice's beginning; none where the report names no time. */
  readonly starts: readonly string[];
  readonly labels: readonly AxisLabel[];
}

interface EqualSlices {
  readonly from: string;
  readonly sliceMs: number;
  readonly length: number;
}

export function sliceTimes({ from, sliceMs, length }: EqualSlices, zone: string): SliceTimes {
  const first = instantIn(from);
  if (first === undefined || length === 0 || sliceMs <= 0) return { starts: [], labels: [] };
  const starts = Array.from({ length }, (_, index) => {
    const { date, time } = wallParts(first + index * Math.round(sliceMs), zone);
    return `${shortDate(date)} ${time.slice(0, sliceMs < 60_000 ? 12 : 5)}`;
  });
  const span = sliceMs * length;
  const ticks = timeTicks(first, first + Math.round(span), zone, span < 60_000 ? 6 : 10);
  return { starts, labels: ticks.map(({ at, text, under }) => ({ share: (at - first) / span, text, under })) };
}
