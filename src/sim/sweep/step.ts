/** One step of a sweep: the scenario with buyers who come at one rate, and what is kept of its run. */
import type { LimitedService } from '../scenario/scenario.ts';
import { formatDuration, MINUTE_MS } from '../scenario/units/duration.ts';
import type { StationMeasures } from '../report/capacity-measures.ts';
import { histogramOf } from '../report/durations.ts';
import { latencyOf } from '../report/histogram.ts';
import type { Latency, Report, ThresholdResult } from '../report/report.ts';
import type { Measures } from '../report/measures.ts';
import type { TriedRate } from './rates.ts';

export interface StepResult {
  readonly rate: string;
  readonly perHour: number;
  /** How long buyers came, in milliseconds. */
  readonly forMs: number;
  /** Consistent, and all thresholds met. */
  readonly meets: boolean;
  readonly verdict: Report['verdict'];
  readonly inconclusiveBecause: readonly string[];
  readonly violations: readonly { readonly invariant: string; readonly name: string; readonly count: number }[];
  readonly thresholds: readonly ThresholdResult[];
  readonly checkouts: number;
  /** Checkouts that ended while buyers came, by the hour. */
  readonly throughput: number;
  readonly checkoutMs: Latency;
  /** Of limited capacity, in the order of the flow. */
  readonly services: readonly StepLoad[];
  readonly events: number;
  readonly traceHash: string;
}

/** What a service had to do; `utilisation` and `queueMean` are those of the time in which buyers came. */
export interface StepLoad {
  readonly service: LimitedService;
  /** The share of its places that was taken, in parts per million: over all of that time, and in its busiest minute. */
  readonly utilisation: number;
  readonly peak: number;
  readonly queueMean: number;
  readonly queueMost: number;
  /** How many may wait; null where any number may. */
  readonly queue: number | null;
  /** Of the messages that came in the whole run. */
  readonly served: number;
  readonly rejected: number;
  readonly waitP99Ms: number;
}

/** Long enough for queues to fill and retries to come back, and for a p99 to be of ten checkouts at least. */
const USUAL_MS = 5 * MINUTE_MS;
const LEAST_CHECKOUTS = 1_000;

/** How long buyers come at a rate where nobody says: whole minutes. */
export function usualDuration({ perHour }: TriedRate): number {
  return Math.max(USUAL_MS, Math.ceil((LEAST_CHECKOUTS * 60) / perHour) * MINUTE_MS);
}

/** What makes a scenario one of a constant rate, as `--set` takes it. */
export function stepSettings({ text }: TriedRate, forMs: number): readonly string[] {
  return [
    `traffic={ phases: [{ name: sweep, shape: constant, for: ${formatDuration(forMs)}, rate: ${text} }] }`,
    // What the scenario's own traffic has to exercise, one of another rate need not.
    'expect=[]',
  ];
}

export interface Stepped {
  readonly rate: TriedRate;
  readonly forMs: number;
}

export function stepResult(
  { rate, forMs }: Stepped,
  { verdict, inconclusiveBecause, violations, thresholds, counts, latencyMs, traceHash }: Report,
  { traffic, capacity }: Pick<Measures, 'traffic' | 'capacity'>,
): StepResult {
  const minutes = forMs / MINUTE_MS;
  const ended = traffic.closed.reduce((sum, [minute, closed]) => (minute < minutes ? sum + closed : sum), 0);
  return {
    rate: rate.text,
    perHour: rate.perHour,
    forMs,
    meets: verdict === 'consistent' && thresholds.every(({ met }) => met),
    verdict,
    inconclusiveBecause,
    violations: violations.map(({ invariant, name, count }) => ({ invariant, name, count })),
    thresholds,
    checkouts: counts.checkouts,
    throughput: Math.round((ended * 60_000) / minutes) / 1_000,
    checkoutMs: latencyMs.checkout,
    services: (capacity?.services ?? []).map((station) => loadOf(station, minutes)),
    events: counts.events,
    traceHash,
  };
}

function loadOf(station: StationMeasures, minutes: number): StepLoad {
  const { service, concurrency, queue, waits } = station;
  const all = station.minutes.map(([, minute]) => minute);
  const within = station.minutes.filter(([number]) => number < minutes).map(([, minute]) => minute);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const share = (busyMs: number, ms: number): number => Math.round((busyMs * 1_000_000) / (ms * concurrency));
  const busy = within.map(({ busyMs }) => busyMs);
  const waitingMs = sum(within.map((minute) => minute.waitingMs));
  return {
    service,
    utilisation: share(sum(busy), minutes * MINUTE_MS),
    peak: share(Math.max(0, ...busy), MINUTE_MS),
    queueMean: Math.round((waitingMs * 100) / (minutes * MINUTE_MS)) / 100,
    queueMost: all.reduce((most, minute) => Math.max(most, minute.most), 0),
    queue,
    served: sum(all.map(({ served }) => served)),
    rejected: sum(all.map(({ rejected }) => rejected)),
    waitP99Ms: latencyOf(histogramOf(waits), waits.max).p99,
  };
}
