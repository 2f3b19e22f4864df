/**
 * How long the PSP remembers an idempotency key. A request that is repeated must not find its key forgotten while it is
 * still good: it would be taken for a new charge.
 *
 * A request is good for `psp.requestValid` from the moment that it is dated by: by the executor's clock, or by the PSP's.
 * Its key is remembered from the decision on, by the PSP's clock. So the key must be remembered for as long as a request
 * is good, and for as much longer as clocks may be off: the one ahead, and the PSP's behind.
 */
import { MOST_SKEW_MS } from '../conditions.ts';
import type { FaultPlan } from '../faults/plan.ts';
import type { Combination } from './combination.ts';
import { mayHave, valuesOf } from './fault-values.ts';
import { timelineOf, type TimelineSections } from './timeline.ts';
import { formatDuration } from './units/duration.ts';

export const keysOutliveRequests: Combination<TimelineSections> = {
  needs: ['clock', 'traffic', 'psp', 'bank', 'payouts', 'refunds', 'faults', 'phases'],
  complaints(sections) {
    const { requestValid } = sections.psp;
    const { faults } = timelineOf(sections);
    const skew = mostApart(faults);
    const least = requestValid + skew;
    const because = `${formatDuration(requestValid)} for which a request is good${skew === 0 ? '' : `, and ${formatDuration(skew)} by which two clocks may be apart`}`;
    const hint = 'a request that is repeated while it is still good would be charged again';
    return valuesOf('psp.key-expiry', 'afterMs', 'least', faults)
      .filter(({ value }) => value < least)
      .slice(0, 1)
      .map(({ value, path }) => {
        const forgets = `psp.key-expiry forgets a key after ${formatDuration(value)}`;
        if (path !== undefined)
          return { path, seen: forgets, expected: `at least ${formatDuration(least)}: ${because}`, hint };
        const most = value - skew;
        const expected =
          most > 0
            ? `at most ${formatDuration(most)}, since ${forgets}${skew === 0 ? '' : ` and two clocks may be ${formatDuration(skew)} apart`}`
            : `keys that are remembered for more than ${formatDuration(skew)}, by which two clocks may be apart; ${forgets}`;
        return { path: ['psp', 'requestValid'], seen: formatDuration(requestValid), expected, hint };
      });
  },
};

function mostApart(faults: FaultPlan): number {
  return mayHave('clock.skew', faults) ? 2 * MOST_SKEW_MS : 0;
}
