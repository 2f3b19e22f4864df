import { describe, expect, it } from 'vitest';
import { timeOf, dayOf } from '../../test/support/fact-lines.ts';
import { oneClick } from '../../test/support/one-click.ts';
import { scriptedJudge } from '../../test/support/scripted-judge.ts';
import { scenarioOf } from '../../test/support/simulate.ts';
import { entityOf } from '../domain/addresses.ts';
import type { Conditions } from './conditions.ts';
import type { Fact } from './facts.ts';
import type { NamedEpisode } from './faults/episodes.ts';
import type { SiteFault } from './faults/fault.ts';
import { createSites } from './faults/sites.ts';
import { createGuard } from './guard.ts';
import { createDice } from './kernel/dice.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';
import type { Lifecycle } from './lifecycle.ts';
import { nightPlan } from './nights.ts';
import { bringBuyers, bringEpisodes, bringHealing, bringNights, jobsAgain, type OutsideParts } from './outside.ts';
import type { Scenario } from './scenario/scenario.ts';
import { createAnswers } from './traffic/answers.ts';
import { createCatalogue } from './traffic/catalogue.ts';

interface Outside {
  readonly parts: OutsideParts;
  readonly kernel: Kernel;
  readonly asked: readonly string[];
  /** What came in: day, time, what and for whom. */
  readonly brought: string[];
}

function outside(scenario: Scenario, faults: Readonly<Record<string, SiteFault>> = {}): Outside {
  const kernel = createKernel(scenario.clock.start, 10_000);
  const dice = createDice('1');
  const { judge, asked } = scriptedJudge(faults);
  const brought: string[] = [];
  const parts: OutsideParts = {
    scenario,
    kernel,
    dice,
    guard: createGuard(),
    sites: createSites(),
    judge,
    answers: createAnswers(),
    catalogue: createCatalogue(dice, scenario.sellers.count),
    bring: (to, { type }) =>
      void brought.push(`${dayOf(kernel.now())} ${timeOf(kernel.now())} ${type} ${entityOf(to)}`),
  };
  return { parts, kernel, asked, brought };
}

const withRefunds = scenarioOf(oneClick, [
  'refunds={share: 100%, partial: 0%, after: 1h to 1h}',
  "phases.heal='2026-03-03 12:00'",
]);

describe('a buyer', () => {
  it('comes when the traffic says, and for money back an hour later', () => {
    const { parts, kernel, asked, brought } = outside(withRefunds);
    bringBuyers(parts);
    kernel.run(100);
    expect(brought).toEqual([
      '02 10:00:00.000 BuyerArrived checkout-1',
      '02 11:00:00.000 RefundWanted refund-1.1.1',
      '02 11:00:00.000 RefundWanted refund-1.2.1',
    ]);
    expect(asked).toEqual(['shop arrival checkout-1 #1']);
  });

  it.each([
    [-5000, '20:59:55.000', '21:59:55.000'],
    [0, '21:00:00.000', '22:00:00.000'],
    [1, '21:00:00.001', '22:00:00.001'],
  ])('who straddles the cut-off by %i ms comes then, and is refunded an hour after that', (ms, comes, again) => {
    const { parts, kernel, brought } = outside(withRefunds, {
      'shop arrival checkout-1 #1': { kind: 'cutoff.straddle', fromCutOffMs: ms },
    });
    bringBuyers(parts);
    kernel.run(100);
    expect(brought).toEqual([
      `02 ${comes} BuyerArrived checkout-1`,
      `02 ${again} RefundWanted refund-1.1.1`,
      `02 ${again} RefundWanted refund-1.2.1`,
    ]);
  });

  it('who would come before the time that it is comes now', () => {
    const atCutOff = scenarioOf(oneClick, ["clock.start='2026-03-02 20:58'", "phases.heal='2026-03-03 12:00'"]);
    const { parts, kernel, brought } = outside(atCutOff, {
      'shop arrival checkout-1 #1': { kind: 'cutoff.straddle', fromCutOffMs: -600_000 },
    });
    bringBuyers(parts);
    kernel.run(100);
    expect(brought).toEqual(['02 20:58:00.000 BuyerArrived checkout-1']);
  });

  it('does not straddle a cut-off that is less than ten minutes before everything heals, or after it', () => {
    const askedWhenHealing = (heal: string): readonly string[] => {
      const { parts, kernel, asked } = outside(scenarioOf(oneClick, [`phases.heal='2026-03-02 ${heal}'`]));
      bringBuyers(parts);
      kernel.run(100);
      return asked;
    };
    expect(askedWhenHealing('21:09')).toEqual([]);
    expect(askedWhenHealing('21:10')).toEqual(['shop arrival checkout-1 #1']);
  });
});

describe('a job of the night', () => {
  const oneNight = scenarioOf(oneClick, ['clock.nights=2']);
  const firstNight = (brought: readonly string[]): string[] =>
    brought.filter((each) => each.endsWith('2026-03-02') && each.includes('-EUR-'));

  it('is started by the clock, at a site of its service', () => {
    const { parts, kernel, brought, asked } = outside(oneNight);
    bringNights(nightPlan(oneNight), parts);
    kernel.run(100);
    expect(firstNight(brought)).toEqual([
      '02 21:00:00.000 DayClosed payout-EUR-2026-03-02',
      '03 03:00:00.000 FileDue file-EUR-2026-03-02',
      '03 05:00:00.000 StatementDue statement-EUR-2026-03-02',
      '03 05:00:00.000 FileExpected psp-EUR-2026-03-02',
      '03 07:00:00.000 StatementExpected bank-EUR-2026-03-02',
    ]);
    expect(asked.slice(0, 5)).toEqual([
      'psp job DayClosed psp/EUR/2026-03-02 #1',
      'psp job FileDue psp/EUR/2026-03-02 #1',
      'bank job StatementDue bank/EUR/2026-03-02 #1',
      'reconciliation job FileExpected psp/EUR/2026-03-02 #1',
      'reconciliation job StatementExpected bank/EUR/2026-03-02 #1',
    ]);
  });

  it('is started twice at once, or again when it is over, and nobody is asked about the second time', () => {
    const { parts, kernel, brought, asked } = outside(oneNight, {
      'psp job DayClosed psp/EUR/2026-03-02 #1': { kind: 'operator.double-run' },
      'psp job FileDue psp/EUR/2026-03-02 #1': { kind: 'operator.replay-batch', afterMs: 5_400_000 },
    });
    bringNights(nightPlan(oneNight), parts);
    kernel.run(100);
    expect(firstNight(brought).slice(0, 4)).toEqual([
      '02 21:00:00.000 DayClosed payout-EUR-2026-03-02',
      '02 21:00:00.000 DayClosed payout-EUR-2026-03-02',
      '03 03:00:00.000 FileDue file-EUR-2026-03-02',
      '03 04:30:00.000 FileDue file-EUR-2026-03-02',
    ]);
    expect(asked.filter((site) => site.includes('EUR/2026-03-02'))).toHaveLength(5);
  });

  it('is run again for a service that was down: what was due since an hour before its crash, and by now', () => {
    const { parts, kernel, brought } = outside(oneNight);
    const night = oneNight.clock.start + 17 * HOUR_MS;
    const runAgain = jobsAgain(nightPlan(oneNight), kernel.now, parts.bring);
    // The file was due at 03:00 and is expected at 05:00.
    kernel.schedule(night + 30 * MINUTE_MS, () => runAgain('psp', night + 29 * MINUTE_MS));
    kernel.schedule(night + 60 * MINUTE_MS, () => runAgain('psp', night + 60 * MINUTE_MS));
    kernel.schedule(night + 119 * MINUTE_MS, () => runAgain('reconciliation', night));
    kernel.schedule(night + 120 * MINUTE_MS, () => runAgain('reconciliation', night));
    kernel.schedule(night + 300 * MINUTE_MS, () => runAgain('psp', night - 7 * HOUR_MS));
    kernel.run(100);
    expect(brought).toEqual([
      '03 03:30:00.000 FileDue file-EUR-2026-03-02',
      '03 05:00:00.000 FileExpected psp-EUR-2026-03-02',
      '03 08:00:00.000 DayClosed payout-EUR-2026-03-02',
      '03 08:00:00.000 FileDue file-EUR-2026-03-02',
    ]);
  });
});

describe('an episode', () => {
  const crash = { at: 100, forMs: 50, fault: { kind: 'service.crash', service: 'wallet' } } as const;
  const outage = { at: 100, forMs: 50, fault: { kind: 'psp.outage' } } as const;

  it('is told of when it begins, and lasts as long as it is to; a crash is the business of the lifecycle', () => {
    const kernel = createKernel(0, 100);
    const [facts, heard]: [Fact[], string[]] = [[], []];
    const note = (what: string): void => void heard.push(`${kernel.now()} ${what}`);
    const conditions = {
      begin: ({ fault }) => note(`${fault.kind} begins`),
      end: ({ fault }) => note(`${fault.kind} ends`),
    } as Pick<Conditions, 'begin' | 'end'> as Conditions;
    const lifecycle: Lifecycle = { crash: (name, downMs) => note(`${name} down for ${downMs}`), heal: () => undefined };
    const episodes: NamedEpisode[] = [
      { site: 'episode service.crash wallet #1', episode: crash },
      { site: 'episode psp.outage psp #1', episode: outage },
    ];
    bringEpisodes({ kernel, episodes, conditions, lifecycle, publish: (fact) => void facts.push(fact) });
    kernel.run(100);
    expect(heard).toEqual(['100 wallet down for 50', '100 psp.outage begins', '150 psp.outage ends']);
    const [first, second] = episodes.map(({ site }) => ({ kind: 'faulted', at: 100, site, forMs: 50 }));
    expect(facts).toEqual([
      { ...first, concern: 'wallet', fault: crash.fault },
      { ...second, concern: 'psp.outage', fault: outage.fault },
    ]);
  });
});

describe('the healing', () => {
  it.each([
    [true, ['500 clears', '500 heals']],
    [false, []],
  ])('comes at its time, where something has gone wrong: %s', (isNeeded, events) => {
    const kernel = createKernel(0, 100);
    const heard: string[] = [];
    const conditions = { clear: () => heard.push(`${kernel.now()} clears`) } as Pick<Conditions, 'clear'> as Conditions;
    const lifecycle: Lifecycle = { crash: () => undefined, heal: () => void heard.push(`${kernel.now()} heals`) };
    bringHealing({ kernel, conditions, lifecycle, healAt: 500, isNeeded: () => isNeeded });
    kernel.run(100);
    expect(heard).toEqual(events);
  });
});

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
