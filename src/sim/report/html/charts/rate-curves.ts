/** What became of something as buyers came faster: curves over the rates that were tried, on a logarithmic scale. */
import { join, markup, type Markup, type Part } from '../markup.ts';
import { headroom, labelsAcross, type AxisLabel } from './axes.ts';
import { across, figure } from './figure.ts';

export interface RateAxis {
  /** Where each rate stands, from 0 to 1, ascending, and what it is called. */
  readonly shares: readonly number[];
  readonly names: readonly string[];
  /** The highest rate that met everything below the first that did not, and that one; undefined where there is none. */
  readonly knee: number | undefined;
  readonly missing: number | undefined;
}

export interface RateCurve {
  /** Classes of the line: `closed`. */
  readonly look: string;
  /** From 0 at the ground to 1 at the top, one for each rate; undefined where there was nothing to measure. */
  readonly heights: readonly (number | undefined)[];
  /** Drawn at each rate. */
  readonly mark: Markup;
}

interface RateChart {
  readonly id: string;
  readonly caption: string;
  readonly description: string;
  readonly pixels: number;
  readonly axis: RateAxis;
  /** Lines across, from 0 to 1, with their labels. */
  readonly ticks: readonly { readonly share: number; readonly text: string }[];
  readonly curves: readonly RateCurve[];
  readonly legend?: Markup;
  readonly tooltip: (index: number) => string;
}

/** The ends keep a little distance from the borders. */
const MARGIN = 0.05;
const axisRoom = 24;

/** @param rates ascending, more than nothing, each with its name */
export function rateAxis(
  rates: readonly { readonly perHour: number; readonly rate: string }[],
  { knee, missing }: { readonly knee: string | undefined; readonly missing: string | undefined },
): RateAxis {
  const logs = rates.map(({ perHour }) => Math.log10(perHour));
  const [first = 0, last = 1] = [logs.at(0), logs.at(-1)];
  const width = last === first ? 1 : last - first;
  const shares = logs.map((log) => MARGIN + ((1 - 2 * MARGIN) * (log - first)) / width);
  const shareOf = (name: string | undefined): number | undefined =>
    shares[rates.findIndex(({ rate }) => rate === name)];
  return { shares, names: rates.map(({ rate }) => rate), knee: shareOf(knee), missing: shareOf(missing) };
}

export function rateChart({ pixels, axis, ticks, curves, tooltip, ...given }: RateChart): Markup {
  const bottom = headroom + pixels;
  const drawing: Part[] = [
    ...ticks.map(({ share }) => {
      const y = yOf(share, pixels);
      return markup`<line class="${share === 0 ? 'axis' : 'grid'}" x1="0" x2="100%" y1="${y}" y2="${y}" />
`;
    }),
    upright('knee-at', axis.knee, pixels),
    upright('missing-at', axis.missing, pixels),
    ...curves.map((curve) => drawnCurve(curve, axis, pixels)),
    ...ticks.map(
      ({
        share,
        text,
      }) => markup`<text class="tick" x="0" y="${Number((yOf(share, pixels) - 4).toFixed(1))}">${text}</text>
`,
    ),
    labelsAcross(labelsOf(axis), bottom),
    targets(axis, pixels, tooltip),
  ];
  return figure({ ...given, height: bottom + axisRoom, drawing: join(drawing) });
}

/** Across in thousandths, so that the line fills any width. */
function drawnCurve({ look, heights, mark }: RateCurve, { shares }: RateAxis, pixels: number): Markup {
  const points = heights.flatMap((height, index) =>
    height === undefined ? [] : [{ x: shares[index] ?? 0, y: yOf(height, pixels) }],
  );
  const path = points.map(
    ({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${Number((x * 1000).toFixed(1))} ${y - headroom}`,
  );
  const marks = points.map(
    ({ x, y }) => markup`<svg x="${across(x)}" y="${y}" overflow="visible">${mark}</svg>
`,
  );
  return markup`<svg x="0" y="${headroom}" width="100%" height="${pixels}" viewBox="0 0 1000 ${pixels}" preserveAspectRatio="none"><path class="curve ${look}" d="${path.join('')}" /></svg>
${marks}`;
}

function yOf(share: number, pixels: number): number {
  return Number((headroom + (1 - share) * pixels).toFixed(1));
}

function upright(look: string, share: number | undefined, pixels: number): Markup | undefined {
  if (share === undefined) return undefined;
  return markup`<line class="${look}" x1="${across(share)}" x2="${across(share)}" y1="${headroom}" y2="${headroom + pixels}" />
`;
}

/** Labels stand at least so far apart: the ends and the knee come first. */
const APART = 0.1;

function labelsOf({ shares, names, knee, missing }: RateAxis): AxisLabel[] {
  const chosen: number[] = [];
  const wanted = [shares.at(0), shares.at(-1), knee, missing, ...shares];
  for (const share of wanted)
    if (share !== undefined && chosen.every((other) => Math.abs(other - share) >= APART)) chosen.push(share);
  return chosen.toSorted((a, b) => a - b).map((share) => ({ share, text: names[shares.indexOf(share)] ?? '' }));
}

/** Each rate is told of half-way to its neighbours. */
function targets({ shares, names }: RateAxis, pixels: number, tooltip: (index: number) => string): Markup {
  const drawn = shares.map((share, index) => {
    const from = index === 0 ? 0 : ((shares[index - 1] ?? 0) + share) / 2;
    const to = index === shares.length - 1 ? 1 : (share + (shares[index + 1] ?? 1)) / 2;
    return markup`<rect class="target" x="${across(from)}" y="${headroom}" width="${across(to - from)}" height="${pixels}"><title>${names[index] ?? ''}: ${tooltip(index)}</title></rect>
`;
  });
  return markup`${drawn}`;
}
