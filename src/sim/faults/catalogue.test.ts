import { describe, expect, it } from 'vitest';
import { serviceNames } from '../../domain/addresses.ts';
import { createDice } from '../kernel/dice.ts';
import { faultKinds, isFaultKind, kindOfFault, kindsAt, kindsOfFault } from './catalogue.ts';
import { createChance } from './chance.ts';
import type { Fault, FaultKind } from './fault.ts';
import type { FaultRule } from './plan.ts';
import type { ValueForms } from './value-form.ts';

const hour = 3_600_000;

/** A fault of each kind by the values of a rule: bounds that meet leave nothing to chance. */
const atSites: readonly (readonly [FaultKind, FaultRule['values'], Record<string, unknown>])[] = [
  ['network.drop', {}, {}],
  ['network.delay', { byMs: [2 * hour, 2 * hour] }, { byMs: 7_200_000 }],
  ['network.duplicate', { lagMs: [30, 30] }, { lagMs: 30 }],
  ['network.reorder', { byMs: [400, 400] }, { byMs: 400 }],
  ['service.crash', { when: 'after', downMs: [9_000, 9_000] }, { when: 'after', downMs: 9_000 }],
  ['database.fail', {}, {}],
  ['database.slow', { byMs: [700, 700] }, { byMs: 700 }],
  ['database.stall', { byMs: [800, 800] }, { byMs: 800 }],
  ['database.lose-unsynced', { downMs: [6_000, 6_000] }, { downMs: 6_000 }],
  ['psp.timeout-before', {}, {}],
  ['psp.timeout-after-capture', {}, {}],
  ['psp.error', {}, {}],
  ['psp.throttle', { retryAfterMs: [5_000, 5_000] }, { retryAfterMs: 5_000 }],
  ['psp.decline', { decline: 'soft', code: 'no_luck' }, { decline: 'soft', code: 'no_luck' }],
  ['psp.key-expiry', { afterMs: [hour, hour] }, { afterMs: 3_600_000 }],
  ['psp.webhook-duplicate', { lagMs: [60_000, 60_000] }, { lagMs: 60_000 }],
  ['psp.webhook-late', { byMs: [90_000, 90_000] }, { byMs: 90_000 }],
  ['psp.webhook-lost', {}, {}],
  ['psp.webhook-reordered', { byMs: [2_000, 2_000] }, { byMs: 2_000 }],
  ['psp.webhook-early', {}, {}],
  ['settlement.file-late', { byMs: [3 * hour, 3 * hour] }, { byMs: 10_800_000 }],
  ['settlement.file-missing', {}, {}],
  ['settlement.file-duplicate', { lagMs: [60_000, 60_000] }, { lagMs: 60_000 }],
  ['settlement.file-truncated', { lines: [3, 3] }, { lines: 3 }],
  [
    'settlement.file-resent-corrected',
    { byMinorUnits: [-250, -250], afterMs: [hour, hour] },
    { byMinorUnits: -250, afterMs: 3_600_000 },
  ],
  ['settlement.line-missing', {}, {}],
  ['settlement.line-duplicate', {}, {}],
  ['settlement.line-wrong-amount', { byMinorUnits: [7, 7] }, { byMinorUnits: 7 }],
  ['settlement.line-wrong-date', { byDays: [-1, -1] }, { byDays: -1 }],
  ['settlement.line-unknown', {}, {}],
  ['settlement.fee-drift', { byMinorUnits: [2, 2] }, { byMinorUnits: 2 }],
  ['settlement.fx-rounding', { byMinorUnits: [-1, -1] }, { byMinorUnits: -1 }],
  ['cutoff.straddle', { fromCutOffMs: [-5, -5] }, { fromCutOffMs: -5 }],
  ['operator.replay-batch', { afterMs: [hour, hour] }, { afterMs: 3_600_000 }],
  ['operator.double-run', {}, {}],
  ['client.double-click', { lagMs: [120, 120] }, { lagMs: 120 }],
  ['client.retry-storm', { clicks: [9, 9], everyMs: [250, 250] }, { clicks: 9, everyMs: 250 }],
];

const episodes: readonly (readonly [FaultKind, FaultRule['values'], Record<string, unknown>])[] = [
  ['service.crash', {}, { service: 'wallet' }],
  ['service.pause', {}, { service: 'wallet' }],
  ['service.slow', { byMs: [300, 300] }, { service: 'wallet', byMs: 300 }],
  ['service.overload', {}, { service: 'wallet' }],
  [
    'clock.skew',
    { stepMs: [-90_000, -90_000], driftMsPerHour: [50, 50] },
    { service: 'wallet', stepMs: -90_000, driftMsPerHour: 50 },
  ],
  ['psp.outage', {}, {}],
  [
    'network.partition',
    { between: ['executor'], and: ['psp', 'bank'], oneWay: true },
    { between: ['executor'], and: ['psp', 'bank'], oneWay: true },
  ],
];

describe('the catalogue', () => {
  it('has 43 kinds of fault, each with a sentence of its own', () => {
    expect(new Set(faultKinds).size).toBe(43);
    expect(new Set(kindsOfFault.map(({ effect }) => effect)).size).toBe(43);
    for (const { effect } of kindsOfFault) expect(effect).toMatch(/^[A-Z].*\.$/);
  });

  it('knows its kinds by their names', () => {
    expect([isFaultKind('psp.outage'), isFaultKind('psp.holiday'), isFaultKind('toString')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('tells what can happen at a place', () => {
    expect(kindsAt('handling')).toEqual(['service.crash']);
    expect(kindsAt('link')).toEqual(['network.drop', 'network.delay', 'network.duplicate', 'network.reorder']);
    expect(kindsAt('commit')).toEqual([
      'service.crash',
      'database.fail',
      'database.slow',
      'database.stall',
      'database.lose-unsynced',
    ]);
  });
});

describe('a fault of each kind', () => {
  it.each(atSites)('%s at a site has the values that its rule gives', (kind, values, expected) => {
    const way = kindOfFault(kind).atSites;
    expect(way?.draw(chance(kind, way.values, values))).toEqual({ kind, ...expected });
  });

  it.each(episodes)('%s as an episode has the values that its rule gives', (kind, values, expected) => {
    const way = kindOfFault(kind).asEpisode;
    expect(way?.draw(chance(kind, way.values, values))).toEqual({ kind, ...expected });
  });

  it('is in one of the two lists above', () => {
    expect(new Set([...atSites, ...episodes].map(([kind]) => kind))).toEqual(new Set(faultKinds));
  });

  it.each(faultKinds)('%s keeps to the usual bounds when its rule says nothing', (kind) => {
    const { atSites: sites, asEpisode } = kindOfFault(kind);
    for (const way of [sites, asEpisode]) {
      if (way === undefined) continue;
      const drawn = Array.from({ length: 50 }, (_, n) => way.draw(chance(kind, way.values, {}, `seed ${n}`)));
      for (const fault of drawn) expectWithin(fault, way.values);
    }
  });
});

function expectWithin(fault: Fault, forms: ValueForms): void {
  const fields: Readonly<Record<string, unknown>> = { ...fault };
  for (const [field, form] of Object.entries(forms)) {
    const value = fields[field];
    if (!('usual' in form) || field === 'forMs') continue;
    expect(value, field).toBeGreaterThanOrEqual(form.usual[0]);
    expect(value, field).toBeLessThanOrEqual(form.usual[1]);
    expect([form.least <= form.usual[0], form.usual[1] <= form.most]).toEqual([true, true]);
  }
  if ('service' in fault) expect(serviceNames.filter((name) => name !== 'shop')).toContain(fault.service);
}

function chance(kind: FaultKind, forms: ValueForms, values: FaultRule['values'], seed = 'a') {
  const target = seed === 'a' ? ({ on: 'wallet' } as const) : {};
  const rule: FaultRule = { kind, target, values, window: { from: 0, to: 1 }, budget: 1 };
  return createChance(createDice(seed).stream('test', kind), forms, rule);
}
