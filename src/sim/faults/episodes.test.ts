import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDice } from '../kernel/dice.ts';
import { episodesOf, subjectOf, type NamedEpisode } from './episodes.ts';
import type { FaultPlan, FaultRule } from './plan.ts';

const START = 1_000_000;
const HOUR = 3_600_000;
const HEAL_AT = START + 10 * HOUR;

describe('an episode at a time', () => {
  it('begins then, lasts as long as its rule says, and has a name of its own', () => {
    expect(episodes(crash({ at: START + HOUR, target: { on: 'wallet' } }))).toEqual([
      {
        site: 'episode service.crash wallet #1',
        episode: { at: START + HOUR, forMs: 30_000, fault: { kind: 'service.crash', service: 'wallet' } },
      },
    ]);
  });

  it.each([
    ['as the run begins', START, 1],
    ['before the run begins', START - 1, 0],
    ['just before faults stop', HEAL_AT - 1, 1],
    ['when faults stop', HEAL_AT, 0],
  ])('%s happens, or does not', (_, at, count) => {
    expect(episodes(crash({ at }))).toHaveLength(count);
  });

  it('ends when faults stop, at the latest', () => {
    expect(episodes(crash({ at: HEAL_AT - 500 })).map(({ episode }) => episode.forMs)).toEqual([500]);
  });

  it('hits any service with records when it is aimed at none', () => {
    const hit = Array.from({ length: 100 }, (_, n) => episodes(crash({ at: START }), `seed ${n}`)[0]);
    const services = new Set(hit.map((each) => (each === undefined ? '' : subjectOf(each.episode.fault))));
    expect([...services].sort()).toEqual([
      'bank',
      'executor',
      'ledger',
      'payment-service',
      'psp',
      'reconciliation',
      'wallet',
    ]);
  });
});

describe('episodes with a mean spacing', () => {
  it('come after each other by half of it to one and a half, from the beginning of the window to its end', () => {
    const window = { from: START + HOUR, to: START + 9 * HOUR };
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 8 }), (seed) => {
        const times = episodes(crash({ everyMs: 600_000, window }), seed).map(({ episode }) => episode.at);
        const gaps = times.map((at, index) => at - (times[index - 1] ?? window.from));
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(300_000);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(900_000);
        expect(Math.max(...times)).toBeLessThan(window.to);
        expect(window.to - Math.max(...times)).toBeLessThanOrEqual(900_000);
      }),
      { numRuns: 50 },
    );
  });

  it('are as many as the spacing says in the mean', () => {
    const counts = Array.from({ length: 100 }, (_, n) => episodes(crash({ everyMs: 600_000 }), `seed ${n}`).length);
    // Ten hours of ten minutes each; the last gap is cut off.
    expect(counts.reduce((a, b) => a + b, 0) / 100).toBeCloseTo(59.5, 0);
  });

  it('are no more than the budget', () => {
    expect(episodes(crash({ everyMs: 600_000, budget: 4 }))).toHaveLength(4);
  });

  it('are counted for each service in the order of time', () => {
    const sites = episodes(crash({ everyMs: 2 * HOUR, target: { on: 'ledger' } })).map(({ site }) => site);
    expect(sites.slice(0, 3)).toEqual([
      'episode service.crash ledger #1',
      'episode service.crash ledger #2',
      'episode service.crash ledger #3',
    ]);
  });
});

describe('two episodes at once', () => {
  const first = crash({ at: START + HOUR, target: { on: 'wallet' } });

  it('of one kind for one service are the first alone', () => {
    const overlapping = { ...first, at: START + HOUR + 29_999 };
    const next = { ...first, at: START + HOUR + 30_000 };
    expect(times(first, overlapping, next)).toEqual([START + HOUR, START + HOUR + 30_000]);
  });

  it('are both there for two services, or of two kinds', () => {
    const other = { ...first, target: { on: 'ledger' } } as const;
    const pause = { ...first, kind: 'service.pause' } as const;
    expect(times(first, other, pause)).toHaveLength(3);
  });

  it('are the first alone for the PSP, which there is one of', () => {
    const outage = { ...first, kind: 'psp.outage', target: {} } as const;
    expect(episodes(outage, { ...outage, at: START + HOUR + 1 }).map(({ site }) => site)).toEqual([
      'episode psp.outage psp #1',
    ]);
  });

  function times(...rules: FaultRule[]): number[] {
    return episodesOf(own(...rules), createDice('seed'), START, HEAL_AT).map(({ episode }) => episode.at);
  }
});

describe('a partition', () => {
  const partition = (values: FaultRule['values']): FaultRule => ({
    ...crash({ at: START }),
    kind: 'network.partition',
    values,
  });

  it('has the sides that its rule names, and all others on the second when it names one', () => {
    const [named] = episodes(partition({ between: ['wallet', 'ledger'], and: 'psp', oneWay: true }));
    expect(named?.site).toBe('episode network.partition wallet+ledger #1');
    expect(named?.episode.fault).toEqual({
      kind: 'network.partition',
      between: ['wallet', 'ledger'],
      and: ['psp'],
      oneWay: true,
    });
    const [isolated] = episodes(partition({ between: 'shop', oneWay: false }));
    const others = ['payment-service', 'executor', 'psp', 'bank', 'wallet', 'ledger', 'reconciliation'];
    expect(isolated?.episode.fault).toMatchObject({ between: ['shop'], and: others });
  });

  it('puts every service on one of two sides when its rule names none', () => {
    for (let n = 0; n < 100; n += 1) {
      const [drawn] = episodes(partition({}), `seed ${n}`);
      const fault = drawn?.episode.fault;
      if (fault?.kind !== 'network.partition') throw new Error('there should be a partition');
      expect(Math.min(fault.between.length, fault.and.length)).toBeGreaterThan(0);
      expect(new Set([...fault.between, ...fault.and]).size).toBe(8);
      expect(fault.between.length + fault.and.length).toBe(8);
    }
  });
});

describe('the episodes of a script', () => {
  it('are taken as they are', () => {
    const scripted: NamedEpisode = {
      site: 'episode psp.outage psp #7',
      episode: { at: HEAL_AT + 5, forMs: 1, fault: { kind: 'psp.outage' } },
    };
    const script = [scripted, { site: 'wallet.db commit order-1.1 #1', fault: { kind: 'database.fail' } }] as const;
    expect(episodesOf({ kind: 'script', script }, createDice('seed'), START, HEAL_AT)).toEqual([scripted]);
  });
});

function episodes(rule: FaultRule, ...more: (FaultRule | string)[]): NamedEpisode[] {
  const seed = more.find((each) => typeof each === 'string') ?? 'seed';
  const rules = more.filter((each) => typeof each !== 'string');
  return episodesOf(own(rule, ...rules), createDice(seed), START, HEAL_AT);
}

function own(...rules: FaultRule[]): FaultPlan {
  return { kind: 'rules', profile: 'own', rules };
}

function crash(change: Partial<FaultRule>): FaultRule {
  const window = { from: START, to: HEAL_AT };
  return { kind: 'service.crash', target: {}, window, budget: 1_000, values: { forMs: [30_000, 30_000] }, ...change };
}
