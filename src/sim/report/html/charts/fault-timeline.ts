/** When it went wrong: how many faults fired in each slice, and under it what each service went through. */
import type { Report, TroubleSpan, TroubleState } from '../../report.ts';
import { briefCount, counted, times } from '../format.ts';
import { join, markup, nothing, type Markup } from '../markup.ts';
import { instantIn, shortDate, stretch, wallParts } from '../time.ts';
import { headroom, labelsAcross, valueLabels, valueLines } from './axes.ts';
import { across, figure, legend } from './figure.ts';
import { scaleFor } from './scale.ts';
import { sliceTimes } from './slice-times.ts';
import { area, stretched } from './steps.ts';

/** The states with their names, and the tracks of a service's lane in which they are drawn, the gravest on top. */
export const troubles: readonly { readonly state: TroubleState; readonly name: string; readonly track: number }[] = [
  { state: 'down', name: 'down', track: 0 },
  { state: 'shut', name: 'door shut', track: 0 },
  { state: 'overloaded', name: 'overloaded', track: 1 },
  { state: 'paused', name: 'paused', track: 1 },
  { state: 'slow', name: 'slow', track: 1 },
  { state: 'cutOff', name: 'cut off', track: 2 },
  { state: 'clockOff', name: 'clock off', track: 2 },
];

const low = 56;
const lanesTop = headroom + low + 12;
const labelHeight = 15;
const trackHeight = 8;
const laneGap = 5;

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/** @param report of a run in which at least one fault fired */
export function faultTimeline(report: Report, description: string): Markup {
  const { timeline, phases, simulated } = report;
  const { sliceMs, spans } = timeline;
  const from = instantIn(timeline.from) ?? 0;
  const fired = timeline.fired.slice(0, slicesToShow(report));
  const axis = { from, to: from + sliceMs * fired.length, zone: simulated.zone };
  const tracks = [0, 1, 2].filter((track) => spans.some(({ state }) => trackOf(state) === track));
  const services = [...new Set(spans.map(({ service }) => service))];
  const laneHeight = labelHeight + tracks.length * trackHeight + laneGap;
  const bottom = services.length === 0 ? headroom + low : lanesTop + services.length * laneHeight;
  const ends = [
    { className: 'healing', text: 'everything healed', at: timeline.healedAt },
    { className: 'settling', text: 'every payment and refund had ended', at: phases.settledAt },
  ];
  const { starts, labels } = sliceTimes({ from: timeline.from, sliceMs, length: fired.length }, simulated.zone);
  return figure({
    id: 'fault-timeline',
    caption: `Faults that fired, per slice of ${stretch(sliceMs)}, and what the services went through`,
    description,
    height: bottom + 38,
    legend: legendOf(spans, ends),
    drawing: join([
      histogram(fired, starts),
      services.map((service, index) => {
        const own = spans.filter((span) => span.service === service);
        return lane(service, own, { top: lanesTop + index * laneHeight, tracks, axis });
      }),
      ends.map((end) => upright(end, bottom, axis)),
      labelsAcross(labels, bottom),
    ]),
  });
}

/** Nothing goes wrong after the healing: what follows when all payments have ended is of no interest here. */
function slicesToShow({ timeline, phases }: Report): number {
  const { healedAt, fired, sliceMs } = timeline;
  const from = instantIn(timeline.from) ?? 0;
  if (healedAt === null || phases.settledAt === null) return fired.length;
  const end = Math.max(instantIn(healedAt) ?? from, instantIn(phases.settledAt) ?? from);
  const slices = Math.ceil((end - from) / sliceMs);
  return Math.min(fired.length, slices + Math.max(1, Math.round(slices / 30)));
}

function histogram(fired: readonly number[], starts: readonly string[]): Markup {
  const scale = scaleFor(fired, 2);
  const targets = fired.map((value, index) => {
    const text = `${starts[index] ?? ''}: ${counted(value, 'fault')}`;
    return markup`<rect class="target" x="${across(index / fired.length)}" y="${headroom}" width="${across(1 / fired.length)}" height="${low}"><title>${text}</title></rect>
`;
  });
  return join([
    stretched(low, fired.length, markup`<path class="fired" d="${area(fired, scale, low)}" />`),
    valueLines(scale, low),
    valueLabels(scale, low, briefCount),
    targets,
  ]);
}

interface Lane {
  readonly top: number;
  readonly tracks: readonly number[];
  readonly axis: Axis;
}

function lane(service: string, spans: readonly TroubleSpan[], { top, tracks, axis }: Lane): Markup {
  const trackTop = top + labelHeight;
  const ground = trackTop + tracks.length * trackHeight;
  // The gravest is drawn last, so that it stays in sight.
  const drawn = spans.toReversed().map((span) => {
    const begin = shareOf(span.from, axis);
    const y = trackTop + tracks.indexOf(trackOf(span.state)) * trackHeight;
    const width = Math.max(shareOf(span.to, axis) - begin, 0);
    return markup`<rect class="span ${span.state}" x="${across(begin)}" y="${y + 0.5}" width="${across(width)}" height="${trackHeight - 2}"${paleness(span)}><title>${told(span, axis.zone)}</title></rect>
`;
  });
  return markup`<text class="row" x="0" y="${top + 11}">${service}</text>
<line class="grid" x1="0" x2="100%" y1="${ground}" y2="${ground}" />
${drawn}`;
}

/** What is several stretches in one is the paler the less of it the service was in that state. */
function paleness(span: TroubleSpan): Markup {
  if (!isBroken(span)) return nothing;
  const opacity = 0.1 + (0.7 * span.lastedMs) / lengthOf(span);
  return markup` fill-opacity="${Number(opacity.toFixed(2))}" stroke-dasharray="2 2"`;
}

/** True where it was over and began again in between. */
function isBroken(span: TroubleSpan): boolean {
  return span.lastedMs < lengthOf(span);
}

function lengthOf({ from, to }: TroubleSpan): number {
  return (instantIn(to) ?? 0) - (instantIn(from) ?? 0);
}

interface End {
  readonly className: string;
  readonly text: string;
  readonly at: string | null;
}

function upright({ className, text, at }: End, bottom: number, axis: Axis): Markup {
  if (at === null) return nothing;
  const x = across(shareOf(at, axis));
  return markup`<line class="${className}" x1="${x}" x2="${x}" y1="4" y2="${bottom}"><title>${text}: ${clock(at, axis.zone)}</title></line>
`;
}

function legendOf(spans: readonly TroubleSpan[], ends: readonly End[]): Markup {
  const present = troubles.filter(({ state }) => spans.some((span) => span.state === state));
  return legend([
    { text: 'faults fired', mark: markup`<rect class="fired" width="16" height="12" />` },
    ...present.map(({ state, name }) => ({
      text: name,
      mark: markup`<rect class="span ${state}" x="1" y="3.5" width="14" height="${trackHeight - 2}" />`,
    })),
    ...(spans.some(isBroken)
      ? [
          {
            text: 'on and off: the paler, the less of the time',
            mark: markup`<rect class="span down" x="1" y="3.5" width="14" height="${trackHeight - 2}" fill-opacity="0.25" stroke-dasharray="2 2" />`,
          },
        ]
      : []),
    ...ends
      .filter(({ at }) => at !== null)
      .map(({ className, text }) => ({
        text,
        mark: markup`<line class="${className}" x1="8" x2="8" y1="0" y2="12" />`,
      })),
  ]);
}

function told(span: TroubleSpan, zone: string): string {
  const { service, state, from, to, count, lastedMs } = span;
  const name = troubles.find((trouble) => trouble.state === state)?.name ?? state;
  const what = `${service}, ${name}${count === 1 ? '' : ` ${times(count)}`}`;
  return isBroken(span)
    ? `${what}: ${stretch(lastedMs)} in all, between ${clock(from, zone)} and ${clock(to, zone)}`
    : `${what}: ${stretch(lastedMs)} from ${clock(from, zone)}`;
}

function clock(text: string, zone: string): string {
  const { date, time } = wallParts(instantIn(text) ?? 0, zone);
  return `${shortDate(date)} ${time.slice(0, 8)}`;
}

function trackOf(state: TroubleState): number {
  return troubles.find((trouble) => trouble.state === state)?.track ?? 0;
}

function shareOf(text: string, { from, to }: Axis): number {
  return to <= from ? 0 : Math.min(1, Math.max(0, ((instantIn(text) ?? from) - from) / (to - from)));
}
