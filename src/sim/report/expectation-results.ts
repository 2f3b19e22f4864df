/** Whether a run exercised what its scenario says it must have. */
import type { Expectation, ExpectationMetric } from '../scenario/scenario.ts';
import { retriesIn } from './counts.ts';
import type { ExpectationResult, FaultResult, Report } from './report.ts';
import { scored } from './scored.ts';
import { compare } from './threshold-results.ts';

export type Exercised = Pick<Report, 'counts' | 'faults' | 'score'> & {
  readonly breaks: number;
  readonly heldUp: HeldUp;
};

/** What services of limited capacity made of it; zero where nothing is limited. */
export interface HeldUp {
  /** Messages for which there was no room. */
  readonly rejections: number;
  /** Services that rejected messages and had none waiting any more while buyers still came. */
  readonly recoveries: number;
}

export function heldUpBy(capacity: Report['capacity']): HeldUp {
  const services = capacity?.services ?? [];
  return {
    rejections: services.reduce((sum, { rejected }) => sum + rejected, 0),
    recoveries: services.filter(({ recoveredInTime }) => recoveredInTime).length,
  };
}

export function expectationResults(expect: readonly Expectation[], exercised: Exercised): ExpectationResult[] {
  return expect.map(({ expression, metric, operator, bound }) => {
    const value = valueOf(metric, exercised);
    return { expression, value, met: compare(value, operator, bound) };
  });
}

function valueOf(metric: ExpectationMetric, { counts, faults, score, breaks, heldUp }: Exercised): number {
  switch (metric) {
    case 'faults':
      return faults.reduce((sum, fault) => sum + fault.fired, 0);
    case 'retries':
      return retriesIn(counts);
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
    case 'missed':
    case 'falsely':
      return scored(metric, score);
    case 'redrives':
      return counts.redrives;
    case 'rejections':
    case 'recoveries':
      return heldUp[metric];
    default:
      return fired(metric.slice('faults.'.length), faults);
  }
}

function fired(kind: string, faults: readonly FaultResult[]): number {
  return faults.find((fault) => fault.kind === kind)?.fired ?? 0;
}
