/** What services of limited capacity had to do. */
import { capacitySentences } from '../../sim/report/capacity-words.ts';
import { latency } from '../../sim/report/html/time.ts';
import { tenthsOfPercent } from '../../sim/report/html/format.ts';
import type { Report } from '../../sim/report/report.ts';
import type { Style } from '../terminal.ts';
import { grouped } from './columns.ts';
import { titled } from './titled.ts';
import { wrapped } from './wrapped.ts';

const heads = ['', 'places', 'served', 'rejected', 'taken', 'at most', 'longest queue', 'wait p50', 'p99', 'max'];

/** Empty where no capacity was limited. */
export function capacityLines({ capacity, simulated, load: cells }: Report, style: Style): string[] {
  if (capacity === undefined) return [];
  const rows = capacity.services.map((load) => [
    load.service,
    ...[load.concurrency, load.served, load.rejected].map(grouped),
    ...[load.utilisation, load.peak].map(tenthsOfPercent),
    `${grouped(load.queueMost)}${load.queue === null ? '' : ` of ${grouped(load.queue)}`}`,
    ...[load.waitMs.p50, load.waitMs.p99, load.waitMs.max].map(latency),
  ]);
  const told = capacitySentences(capacity, simulated.zone, cells?.cells);
  const sentences = told.flatMap((sentence) => wrapped(sentence, '  ', '  '));
  return ['', ...titled(style, 'Capacity', heads, rows), ...sentences];
}
