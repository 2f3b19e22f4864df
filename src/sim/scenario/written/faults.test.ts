import { describe, expect, it } from 'vitest';
import { instantOf, businessDate } from '../../../domain/calendar.ts';
import { heavyRules, lightRules } from '../../faults/profiles.ts';
import { faultWindowProblems, faults, plannedFaults, type FaultTimes, type WrittenFaults } from './faults.ts';

const day = businessDate('2026-03-02');
const zone = 'Europe/Amsterdam';
const times: FaultTimes = { zone, start: instantOf(day, 8 * 60, zone), healAt: instantOf(day, 20 * 60, zone) };
const whole = { from: times.start, to: times.healAt };
const minute = 60_000;

describe('a ready-made storm', () => {
  it('is named by a word, and none when the section is left out', () => {
    expect(plannedFaults('none', times)).toEqual({ kind: 'rules', profile: 'none', rules: [] });
    expect(plannedFaults(faults.parse(undefined), times)).toEqual({ kind: 'rules', profile: 'none', rules: [] });
    expect(plannedFaults('light', times)).toEqual({ kind: 'rules', profile: 'light', rules: lightRules(whole) });
    expect(plannedFaults('heavy', times)).toEqual({ kind: 'rules', profile: 'heavy', rules: heavyRules(whole) });
    expect(plannedFaults('swarm', times)).toEqual({ kind: 'swarm' });
  });

  it("may follow rules of one's own", () => {
    const plan = plannedFaults(read([{ fault: 'psp.error', rate: '5%' }, { profile: 'light' }]), times);
    expect(plan).toMatchObject({ kind: 'rules', profile: 'own' });
    expect(plan.kind === 'rules' && plan.rules.slice(1)).toEqual(lightRules(whole));
  });
});

describe('a rule', () => {
  it.each([
    [
      { fault: 'network.drop', from: 'executor', to: 'psp', message: 'ChargeRequested', rate: '2%', budget: 100 },
      {
        kind: 'network.drop',
        target: { from: 'executor', on: 'psp', message: 'ChargeRequested' },
        rate: 20_000,
        budget: 100,
      },
    ],
    [
      { fault: 'network.delay', rate: '0.5%', by: '50ms to 2s' },
      { kind: 'network.delay', rate: 5_000, values: { byMs: [50, 2_000] } },
    ],
    [
      { fault: 'service.crash', on: 'wallet', every: '5min', for: '10s to 30s' },
      { kind: 'service.crash', target: { on: 'wallet' }, everyMs: 5 * minute, values: { forMs: [10_000, 30_000] } },
    ],
    [
      { fault: 'service.crash', on: 'wallet', at: '2026-03-02 10:00', for: '30s' },
      {
        kind: 'service.crash',
        target: { on: 'wallet' },
        at: whole.from + 120 * minute,
        values: { forMs: [30_000, 30_000] },
      },
    ],
    [
      { fault: 'service.crash', on: 'wallet', before: 'CreditSeller', rate: '1%', for: '5s' },
      {
        kind: 'service.crash',
        target: { on: 'wallet', message: 'CreditSeller' },
        rate: 10_000,
        values: { when: 'before', place: 'handling', downMs: [5_000, 5_000] },
      },
    ],
    [
      { fault: 'service.crash', after: 'commit', rate: '1%' },
      { kind: 'service.crash', rate: 10_000, values: { when: 'after', place: 'commit' } },
    ],
    [
      { fault: 'clock.skew', on: 'psp', every: '3h', step: '-90s to 90s', drift: '1s' },
      {
        kind: 'clock.skew',
        target: { on: 'psp' },
        everyMs: 180 * minute,
        values: { stepMs: [-90_000, 90_000], driftMsPerHour: [1_000, 1_000] },
      },
    ],
    [
      { fault: 'network.partition', between: ['wallet', 'ledger'], and: 'executor', oneWay: true, every: '1h' },
      {
        kind: 'network.partition',
        everyMs: 60 * minute,
        values: { between: ['wallet', 'ledger'], and: 'executor', oneWay: true },
      },
    ],
    [
      { fault: 'psp.throttle', message: 'ChargeInquiry', rate: '10%', retryAfter: '3s' },
      {
        kind: 'psp.throttle',
        target: { message: 'ChargeInquiry' },
        rate: 100_000,
        values: { retryAfterMs: [3_000, 3_000] },
      },
    ],
    [
      { fault: 'psp.decline', rate: '1%', kind: 'soft', code: 'try_later' },
      { kind: 'psp.decline', rate: 10_000, values: { decline: 'soft', code: 'try_later' } },
    ],
    [
      { fault: 'settlement.line-wrong-amount', rate: '1%', by: -250 },
      { kind: 'settlement.line-wrong-amount', rate: 10_000, values: { byMinorUnits: [-250, -250] } },
    ],
    [
      { fault: 'settlement.line-wrong-date', rate: '1%', by: '-2d to 1d' },
      { kind: 'settlement.line-wrong-date', rate: 10_000, values: { byDays: [-2, 1] } },
    ],
    [
      { fault: 'settlement.file-late', on: 'bank', rate: '50%', by: '2h' },
      { kind: 'settlement.file-late', target: { on: 'bank' }, rate: 500_000, values: { byMs: [7_200_000, 7_200_000] } },
    ],
    [
      { fault: 'client.retry-storm', rate: '1%', clicks: '5 to 9', spacing: '100ms' },
      { kind: 'client.retry-storm', rate: 10_000, values: { clicks: [5, 9], everyMs: [100, 100] } },
    ],
    [
      { fault: 'psp.error', rate: '1%', during: '2026-03-02 10:00 to 2026-03-02 11:30' },
      { kind: 'psp.error', rate: 10_000, window: { from: whole.from + 120 * minute, to: whole.from + 210 * minute } },
    ],
  ])('%o', (written, expected) => {
    const always = { target: {}, values: {}, window: whole, budget: Number.MAX_SAFE_INTEGER };
    expect(plannedFaults(read([written]), times)).toEqual({
      kind: 'rules',
      profile: 'own',
      rules: [{ ...always, ...expected }],
    });
  });
});

describe('a rule for a time', () => {
  it.each([
    ['at', { at: '2026-03-02 07:59' }, '2026-03-02 07:59'],
    ['at', { at: '2026-03-02 20:00' }, '2026-03-02 20:00'],
    ['at', { at: '2026-03-02 08:00' }, undefined],
    ['during', { every: '1h', during: '2026-03-02 06:00 to 2026-03-02 08:00' }, '2026-03-02 06:00 to 2026-03-02 08:00'],
    ['during', { every: '1h', during: '2026-03-02 20:00 to 2026-03-02 21:00' }, '2026-03-02 20:00 to 2026-03-02 21:00'],
    ['during', { every: '1h', during: '2026-03-02 06:00 to 2026-03-02 08:01' }, undefined],
  ])('`%s` has to be within the run: %o', (key, when, seen) => {
    const expected = 'a time from 2026-03-02 08:00, when the run begins, to 2026-03-02 20:00, when faults stop';
    expect(faultWindowProblems(read([{ profile: 'light' }, { fault: 'psp.outage', ...when }]), times)).toEqual(
      seen === undefined ? [] : [{ path: ['faults', 1, key], seen, expected }],
    );
  });

  it('is none in a ready-made storm', () => {
    expect(faultWindowProblems('heavy', times)).toEqual([]);
  });
});

function read(written: unknown): WrittenFaults {
  return faults.parse(written);
}
