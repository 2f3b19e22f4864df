import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execute } from '../../test/support/order-17.ts';
import { lull, orderStorm, type Fate, type Storm } from '../../test/support/order-storm.ts';

const fate = fc.constantFrom<Fate>('captured', 'captured', 'soft', 'soft', 'hard');
const index = fc.nat({ max: 9 });
const sometimes = fc.nat({ max: 3 }).map((n) => n === 0);
const duration = fc.constantFrom(100, 500, 2000, 3000, 10_000, 60_000, 600_000, 3_600_000);

const step: fc.Arbitrary<(storm: Storm) => void> = fc.oneof(
  { weight: 2, arbitrary: fc.nat({ max: 9 }).map((turns) => (storm: Storm) => lull(storm, turns)) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('acknowledged', 'acknowledged', 'unacknowledged', 'lost')
      .map((how) => (storm: Storm) => storm.endCommit(how)),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(index, fc.constantFrom('enters', 'enters', 'refused', 'lost'), sometimes).map(
      ([n, what, copied]) =>
        (storm: Storm) =>
          storm.reachPsp(n, what, copied),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(index, sometimes).map(
      ([n, copied]) =>
        (storm: Storm) =>
          storm.reachExecutor(n, copied),
    ),
  },
  { weight: 4, arbitrary: duration.map((ms) => (storm: Storm) => storm.wait(ms)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('durable', 'lost', 'pending').map((commits) => (storm: Storm) => storm.crash(commits)),
  },
  { weight: 1, arbitrary: fc.constant((storm: Storm) => storm.tell(execute)) },
  { weight: 1, arbitrary: fc.constant((storm: Storm) => storm.tell({ type: 'Resumed' })) },
  { weight: 1, arbitrary: fc.constant((storm: Storm) => storm.settle()) },
);

function afterStorm(fates: readonly Fate[], steps: readonly ((storm: Storm) => void)[]): Storm {
  const storm = orderStorm(fates);
  storm.tell(execute);
  for (const happens of steps) {
    happens(storm);
    expect(storm.captured()).toBeLessThanOrEqual(1);
  }
  return storm;
}

const storms = [fc.tuple(fate, fate), fc.array(step, { minLength: 10, maxLength: 60 })] as const;

describe('a payment order in any storm', () => {
  it('is never charged twice, and sends nothing that is not durable', () => {
    fc.assert(
      fc.property(...storms, (fates, steps) => {
        afterStorm(fates, steps);
      }),
      { numRuns: 200 },
    );
  });

  it('comes to the end that its charges have at the PSP, once it is left in peace', () => {
    fc.assert(
      fc.property(...storms, (fates, steps) => {
        const storm = afterStorm(fates, steps);
        storm.crash('pending');
        storm.tell(execute);
        lull(storm, 2000);
        const captured = fates[0] === 'captured' || (fates[0] === 'soft' && fates[1] === 'captured');
        const end = [storm.stored()?.status, storm.captured()];
        expect(end).toEqual(captured ? ['captured', 1] : ['declined', 0]);
      }),
      { numRuns: 100 },
    );
  });
});
