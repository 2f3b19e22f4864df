/** When it went wrong: the faults that fired over the simulated time, and what each service went through meanwhile. */
import { serviceNames, type ServiceName } from '../../domain/addresses.ts';
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { Hearing } from '../hearing.ts';
import type { EpisodeFault, Fault } from '../faults/fault.ts';
import { createMinuteCounter, MINUTE_MS, type Minutes } from './minutes.ts';
import type { Timeline, TroubleSpan, TroubleState } from './report.ts';
import { widthFor } from './throughput.ts';

export interface TimelineRecord {
  readonly hears: Hearing;
  /** From the beginning of virtual time until now; what has not ended by then ends there. */
  timeline(start: Instant, now: Instant): Timeline;
  /** The faults that fired, by the minute. */
  fired(start: Instant): Minutes;
}

/** The states, the gravest first. */
export const troubleStates = [
  'down',
  'shut',
  'overloaded',
  'paused',
  'slow',
  'cutOff',
  'clockOff',
] as const satisfies readonly TroubleState[];

/** Spans that stand closer together than this part of the whole are one. */
const RESOLUTION = 240;

export function createTimeline(): TimelineRecord {
  const firedAt: Instant[] = [];
  const spans = createSpans();
  const downSince = new Map<ServiceName, Instant>();
  let healedAt: Instant | null = null;
  const fired = (start: Instant): Minutes => {
    const counter = createMinuteCounter(start);
    for (const at of firedAt) counter.count(at);
    return counter.minutes();
  };

  return {
    hears: {
      faulted({ at, forMs, fault }) {
        firedAt.push(at);
        if (forMs === undefined) return;
        for (const { service, state } of troublesOf(fault)) spans.add(service, state, { from: at, to: at + forMs });
      },
      crashed: ({ service, at }) => void downSince.set(service, at),
      restarted({ service, at }) {
        spans.add(service, 'down', { from: downSince.get(service) ?? at, to: at });
        downSince.delete(service);
      },
      healed: ({ at }) => void (healedAt = at),
    },
    timeline(start, now) {
      for (const [service, from] of downSince) spans.add(service, 'down', { from, to: now });
      downSince.clear();
      return {
        healedAt: healedAt === null ? null : isoInstant(healedAt),
        ...firedSlices(fired(start), start, now),
        spans: spans.merged(now, gapBetween(start, now)),
      };
    },
    fired,
  };
}

/** Whom an episode troubles, and how. A crash is told by the service itself: it may be down already. */
function troublesOf(fault: Fault): { readonly service: ServiceName; readonly state: TroubleState }[] {
  switch (fault.kind) {
    case 'service.pause':
      return [{ service: fault.service, state: 'paused' }];
    case 'service.slow':
      return [{ service: fault.service, state: 'slow' }];
    case 'service.overload':
      return [{ service: fault.service, state: 'overloaded' }];
    case 'clock.skew':
      return [{ service: fault.service, state: 'clockOff' }];
    case 'psp.outage':
      return [{ service: 'psp', state: 'shut' }];
    case 'network.partition':
      return partedBy(fault).map((service) => ({ service, state: 'cutOff' }));
    default:
      return [];
  }
}

/** The smaller side: it is the one that is cut off from the rest. */
function partedBy({ between, and }: Extract<EpisodeFault, { kind: 'network.partition' }>): readonly ServiceName[] {
  return between.length <= and.length ? between : and;
}

/** Spans that stand closer together than this are one, in milliseconds. */
export function gapBetween(start: Instant, end: Instant): number {
  return Math.ceil((end - start) / RESOLUTION);
}

/** The faults that fired from the beginning of virtual time until now, in slices that a chart can show. */
export function firedSlices(
  fired: Minutes,
  start: Instant,
  now: Instant,
): Pick<Timeline, 'sliceMs' | 'from' | 'fired'> {
  const sliceMs = widthFor(Math.ceil((now - start) / MINUTE_MS)) * MINUTE_MS;
  const from = isoInstant(start);
  if (fired.length === 0) return { sliceMs, from, fired: [] };
  const slices = Array.from({ length: Math.max(1, Math.ceil((now - start) / sliceMs)) }, () => 0);
  for (const [minute, count] of fired) {
    const slice = Math.min(Math.floor((minute * MINUTE_MS) / sliceMs), slices.length - 1);
    slices[slice] = (slices[slice] ?? 0) + count;
  }
  return { sliceMs, from, fired: slices };
}

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

interface Joined {
  readonly from: Instant;
  to: Instant;
  count: number;
  lastedMs: number;
}

interface Spans {
  add(service: ServiceName, state: TroubleState, stretch: Stretch): void;
  merged(now: Instant, gapMs: number): TroubleSpan[];
}

function createSpans(): Spans {
  const stretches = new Map<string, Stretch[]>();
  return {
    add(service, state, stretch) {
      const known = stretches.get(`${service} ${state}`);
      if (known === undefined) stretches.set(`${service} ${state}`, [stretch]);
      else known.push(stretch);
    },
    merged: (now, gapMs) =>
      serviceNames.flatMap((service) =>
        troubleStates.flatMap((state) =>
          joined(stretches.get(`${service} ${state}`) ?? [], now, gapMs).map(({ from, to, ...rest }) => {
            return { service, state, from: isoInstant(from), to: isoInstant(to), ...rest };
          }),
        ),
      ),
  };
}

/** What lies between two that are joined is no part of how long they lasted. */
function joined(stretches: readonly Stretch[], now: Instant, gapMs: number): Joined[] {
  const spans: Joined[] = [];
  for (const { from, ...stretch } of stretches.toSorted((a, b) => a.from - b.from)) {
    const to = Math.min(stretch.to, now);
    const last = spans.at(-1);
    if (last === undefined || from - last.to >= gapMs) {
      spans.push({ from, to, count: 1, lastedMs: to - from });
    } else {
      last.lastedMs += Math.max(0, to - Math.max(from, last.to));
      last.to = Math.max(last.to, to);
      last.count += 1;
    }
  }
  return spans;
}
