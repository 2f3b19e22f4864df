import { describe, expect, it } from 'vitest';
import { consistentReport, emptyReport, inconsistentReport } from '../../../test/support/sample-report.ts';
import type { Report } from '../report/report.ts';
import type { Fate } from './fate.ts';
import { figuresOf, type FigureGroup } from './figures.ts';

const fate: Fate = { name: 'captured', detail: null, charged: 0, refunded: 0, tooMuch: 0 };

/** The values of a group's figures, by name. */
function valuesOf(
  report: Report,
  group: FigureGroup,
  fates: readonly (readonly [{ currency: string }, Fate])[] = [],
): Readonly<Record<string, number | null>> {
  const figures = figuresOf({ report, pspCalls: 17, fates }).filter((figure) => figure.group === group);
  return Object.fromEntries(
    figures.map(({ name, currency, value }) => [currency === null ? name : `${name} ${currency}`, value]),
  );
}

describe('the figures of a run', () => {
  it('are its outcomes and the work that they took, from its report', () => {
    const { counts } = consistentReport();
    expect(valuesOf(consistentReport(), 'outcomes')).toMatchObject({
      orders: counts.orders,
      captured: counts.captured,
      declined: counts.declined,
      'open breaks': 0,
    });
    const drop = { kind: 'network.drop', could: 9, fired: 3, changed: 1 };
    const report = { ...consistentReport(), faults: [drop, { ...drop, kind: 'network.delay', fired: 4 }] };
    expect(valuesOf(report, 'work')).toMatchObject({ 'PSP calls': 17, 'faults fired': 7 });
  });

  it('are its latencies; there is none where nothing was measured', () => {
    expect(valuesOf(consistentReport(), 'latency')).toMatchObject({ 'checkout p99': 4206, 'credit max': 1042 });
    expect(valuesOf(emptyReport(), 'latency')).toMatchObject({ 'checkout p99': null, 'credit max': null });
  });

  it('are its money, by currency, with what is in open breaks and what was charged too much', () => {
    const { money } = consistentReport();
    const open = { id: 'break-1', order: null, kind: 'feeDiffers', openedOn: '2026-10-24', explanation: 'why' };
    const breaks = [
      { ...open, amount: 300, currency: 'EUR' },
      { ...open, amount: -200, currency: 'EUR' },
      { ...open, amount: 7, currency: 'JPY' },
    ];
    const reconciliation = { ...consistentReport().reconciliation, openBreaks: breaks };
    const report = { ...consistentReport(), reconciliation };
    const tooMuch = (amount: number): Fate => ({ ...fate, tooMuch: amount });
    const fates = [
      [{ currency: 'EUR' }, tooMuch(1_000)],
      [{ currency: 'EUR' }, fate],
      [{ currency: 'EUR' }, tooMuch(50)],
    ] as const;
    expect(valuesOf(report, 'money', fates)).toMatchObject({
      'captured EUR': money['EUR']?.captured,
      'at the bank EUR': money['EUR']?.cash,
      'in open breaks EUR': 500,
      'in open breaks JPY': 7,
      'charged too much EUR': 1_050,
      'charged too much JPY': 0,
    });
  });

  it('are its violations, and the money at risk is the most that one of them has priced', () => {
    const [doubled, unposted] = inconsistentReport().violations;
    if (doubled === undefined || unposted === undefined) throw new Error('the sample has two violations');
    const priced = { ...unposted, money: { EUR: 40_000, KWD: 5 } };
    const report = { ...inconsistentReport(), violations: [doubled, priced] };
    expect(valuesOf(report, 'violations')).toEqual({
      'I2 at-most-one-charge': 3,
      'I2 at-most-one-charge EUR': 31_240,
      'I2 at-most-one-charge JPY': 5_000,
      'I7 charge-posted-once': 1,
      'I7 charge-posted-once EUR': 40_000,
      'I7 charge-posted-once KWD': 5,
    });
    expect(valuesOf(report, 'money')).toMatchObject({ 'at risk EUR': 40_000, 'at risk JPY': 5_000, 'at risk KWD': 5 });
    expect(valuesOf(consistentReport(), 'violations')).toEqual({});
  });

  it('of money that was captured say nothing of what is better: a card that is charged twice brings more of it', () => {
    const figures = figuresOf({ report: consistentReport(), pspCalls: 0, fates: [] });
    const better = new Map(figures.map((figure) => [`${figure.name} ${figure.currency ?? ''}`.trim(), figure.better]));
    expect(better.get('captured')).toBe('more');
    expect(better.get('captured EUR')).toBeNull();
    expect(better.get('charged too much EUR')).toBe('less');
  });
});
