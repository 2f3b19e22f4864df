import { describe, expect, it } from 'vitest';
import { createConditions, servicesOf, type Conditions } from './conditions.ts';
import type { Episode, EpisodeFault } from './faults/fault.ts';

/** From 1,000 to 5,000 ms. */
function episode(fault: EpisodeFault): Episode {
  return { at: 1000, forMs: 4000, fault };
}

function under(...faults: readonly EpisodeFault[]): Conditions {
  const conditions = createConditions();
  for (const fault of faults) conditions.begin(episode(fault));
  return conditions;
}

const pause: EpisodeFault = { kind: 'service.pause', service: 'wallet' };
const slow: EpisodeFault = { kind: 'service.slow', service: 'wallet', byMs: 300 };
const overload: EpisodeFault = { kind: 'service.overload', service: 'wallet' };
const outage: EpisodeFault = { kind: 'psp.outage' };
const ahead: EpisodeFault = { kind: 'clock.skew', service: 'wallet', stepMs: 90_000, driftMsPerHour: 0 };
const cut: EpisodeFault = {
  kind: 'network.partition',
  between: ['wallet', 'ledger'],
  and: ['payment-service', 'shop'],
  oneWay: false,
};

/** What the conditions are at 2,000 ms, for the wallet and for the ledger. */
function seen(conditions: Conditions): unknown[] {
  return (['wallet', 'ledger'] as const).map((service) => ({
    clock: conditions.clockOf(service, 2000),
    pausedUntil: conditions.pausedUntil(service),
    slowBy: conditions.slowBy(service),
    overloaded: conditions.isOverloaded(service),
    cut: conditions.isCut(service, 'payment-service'),
    out: conditions.pspIsOut(),
  }));
}

const well = { clock: 2000, pausedUntil: undefined, slowBy: 0, overloaded: false, cut: false, out: false };

describe('conditions', () => {
  it('are well at first', () => {
    expect(seen(createConditions())).toEqual([well, well]);
  });

  it.each([
    ['a pause holds up its service until its end', pause, { pausedUntil: 5000 }],
    ['a slow service handles each message so much later', slow, { slowBy: 300 }],
    ['an overloaded service has no room', overload, { overloaded: true }],
    ['a clock that is ahead is so by its step', ahead, { clock: 92_000 }],
  ] as const)('%s, and no other service', (_, fault, changed) => {
    expect(seen(under(fault))).toEqual([{ ...well, ...changed }, well]);
  });

  it('shut the door of the PSP, whoever is there', () => {
    expect(seen(under(outage))).toEqual([
      { ...well, out: true },
      { ...well, out: true },
    ]);
  });

  it('are well again when the episode is over, and when everything heals', () => {
    const conditions = createConditions();
    const episodes = [pause, slow, overload, ahead, outage, cut].map(episode);
    for (const each of episodes) conditions.begin(each);
    for (const each of episodes) conditions.end(each);
    expect(seen(conditions)).toEqual([well, well]);
    for (const each of episodes) conditions.begin(each);
    conditions.clear();
    expect(seen(conditions)).toEqual([well, well]);
    for (const each of episodes) conditions.end(each);
    expect(seen(conditions)).toEqual([well, well]);
  });

  it('add up where episodes overlap', () => {
    const conditions = under(slow, { ...slow, byMs: 50 }, pause, ahead, { ...ahead, stepMs: -30_000 });
    conditions.begin({ at: 1500, forMs: 100, fault: pause });
    expect(seen(conditions)[0]).toEqual({ ...well, slowBy: 350, pausedUntil: 5000, clock: 62_000 });
  });
});

describe('a clock that drifts', () => {
  const clockAt = (driftMsPerHour: number, now: number): number =>
    under({ kind: 'clock.skew', service: 'psp', stepMs: -500, driftMsPerHour }).clockOf('psp', now) - now;

  it.each([
    [2000, 1000, -500],
    // Half an hour after its beginning, an hour, and a day.
    [2000, 1000 + 1_800_000, 500],
    [2000, 1000 + 3_600_000, 1500],
    [2000, 1000 + 86_400_000, 47_500],
    [-2000, 1000 + 1_800_000, -1500],
    // 2 s an hour are a third of a millisecond in 600, which is rounded down.
    [2000, 1600, -500],
    [-2000, 1600, -501],
  ])('by %i ms an hour shows at %i a time that is off by %i', (drift, now, off) => {
    expect(clockAt(drift, now)).toBe(off);
  });
});

describe('a partition', () => {
  const between = (conditions: Conditions): string[] =>
    (['wallet', 'ledger', 'payment-service', 'shop', 'psp'] as const).flatMap((from, _, all) =>
      all.filter((to) => conditions.isCut(from, to)).map((to) => `${from}→${to}`),
    );

  it('cuts every link between the two sides, both ways, and none within a side or to others', () => {
    expect(between(under(cut))).toEqual([
      'wallet→payment-service',
      'wallet→shop',
      'ledger→payment-service',
      'ledger→shop',
      'payment-service→wallet',
      'payment-service→ledger',
      'shop→wallet',
      'shop→ledger',
    ]);
  });

  it('that is one-way lets pass what comes from the second side', () => {
    expect(between(under({ ...cut, oneWay: true }))).toEqual([
      'wallet→payment-service',
      'wallet→shop',
      'ledger→payment-service',
      'ledger→shop',
    ]);
  });
});

describe('an episode', () => {
  it.each([
    [pause, ['wallet']],
    [outage, ['psp']],
    [{ kind: 'service.crash', service: 'bank' } as const, ['bank']],
    [cut, ['shop', 'payment-service', 'wallet', 'ledger']],
  ])('is about its services', (fault, services) => {
    expect(servicesOf(episode(fault))).toEqual(services);
  });
});
