import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import { businessDate, instantOf } from '../../domain/calendar.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultPlan, ScriptedFault } from '../faults/plan.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Report } from './report.ts';

const calm = shippedScenario('first-checkout', ['seed=1']);
/** Tuesday, ten in the morning, a day after the click: long after the payment, long before the last night. */
const healAt = instantOf(businessDate('2026-03-03'), 600, 'Europe/Amsterdam');

function reportOf(script: readonly ScriptedFault[] = [], rest: Partial<Scenario> = {}): Report {
  const faults: FaultPlan = { kind: 'script', script };
  const phases = { ...calm.phases, healAt };
  return simulate({ ...calm, faults, phases, ...rest }).report;
}

function at(time: number): number {
  return instantOf(businessDate('2026-03-02'), time, 'Europe/Amsterdam');
}

const drop = { site: 'executor→psp ChargeRequested order-1.1 #1', fault: { kind: 'network.drop' } } as const;
const never = { site: 'executor→psp ChargeRequested order-9.9 #1', fault: { kind: 'network.drop' } } as const;

describe('the report of a run without faults', () => {
  const report = reportOf();

  it('is consistent, and has nothing to say of faults', () => {
    expect(report.verdict).toBe('consistent');
    expect(report.inconclusiveBecause).toEqual([]);
    const { faults, unreachedSites, score, unfinished, expectations } = report;
    expect([faults, unreachedSites, score, unfinished, expectations]).toEqual([[], [], [], [], []]);
    expect(report.timeline).toMatchObject({ healedAt: null, fired: [], spans: [] });
  });

  it('knows when the last payment had ended', () => {
    // The click comes within a minute from 10:00, and nothing takes longer than a second.
    const settledAt = Date.parse(report.phases.settledAt ?? '');
    expect(settledAt).toBeGreaterThan(at(600));
    expect(settledAt).toBeLessThan(at(602));
    expect(Date.parse(report.phases.healAt)).toBe(healAt);
  });
});

describe('the report of a run with faults', () => {
  const episode: ScriptedFault = {
    site: 'episode service.crash bank #1',
    episode: { at: at(660), forMs: 1_800_000, fault: { kind: 'service.crash', service: 'bank' } },
  };
  const report = reportOf([drop, episode]);

  it('counts what could have fired, fired and changed the course', () => {
    expect(report.faults.map(({ kind, fired, changed }) => [kind, fired, changed])).toEqual([
      ['network.drop', 1, 1],
      // The bank had nothing to do at that hour.
      ['service.crash', 1, 0],
    ]);
    expect(report.faults.every(({ could, fired }) => could >= fired)).toBe(true);
    expect(report.counts).toMatchObject({ messagesLost: 1, restarts: 1, inquiries: 1 });
  });

  it('has a timeline with the fault, the crash and the healing', () => {
    const { healedAt, spans, fired } = report.timeline;
    expect(Date.parse(healedAt ?? '')).toBe(healAt);
    expect(spans).toEqual([
      {
        ...{ service: 'bank', state: 'down', from: '2026-03-02T10:00:00.000Z', to: '2026-03-02T10:30:00.000Z' },
        ...{ count: 1, lastedMs: 1_800_000 },
      },
    ]);
    expect(fired.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('settles all the same', () => {
    expect(report.verdict).toBe('consistent');
    expect(report.phases.settledAt).not.toBeNull();
    expect(report.unfinished).toEqual([]);
  });
});

describe('the score of a run', () => {
  it('says how long a discrepancy was undetected, and takes a copy of a file for harmless', () => {
    const inFile = (about: string, fault: Extract<Fault, { kind: `settlement.${string}` }>): ScriptedFault => ({
      ...{ site: `settlement psp EUR/2026-03-02 ${about} #1`, fault },
    });
    const { score, reconciliation } = reportOf([
      inFile('order-1.1', { kind: 'settlement.line-missing' }),
      inFile('file', { kind: 'settlement.file-duplicate', lagMs: 60_000 }),
    ]);
    expect(score.map(({ kind, injected, found, harmless }) => [kind, injected, found, harmless])).toEqual([
      ['settlement.line-missing', 1, 1, 0],
      ['settlement.file-duplicate', 1, 0, 1],
    ]);
    const [missing, duplicate] = score;
    expect(missing?.longestMs).toBeGreaterThan(0);
    expect(missing?.longestMs).toBeLessThan(60_000);
    expect(duplicate?.longestMs).toBeNull();
    expect(missing?.nights).toEqual({ '2026-03-02': { injected: 1, found: 1, harmless: 0 } });
    const [night] = reconciliation.nights;
    expect(night?.breaks).toBe(reconciliation.openBreaks.length + reconciliation.resolvedBreaks.length);
  });
});

describe('a run that proves nothing', () => {
  it('did not exercise what was expected of it', () => {
    const expression = 'refunds >= 1';
    const report = reportOf([], { expect: [{ expression, metric: 'refunds', operator: '>=', bound: 1 }] });
    expect(report.verdict).toBe('inconclusive');
    expect(report.expectations).toEqual([{ expression, value: 0, met: false }]);
    expect(report.inconclusiveBecause).toEqual(['it was to exercise refunds >= 1, and the figure is 0']);
  });

  it('had a script with sites that never occurred', () => {
    const one = reportOf([drop, never]);
    expect(one.unreachedSites).toEqual([never.site]);
    expect(one.inconclusiveBecause).toEqual([`the script names a site that never occurred: ${never.site}`]);
    const two = reportOf([never, { ...never, site: never.site.replace('9.9', '9.8') }]);
    expect(two.inconclusiveBecause[0]).toMatch(/, and 1 more$/);
  });

  it('was cut short, and lists what was left over', () => {
    const report = reportOf([], { limits: { events: 20 } });
    expect(report.verdict).toBe('inconclusive');
    expect(report.inconclusiveBecause[0]).toMatch(/^the run reached its limit of 20 events at 2026-03-02T09:0/);
    expect(report.unfinished.map(({ id, state }) => `${id} ${state}`)).toContain('checkout-1 received');
    expect(report.phases.settledAt).toBeNull();
  });
});

describe('a night that is still open', () => {
  it('does not make the payments unsettled', () => {
    // Enough for the payments of the morning, and not for the last night.
    const whole = reportOf();
    const report = reportOf([], { limits: { events: whole.counts.events - 10 } });
    expect(report.unfinished.every(({ id }) => !/^(checkout|refund)-/.test(id))).toBe(true);
    expect(report.phases.settledAt).toBe(whole.phases.settledAt);
  });
});
