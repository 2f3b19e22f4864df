/** Steps of a sweep in which a wallet is the first without room: what they meet is up to the test. */
import type { ThresholdResult } from '../../src/sim/report/report.ts';
import type { StepLoad, StepResult } from '../../src/sim/sweep/step.ts';
import { swept, type Swept } from '../../src/sim/sweep/swept.ts';

const minute = 60_000;

export function stepLoad(changed: Partial<StepLoad> = {}): StepLoad {
  return {
    ...{ service: 'wallet', utilisation: 300_000, peak: 400_000, queueMean: 0, queueMost: 1, queue: 20 },
    ...{ served: 40_000, rejected: 0, waitP99Ms: 12 },
    ...changed,
  };
}

const threshold: ThresholdResult = { expression: 'checkout.p99 < 3s', value: 900, unit: 'ms', met: true };

/** A step of so many checkouts a second that meets everything. */
export function meetingStep(perSecond: number, changed: Partial<StepResult> = {}): StepResult {
  return {
    ...{ rate: `${perSecond}/s`, perHour: perSecond * 3_600, forMs: 5 * minute, meets: true, verdict: 'consistent' },
    ...{ inconclusiveBecause: [], violations: [], thresholds: [threshold], checkouts: perSecond * 300 },
    throughput: perSecond * 3_600,
    checkoutMs: { count: perSecond * 300, p50: 400, p90: 600, p95: 700, p99: 900, p999: 950, max: 1_200 },
    services: [stepLoad({ service: 'executor', utilisation: 100_000, peak: 120_000 }), stepLoad()],
    ...{ events: 1_000, traceHash: '0123456789abcdef' },
    ...changed,
  };
}

/** One at which the wallet has no room for all. */
export function missingStep(perSecond: number, changed: Partial<StepResult> = {}): StepResult {
  const full = stepLoad({ utilisation: 991_234, peak: 1_000_000, queueMost: 20, rejected: 3_485, waitP99Ms: 21_000 });
  return meetingStep(perSecond, {
    meets: false,
    thresholds: [{ ...threshold, value: 21_500, met: false }],
    services: [stepLoad({ service: 'executor', utilisation: 200_000 }), full],
    ...changed,
  });
}

export function sweptOf(steps: readonly StepResult[], thresholds = ['checkout.p99 < 3s'], usersReplaced = 0): Swept {
  return swept({
    ...{ version: '0.1.0', scenario: { name: 'rush', description: 'A sale.', sha256: 'abc' }, seed: '1', defects: [] },
    thresholds,
    usersReplaced,
    steps,
    reproduce: 'npx penny load rush.yaml --seed 1 --sweep 5/s..40/s',
    reproduceStep: ({ rate }) => `npx penny run rush.yaml --seed 1 --set rate=${rate}`,
  });
}
