import { describe, expect, it } from 'vitest';
import { meetingStep, missingStep, stepLoad, sweptOf } from '../../../test/support/sample-sweep.ts';
import { kneeOf, ratesAround } from './knee.ts';
import type { StepResult } from './step.ts';
import { resultOf, sweptSentences } from './swept-words.ts';

const saturated =
  'The wallet is the first without room: at 20/s 100% of its places were taken in its busiest minute and 99.1% while buyers came, at most 20 of 20 messages waited and 3,485 messages were rejected.';

describe('a sweep that finds a knee', () => {
  const result = sweptOf([meetingStep(5), meetingStep(10), missingStep(20), missingStep(40)]);

  it('names the highest rate that meets everything, and what the next one misses', () => {
    expect(result).toMatchObject({ outcome: 'knee', knee: '10/s', again: [], busiest: 'wallet' });
    expect(result.missing).toMatchObject({ rate: '20/s', because: [] });
    expect(result.missing?.thresholds.map(({ expression, value }) => [expression, value])).toEqual([
      ['checkout.p99 < 3s', 21_500],
    ]);
    expect(sweptSentences(result)).toEqual([
      'All thresholds are met up to 10/s; at 20/s checkout.p99 < 3s is not met (21.5 s).',
      'That is with seed 1 and buyers who come for 5 min: the knee moves with --seed and --for.',
      saturated,
    ]);
  });

  it('has the command of each rate', () => {
    expect(result.steps.map(({ reproduce }) => reproduce.split('=')[1])).toEqual(['5/s', '10/s', '20/s', '40/s']);
  });

  it('says for how long buyers came, which may differ from rate to rate', () => {
    const longer = meetingStep(5, { forMs: 100 * 60_000 });
    expect(sweptSentences(sweptOf([longer, meetingStep(10), missingStep(20)]))[1]).toBe(
      'That is with seed 1 and buyers who come for 5 min to 1 h 40 min: the knee moves with --seed and --for.',
    );
  });

  it('goes on between the two rates of the knee', () => {
    const range = { unit: 's', least: 5, most: 40 } as const;
    const rates = ratesAround(kneeOf(result.steps), range);
    expect(rates.map(({ text }) => text)).toEqual(['12.5/s', '15/s', '17.5/s']);
    expect(ratesAround(kneeOf([meetingStep(5)]), range)).toEqual([]);
    expect(ratesAround(kneeOf([missingStep(5)]), range)).toEqual([]);
  });
});

describe('a sweep whose range has no knee', () => {
  it('says that even the highest rate meets everything', () => {
    const result = sweptOf([meetingStep(5), meetingStep(10)]);
    expect(result).toMatchObject({ outcome: 'allMeet', knee: '10/s', missing: null, saturated: null });
    expect(sweptSentences(result)).toEqual([
      'All thresholds are met at every rate, up to 10/s: the knee is above the range.',
      'All limited services have room at every rate: 30% of the places of the wallet at 10/s.',
    ]);
  });

  it('says that even the lowest rate misses something', () => {
    const result = sweptOf([missingStep(20), missingStep(40)]);
    expect(result).toMatchObject({ outcome: 'noneMeets', knee: null, missing: { rate: '20/s' } });
    expect(sweptSentences(result)).toEqual([
      'Even at the lowest rate, 20/s, checkout.p99 < 3s is not met (21.5 s): the knee is below the range.',
      saturated,
    ]);
  });
});

describe('a sweep', () => {
  it('takes a rate whose run is not consistent for one that misses, whatever its thresholds', () => {
    const violated = missingStep(20, {
      thresholds: [],
      verdict: 'inconsistent',
      violations: [{ invariant: 'I2', name: 'at-most-one-charge', count: 3 }],
    });
    const result = sweptOf([meetingStep(5), violated], []);
    expect(sweptSentences(result)[0]).toBe(
      'The run is consistent up to 5/s; at 20/s I2 at-most-one-charge is violated.',
    );
    expect(resultOf(violated)).toBe('inconsistent: I2');
  });

  it('says where luck decides', () => {
    const result = sweptOf([meetingStep(5), missingStep(10), meetingStep(20), missingStep(40)]);
    expect(result).toMatchObject({ knee: '5/s', missing: { rate: '10/s' }, again: ['20/s'] });
    expect(sweptSentences(result)[2]).toMatch(/^Above that, 20\/s met everything again: luck decides around there/);
  });

  it('hints at a threshold on waiting where there is none, and a rate is met however long buyers wait', () => {
    const captured = { expression: 'captured >= 90%', value: 980_000, unit: 'ppm', met: true } as const;
    const slow = meetingStep(10, { thresholds: [captured] });
    const hint =
      'No threshold is on how long buyers wait: 10/s counts as met, where half of the checkouts took 400 ms or longer. One such as checkout.p99 < 30s would tell.';
    expect(sweptSentences(sweptOf([slow]))).toContain(hint);
    expect(sweptSentences(sweptOf([{ ...slow, thresholds: [] }]))).toContain(hint);
    expect(sweptSentences(sweptOf([meetingStep(10)]))).not.toContain(hint);
    expect(sweptSentences(sweptOf([{ ...slow, services: [] }]))).not.toContain(hint);
  });

  it('says that it has put buyers in the place of users who wait', () => {
    expect(sweptSentences(sweptOf([meetingStep(5)], [], 20)).at(-1)).toBe(
      'The scenario has 20 users who wait for the end of a checkout before they begin the next: in their place, buyers came at each rate, who wait for nobody.',
    );
  });

  it('says that nothing is limited where nothing is', () => {
    const result = sweptOf([meetingStep(5, { services: [] })]);
    expect(result).toMatchObject({ saturated: null, busiest: null });
    expect(sweptSentences(result)[1]).toBe(
      'No service is limited, so that load alone slows nothing down: `capacity:` in the scenario limits them.',
    );
  });

  it('tells of two services without room the one that is busier', () => {
    const services = [
      stepLoad({ service: 'executor', utilisation: 700_000, rejected: 900 }),
      stepLoad({ service: 'wallet', utilisation: 960_000, peak: 990_000, rejected: 1 }),
    ];
    expect(sweptOf([missingStep(20, { services })]).saturated).toMatchObject({ service: 'wallet', rate: '20/s' });
  });

  it('has room for a burst that fills a queue, up to one message in a hundred', () => {
    const at = (perSecond: number, rejected: number): StepResult =>
      meetingStep(perSecond, { services: [stepLoad({ served: 99_000 - rejected, rejected })] });
    const some = sweptOf([at(5, 1), at(10, 989)]);
    expect(some.saturated).toBeNull();
    expect(sweptSentences(some).slice(1)).toEqual([
      'All limited services have room at every rate: 30% of the places of the wallet at 10/s.',
      'Bursts filled a queue all the same: at 10/s the wallet rejected 989 of 99,000 messages.',
    ]);
    expect(sweptOf([at(5, 1), at(10, 990)]).saturated).toMatchObject({ service: 'wallet', rate: '10/s' });
  });

  it('has no room where every place is taken for a minute, whatever was rejected', () => {
    const services = (peak: number): Partial<StepResult> => ({ services: [stepLoad({ peak })] });
    const result = sweptOf([meetingStep(5, services(949_999)), meetingStep(10, services(950_000))]);
    expect(result.saturated).toMatchObject({ service: 'wallet', rate: '10/s' });
  });
});
