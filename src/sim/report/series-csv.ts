/**
 * The time series of a run as a CSV (RFC 4180): a row a slice, from its beginning to its end in UTC, with what was counted
 * in it and the percentiles of the checkouts whose buyers heard in it; these are empty where no buyer did.
 */
import { isoInstant } from '../../domain/calendar.ts';
import { csvRecord } from '../settlement/csv.ts';
import { createHistogram, latencyOf, record } from './histogram.ts';
import type { Series, Slice } from './series.ts';

export function seriesCsv({ sliceMs, from, slices }: Series): string {
  const rows = slices.map((slice, index) => {
    const begins = from + index * sliceMs;
    const counted = columns.map(([, count]) => String(count(slice)));
    return [isoInstant(begins), isoInstant(begins + sliceMs), ...counted, ...percentilesOf(slice)];
  });
  return [['from', 'to', ...columns.map(([name]) => name), ...percentiles], ...rows].map(csvRecord).join('');
}

const columns: readonly (readonly [name: string, count: (slice: Slice) => number])[] = [
  ['arrivals', ({ arrivals }) => arrivals],
  ['closed', ({ closed }) => closed],
  ['captured', ({ captured }) => captured],
  ['declined', ({ declined }) => declined],
  ['refunds', ({ refunds }) => refunds],
  ['psp_calls', ({ pspCalls }) => pspCalls],
  ['repeated_calls', ({ repeatedCalls }) => repeatedCalls],
  ['faults_fired', ({ faultsFired }) => faultsFired],
];

const percentiles = ['checkout_p50_ms', 'checkout_p95_ms', 'checkout_p99_ms'];

function percentilesOf({ checkouts }: Slice): string[] {
  if (checkouts.length === 0) return percentiles.map(() => '');
  const histogram = createHistogram();
  for (const ms of checkouts) record(histogram, ms);
  const { p50, p95, p99 } = latencyOf(histogram);
  return [p50, p95, p99].map(String);
}
