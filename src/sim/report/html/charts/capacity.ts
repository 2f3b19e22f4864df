/** What a service of limited capacity had to do over time: the share of its places that was taken, its queue, what it rejected. */
import type { CapacityReport, ServiceLoad } from '../../capacity-report.ts';
import { briefCount, count, counted, partsPerMillion, tenthsOfPercent } from '../format.ts';
import { join, markup, type Markup, type Part } from '../markup.ts';
import { headroom, labelsAcross, valueLabels, valueLines } from './axes.ts';
import { across, figure, legend } from './figure.ts';
import { scaleFor, type Scale } from './scale.ts';
import type { SliceTimes } from './slice-times.ts';
import { area, steps, stretched } from './steps.ts';

const tall = 96;
const low = 64;
const axisRoom = 38;

/** In steps of 25%, whatever was reached. */
const shares: Scale = { lowest: 0, highest: 1_000_000, ticks: [0, 250_000, 500_000, 750_000, 1_000_000] };

export function utilisationChart(
  { service, concurrency, slices }: ServiceLoad,
  times: SliceTimes,
  description: string,
): Markup {
  const places = concurrency === 1 ? 'its one place' : `its ${count(concurrency)} places`;
  return plot({
    id: `capacity-${service}-chart`,
    caption: `${service}: the share of ${places} that was taken`,
    description,
    pixels: tall,
    scale: shares,
    label: partsPerMillion,
    areas: [['arrived', slices.utilisation]],
    lines: [],
    times,
    hasAxis: true,
    tooltip: (slice) =>
      `${tenthsOfPercent(slices.utilisation[slice] ?? 0)} taken, ${count(slices.served[slice] ?? 0)} served`,
  });
}

/** The longest queue of each slice, its mean, and what was rejected; undefined where nothing had to wait. */
export function queueChart(
  { service, queue, queueMost, rejected, slices }: ServiceLoad,
  times: SliceTimes,
): Markup | undefined {
  if (queueMost === 0 && rejected === 0) return undefined;
  const room = queue === null ? 'any number may wait' : `${count(queue)} may wait`;
  return plot({
    id: `queue-${service}-chart`,
    caption: `${service}: messages that waited for a place; ${room}`,
    description: `At most ${count(queueMost)} waited, and ${count(rejected)} were rejected.`,
    pixels: low,
    scale: scaleFor([...slices.queueMost, queue ?? 0], 2),
    label: briefCount,
    areas: [['arrived', slices.queueMost]],
    lines: [['closed', slices.queueMean]],
    legend: legend([
      { text: 'at most', mark: markup`<rect class="arrived" width="16" height="12" />` },
      { text: 'on average', mark: markup`<line class="closed" x1="0" x2="16" y1="6" y2="6" />` },
    ]),
    times,
    tooltip: (slice) =>
      `${count(slices.queueMost[slice] ?? 0)} waited at most, ${count(slices.queueMean[slice] ?? 0)} on average`,
  });
}

export function rejectedChart({ service, rejected, slices }: ServiceLoad, times: SliceTimes): Markup | undefined {
  if (rejected === 0) return undefined;
  return plot({
    id: `rejected-${service}-chart`,
    caption: `${service}: messages that were rejected`,
    description: `${count(rejected)} in all, at most ${count(Math.max(0, ...slices.rejected))} in a slice.`,
    pixels: low,
    scale: scaleFor(slices.rejected, 2),
    label: briefCount,
    areas: [['open', slices.rejected]],
    lines: [],
    times,
    tooltip: (slice) => `${count(slices.rejected[slice] ?? 0)} rejected`,
  });
}

/** Calls that were made again, beside the buyers who came. */
export function repeatedChart(
  { repeated }: CapacityReport,
  arrived: readonly number[],
  times: SliceTimes,
  description: string,
): Markup {
  return plot({
    id: 'repeated-calls-chart',
    caption: 'Calls that were made again',
    description,
    pixels: tall,
    scale: scaleFor([...repeated, ...arrived], 3),
    label: briefCount,
    areas: [['open', repeated]],
    lines: [['closed', arrived]],
    legend: legend([
      { text: 'calls made again', mark: markup`<rect class="open" width="16" height="12" />` },
      { text: 'buyers who came', mark: markup`<line class="closed" x1="0" x2="16" y1="6" y2="6" />` },
    ]),
    times,
    hasAxis: true,
    tooltip: (slice) =>
      `${counted(repeated[slice] ?? 0, 'call')} made again, ${counted(arrived[slice] ?? 0, 'buyer')} came`,
  });
}

interface Plot {
  readonly id: string;
  readonly caption: string;
  readonly description: string;
  readonly pixels: number;
  readonly scale: Scale;
  readonly label: (value: number) => string;
  /** A class and its values: areas lie below the grid, lines above. */
  readonly areas: readonly (readonly [string, readonly number[]])[];
  readonly lines: readonly (readonly [string, readonly number[]])[];
  readonly legend?: Markup;
  readonly times: SliceTimes;
  readonly hasAxis?: boolean;
  readonly tooltip: (slice: number) => string;
}

function plot({ pixels, scale, label, areas, lines, times, hasAxis = false, tooltip, ...given }: Plot): Markup {
  const slices = areas[0]?.[1].length ?? 0;
  const bottom = headroom + pixels;
  const drawing: Part[] = [
    ...areas.map(([name, values]) =>
      stretched(pixels, slices, markup`<path class="${name}" d="${area(values, scale, pixels)}" />`),
    ),
    valueLines(scale, pixels),
    ...lines.map(([name, values]) =>
      stretched(pixels, slices, markup`<path class="${name}" d="${steps(values, scale, pixels)}" />`),
    ),
    valueLabels(scale, pixels, label),
    ...(hasAxis ? [labelsAcross(times.labels, bottom)] : []),
    targets(slices, pixels, times, tooltip),
  ];
  return figure({ ...given, height: bottom + (hasAxis ? axisRoom : 4), drawing: join(drawing) });
}

function targets(slices: number, pixels: number, { starts }: SliceTimes, tooltip: Plot['tooltip']): Markup {
  const drawn = Array.from({ length: slices }, (_, slice) => {
    const text = starts[slice] === undefined ? tooltip(slice) : `${starts[slice]}: ${tooltip(slice)}`;
    return markup`<rect class="target" x="${across(slice / slices)}" y="${headroom}" width="${across(1 / slices)}" height="${pixels}"><title>${text}</title></rect>
`;
  });
  return markup`${drawn}`;
}
