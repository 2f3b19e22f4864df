/** Latencies of the steps on one logarithmic scale: a line from the median to the maximum, with a mark per percentile. */
import type { Latency } from '../../report.ts';
import { count } from '../format.ts';
import { markup, type Markup } from '../markup.ts';
import { latency } from '../time.ts';
import { labelsAcross } from './axes.ts';
import { across, figure, legend } from './figure.ts';

export interface LatencyRow {
  readonly name: string;
  readonly latency: Pick<Latency, 'p50' | 'p95' | 'p99' | 'max'>;
}

const rowHeight = 46;
const labelHeight = 18;

/** @param rows those with at least one sample */
export function latencyChart(rows: readonly LatencyRow[], description: string): Markup {
  const values = rows.flatMap((row) => [row.latency.p50, row.latency.max]);
  const scale = logScale(Math.min(...values), Math.max(...values));
  const bottom = rows.length * rowHeight + 6;
  const lines = scale.ticks.map((tick) => {
    const x = across(scale.shareOf(tick));
    return markup`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${bottom}" />`;
  });
  const labels = scale.ticks.map((tick) => ({ share: scale.shareOf(tick), text: tickText(tick) }));
  return figure({
    id: 'latency-chart',
    caption: 'Percentiles, on a logarithmic scale',
    description,
    height: bottom + 24,
    legend: legend(
      marks.map(({ key, shape }) => ({ text: key, mark: markup`<g transform="translate(8 6)">${shape}</g>` })),
    ),
    drawing: markup`${lines}${rows.map((row, index) => drawnRow(row, index, scale))}${labelsAcross(labels, bottom)}`,
  });
}

/** From the least dominant mark to the most, so that the median stays visible where they meet. */
export const marks = [
  { key: 'p50', shape: markup`<circle class="p50" r="5" />` },
  { key: 'p95', shape: markup`<path class="p95" d="M0-6L6 0 0 6-6 0Z" />` },
  { key: 'p99', shape: markup`<rect class="p99" x="-4.5" y="-4.5" width="9" height="9" />` },
  { key: 'max', shape: markup`<line class="max" y1="-7" y2="7" />` },
] as const;

export interface LogScale {
  readonly ticks: readonly number[];
  /** From 0 to 1; what is below the first tick stands on it. */
  shareOf(ms: number): number;
}

const ticksMs = [1, 10, 100, 1_000, 10_000, 60_000, 600_000, 3_600_000, 36_000_000, 360_000_000, 3_600_000_000];

/** The ticks that enclose two latencies; at least two of them. */
export function logScale(least: number, most: number): LogScale {
  const before = ticksMs.findLastIndex((tick) => tick <= least);
  const after = ticksMs.findIndex((tick) => tick >= most);
  const first = Math.min(Math.max(before, 0), ticksMs.length - 2);
  const last = Math.max(after < 0 ? ticksMs.length - 1 : after, first + 1);
  const ticks = ticksMs.slice(first, last + 1);
  const low = Math.log10(ticks[0] ?? 1);
  const width = Math.log10(ticks.at(-1) ?? 10) - low;
  return { ticks, shareOf: (ms) => Math.min(1, Math.max(0, (Math.log10(Math.max(ms, 1)) - low) / width)) };
}

export function tickText(ms: number): string {
  if (ms < 60_000) return latency(ms);
  return ms < 3_600_000 ? `${count(ms / 60_000)} min` : `${count(ms / 3_600_000)} h`;
}

function drawnRow(row: LatencyRow, index: number, scale: LogScale): Markup {
  const top = index * rowHeight;
  const y = top + labelHeight + 12;
  const { p50, max } = row.latency;
  const drawn = marks
    .map(({ key, shape }) => {
      const ms = row.latency[key];
      return markup`<svg x="${across(scale.shareOf(ms))}" y="${y}" overflow="visible"><g>${shape}<title>${row.name}, ${key}: ${latency(ms)}</title></g></svg>
`;
    })
    .reverse();
  return markup`<text class="row" x="0" y="${top + labelHeight - 4}">${row.name}</text>
<line class="range" x1="${across(scale.shareOf(p50))}" x2="${across(scale.shareOf(max))}" y1="${y}" y2="${y}" />
${drawn}`;
}
