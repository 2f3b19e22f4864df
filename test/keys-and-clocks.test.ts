/**
 * The PSP forgets keys, clocks are off, and requests come late, twice, or again when the PSP is less busy: what is accepted
 * as a scenario never has anybody charged twice. More runs, and other ones: `RUNS=500 SEED=7 npx vitest run
 * test/keys-and-clocks.test.ts`.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultPlan } from '../src/sim/faults/plan.ts';
import { itemsOf, scriptOf } from '../src/sim/faults/script.ts';
import { readScenario } from '../src/sim/scenario/read.ts';
import type { Scenario } from '../src/sim/scenario/scenario.ts';
import { scenarioOf, simulate } from './support/simulate.ts';

const runs = Number(process.env['RUNS'] ?? 25);
const seed = Number(process.env['SEED'] ?? 20_260_302);

const MINUTE_MS = 60_000;

function textOf(requestValidMs: number, faults: readonly object[], more: object = {}): string {
  return JSON.stringify({
    name: 'keys-and-clocks',
    clock: { zone: 'UTC', start: '2026-03-02 12:00' },
    traffic: { checkouts: 3, phases: [{ name: 'minute', shape: 'constant', for: '1min', rate: '3/min' }] },
    currencies: [{ code: 'EUR', share: '100%', price: '4.00 EUR to 180.00 EUR' }],
    psp: { requestValid: `${requestValidMs}ms` },
    phases: { heal: '2026-03-02 14:00', settleWithin: '2d' },
    faults,
    ...more,
  });
}

const forgetting = (after: string) => ({ fault: 'psp.key-expiry', rate: '100%', after });
const copies = (lag: string) => ({ fault: 'network.duplicate', message: 'ChargeRequested', rate: '100%', lag });
const skew = (on: string, values: object) => ({
  fault: 'clock.skew',
  on,
  at: '2026-03-02 12:00',
  for: '2h',
  ...values,
});

/** By the given clocks, these and no others. */
const executorAhead = skew('executor', { step: '5min', drift: '0ms' });
const pspBehind = skew('psp', { step: '-90s', drift: '0ms' });
const pspDrifts = skew('psp', { step: '0ms', drift: '-5min' });

describe('a key that is forgotten while a copy of its request is still good, since clocks are off', () => {
  it.each([
    ["the PSP's is behind", pspBehind, '2min', '3min'],
    ["the executor's is ahead", executorAhead, '2min', '3min'],
    ["the PSP's falls behind more and more", pspDrifts, '4min', '5min'],
  ])('is refused, and would have a buyer charged twice: %s', (_, clock, after, lag) => {
    const faults = (life: string) => [clock, forgetting(life), copies(lag)];
    expect(readScenario(textOf(2 * MINUTE_MS, faults(after)), 'a.yaml').ok).toBe(false);
    const scenario = scenarioOf(textOf(2 * MINUTE_MS, faults('22min')));
    expect(violated(scenario)).toEqual([]);
  });

  it('has a buyer charged twice where nobody refuses it', () => {
    const scenario = scenarioOf(textOf(2 * MINUTE_MS, [executorAhead, forgetting('22min'), copies('3min')]));
    expect(violated({ ...scenario, faults: sooner(scenario.faults, 2 * MINUTE_MS) })).toEqual(['I2', 'I7', 'I10']);
  });

  it('is no key that lives as long as a request is good, where everything takes no time at all', () => {
    const none = { min: '0ms', max: '0ms' };
    const atOnce = { network: { latency: none }, database: { latency: none } };
    const psp = { requestValid: '2min', authorisation: none };
    const scenario = scenarioOf(textOf(0, [forgetting('2min'), copies('2min')], { ...atOnce, psp }));
    expect(violated(scenario)).toEqual([]);
    expect(violated({ ...scenario, faults: sooner(scenario.faults, 2 * MINUTE_MS - 1) })).toEqual(['I2', 'I7', 'I10']);
  });
});

describe('keys that live just as long as they must', () => {
  it('have nobody charged twice, whatever happens to clocks, requests and answers', () => {
    fc.assert(fc.property(troubled, chargesOnce), { numRuns: runs, seed });
  });
});

/** Of a request that comes late: about as late as it is good, or as its key lives, or at any time. */
const lateness = fc.record({
  around: fc.constantFrom('valid', 'life', 'any'),
  by: fc.integer({ min: -20_000, max: 20_000 }),
});
const aClock = fc.record({
  on: fc.constantFrom('psp', 'executor'),
  every: fc.constantFrom('1min', '5min', '20min'),
  for: fc.constantFrom('10s to 2min', '1min to 10min', '1h'),
  step: fc.constantFrom('-5min to 5min', '-5min', '5min'),
  drift: fc.constantFrom('-5min to 5min', '0ms', '5min', '-5min'),
});
const trouble = fc.constantFrom(
  { fault: 'network.drop', message: 'ChargeAnswered', rate: '80%' },
  { fault: 'psp.webhook-lost', rate: '80%' },
  { fault: 'psp.throttle', message: 'ChargeRequested', rate: '50%', retryAfter: '1s to 10min' },
  { fault: 'psp.decline', kind: 'soft', rate: '50%' },
  { fault: 'psp.timeout-before', rate: '30%' },
  { fault: 'service.pause', on: 'executor', every: '10min', for: '1s to 5min' },
  { fault: 'service.slow', on: 'psp', every: '10min', for: '10min', by: '1ms to 3min' },
  { fault: 'service.crash', on: 'executor', every: '10min', for: '1s to 1min' },
);

const troubled = fc
  .record({
    valid: fc.constantFrom(5_000, 60_000, 120_000, 300_000),
    clocks: fc.array(aClock, { maxLength: 2 }),
    request: fc.constantFrom('network.duplicate', 'network.delay'),
    late: lateness,
    notFound: fc.option(lateness),
    troubles: fc.array(trouble, { maxLength: 4 }),
    luck: fc.nat(1_000_000),
  })
  .map(({ valid, clocks, request, late, notFound, troubles, luck }) => {
    const life = valid + (clocks.length === 0 ? 0 : 20 * MINUTE_MS);
    const lag = ({ around, by }: typeof late): string =>
      `1ms to ${Math.max(1, { valid, life, any: 2 * life }[around] + by)}ms`;
    const key = request === 'network.delay' ? 'by' : 'lag';
    const faults = [
      forgetting(`${life}ms`),
      { fault: request, message: 'ChargeRequested', rate: '80%', [key]: lag(late) },
      ...(notFound === null
        ? []
        : [{ fault: 'network.delay', message: 'ChargeNotFound', rate: '80%', by: lag(notFound) }]),
      ...troubles,
      ...clocks.map((clock) => ({ fault: 'clock.skew', ...clock })),
    ];
    return textOf(valid, faults, { seed: String(luck) });
  });

function chargesOnce(text: string): void {
  const scenario = scenarioOf(text);
  const { report, faults } = simulate(scenario);
  expect(report.violations).toEqual([]);
  // What has happened here may happen here: its script is accepted.
  const again = JSON.stringify({ ...(JSON.parse(text) as object), faults: { script: itemsOf(scriptOf(faults)) } });
  const read = readScenario(again, 'again.yaml');
  expect(read.ok ? [] : read.problems).toEqual([]);
}

function violated(scenario: Scenario): string[] {
  return simulate(scenario).report.violations.map(({ invariant }) => invariant);
}

/** The same faults, with keys that are forgotten after so many milliseconds. */
function sooner(plan: FaultPlan, afterMs: number): FaultPlan {
  if (plan.kind !== 'rules') return plan;
  const rules = plan.rules.map((rule) =>
    rule.kind === 'psp.key-expiry' ? { ...rule, values: { afterMs: [afterMs, afterMs] as const } } : rule,
  );
  return { ...plan, rules };
}
