/** One currency's money night by night: what was captured, kept as fees, paid out and seen in the bank. */
import type { NightResult } from '../../report.ts';
import { briefAmount, priced } from '../amounts.ts';
import { listed } from '../format.ts';
import { join, markup, type Markup } from '../markup.ts';
import { shortDate } from '../time.ts';
import { headroom, labelsAcross, valueLabels, valueLines } from './axes.ts';
import { across, figure, legend } from './figure.ts';
import { heightOn, scaleFor, summedInGroups, type Scale } from './scale.ts';

/** The series in the order in which their bars stand. */
const nightSeries = [
  { key: 'gross', name: 'Gross' },
  { key: 'refunded', name: 'Refunded' },
  { key: 'fees', name: 'PSP fees' },
  { key: 'paidOut', name: 'Paid out' },
  { key: 'cash', name: 'Cash' },
] as const;

const tall = 120;
const most = 31;
/** Room on the left for the labels of the scale, as a share of the width. */
const inset = 0.12;

type Series = (typeof nightSeries)[number];

/** Those that there is anything to show of: refunds only where there were any. */
export function seriesOf(nights: readonly NightResult[]): readonly Series[] {
  const refunds = nights.some(({ money }) => Object.values(money).some(({ refunded }) => refunded !== 0));
  return refunds ? nightSeries : nightSeries.filter(({ key }) => key !== 'refunded');
}

export function nightLegend(series: readonly Series[]): Markup {
  const entries = series.map(({ key, name }) => ({
    text: name,
    mark: markup`<rect class="${key}" x="0.5" y="0.5" width="15" height="11" />`,
  }));
  return legend(entries);
}

/** How many nights are added together into one group of bars: 1 unless there are too many to draw. */
export function nightsPerGroup(nights: readonly NightResult[]): number {
  return Math.max(1, Math.ceil(nights.length / most));
}

export function nightChart(nights: readonly NightResult[], code: string): Markup {
  const series = seriesOf(nights);
  const groups = groupsOf(nights, code, series);
  const scale = scaleFor(
    groups.flatMap(({ amounts }) => amounts),
    4,
  );
  const bottom = headroom + tall;
  const every = Math.ceil(groups.length / 4);
  const labels = groups.flatMap(({ name }, index) =>
    index % every === 0 ? [{ share: placeOf(index + 0.5, groups.length), text: name }] : [],
  );
  return figure({
    id: `night-money-${code}`,
    caption: code,
    description: describe(groups, code, series),
    height: bottom + 24,
    drawing: join([
      valueLines(scale, tall),
      valueLabels(scale, tall, (value) => briefAmount(value, code)),
      groups.map((group, index) => bars({ group, index, length: groups.length }, series, scale, code)),
      labelsAcross(labels, bottom),
    ]),
  });
}

interface Group {
  /** `25 Oct`, the first night of the group. */
  readonly name: string;
  /** In the order of the series. */
  readonly amounts: readonly number[];
}

/** Where the n-th of a number of groups begins, as a share of the width. */
function placeOf(index: number, length: number): number {
  return inset + ((1 - inset) * index) / length;
}

function groupsOf(nights: readonly NightResult[], code: string, series: readonly Series[]): Group[] {
  const size = nightsPerGroup(nights);
  const sums = series.map(({ key }) =>
    summedInGroups(
      nights.map(({ money }) => money[code]?.[key] ?? 0),
      size,
    ),
  );
  return Array.from({ length: Math.ceil(nights.length / size) }, (_, index) => ({
    name: shortDate(nights[index * size]?.date ?? ''),
    amounts: sums.map((values) => values[index] ?? 0),
  }));
}

function describe(groups: readonly Group[], code: string, series: readonly Series[]): string {
  const sentences = groups.slice(0, 7).map(({ name, amounts }) => {
    const parts = series.map((each, index) => `${each.name.toLowerCase()} ${priced(amounts[index] ?? 0, code)}`);
    return `${name}: ${listed(parts)}.`;
  });
  const rest = groups.length > sentences.length ? ' The table below the charts has every night.' : '';
  return sentences.join(' ') + rest;
}

interface Place {
  readonly group: Group;
  readonly index: number;
  /** How many groups there are. */
  readonly length: number;
}

function bars({ group, index, length }: Place, series: readonly Series[], scale: Scale, code: string): Markup {
  const ground = heightOn(scale, 0, tall);
  const pitch = 0.76 / series.length;
  const drawn = series.map(({ key, name }, place) => {
    const minor = group.amounts[place] ?? 0;
    if (minor === 0) return undefined;
    const y = heightOn(scale, minor, tall);
    // Fees are small beside the rest: a bar is never too thin to be seen.
    const height = Number(Math.max(Math.abs(ground - y), 1.5).toFixed(1));
    const top = Number((headroom + (minor > 0 ? ground - height : ground)).toFixed(1));
    const left = placeOf(index + 0.12 + place * pitch, length);
    return markup`<rect class="${key}" x="${across(left)}" y="${top}" width="${across(((pitch - 0.02) * (1 - inset)) / length)}" height="${height}"><title>${group.name}, ${name}: ${priced(minor, code)}</title></rect>
`;
  });
  return markup`${drawn}`;
}
