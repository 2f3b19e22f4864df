/** Checkouts over time: how many arrived and closed in each slice, and how many were open at its end. */
import type { Report } from '../../report.ts';
import { briefCount, count } from '../format.ts';
import { join, markup, type Markup } from '../markup.ts';
import { headroom, labelsAcross, valueLabels, valueLines, type AxisLabel } from './axes.ts';
import { across, figure, legend } from './figure.ts';
import { scaleFor, summedInGroups } from './scale.ts';
import { sliceTimes } from './slice-times.ts';
import { area, steps, stretched } from './steps.ts';

export interface Slices {
  readonly sliceMs: number;
  readonly arrived: readonly number[];
  readonly closed: readonly number[];
  /** Arrived but not closed at the end of the slice. */
  readonly open: readonly number[];
  /** `25 Oct 18:00`, for each slice's beginning. */
  readonly starts: readonly string[];
  readonly labels: readonly AxisLabel[];
}

const most = 240;
const tall = 190;
const low = 64;
const axisRoom = 38;

/** The slices of a report, neighbours added together where there are too many to draw. */
export function slicesOf({ throughput, simulated }: Report): Slices {
  const length = Math.max(throughput.arrived.length, throughput.closed.length);
  const size = Math.max(1, Math.ceil(length / most));
  const sliceMs = throughput.sliceMs * size;
  const padded = (values: readonly number[]): number[] =>
    summedInGroups(
      Array.from({ length }, (_, index) => values[index] ?? 0),
      size,
    );
  const arrived = padded(throughput.arrived);
  const closed = padded(throughput.closed);
  let backlog = 0;
  const open = arrived.map((came, index) => (backlog += came - (closed[index] ?? 0)));
  const times = sliceTimes({ from: throughput.from, sliceMs, length: arrived.length }, simulated.zone);
  return { sliceMs, arrived, closed, open, ...times };
}

export function throughputChart(slices: Slices, description: string): Markup {
  const scale = scaleFor([...slices.arrived, ...slices.closed], 4);
  const bottom = headroom + tall;
  return figure({
    id: 'throughput-chart',
    caption: 'Checkouts per slice',
    description,
    height: bottom + axisRoom,
    legend: legend([
      { text: 'arrived', mark: markup`<rect class="arrived" width="16" height="12" />` },
      { text: 'closed', mark: markup`<line class="closed" x1="0" x2="16" y1="6" y2="6" />` },
    ]),
    drawing: join([
      stretched(tall, slices.arrived.length, markup`<path class="arrived" d="${area(slices.arrived, scale, tall)}" />`),
      valueLines(scale, tall),
      stretched(tall, slices.arrived.length, markup`<path class="closed" d="${steps(slices.closed, scale, tall)}" />`),
      valueLabels(scale, tall, briefCount),
      labelsAcross(slices.labels, bottom),
      tooltips(slices, tall),
    ]),
  });
}

/** How many checkouts were open at the end of each slice. */
export function backlogChart(slices: Slices, description: string): Markup {
  const scale = scaleFor(slices.open, 2);
  return figure({
    id: 'backlog-chart',
    caption: 'Open at the end of the slice',
    description,
    height: headroom + low + 4,
    drawing: join([
      stretched(low, slices.arrived.length, markup`<path class="open" d="${area(slices.open, scale, low)}" />`),
      valueLines(scale, low),
      valueLabels(scale, low, briefCount),
      tooltips(slices, low),
    ]),
  });
}

function tooltips(slices: Slices, pixels: number): Markup {
  const length = slices.arrived.length;
  const targets = slices.arrived.map((arrived, index) => {
    const figures = `${count(arrived)} arrived, ${count(slices.closed[index] ?? 0)} closed, ${count(slices.open[index] ?? 0)} open at its end`;
    const start = slices.starts[index];
    const text = start === undefined ? figures : `${start}: ${figures}`;
    return markup`<rect class="target" x="${across(index / length)}" y="${headroom}" width="${across(1 / length)}" height="${pixels}"><title>${text}</title></rect>
`;
  });
  return markup`${targets}`;
}
