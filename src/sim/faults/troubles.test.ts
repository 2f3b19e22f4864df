import { describe, expect, it } from 'vitest';
import { createDice } from '../kernel/dice.ts';
import type { Site } from './site.ts';
import type { FaultPlan } from './plan.ts';
import { createTroubles, type Troubles, type WatchSite } from './troubles.ts';

const HEAL_AT = 100_000_000;

const site: Site<'commit'> = {
  place: 'commit',
  services: ['wallet'],
  operation: 'wallet.db commit',
  concern: 'order-1.1',
  occurrence: 1,
};

const script: FaultPlan = {
  kind: 'script',
  script: [
    { site: 'episode psp.outage psp #1', episode: { at: 500, forMs: 10, fault: { kind: 'psp.outage' } } },
    { site: 'wallet.db commit order-1.1 #1', fault: { kind: 'database.fail' } },
    { site: 'wallet.db commit order-1.1 #2', fault: { kind: 'database.slow', byMs: 4 } },
  ],
};

describe('the troubles of a run', () => {
  it('are faults at sites and episodes, counted in the order of the catalogue', () => {
    const { troubles, at } = open(script);
    expect([troubles.haveFired(), troubles.counts()]).toEqual([false, [{ kind: 'psp.outage', could: 1, fired: 0 }]]);
    troubles.judge(site);
    at(500);
    expect([troubles.haveFired(), troubles.counts()]).toEqual([
      true,
      [
        { kind: 'database.fail', could: 1, fired: 1 },
        { kind: 'psp.outage', could: 1, fired: 1 },
      ],
    ]);
  });

  it('of a script that never came are named: sites that nobody asked about, and episodes that did not begin', () => {
    const { troubles, at } = open(script);
    troubles.judge(site);
    at(499);
    expect(troubles.unreached()).toEqual(['wallet.db commit order-1.1 #2', 'episode psp.outage psp #1']);
    at(500);
    expect(troubles.unreached()).toEqual(['wallet.db commit order-1.1 #2']);
  });

  it('of a script keep within the time in which there are faults', () => {
    const outage = (n: number, at: number, forMs: number) => ({
      site: `episode psp.outage psp #${n}`,
      episode: { at, forMs, fault: { kind: 'psp.outage' } as const },
    });
    const times = [outage(1, -1, 50), outage(2, 0, 50), outage(3, HEAL_AT - 20, 50), outage(4, HEAL_AT, 50)];
    const { troubles, at } = open({ kind: 'script', script: times });
    expect(troubles.episodes).toEqual([outage(2, 0, 50), outage(3, HEAL_AT - 20, 20)]);
    at(HEAL_AT + 100);
    expect(troubles.counts()).toEqual([{ kind: 'psp.outage', could: 2, fired: 2 }]);
    expect(troubles.unreached()).toEqual(['episode psp.outage psp #1', 'episode psp.outage psp #4']);
  });

  it('of a storm are never missed, since nobody named them', () => {
    const { troubles } = open({ kind: 'swarm' });
    expect(troubles.episodes.length).toBeGreaterThan(0);
    expect(troubles.unreached()).toEqual([]);
  });

  it('name each kind that a rule was there for, though it had no occasion', () => {
    const window = { from: 0, to: HEAL_AT };
    const rule = { kind: 'network.drop', target: {}, rate: 1, window, budget: 1, values: {} } as const;
    const { troubles } = open({ kind: 'rules', profile: 'own', rules: [rule] });
    expect(troubles.counts()).toEqual([{ kind: 'network.drop', could: 0, fired: 0 }]);
  });

  it('are none in a run without faults', () => {
    const { troubles, at } = open({ kind: 'rules', profile: 'none', rules: [] });
    troubles.judge(site);
    at(999_999_999);
    expect([troubles.episodes, troubles.counts(), troubles.haveFired()]).toEqual([[], [], false]);
  });

  it('can be watched: every site, whether or not anything happens there', () => {
    const watched: Site[] = [];
    const { troubles } = open(script, (each) => watched.push(each));
    expect(troubles.judge(site)).toEqual({ kind: 'database.fail' });
    expect(troubles.judge({ ...site, occurrence: 7 })).toBeUndefined();
    expect(watched.map(({ occurrence }) => occurrence)).toEqual([1, 7]);
  });
});

function open(plan: FaultPlan, watchSite?: WatchSite): { troubles: Troubles; at: (time: number) => void } {
  let time = 0;
  const parts = { plan, dice: createDice('seed'), start: 0, healAt: HEAL_AT, watchSite };
  const troubles = createTroubles({ ...parts, now: () => time, publish: () => undefined });
  return { troubles, at: (later) => void (time = later) };
}
