/** Durations that were measured, in a form that travels and adds up: an HDR histogram in its own compressed text. */
import { decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';

export interface Durations {
  readonly histogram: string;
  /** The longest, in milliseconds: a histogram that was read from its text knows only about where it is. */
  readonly max: number;
}

export function durationsIn(histogram: Histogram): Durations {
  return { histogram: encodeIntoCompressedBase64(histogram), max: histogram.maxValue };
}

export function histogramOf({ histogram }: Durations): Histogram {
  return decodeFromCompressedBase64(histogram, 32, false);
}

/** What a histogram of all of them would hold. */
export function addedDurations(a: Durations, b: Durations): Durations {
  const sum = histogramOf(a);
  sum.add(histogramOf(b));
  return { histogram: encodeIntoCompressedBase64(sum), max: Math.max(a.max, b.max) };
}
