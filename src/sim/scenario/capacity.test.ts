import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { setOverride } from './overrides.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';
import type { Capacity, LimitedService, Scenario } from './scenario.ts';
import { describeSettings } from './settings.ts';

const source = readFileSync(new URL('../../../scenarios/first-checkout.yaml', import.meta.url), 'utf8');

function read(...settings: string[]): Scenario {
  const result = readScenario(source, 'a.yaml', settings.map(setOverride));
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.scenario;
}

function limits(written: string, service: LimitedService = 'wallet'): Capacity | undefined {
  return read(`capacity.${service}=${written}`).capacity?.get(service);
}

function problems(...settings: string[]): string[] {
  const result = readScenario(source, 'a.yaml', settings.map(setOverride));
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

describe('the capacity of a service', () => {
  it('is how many messages it serves at a time, how long each takes, and how many may wait', () => {
    expect(limits('{ concurrency: 8, time: 5ms to 40ms, queue: 200 }')).toEqual({
      concurrency: 8,
      time: [
        { share: 0, ms: 5 },
        { share: 1_000_000, ms: 40 },
      ],
      queue: 200,
    });
  });

  it('may take one time for all, or quantiles; and any number may wait when nobody says how many', () => {
    const one = limits('{ concurrency: 1, time: 20ms }');
    expect([one?.time.map(({ ms }) => ms), one?.queue]).toEqual([[20, 20], undefined]);
    const many = limits('{ concurrency: 1, time: { min: 1ms, p99: 40ms, max: 1.5s } }', 'psp');
    expect(many?.time).toEqual([
      { share: 0, ms: 1 },
      { share: 990_000, ms: 40 },
      { share: 1_000_000, ms: 1_500 },
    ]);
  });

  it('has no limit where nothing is said, and then there is nothing to tell of it', () => {
    for (const scenario of [read(), read('capacity={}')]) {
      expect(scenario.capacity).toBeUndefined();
      expect(describeSettings(scenario).filter(({ name }) => name.startsWith('capacity'))).toEqual([]);
    }
  });

  it('is told among the settings', () => {
    const settings = describeSettings(
      read('capacity={ psp: { concurrency: 4, time: 20ms }, wallet: { concurrency: 1, time: 5ms to 40ms, queue: 0 } }'),
    );
    expect(settings.filter(({ name }) => name.startsWith('capacity'))).toEqual([
      { name: 'capacity.psp', value: '4 at a time, any number may wait, time min 20ms, max 20ms' },
      { name: 'capacity.wallet', value: '1 at a time, 0 may wait, time min 5ms, max 40ms' },
    ]);
  });

  it('gives the world time to heal, and the run more events, as faults do', () => {
    const [without, limited] = [read(), read('capacity.wallet={ concurrency: 1, time: 20ms }')];
    expect(limited.limits.events).toBe(5 * without.limits.events);
  });
});

describe('a capacity that makes no sense', () => {
  it.each([
    ['{ concurrency: 0, time: 1ms }', 'wallet.concurrency', 'a whole number from 1 to 1000000'],
    ['{ concurrency: 1, time: 1ms, queue: -1 }', 'wallet.queue', 'a whole number from 0 to 100000000'],
    ['{ concurrency: 1, time: 40ms to 5ms }', 'wallet.time', 'a duration such as 20ms, two such as 5ms to 40ms'],
    ['{ concurrency: 1, time: 20 }', 'wallet.time', 'a duration such as 20ms'],
    ['{ concurrency: 1, time: 3d }', 'wallet.time', 'durations from 0s to 1d'],
    ['{ concurrency: 1, time: { min: 5ms, p50: 4ms, max: 2s } }', 'wallet.time.p50', 'at least 5ms, since min is 5ms'],
    ['{ concurrency: 1, time: { min: 5ms } }', 'wallet.time.max', 'a duration'],
    ['{ concurrency: 1, time: 1ms, places: 3 }', 'wallet.places', 'one of the keys concurrency, time, queue'],
  ])('is %s', (written, path, expected) => {
    const [problem = '', ...more] = problems(`capacity.wallet=${written}`);
    expect(problem).toContain(`: capacity.${path}: `);
    expect(problem).toContain(`expected ${expected}`);
    expect(more).toEqual([]);
  });

  it('is that of the shop, which stands for buyers', () => {
    expect(problems('capacity.shop={ concurrency: 1, time: 1ms }')).toEqual([
      expect.stringContaining('capacity.shop: unknown key | expected one of the keys payment-service, executor, psp,'),
    ]);
  });
});

describe('a service that is slower than its callers wait', () => {
  // There and back are 4 ms by the median.
  it.each<[string, string[], number]>([
    ['answers in time when it just does', ['capacity.wallet={ concurrency: 1, time: 1995ms }'], 0],
    ['never does when it just does not', ['capacity.wallet={ concurrency: 1, time: 1996ms }'], 1],
    [
      'never does when its caller takes the rest',
      ['capacity={ wallet: { concurrency: 1, time: 1s }, payment-service: { concurrency: 1, time: 996ms } }'],
      1,
    ],
    ['is waited for longer at the PSP', ['capacity.psp={ concurrency: 1, time: 9s }'], 0],
    ['may be so now and then', ['capacity.wallet={ concurrency: 1, time: { min: 1ms, p50: 10ms, max: 30s } }'], 0],
  ])('%s', (_, settings, wrong) => expect(problems(...settings)).toHaveLength(wrong));

  it('is told with who waits for it, and for how long', () => {
    expect(problems('capacity.psp={ concurrency: 1, time: 10s }')).toEqual([
      '--set capacity.psp={ concurrency: 1, time: 10s }: capacity.psp.time: 10s by the median | expected a time with which the psp answers the executor within 10s, policies.psp.timeout | hint: there and back, and served at either end, take 10.004s by the medians; to have answers come late now and then, raise max alone',
    ]);
  });

  it('counts among what everything waits for in the end', () => {
    const [problem = ''] = problems(
      'capacity.wallet={ concurrency: 1, time: { min: 1ms, p50: 10ms, max: 20min } }',
      'clock.nights=3',
    );
    expect(problem).toContain('capacity.wallet.time: being served by the wallet, up to 20min and 8 times');
  });
});

describe('a threshold on capacity', () => {
  it('is on a service with a limit', () => {
    const wallet = 'capacity={ wallet: { concurrency: 8, time: 20ms } }';
    expect(problems(wallet, 'thresholds=[utilisation.wallet < 80%, rejected = 0]')).toEqual([]);
    expect(problems(wallet, 'thresholds=[rejected = 0, queue.psp.max < 9]')).toEqual([
      '--set thresholds=[rejected = 0, queue.psp.max < 9]: thresholds.1: queue.psp.max < 9, and no limit for the psp | expected a service that `capacity` limits | hint: limit it, capacity: { psp: { concurrency: 8, time: 20ms } }, or take the threshold away',
    ]);
    expect(problems('thresholds=[rejected = 0]')[0]).toMatch(
      /thresholds\.0: rejected = 0, and no limit for any service/,
    );
  });
});
