import { describe, expect, it } from 'vitest';
import { createDice } from '../kernel/dice.ts';
import { faultKinds, kindOfFault } from './catalogue.ts';
import type { FaultKind } from './fault.ts';
import type { FaultRule } from './plan.ts';
import { heavyRules, lightRules, swarmRules } from './profiles.ts';
import type { ValueForms } from './value-form.ts';

const window = { from: 1_000, to: 2_000 };
const minute = 60_000;

describe('a heavy storm', () => {
  const rules = heavyRules(window);

  it('has every kind of fault', () => {
    expect(kindsOf(rules)).toEqual(new Set(faultKinds));
  });

  it('crashes each service that has records about every 45 minutes', () => {
    const crashes = rules.filter(({ kind, everyMs }) => kind === 'service.crash' && everyMs !== undefined);
    expect(crashes.map(({ target }) => target.on)).toEqual([
      'payment-service',
      'executor',
      'psp',
      'bank',
      'wallet',
      'ledger',
      'reconciliation',
    ]);
    expect(crashes.every(({ everyMs }) => everyMs === 45 * minute)).toBe(true);
  });

  it('is bearable: no clock is off by more than five minutes, and keys and outages end when a caller can wait for it', () => {
    const [least, most] = boundsOf('clock.skew', 'stepMs');
    expect([least, most]).toEqual([-90_000, 90_000]);
    expect(boundsOf('psp.key-expiry', 'afterMs')[0]).toBeGreaterThanOrEqual(60 * minute);
    expect(boundsOf('psp.outage', 'forMs')).toEqual([2 * minute, 10 * minute]);
    expect(Math.max(...rules.map((rule) => widest(rule, 'byMs')))).toBeLessThanOrEqual(6 * 60 * minute);
  });

  it.each(rules.map((rule) => [rule.kind, rule] as const))(
    '%s fires by rate or by time, within a budget',
    (kind, rule) => {
      expect([rule.rate === undefined, rule.everyMs === undefined].filter((missing) => missing)).toHaveLength(1);
      const { atSites, asEpisode } = kindOfFault(kind);
      const way = rule.rate === undefined ? asEpisode : atSites;
      expect(Object.keys(way?.values ?? {})).toEqual(expect.arrayContaining(Object.keys(rule.values)));
      expect(rule.window).toEqual(window);
      expect(rule.budget).toBeLessThanOrEqual(50_000);
      expect(Object.entries(rule.values).every(([field, bounds]) => isWithin(way?.values ?? {}, field, bounds))).toBe(
        true,
      );
    },
  );

  function boundsOf(kind: FaultKind, field: string): readonly [number, number] {
    const { atSites, asEpisode } = kindOfFault(kind);
    const form = (asEpisode ?? atSites)?.values[field];
    if (form === undefined || !('usual' in form)) throw new Error(`${kind} has no bounds for ${field}`);
    expect(rules.filter((rule) => rule.kind === kind && field in rule.values)).toEqual([]);
    return form.usual;
  }
});

describe('a light storm', () => {
  it('is a tenth of a heavy one', () => {
    const [light, heavy] = [lightRules(window), heavyRules(window)];
    expect(light).toHaveLength(heavy.length);
    for (const [index, rule] of light.entries()) {
      const { kind, rate, everyMs } = heavy[index] ?? rule;
      expect(rule.kind).toBe(kind);
      expect(rule.rate).toBe(rate === undefined ? undefined : rate / 10);
      expect(rule.everyMs).toBe(everyMs === undefined ? undefined : everyMs * 10);
    }
  });
});

describe('a swarm', () => {
  const swarms = Array.from({ length: 200 }, (_, n) => swarmRules(createDice(`seed ${n}`), window));

  it('has some of the kinds, others for each seed, and each kind in about half of them', () => {
    expect(new Set(swarms.map((rules) => [...kindsOf(rules)].join())).size).toBe(200);
    for (const kind of faultKinds) {
      const share = swarms.filter((rules) => kindsOf(rules).has(kind)).length / 200;
      // Four standard deviations of 200 tosses of a coin are 0.14.
      expect(Math.abs(share - 0.5), kind).toBeLessThan(0.15);
    }
  });

  it('has each kind from a tenth as often as a heavy storm to twice as often', () => {
    const drops = swarms.flatMap((rules) => rules.filter(({ kind }) => kind === 'network.drop'));
    const rates = drops.map(({ rate = 0 }) => rate);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(3_000);
    expect(Math.min(...rates)).toBeLessThan(6_000);
    expect(Math.max(...rates)).toBeLessThanOrEqual(60_000);
    expect(Math.max(...rates)).toBeGreaterThan(54_000);
  });

  it('is the same for the same seed', () => {
    expect(swarmRules(createDice('seed 0'), window)).toEqual(swarms[0]);
  });
});

function kindsOf(rules: readonly FaultRule[]): Set<FaultKind> {
  return new Set(rules.map(({ kind }) => kind));
}

function widest({ kind, values }: FaultRule, field: string): number {
  const form = kindOfFault(kind).atSites?.values[field];
  const bounds = values[field] ?? (form !== undefined && 'usual' in form ? form.usual : undefined);
  return Array.isArray(bounds) ? Number(bounds[1]) : 0;
}

function isWithin(forms: ValueForms, field: string, bounds: FaultRule['values'][string]): boolean {
  const form = forms[field];
  if (form === undefined || !('usual' in form) || !Array.isArray(bounds)) return false;
  return Number(bounds[0]) >= form.least && Number(bounds[1]) <= form.most && Number(bounds[0]) <= Number(bounds[1]);
}
