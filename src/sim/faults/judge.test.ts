import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Faulted } from '../facts.ts';
import { createDice } from '../kernel/dice.ts';
import { createJudge, type Court } from './judge.ts';
import type { FaultPlan, FaultRule } from './plan.ts';
import type { Site } from './site.ts';

const HEAL_AT = 1_000_000;

describe('a judge without rules', () => {
  it('lets everything pass, and counts nothing', () => {
    const { court, facts } = open({ kind: 'rules', profile: 'none', rules: [] });
    expect([link(1), commit(1)].map((site) => court.judge(site))).toEqual([undefined, undefined]);
    expect([facts, court.counts.allFired(), court.unreached()]).toEqual([[], 0, []]);
  });
});

describe('a rule', () => {
  it('fires at the share of sites that its rate says, the same ones each time', () => {
    const fired = (): number[] => {
      const { court } = open(own(rule({ rate: 250_000 })));
      return numbers(4_000).filter((n) => court.judge(link(n)) !== undefined);
    };
    // Four standard deviations of 4,000 tosses at a quarter are 110.
    expect(Math.abs(fired().length - 1_000)).toBeLessThan(110);
    expect(fired()).toEqual(fired());
  });

  it('at 100% always fires and at 0% never does', () => {
    const always = open(own(rule({ rate: 1_000_000 }))).court;
    const never = open(own(rule({ rate: 0 }))).court;
    expect(numbers(50).every((n) => always.judge(link(n)) !== undefined)).toBe(true);
    expect(numbers(50).every((n) => never.judge(link(n)) === undefined)).toBe(true);
    expect(never.counts.of('network.drop')).toEqual({ kind: 'network.drop', could: 50, fired: 0 });
  });

  it.each([
    ['any link', {}, true],
    ['its receiver', { on: 'psp' }, true],
    ['another receiver', { on: 'wallet' }, false],
    ['its sender', { from: 'executor' }, true],
    ['another sender', { from: 'psp' }, false],
    ['both ends', { from: 'executor', on: 'psp' }, true],
    ['its message', { message: 'ChargeRequested' }, true],
    ['another message', { message: 'ChargeInquiry' }, false],
  ] as const)('aimed at %s looks at a link accordingly', (_, target, looks) => {
    const { court } = open(own(rule({ target })));
    expect(court.judge(link(1))).toEqual(looks ? { kind: 'network.drop' } : undefined);
    expect(court.counts.of('network.drop').could).toBe(looks ? 1 : 0);
  });

  it('fires from the beginning of its window to just before its end', () => {
    const { court, at } = open(own(rule({ window: { from: 100, to: 200 } })));
    const fires = [99, 100, 199, 200].map((time) => {
      at(time);
      return court.judge(link(time)) !== undefined;
    });
    expect(fires).toEqual([false, true, true, false]);
    expect(court.counts.of('network.drop').could).toBe(2);
  });

  it('fires no more often than its budget, wherever', () => {
    const crash: FaultRule = { ...rule({ budget: 3 }), kind: 'service.crash', values: { downMs: [5, 5] } };
    const { court } = open(own(crash));
    const fired = numbers(10).flatMap((n) =>
      [commit(n), handling(n)].filter((site) => court.judge(site) !== undefined),
    );
    expect(fired).toHaveLength(3);
    expect(court.counts.of('service.crash')).toEqual({ kind: 'service.crash', could: 20, fired: 3 });
  });

  it('never fires once faults have stopped', () => {
    const { court, at } = open(own(rule({ window: { from: 0, to: 2 * HEAL_AT } })));
    at(HEAL_AT - 1);
    expect(court.judge(link(1))).toBeDefined();
    at(HEAL_AT);
    expect(court.judge(link(2))).toBeUndefined();
  });

  it('that crashes may be aimed at messages or at transactions alone, and never is at the shop', () => {
    const crashes = (values: FaultRule['values'], target: FaultRule['target'] = {}): unknown[] => {
      const crash: FaultRule = { ...rule({ target }), kind: 'service.crash', values: { downMs: [5, 5], ...values } };
      const { court } = open(own(crash));
      const atShop: Site = { ...handling(1), services: ['shop'] };
      return [handling(1), commit(1), atShop].map((site) => court.judge(site)?.kind);
    };
    expect(crashes({})).toEqual(['service.crash', 'service.crash', undefined]);
    expect(crashes({ place: 'commit', when: 'before' })).toEqual([undefined, 'service.crash', undefined]);
    expect(crashes({ place: 'handling' })).toEqual(['service.crash', undefined, undefined]);
    expect(crashes({}, { message: 'CreditSeller' })).toEqual(['service.crash', undefined, undefined]);
    expect(crashes({}, { message: 'DebitSeller' })).toEqual([undefined, undefined, undefined]);
  });
});

describe('several rules', () => {
  const delay: FaultRule = { ...rule({}), kind: 'network.delay', values: { byMs: [20, 20] } };

  it('the first that does not pass wins, and the others could have fired all the same', () => {
    const { court } = open(own(delay, rule({})));
    expect(court.judge(link(1))).toEqual({ kind: 'network.delay', byMs: 20 });
    expect(court.counts.of('network.drop')).toEqual({ kind: 'network.drop', could: 1, fired: 0 });
  });

  it('of one kind are one occasion', () => {
    const { court } = open(own(rule({ rate: 0 }), rule({ rate: 0, target: { on: 'psp' } })));
    court.judge(link(1));
    expect(court.counts.of('network.drop').could).toBe(1);
  });

  it('do not move when one is taken away', () => {
    const share = fc.integer({ min: 0, max: 400_000 });
    fc.assert(
      fc.property(share, share, fc.string({ minLength: 1, maxLength: 8 }), (drops, delays, seed) => {
        const both = open(own(rule({ rate: drops }), { ...delay, rate: delays }), seed).court;
        const alone = open(own({ ...delay, rate: delays }), seed).court;
        for (const n of numbers(30)) {
          const [together, single] = [both.judge(link(n)), alone.judge(link(n))];
          if (together?.kind !== 'network.drop') expect(together).toEqual(single);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a fault that fires', () => {
  it('is published with its site, its concern and the label of the place', () => {
    const { court, facts, at } = open(own({ ...rule({}), kind: 'settlement.line-missing' }));
    at(77);
    const site: Site<'line'> = {
      place: 'line',
      services: ['psp'],
      operation: 'settlement psp EUR/2026-11-27',
      concern: 'order-1.1',
      occurrence: 1,
    };
    const label = { source: 'psp', currency: 'EUR', date: '2026-11-27', reference: 'ch_1_1_1', amount: 820 } as never;
    court.judge(site, () => label);
    expect(facts).toEqual([
      {
        kind: 'faulted',
        at: 77,
        site: 'settlement psp EUR/2026-11-27 order-1.1 #1',
        concern: 'order-1.1',
        fault: { kind: 'settlement.line-missing' },
        label,
      },
    ]);
  });
});

describe('a script', () => {
  it('makes happen what it says at its sites, and nothing else', () => {
    const { court, facts } = open({
      kind: 'script',
      script: [
        { site: 'executor→psp ChargeRequested order-2.1 #1', fault: { kind: 'network.delay', byMs: 5 } },
        { site: 'wallet.db commit order-2.1 #1', fault: { kind: 'database.fail' } },
        { site: 'wallet.db commit order-9.1 #1', fault: { kind: 'database.fail' } },
        { site: 'wallet.db commit order-3.1 #1', fault: { kind: 'network.drop' } },
      ],
    });
    const sites = numbers(3).flatMap((n) => [link(n), commit(n), handling(n)]);
    expect(sites.map((site) => court.judge(site)?.kind).filter((kind) => kind !== undefined)).toEqual([
      'network.delay',
      'database.fail',
    ]);
    expect(facts.map(({ site }) => site)).toEqual([
      'executor→psp ChargeRequested order-2.1 #1',
      'wallet.db commit order-2.1 #1',
    ]);
    // One never came, and at the other its fault cannot happen.
    expect(court.unreached()).toEqual(['wallet.db commit order-9.1 #1', 'wallet.db commit order-3.1 #1']);
  });
});

interface Opened {
  readonly court: Court;
  readonly facts: readonly Faulted[];
  readonly at: (time: number) => void;
}

function open(plan: FaultPlan, seed = 'seed'): Opened {
  const facts: Faulted[] = [];
  let time = 0;
  const publish = (fact: Faulted): void => void facts.push(fact);
  const court = createJudge({ plan, dice: createDice(seed), now: () => time, start: 0, healAt: HEAL_AT, publish });
  return { court, facts, at: (later) => void (time = later) };
}

function own(...rules: FaultRule[]): FaultPlan {
  return { kind: 'rules', profile: 'own', rules };
}

/** Drops every message, as far as it is not told otherwise. */
function rule(change: Partial<FaultRule>): FaultRule {
  const window = { from: 0, to: HEAL_AT };
  return { kind: 'network.drop', target: {}, rate: 1_000_000, window, budget: 1_000_000, values: {}, ...change };
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function link(n: number): Site<'link'> {
  const operation = 'executor→psp ChargeRequested';
  const services = ['executor', 'psp'] as const;
  return { place: 'link', services, message: 'ChargeRequested', operation, concern: `order-${n}.1`, occurrence: 1 };
}

function commit(n: number): Site<'commit'> {
  const operation = 'wallet.db commit';
  return { place: 'commit', services: ['wallet'], operation, concern: `order-${n}.1`, occurrence: 1 };
}

function handling(n: number): Site<'handling'> {
  const operation = 'wallet handle CreditSeller';
  const services = ['wallet'] as const;
  return { place: 'handling', services, message: 'CreditSeller', operation, concern: `order-${n}.1`, occurrence: 1 };
}
