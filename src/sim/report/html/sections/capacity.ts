/** Capacity: what the services had to do that can do only so much at a time. */
import type { Report } from '../../report.ts';
import type { ServiceLoad } from '../../capacity-report.ts';
import { capacitySentences } from '../../capacity-words.ts';
import { queueChart, rejectedChart, repeatedChart, utilisationChart } from '../charts/capacity.ts';
import { sliceTimes } from '../charts/slice-times.ts';
import { count, tenthsOfPercent } from '../format.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { latencyCell } from '../latency-cell.ts';

/** Undefined where no capacity was limited. */
export function capacitySection({ capacity, throughput, simulated, load: cells }: Report): Section | undefined {
  if (capacity === undefined) return undefined;
  const { services, repeated, sliceMs, from } = capacity;
  const told = capacitySentences(capacity, simulated.zone, cells?.cells);
  const times = sliceTimes({ from, sliceMs, length: repeated.length }, simulated.zone);
  const charts = services
    .filter(({ served, rejected }) => repeated.length > 0 && served + rejected > 0)
    .map((load) => [
      utilisationChart(
        load,
        times,
        `At most ${tenthsOfPercent(load.peak)} in a slice, ${tenthsOfPercent(load.utilisation)} over all.`,
      ),
      queueChart(load, times),
      rejectedChart(load, times),
    ]);
  const again = repeated.some((calls) => calls > 0)
    ? repeatedChart(capacity, throughput.arrived, times, told.at(-1) ?? '')
    : undefined;
  return {
    id: 'capacity',
    title: 'Capacity',
    body: markup`<p class="note">${told.join(' ')}</p>
${charts}${again}
${table({ caption: 'Places that were taken, and waits for one, over the whole run.', columns, rows: services })}`,
  };
}

const columns: readonly Column<ServiceLoad>[] = [
  { head: 'Service', kind: 'name', cell: ({ service }) => service },
  { head: 'Places', kind: 'number', cell: ({ concurrency }) => count(concurrency) },
  { head: 'Served', kind: 'number', cell: ({ served }) => count(served) },
  { head: 'Rejected', kind: 'number', cell: ({ rejected }) => count(rejected) },
  { head: 'Taken', kind: 'number', cell: ({ utilisation }) => tenthsOfPercent(utilisation) },
  { head: 'At most', kind: 'number', cell: ({ peak }) => tenthsOfPercent(peak) },
  {
    head: 'Longest queue',
    kind: 'number',
    cell: ({ queueMost, queue }) => `${count(queueMost)}${queue === null ? '' : ` of ${count(queue)}`}`,
  },
  ...(['p50', 'p90', 'p99', 'max'] as const).map((key) => ({
    head: `Wait ${key}`,
    kind: 'number' as const,
    cell: ({ waitMs }: ServiceLoad) => (waitMs.count === 0 ? '–' : latencyCell(waitMs[key])),
  })),
];
