import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays, businessDateOf, closeOf, instantOf, businessDate } from '../../domain/calendar.ts';
import { faultKinds } from '../faults/catalogue.ts';
import { openDocument } from './document.ts';
import { scenarioJsonSchema } from './json-schema.ts';
import { checkoutsOverride, setOverride } from './overrides.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';
import type { Scenario } from './scenario.ts';
import { starterScenario } from './starter.ts';
import { trafficMs } from './traffic-total.ts';

const calm = ['first-checkout', 'marketplace-day', 'black-friday', 'autumn-clock-change'];
const stormy = [
  'psp-brownout',
  'webhook-storm',
  'wallet-crash-loop',
  'partitioned-ledger',
  'broken-settlement-week',
  'swarm',
  'double-click-friday',
];

function textOf(name: string): string {
  return readFileSync(new URL(`../../../scenarios/${name}.yaml`, import.meta.url), 'utf8');
}

function read(text: string): Scenario {
  const result = readScenario(text, 'scenario.yaml');
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.scenario;
}

describe.each([...calm, ...stormy])('the scenario %s', (name) => {
  const text = textOf(name);
  const scenario = read(text);

  it('is called like its file', () => {
    expect(scenario.name).toBe(name);
  });

  it('conforms to the JSON Schema', () => {
    const validator = z.fromJSONSchema(scenarioJsonSchema());
    expect(validator.safeParse(openDocument(text, name).document?.value).error?.issues ?? []).toEqual([]);
  });

  it('has exactly as many nights as all of its money needs', () => {
    const without = text.replace(/^ +nights: .*$/m, '');
    expect(without).not.toBe(text);
    expect(scenario.clock.nights).toBe(read(without).clock.nights);
  });

  it('can be run at another size', () => {
    const result = readScenario(text, name, [checkoutsOverride('7')]);
    expect(result.ok && result.scenario.traffic.checkouts).toBe(7);
  });
});

describe.each(calm)('the calm scenario %s', (name) => {
  it.each(['light', 'heavy', 'swarm'])('has nights enough for faults that are %s', (storm) => {
    const result = readScenario(textOf(name), name, [setOverride(`faults=${storm}`)]);
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([]);
  });
});

describe.each(stormy)('the stormy scenario %s', (name) => {
  const { expect: expected, faults, refunds, traffic } = read(textOf(name));

  it('has refunds, and is small enough to be run in a second or two', () => {
    expect(refunds.share).toBeGreaterThan(0);
    expect(traffic.checkouts).toBeGreaterThanOrEqual(60);
    expect(traffic.checkouts).toBeLessThanOrEqual(400);
  });

  it('expects captures, refunds, and every kind of fault that it names', () => {
    const metrics: string[] = expected.map(({ metric }) => metric);
    const kinds = faults.kind === 'rules' ? faults.rules.map(({ kind }) => `faults.${kind}`) : ['faults'];
    expect(metrics).toEqual(expect.arrayContaining(['captures', 'refunds', ...kinds]));
    expect(expected.every(({ operator, bound }) => operator === '>=' && bound >= 1)).toBe(true);
  });
});

describe('the broken settlement week', () => {
  it('breaks files and lines in every way that there is', () => {
    const { faults } = read(textOf('broken-settlement-week'));
    const broken = faults.kind === 'rules' ? faults.rules.map(({ kind }) => kind) : [];
    expect(broken).toEqual(expect.arrayContaining(faultKinds.filter((kind) => kind.startsWith('settlement.'))));
  });
});

describe('the first checkout', () => {
  it('is one basket with exactly two sellers and no declines', () => {
    const { traffic, baskets, psp, currencies } = read(textOf('first-checkout'));
    expect([traffic.checkouts, baskets.sellers, psp.declines]).toEqual([1, [0, 1_000_000], []]);
    expect(currencies.map(({ currency }) => currency)).toEqual(['EUR']);
  });
});

describe('the marketplace day', () => {
  const { traffic, clock, psp, policy } = read(textOf('marketplace-day'));

  it('has 2,000 checkouts in the 24 hours from Monday 08:00, with the cut-off at 21:00 among them', () => {
    expect([traffic.checkouts, trafficMs(traffic.phases)]).toEqual([2_000, 86_400_000]);
    expect(clock.start).toBe(instantOf(businessDate('2026-03-02'), 480, 'Europe/Amsterdam'));
    expect([policy.pspCalendar.cutOff, clock.firstNight, clock.nights]).toEqual([21 * 60, '2026-03-02', 3]);
  });

  it('has authorisations that outlast the PSP time-out and the patience of buyers', () => {
    const slowest = psp.authorisation.at(-1)?.ms ?? 0;
    expect(slowest).toBeGreaterThan(policy.psp.timeoutMs);
    expect(slowest).toBeGreaterThan(policy.buyer.patienceMs);
  });
});

describe('the autumn clock change', () => {
  const { traffic, clock, policy } = read(textOf('autumn-clock-change'));
  const middleOf = (name: string): number => {
    const index = traffic.phases.findIndex((phase) => phase.name === name);
    const before = trafficMs(traffic.phases.slice(0, index));
    return clock.start + before + (traffic.phases[index]?.durationMs ?? 0) / 2;
  };

  it('has a business date of 25 hours, with a burst around either end of it', () => {
    const sunday = businessDate('2026-10-25');
    const from = closeOf(policy.pspCalendar, addDays(sunday, -1));
    const to = closeOf(policy.pspCalendar, sunday);
    expect((to - from) / 3_600_000).toBe(25);
    expect([middleOf('Saturday midnight'), middleOf('Sunday midnight')]).toEqual([from, to]);
  });

  it('has a burst whose peak is the moment at which 03:00 becomes 02:00', () => {
    expect(middleOf('repeated hour')).toBe(Date.UTC(2026, 9, 25, 1));
  });

  it('ends on Monday at 08:00, and its bank goes by another clock', () => {
    expect(clock.start + trafficMs(traffic.phases)).toBe(
      instantOf(businessDate('2026-10-26'), 480, 'Europe/Amsterdam'),
    );
    const paidOut = closeOf(policy.pspCalendar, businessDate('2026-10-27'));
    expect(businessDateOf(policy.bankCalendar, paidOut)).toBe('2026-10-27');
    expect(businessDateOf(policy.bankCalendar, paidOut + policy.bankTransitMs)).toBe('2026-10-28');
  });
});

describe('the starter', () => {
  it('is in order, and its comments tell the defaults as they are', () => {
    const starter = read(starterScenario);
    const bare = starterScenario.replace(/^(buyers|network|database|bank):\n(?: +.*\n|\n)+/gm, '');
    const { buyers, network, database, bank, policy } = read(bare);
    expect(bare.length).toBeLessThan(starterScenario.length);
    expect({ buyers, network, database, bank }).toEqual({
      buyers: starter.buyers,
      network: starter.network,
      database: starter.database,
      bank: starter.bank,
    });
    expect(policy).toEqual(starter.policy);
  });

  it('shows every key that there is', () => {
    const { properties } = scenarioJsonSchema();
    const keys = Object.keys(properties ?? {}).filter((key) => key !== '$schema');
    expect(keys.filter((key) => !new RegExp(`^(# )?${key}:`, 'm').test(starterScenario))).toEqual([]);
  });
});
