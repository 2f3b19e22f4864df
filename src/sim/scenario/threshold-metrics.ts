/** What a threshold can be about, and in which unit it is held against its bound. */

import { capacityMetricsInWords, type CapacityMetric } from './capacity-metrics.ts';

/** The steps whose latencies are measured, from Buy to a refund. */
export const timedSteps = ['checkout', 'charge', 'credit', 'posting', 'refund'] as const;
export const quantiles = ['p50', 'p90', 'p95', 'p99', 'p99.9', 'max'] as const;
export type QuantileMetric = `${(typeof timedSteps)[number]}.${(typeof quantiles)[number]}`;

/** Percentages, each with what it is of. */
export const shareMetrics = {
  captured: 'orders that were captured',
  declined: 'orders that were declined',
  lapsed: 'orders that were authorised, and of which nothing was captured',
  unresolved: 'orders without an outcome at the end',
  matched: 'settlement lines that were matched',
} as const;
export type ShareMetric = keyof typeof shareMetrics;

/** Whole numbers; a percentage is of the orders. */
export const effortMetrics = {
  retries: 'calls and clicks that were made again because no answer came',
  inquiries: 'questions to the PSP about what was in doubt',
  redrives: 'how often work that was parked was taken up again',
  unknownOutcomes: 'charges and captures that were in doubt for a time',
  deadLetters: 'work that was given up until somebody saw to it',
} as const;
export type EffortMetric = keyof typeof effortMetrics;

/** Whole numbers, and nothing else. */
export const countMetrics = {
  openBreaks: 'breaks that are open at the end',
  missed: 'discrepancies that were injected and that reconciliation did not find',
  falsely: 'breaks where nothing was injected and nothing was wrong',
  unfinished: 'work that had not come to an end',
  refundsRefused: 'refunds that were refused',
  returns: 'payouts to sellers that came back',
  restarts: 'restarts of a service after a crash',
  messagesLost: 'messages that were lost on their way',
} as const;
export type CountMetric = keyof typeof countMetrics;

export const rateMetric = 'throughput';

/** What each of them is, for those who write scenarios. */
export const metricsInWords = [
  `Latencies, as durations: ${timedSteps.join(', ')} with ${quantiles.map((name) => `.${name}`).join(', ')}.`,
  `Shares, as percentages: ${inWords(shareMetrics)}.`,
  `Counts, as whole numbers or as percentages of the orders: ${inWords(effortMetrics)}.`,
  `Counts, as whole numbers: ${inWords(countMetrics)}.`,
  `A rate such as 40/s: ${rateMetric}, the checkouts that ended, from the first arrival to the last end.`,
  capacityMetricsInWords,
].join(' ');

export type ThresholdMetric =
  QuantileMetric | ShareMetric | EffortMetric | CountMetric | CapacityMetric | typeof rateMetric;

/** Milliseconds, parts per million, things, or checkouts an hour. */
export type ThresholdUnit = 'ms' | 'ppm' | 'count' | 'perHour';

export const quantileMetrics: readonly QuantileMetric[] = timedSteps.flatMap((step) =>
  quantiles.map((quantile) => `${step}.${quantile}` as const),
);

function inWords(metrics: Readonly<Record<string, string>>): string {
  return Object.entries(metrics)
    .map(([name, meaning]) => `${name} (${meaning})`)
    .join(', ');
}
