import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  businessDate,
  closeOf,
  instantOf,
  isoInstant,
  type BusinessDate,
  type Instant,
  type TimeOfDay,
} from '../domain/calendar.ts';
import { currency } from '../domain/currency.ts';
import { createKernel } from './kernel/kernel.ts';
import { kernelScheduler } from './kernel-scheduler.ts';
import { nightDates, nightPlan, nights, statementDueAt } from './nights.ts';
import type { Scenario } from './scenario/scenario.ts';

interface Times {
  readonly zone: string;
  readonly cutOff: TimeOfDay;
  readonly fileAt: TimeOfDay;
  readonly statementAt: TimeOfDay;
}

const marketplace: Times = { zone: 'Europe/Amsterdam', cutOff: 21 * 60, fileAt: 3 * 60, statementAt: 5 * 60 };

/** A scenario as far as nights look at it; the bank is in the PSP's zone and closes at midnight. */
function scenarioOf(times: Times, firstNight = '2026-03-02', count = 1, currencies = ['EUR']): Scenario {
  const { zone, cutOff, fileAt, statementAt } = times;
  const parts = {
    clock: { start: 0, zone, firstNight: businessDate(firstNight), nights: count },
    currencies: currencies.map((code) => ({ currency: currency(code) })),
    psp: { fileAt },
    bank: { statementAt },
    policy: { pspCalendar: { zone, cutOff }, bankCalendar: { zone, cutOff: 0 }, fileGraceMs: 7_200_000 },
  };
  return parts as unknown as Scenario;
}

/** The plan in words: when, in UTC and without seconds, to whom and what. */
function planOf(scenario: Scenario): string[] {
  return nightPlan(scenario).map(({ at, to, message }) => `${isoInstant(at).slice(0, 16)} ${to} ${message.type}`);
}

/** When the file of the plan's one night is due. */
function fileDueAt(scenario: Scenario): Instant | undefined {
  return nightPlan(scenario).find(({ message }) => message.type === 'FileDue')?.at;
}

/** The same for a date, in UTC. */
function fileDue(times: Times, date: string): string {
  return isoInstant(fileDueAt(scenarioOf(times, date)) ?? 0).slice(0, 16);
}

/** What happens at the PSP and the bank, without what reconciliation expects of them. */
function outsideOf(scenario: Scenario): string[] {
  return planOf(scenario).filter((event) => !event.endsWith('Expected'));
}

describe('the payouts to sellers', () => {
  const week = scenarioOf(marketplace, '2026-03-02', 4);
  const paying: Scenario = { ...week, payouts: { at: 6 * 60, dates: 3 } };
  const runsOf = (scenario: Scenario): string[] => planOf(scenario).filter((event) => event.endsWith('PayoutRunDue'));

  it('run at six by the bank’s clock on each date that is left for them, one batch a currency', () => {
    expect(runsOf(paying)).toEqual([
      '2026-03-02T05:00 wallet/payout-run-EUR-2026-03-02 PayoutRunDue',
      '2026-03-03T05:00 wallet/payout-run-EUR-2026-03-03 PayoutRunDue',
      '2026-03-04T05:00 wallet/payout-run-EUR-2026-03-04 PayoutRunDue',
    ]);
    const both = { ...scenarioOf(marketplace, '2026-03-02', 4, ['EUR', 'JPY']), payouts: { at: 360, dates: 1 } };
    expect(runsOf(both)).toHaveLength(2);
  });

  it('do not run before anybody can have bought anything, nor where nobody is paid out', () => {
    const clock = { ...paying.clock, start: Date.parse('2026-03-02T07:00:00Z') };
    expect(runsOf({ ...paying, clock }).map((event) => event.slice(0, 10))).toEqual(['2026-03-03', '2026-03-04']);
    expect(runsOf(week)).toEqual([]);
  });
});

describe('a night', () => {
  it('closes the date at the cut-off, and has its file and its statement in the small hours', () => {
    expect(outsideOf(scenarioOf(marketplace))).toEqual([
      '2026-03-02T20:00 psp/payout-EUR-2026-03-02 DayClosed',
      '2026-03-03T02:00 psp/file-EUR-2026-03-02 FileDue',
      '2026-03-03T04:00 bank/statement-EUR-2026-03-02 StatementDue',
    ]);
  });

  it('expects its file and its statement at reconciliation a grace of two hours after they were due', () => {
    expect(planOf(scenarioOf(marketplace)).filter((event) => event.endsWith('Expected'))).toEqual([
      '2026-03-03T04:00 reconciliation/psp-EUR-2026-03-02 FileExpected',
      '2026-03-03T06:00 reconciliation/bank-EUR-2026-03-02 StatementExpected',
    ]);
  });

  it('has its file and its statement on the morning that begins with a cut-off at midnight', () => {
    expect(outsideOf(scenarioOf({ ...marketplace, cutOff: 0 }))).toEqual([
      '2026-03-02T23:00 psp/payout-EUR-2026-03-02 DayClosed',
      '2026-03-03T02:00 psp/file-EUR-2026-03-02 FileDue',
      '2026-03-03T04:00 bank/statement-EUR-2026-03-02 StatementDue',
    ]);
  });

  it('has its file on the evening of the cut-off when that is later, and never at the cut-off itself', () => {
    expect(fileDue({ ...marketplace, fileAt: 22 * 60 }, '2026-03-02')).toBe('2026-03-02T21:00');
    expect(fileDue({ ...marketplace, fileAt: 21 * 60 + 1 }, '2026-03-02')).toBe('2026-03-02T20:01');
    expect(fileDue({ ...marketplace, fileAt: 21 * 60 }, '2026-03-02')).toBe('2026-03-03T20:00');
    expect(fileDue({ ...marketplace, cutOff: 0, fileAt: 0 }, '2026-03-02')).toBe('2026-03-03T23:00');
  });

  it('keeps to the wall clock when the clocks go forward and back', () => {
    // In the night to 29 March 2026 three o'clock comes an hour early; in that to 25 October, an hour late.
    expect(outsideOf(scenarioOf(marketplace, '2026-03-28'))).toEqual([
      '2026-03-28T20:00 psp/payout-EUR-2026-03-28 DayClosed',
      '2026-03-29T01:00 psp/file-EUR-2026-03-28 FileDue',
      '2026-03-29T03:00 bank/statement-EUR-2026-03-28 StatementDue',
    ]);
    expect(outsideOf(scenarioOf(marketplace, '2026-10-24'))).toEqual([
      '2026-10-24T19:00 psp/payout-EUR-2026-10-24 DayClosed',
      '2026-10-25T02:00 psp/file-EUR-2026-10-24 FileDue',
      '2026-10-25T04:00 bank/statement-EUR-2026-10-24 StatementDue',
    ]);
  });

  it('has a file that is due at half past two when that hour is skipped, and once when it comes twice', () => {
    const halfPastTwo = { ...marketplace, fileAt: 150 };
    expect(fileDue(halfPastTwo, '2026-03-28')).toBe('2026-03-29T01:30');
    expect(fileDue(halfPastTwo, '2026-10-24')).toBe('2026-10-25T00:30');
  });

  it('has its file after a cut-off that the clocks have moved past midnight', () => {
    // In Nuuk the clocks went from 23:00 to midnight, so that the cut-off at 23:30 came at 00:30.
    const nuuk = { zone: 'America/Nuuk', cutOff: 23 * 60 + 30, statementAt: 5 * 60 };
    expect(outsideOf(scenarioOf({ ...nuuk, fileAt: 10 }, '2024-03-30'))).toEqual([
      '2024-03-31T01:30 psp/payout-EUR-2024-03-30 DayClosed',
      '2024-03-31T06:00 bank/statement-EUR-2024-03-30 StatementDue',
      '2024-04-01T01:10 psp/file-EUR-2024-03-30 FileDue',
    ]);
    expect(fileDue({ ...nuuk, fileAt: 40 }, '2024-03-30')).toBe('2024-03-31T01:40');
  });

  it('reads the bank by the clock of the bank', () => {
    const scenario = scenarioOf(marketplace);
    const bankCalendar = { zone: 'Asia/Kathmandu', cutOff: 0 };
    const abroad = { ...scenario, policy: { ...scenario.policy, bankCalendar } };
    expect(isoInstant(statementDueAt(abroad, businessDate('2026-03-02')))).toBe('2026-03-02T23:15:00.000Z');
  });
});

describe('the nights of a run', () => {
  it('are its business dates, in a row', () => {
    expect(nightDates(scenarioOf(marketplace, '2026-02-27', 3))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(nightDates(scenarioOf(marketplace, '2026-02-27', 0))).toEqual([]);
  });

  it('are planned in the order of time, and currencies in their own order', () => {
    const plan = nightPlan(scenarioOf(marketplace, '2026-03-02', 3, ['EUR', 'JPY']));
    expect(plan).toHaveLength(3 * 2 * 5);
    expect(plan.map(({ at }) => at)).toEqual(plan.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(plan.slice(0, 2).map(({ to }) => to)).toEqual(['psp/payout-EUR-2026-03-02', 'psp/payout-JPY-2026-03-02']);
  });

  it('happen as planned, one timer at a time', () => {
    const plan = nightPlan(scenarioOf(marketplace, '2026-10-24', 3, ['EUR', 'JPY']));
    const kernel = createKernel(Date.parse('2026-10-24T00:00Z'), 1000);
    const seen: string[] = [];
    nights(plan, kernelScheduler(kernel)).subscribe(({ at, to }) => {
      expect(kernel.now()).toBe(at);
      seen.push(to);
    });
    expect(kernel.run(1)).toBe('more');
    expect(seen).toEqual(['psp/payout-EUR-2026-10-24']);
    expect(kernel.run(1000)).toBe('quiet');
    expect(seen).toEqual(plan.map(({ to }) => to));
    expect(kernel.events()).toBe(plan.length);
  });
});

describe('in any zone, with any times of day', () => {
  const zones = [
    'Europe/Amsterdam',
    'America/St_Johns',
    'America/Nuuk',
    'America/Havana',
    'America/Santiago',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'UTC',
  ];
  const time = fc.oneof(fc.constantFrom(0, 10, 90, 150, 23 * 60 + 30, 1439), fc.nat({ max: 1439 }));
  const times = fc.record({ zone: fc.constantFrom(...zones), cutOff: time, fileAt: time, statementAt: time });
  const changes = [
    '2011-12-30',
    '2024-03-31',
    '2026-03-08',
    '2026-03-29',
    '2026-04-05',
    '2026-09-06',
    '2026-10-25',
    '2026-11-01',
  ];
  const dates = fc
    .tuple(fc.constantFrom(...changes, '2026-06-15'), fc.integer({ min: -2, max: 2 }))
    .map(([date, days]): BusinessDate => addDays(businessDate(date), days));

  it('the file for a date is due after its close and within a day and an hour of it, at its time of day', () => {
    fc.assert(
      fc.property(times, dates, (all, date) => {
        const scenario = scenarioOf(all, date);
        const due = fileDueAt(scenario) ?? 0;
        const close = closeOf(scenario.policy.pspCalendar, date);
        expect(due).toBeGreaterThan(close);
        // Samoa left out a whole day in 2011.
        expect(due - close).toBeLessThanOrEqual((all.zone === 'Pacific/Apia' ? 49 : 25) * 3_600_000);
        const around = [-1, 0, 1, 2].map((days) => instantOf(addDays(date, days), all.fileAt, all.zone));
        expect(around).toContain(due);
      }),
      { numRuns: 1000 },
    );
  });

  it('the statement for a date is due when the date is over at the bank', () => {
    fc.assert(
      fc.property(times, dates, (all, date) => {
        const scenario = scenarioOf(all);
        expect(statementDueAt(scenario, date)).toBeGreaterThanOrEqual(closeOf(scenario.policy.bankCalendar, date));
      }),
      { numRuns: 500 },
    );
  });
});
