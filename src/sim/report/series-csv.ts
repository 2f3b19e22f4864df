/**
 * The time series of a run as a CSV (RFC 4180): a row a slice, from its beginning to its end in UTC, with what was counted
 * in it and the percentiles of the checkouts whose buyers heard in it; these are empty where no buyer did.
 */
import { isoInstant } from '../../domain/calendar.ts';
import { csvRecord } from '../settlement/csv.ts';
import { histogramOfCounts } from './duration-counts.ts';
import { latencyOf } from './histogram.ts';
import type { Series, Slice } from './series.ts';

export function seriesCsv({ sliceMs, from, slices }: Series): string {
  const rows = slices.map((slice, index) => {
    const begins = from + index * sliceMs;
    return [isoInstant(begins), isoInstant(begins + sliceMs), ...columns.map(([, cell]) => cell(slice))];
  });
  return [['from', 'to', ...columns.map(([name]) => name)], ...rows].map(csvRecord).join('');
}

const columns: readonly (readonly [name: string, cell: (slice: Slice) => string])[] = [
  ['arrivals', ({ arrivals }) => String(arrivals)],
  ['closed', ({ closed }) => String(closed)],
  ['captured', ({ captured }) => String(captured)],
  ['declined', ({ declined }) => String(declined)],
  ['refunds', ({ refunds }) => String(refunds)],
  ['psp_calls', ({ pspCalls }) => String(pspCalls)],
  ['repeated_calls', ({ repeatedCalls }) => String(repeatedCalls)],
  ['faults_fired', ({ faultsFired }) => String(faultsFired)],
  ...(['p50', 'p95', 'p99'] as const).map(
    (key) =>
      [
        `checkout_${key}_ms`,
        ({ took }: Slice) => (took.ms.length === 0 ? '' : String(latencyOf(histogramOfCounts(took))[key])),
      ] as const,
  ),
];
