/** The curves of a sweep: latency, throughput, and the places taken of each limited service. */
import type { SweptStep } from '../../../sweep/swept.ts';
import type { StepLoad } from '../../../sweep/step.ts';
import { perHour, unitOfRate } from '../../../scenario/units/rate.ts';
import { count, counted, partsPerMillion, tenthsOfPercent } from '../format.ts';
import { markup, type Markup } from '../markup.ts';
import { latency, rateIn } from '../time.ts';
import { legend, type LegendEntry } from './figure.ts';
import { logScale, marks, tickText } from './latency.ts';
import { rateChart, type RateAxis } from './rate-curves.ts';
import { scaleFor } from './scale.ts';

const tall = 190;
const low = 96;

const percentiles = ['p50', 'p95', 'p99'] as const;

/** Both scales are logarithmic: a queue that grows without end leaves no other on the page. */
export function latencyCurve(steps: readonly SweptStep[], axis: RateAxis, description: string): Markup {
  const measured = steps.filter(({ checkoutMs }) => checkoutMs.count > 0).map(({ checkoutMs }) => checkoutMs);
  const scale = logScale(Math.min(...measured.map(({ p50 }) => p50)), Math.max(...measured.map(({ p99 }) => p99)));
  const shapes = new Map(marks.map(({ key, shape }) => [key, shape]));
  return rateChart({
    id: 'sweep-latency-chart',
    caption: 'Latency of the checkout, by how fast buyers came',
    description,
    pixels: tall,
    axis,
    ticks: scale.ticks.map((tick) => ({ share: scale.shareOf(tick), text: tickText(tick) })),
    curves: percentiles.map((key) => ({
      look: `of-${key}`,
      heights: steps.map(({ checkoutMs }) => (checkoutMs.count === 0 ? undefined : scale.shareOf(checkoutMs[key]))),
      mark: shapes.get(key) ?? markup``,
    })),
    legend: legend([
      ...percentiles.map((key) => ({
        text: key,
        mark: markup`<g transform="translate(8 6)">${shapes.get(key) ?? ''}</g>`,
      })),
      ...lineAt('knee-at', 'the knee', axis.knee),
      ...lineAt('missing-at', 'the first rate that misses', axis.missing),
    ]),
    tooltip: (index) => {
      const { checkoutMs: { p50 = 0, p95 = 0, p99 = 0 } = {} } = steps[index] ?? {};
      return `p50 ${latency(p50)}, p95 ${latency(p95)}, p99 ${latency(p99)}`;
    },
  });
}

/** Explains an upright line, where there is one. */
function lineAt(look: string, text: string, place: number | undefined): LegendEntry[] {
  return place === undefined ? [] : [{ text, mark: markup`<line class="${look}" x1="8" x2="8" y1="0" y2="12" />` }];
}

/** How many checkouts ended, beside how many came, in the unit of the rates; a scale has whole numbers, and rates may be less than one. */
export function throughputCurve(steps: readonly SweptStep[], axis: RateAxis, description: string): Markup {
  const unit = unitOfRate(steps.at(0)?.rate ?? '');
  const inMillionths = (hourly: number): number => (hourly * 1_000_000) / perHour[unit];
  const scale = scaleFor(
    steps.flatMap((step) => [inMillionths(step.throughput), inMillionths(step.perHour)]),
    4,
  );
  const height = (hourly: number): number => inMillionths(hourly) / scale.highest;
  return rateChart({
    id: 'sweep-throughput-chart',
    caption: 'Checkouts that ended while buyers came',
    description,
    pixels: tall,
    axis,
    ticks: scale.ticks.map((tick) => ({
      share: tick / scale.highest,
      text: rateIn(unit, (tick * perHour[unit]) / 1_000_000),
    })),
    curves: [
      { look: 'came', heights: steps.map((step) => height(step.perHour)), mark: markup`` },
      {
        look: 'of-p50',
        heights: steps.map(({ throughput }) => height(throughput)),
        mark: markup`<circle class="p50" r="4" />`,
      },
    ],
    legend: legend([
      { text: 'ended', mark: markup`<circle class="p50" cx="8" cy="6" r="4" />` },
      { text: 'came', mark: markup`<line class="curve came" x1="0" x2="16" y1="6" y2="6" />` },
    ]),
    tooltip: (index) => {
      const { throughput = 0, perHour: came = 0 } = steps[index] ?? {};
      return `${rateIn(unit, throughput)} ended of ${rateIn(unit, came)} that came`;
    },
  });
}

/** The share of a service's places that was taken while buyers came, and what it rejected. */
export function utilisationCurve(service: string, steps: readonly SweptStep[], axis: RateAxis): Markup {
  const loads = steps.map(({ services }) => services.find((load) => load.service === service));
  const most = loads.at(-1);
  return rateChart({
    id: `sweep-${service}-chart`,
    caption: `${service}: the share of its places that was taken`,
    description: most === undefined ? '' : `At the highest rate ${told(most)}.`,
    pixels: low,
    axis,
    ticks: [0, 0.5, 1].map((share) => ({ share, text: partsPerMillion(share * 1_000_000) })),
    curves: [
      {
        look: 'of-p50',
        heights: loads.map((load) => load && Math.min(1, load.utilisation / 1_000_000)),
        mark: markup`<circle class="p50" r="4" />`,
      },
    ],
    tooltip: (index) => {
      const load = loads[index];
      return load === undefined ? '' : told(load);
    },
  });
}

function told({ utilisation, queueMost, rejected, waitP99Ms }: StepLoad): string {
  return `${tenthsOfPercent(utilisation)} taken, at most ${count(queueMost)} waiting, wait p99 ${latency(waitP99Ms)}, ${counted(rejected, 'rejection')}`;
}
