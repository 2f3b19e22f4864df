import { describe, expect, it } from 'vitest';
import type { SeedOutcome } from '../../sim/explore/outcome.ts';
import { outcomeOf } from '../../sim/explore/outcome.ts';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { seedsProgress } from './seeds-progress.ts';

const good = outcomeOf({ ...consistentReport(), faults: [], score: [], unfinished: [] });
const bad: SeedOutcome = { ...good, verdict: 'inconsistent' };

describe('the progress of an exploration', () => {
  it('is how many seeds are done, the verdicts so far, and the time that is left at this pace', () => {
    const progress = seedsProgress(200, []);
    expect(progress.line(0)).toBe('0 of 200 seeds');
    progress.add(good);
    progress.add(bad);
    progress.add(good);
    // Three seeds took 30 s, so 197 take 1,970 s: 32 min 50 s.
    expect(progress.line(30_000)).toBe('3 of 200 seeds  2 consistent, 1 inconsistent  about 33 min left');
  });

  it('counts what was done earlier, and takes the pace from what is done now', () => {
    const progress = seedsProgress(10, [good, good, good, good]);
    expect(progress.line(0)).toBe('4 of 10 seeds  4 consistent');
    progress.add({ verdict: 'crashed' });
    expect(progress.line(2_000)).toBe('5 of 10 seeds  4 consistent, 1 crashed  about 10 s left');
  });
});
