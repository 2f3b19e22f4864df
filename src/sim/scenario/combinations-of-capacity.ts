/** What makes no sense together about services of limited capacity: a caller who always gives up before the answer is there. */
import { sampleMs } from '../sampling.ts';
import { isCapacityMetric, serviceOfMetric } from './capacity-metrics.ts';
import type { Combination } from './combination.ts';
import type { LimitedService } from './scenario.ts';
import { formatDuration } from './units/duration.ts';
import type { Complaint } from './written/leaf.ts';

/** Who calls whom, and by which policy. */
const calls: readonly {
  readonly caller: LimitedService;
  readonly callee: LimitedService;
  readonly policy: 'calls' | 'psp';
}[] = [
  { caller: 'executor', callee: 'psp', policy: 'psp' },
  { caller: 'payment-service', callee: 'executor', policy: 'calls' },
  { caller: 'payment-service', callee: 'wallet', policy: 'calls' },
  { caller: 'payment-service', callee: 'ledger', policy: 'calls' },
  { caller: 'wallet', callee: 'ledger', policy: 'calls' },
  { caller: 'wallet', callee: 'bank', policy: 'calls' },
  { caller: 'reconciliation', callee: 'ledger', policy: 'calls' },
];

const MEDIAN = 0.5;

/** There and back, and served at either end, by the medians: what is slower than that is a service that is always down. */
export const placesAnswerInTime: Combination<'capacity' | 'policies' | 'network'> = {
  needs: ['capacity', 'policies', 'network'],
  complaints({ capacity, policies, network }) {
    if (capacity === undefined) return [];
    const roundTrip = 2 * sampleMs(network.latency, MEDIAN);
    const timeAt = (service: LimitedService): number => {
      const limits = capacity.get(service);
      return limits === undefined ? 0 : sampleMs(limits.time, MEDIAN);
    };
    const problems = new Map<LimitedService, Complaint>();
    for (const { caller, callee, policy } of calls) {
      const { timeout } = policies[policy];
      const needed = roundTrip + timeAt(callee) + timeAt(caller);
      const slower = timeAt(callee) >= timeAt(caller) ? callee : caller;
      if (timeAt(slower) === 0 || timeout > needed || problems.has(slower)) continue;
      problems.set(slower, {
        path: ['capacity', slower, 'time'],
        seen: `${formatDuration(timeAt(slower))} by the median`,
        expected: `a time with which the ${callee} answers the ${caller} within ${formatDuration(timeout)}, policies.${policy}.timeout`,
        hint: `there and back, and served at either end, take ${formatDuration(needed)} by the medians; to have answers come late now and then, raise max alone`,
      });
    }
    return [...problems.values()];
  },
};

/** A service without a limit is never busy, and keeps nobody waiting. */
export const thresholdsOnLimits: Combination<'capacity' | 'thresholds'> = {
  needs: ['capacity', 'thresholds'],
  complaints({ capacity, thresholds }) {
    return thresholds.flatMap(({ expression, metric }, index): Complaint[] => {
      if (!isCapacityMetric(metric)) return [];
      const service = serviceOfMetric(metric);
      if (service === undefined ? capacity !== undefined : capacity?.has(service) === true) return [];
      const seen = `${expression}, and no limit for ${service === undefined ? 'any service' : `the ${service}`}`;
      const limits = `${service ?? 'wallet'}: { concurrency: 8, time: 20ms }`;
      return [
        {
          path: ['thresholds', index],
          seen,
          expected: 'a service that `capacity` limits',
          hint: `limit it, capacity: { ${limits} }, or take the threshold away`,
        },
      ];
    });
  },
};
