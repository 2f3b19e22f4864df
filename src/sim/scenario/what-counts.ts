/** What a threshold or an expectation counts, where the name of its metric does not say it all. */
import { comparisonIn } from './comparison.ts';
import { effortMetrics } from './threshold-metrics.ts';

/** @param expression as it is written: `retries < 5%` */
export function whatCounts(expression: string): string | undefined {
  const { name } = comparisonIn(expression);
  return Object.entries(effortMetrics).find(([metric]) => metric === name)?.[1];
}
