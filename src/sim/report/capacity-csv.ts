/**
 * What services of limited capacity had to do over time as a CSV (RFC 4180): a row for each slice and service, from the slice's
 * beginning to its end in UTC. The share of the places that was taken is from 0 to 1.
 */
import { isoInstant } from '../../domain/calendar.ts';
import { csvRecord } from '../settlement/csv.ts';
import type { CapacityReport, LoadSlices } from './capacity-report.ts';
import { instantIn } from './html/time.ts';

export function capacityCsv({ sliceMs, from, services }: CapacityReport): string {
  const start = instantIn(from) ?? 0;
  const [slices = []] = services.map((service) => service.slices.utilisation);
  const rows = slices.flatMap((_, index) => {
    const begins = start + index * sliceMs;
    const times = [isoInstant(begins), isoInstant(begins + sliceMs)];
    return services.map(({ service, slices: own }) => [
      ...[...times, service],
      ...columns.map(([, valueOf]) => String(valueOf(own, index) ?? '')),
    ]);
  });
  return [['from', 'to', 'service', ...columns.map(([name]) => name)], ...rows].map(csvRecord).join('');
}

const columns: readonly (readonly [
  name: string,
  valueOf: (slices: LoadSlices, index: number) => number | undefined,
])[] = [
  ['utilisation', ({ utilisation }, index) => (utilisation[index] ?? 0) / 1_000_000],
  ['queue_mean', ({ queueMean }, index) => queueMean[index]],
  ['queue_most', ({ queueMost }, index) => queueMost[index]],
  ['served', ({ served }, index) => served[index]],
  ['rejected', ({ rejected }, index) => rejected[index]],
];
