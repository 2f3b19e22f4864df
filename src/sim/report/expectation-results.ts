/** Whether a run exercised what its scenario says it must have. */
import type { Expectation, ExpectationMetric } from '../scenario/scenario.ts';
import type { ExpectationResult, FaultResult, Report } from './report.ts';
import { compare } from './threshold-results.ts';

export type Exercised = Pick<Report, 'counts' | 'faults'> & {
  readonly breaks: number;
  readonly capacity?: Report['capacity'] | undefined;
};

export function expectationResults(expect: readonly Expectation[], exercised: Exercised): ExpectationResult[] {
  return expect.map(({ expression, metric, operator, bound }) => {
    const value = valueOf(metric, exercised);
    return { expression, value, met: compare(value, operator, bound) };
  });
}

function valueOf(metric: ExpectationMetric, { counts, faults, breaks, capacity }: Exercised): number {
  const services = capacity?.services ?? [];
  switch (metric) {
    case 'faults':
      return faults.reduce((sum, fault) => sum + fault.fired, 0);
    case 'retries':
      return counts.buyerRetries + counts.callRetries + counts.pspRetries;
    case 'captures':
      return counts.captured;
    case 'authorisations':
      return counts.authorised;
    case 'laterCaptures':
      return counts.capturedLater;
    case 'partialCaptures':
      return counts.capturedInPart;
    case 'lapses':
      return counts.lapsed;
    case 'refunds':
      return counts.refunded;
    case 'payouts':
      return counts.sellerPayouts;
    case 'returns':
      return counts.payoutsReturned;
    case 'restarts':
      return counts.restarts;
    case 'files':
      return counts.filesReconciled;
    case 'inquiries':
      return counts.inquiries;
    case 'deadLetters':
      return counts.deadLetters;
    case 'breaks':
      return breaks;
    case 'redrives':
      return counts.redrives;
    case 'rejections':
      return services.reduce((sum, { rejected }) => sum + rejected, 0);
    case 'recoveries':
      return services.filter(({ recoveredInTime }) => recoveredInTime).length;
    default:
      return fired(metric.slice('faults.'.length), faults);
  }
}

function fired(kind: string, faults: readonly FaultResult[]): number {
  return faults.find((fault) => fault.kind === kind)?.fired ?? 0;
}
