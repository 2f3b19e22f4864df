import { describe, expect, it } from 'vitest';
import { checkoutsOverride, seedOverride, setOverride, type Override } from './overrides.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';
import type { Scenario } from './scenario.ts';

const least = `name: least
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00 }
traffic:
  phases:
    - { name: morning, shape: constant, for: 4h, rate: 20/h }
currencies:
  - { code: EUR, share: 100%, price: 4.00 EUR to 180.00 EUR }
`;

function read(text: string, overrides: readonly Override[] = []): Scenario {
  const result = readScenario(text, 'least.yaml', overrides);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.scenario;
}

function problems(text: string, overrides: readonly Override[] = []): string[] {
  const result = readScenario(text, 'least.yaml', overrides);
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

describe('a scenario that says only what it must', () => {
  it('has a default for everything else', () => {
    const scenario = read(least);
    expect(scenario.clock).toEqual({
      start: Date.UTC(2026, 2, 2, 7),
      zone: 'Europe/Amsterdam',
      firstNight: '2026-03-02',
      nights: 3,
    });
    expect(scenario.traffic).toEqual({
      checkouts: 80,
      phases: [{ name: 'morning', shape: 'constant', durationMs: 14_400_000, rate: 20 }],
    });
    expect(scenario.baskets.sellers).toEqual([1_000_000]);
    expect(scenario.psp.declines).toEqual([]);
    expect(scenario.thresholds).toEqual([]);
    expect([scenario.seed, scenario.description, scenario.limits.events]).toEqual(['1', '', 1_000_000]);
  });

  it('has no refunds, no faults and no expectations, and would heal an hour after its traffic', () => {
    const { refunds, faults, phases, expect: expected } = read(least);
    expect(refunds).toEqual({ share: 0, partial: 400_000, after: { leastMs: 600_000, mostMs: 28_800_000 } });
    expect(faults).toEqual({ kind: 'rules', profile: 'none', rules: [] });
    expect(phases).toEqual({ healAt: Date.UTC(2026, 2, 2, 12), settleWithinMs: 3_600_000 });
    expect(expected).toEqual([]);
  });

  it('has policies in milliseconds, parts per million and minor units', () => {
    expect(read(least).policy).toEqual({
      platformFee: 100_000,
      calls: { timeoutMs: 2_000, attempts: 5, backoff: { firstMs: 200, maxMs: 5_000, jitter: 500_000 } },
      psp: { timeoutMs: 10_000, attempts: 6, backoff: { firstMs: 500, maxMs: 30_000, jitter: 500_000 } },
      redrive: { everyMs: 300_000, rounds: 12 },
      breaker: { failures: 5, openMs: 30_000 },
      requestValidMs: 120_000,
      fileGraceMs: 7_200_000,
      softDeclineRetries: 1,
      softDeclineWaitMs: 2_000,
      storageTimeoutMs: 1_000,
      buyer: { patienceMs: 8_000, clicks: 3 },
      pspFee: { rate: 29_000, fixed: {} },
      pspCalendar: { zone: 'Europe/Amsterdam', cutOff: 0 },
      payoutAfterDays: 1,
      bankCalendar: { zone: 'Europe/Amsterdam', cutOff: 0 },
      bankTransitMs: 5_400_000,
      defects: new Set(),
    });
  });
});

describe('a scenario that says more', () => {
  it('has its quantiles in ascending order, whatever their order in the file', () => {
    const { psp } = read(`${least}psp: { authorisation: { max: 9s, p99.9: 4s, min: 80ms, p50: 240ms } }`);
    expect(psp.authorisation).toEqual([
      { share: 0, ms: 80 },
      { share: 500_000, ms: 240 },
      { share: 999_000, ms: 4_000 },
      { share: 1_000_000, ms: 9_000 },
    ]);
  });

  it('has fixed fees by currency, in minor units of the right exponent', () => {
    const more = `
  - { code: JPY, share: 20%, price: 400 JPY to 18000 JPY }
  - { code: KWD, share: 10%, price: 1.000 KWD to 9.000 KWD }
psp: { fee: { rate: 1.4%, fixed: [0.30 EUR, 30 JPY, 0.090 KWD] } }`;
    const { policy } = read(least.replace('100%', '70%').trimEnd() + more);
    expect(policy.pspFee).toEqual({ rate: 14_000, fixed: { EUR: 30, JPY: 30, KWD: 90 } });
  });

  it('has more room for events the more checkouts it has, unless it says how much', () => {
    expect(read(least, [checkoutsOverride('5000')]).limits.events).toBe(5_000_000);
    expect(read(`${least}limits: { events: 7 }`).limits.events).toBe(7);
  });

  it('has five times the room for events with faults', () => {
    expect(read(least, [setOverride('faults=heavy')]).limits.events).toBe(5_000_000);
    expect(read(least, [setOverride('faults=swarm'), checkoutsOverride('5000')]).limits.events).toBe(25_000_000);
    expect(read(least, [setOverride('faults=[]')]).limits.events).toBe(1_000_000);
  });

  it('heals an hour after the last refund, and has the nights that pay out what is charged until then', () => {
    // Traffic from 08:00 to 12:00; the last refund is asked for at 20:00. At 22:00, when all is settled, it is still the
    // 2nd, paid out on the 3rd at midnight and booked on the 4th; a day later each with refunds after midnight.
    expect(read(`${least}refunds: { share: 1% }`)).toMatchObject({
      phases: { healAt: Date.UTC(2026, 2, 2, 20) },
      clock: { nights: 3 },
    });
    expect(read(`${least}refunds: { share: 1%, after: 1h to 11h }`)).toMatchObject({
      phases: { healAt: Date.UTC(2026, 2, 2, 23) },
      clock: { nights: 4 },
    });
  });

  it('heals when it says so, by its own clock', () => {
    const { phases } = read(`${least}phases: { heal: 2026-03-02 18:30, settleWithin: 20min }`);
    expect(phases).toEqual({ healAt: Date.UTC(2026, 2, 2, 17, 30), settleWithinMs: 1_200_000 });
  });

  it('has its faults until everything heals', () => {
    const { faults } = read(`${least}faults: [{ fault: network.drop, rate: 2% }]`);
    expect(faults).toMatchObject({
      kind: 'rules',
      profile: 'own',
      rules: [{ kind: 'network.drop', window: { from: Date.UTC(2026, 2, 2, 7), to: Date.UTC(2026, 2, 2, 12) } }],
    });
  });

  it('may be written as JSON', () => {
    const json = JSON.stringify({
      $schema: 'scenario.schema.json',
      name: 'least',
      seed: 7,
      clock: { zone: 'UTC', start: '2026-03-02 08:00' },
      traffic: { phases: [{ name: 'a', shape: 'ramp', for: '1h', from: '0/h', to: '60/h' }] },
      currencies: [{ code: 'JPY', share: '100%', price: '1 JPY to 5 JPY' }],
    });
    expect(read(json)).toMatchObject({ name: 'least', seed: '7', traffic: { checkouts: 30 } });
  });

  it('may share parts by anchors and merges', () => {
    const policies = 'policies:\n  calls: &calls { timeout: 1s, attempts: 9 }\n  psp: { <<: *calls, timeout: 4s }\n';
    const { policy } = read(least + policies);
    expect([policy.calls.timeoutMs, policy.psp.timeoutMs, policy.psp.attempts]).toEqual([1_000, 4_000, 9]);
  });
});

describe('values from the command line', () => {
  it('replace what the file says', () => {
    const overrides = [seedOverride('0042'), checkoutsOverride('8'), setOverride('policies.psp.timeout=5s')];
    const scenario = read(least, overrides);
    expect([scenario.seed, scenario.traffic.checkouts, scenario.policy.psp.timeoutMs]).toEqual(['0042', 8, 5_000]);
    expect(scenario.traffic.phases).toEqual([{ name: 'morning', shape: 'constant', durationMs: 14_400_000, rate: 2 }]);
  });

  it('are checked like the file, and problems with them name the option, after those of the file', () => {
    const overrides = [
      setOverride('policies.psp.timeout=5'),
      setOverride('policies.pps.timeout=5s'),
      checkoutsOverride('many'),
    ];
    expect(problems(least.replace('20/h', '20'), overrides)).toEqual([
      'least.yaml:5:56: traffic.phases.0.rate: 20 | expected a rate such as 40/s, 20/min or 1200/h | hint: say how often: 20/s, 20/min or 20/h',
      '--checkouts many: traffic.checkouts: "many" | expected a whole number from 1 to 100000000',
      '--set policies.psp.timeout=5: policies.psp.timeout: 5 | expected a duration such as 250ms, 1.5s, 10min, 6h or 2d | hint: give it a unit: 5ms, 5s, 5min, 5h or 5d',
      '--set policies.pps.timeout=5s: policies.pps: unknown key | expected one of the keys platformFee, calls, psp, redrive, breaker, softDeclines, storageTimeout, fileGrace | hint: did you mean `psp`?',
    ]);
  });

  it('that break what the file had right are named beside its place', () => {
    expect(problems(least, [setOverride('currencies.0.share=70%')])).toEqual([
      'least.yaml:6:1: currencies: shares that sum to 70%, with --set currencies.0.share=70% | expected shares that sum to 100% | hint: 30% is missing',
    ]);
  });

  it('may not make a file name of the seed that leads elsewhere', () => {
    expect(problems(least, [seedOverride('../../etc')])).toEqual([
      '--seed ../../etc: seed: "../../etc" | expected a name of at most 64 letters, digits, dots, hyphens and underscores',
    ]);
  });
});

describe('a scenario with a great many mistakes', () => {
  it('has two thousand phases with the same unknown key, of which each is told at its place', () => {
    const phases = Array.from(
      { length: 2_000 },
      (_, index) => `    - { name: p${index}, shape: constant, for: 4h, rate: 20/h, colour: red }\n`,
    );
    const told = problems(least.replace(/ {4}- \{ name: morning.*\n/, phases.join('')));
    const colours = told.filter((problem) => problem.includes('.colour: unknown key'));
    expect(colours).toHaveLength(2_000);
    expect(colours.at(-1)).toMatch(
      /^least\.yaml:2004:60: traffic\.phases\.1999\.colour: unknown key \| expected one of/,
    );
  });
});
