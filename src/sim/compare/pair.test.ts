import { describe, expect, it } from 'vitest';
import { pairUp, settingsOf } from '../../../test/support/compare-scenarios.ts';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import { comparisonOf, type Comparison } from './comparison.ts';
import { createPair, type FinishedPair } from './pair.ts';

/** Both to their ends. */
function pairOf(name: string, a: readonly string[], b: readonly string[], slice?: number): FinishedPair {
  return pairUp(shippedScenario(name, a), shippedScenario(name, b), slice);
}

function compared(name: string, a: readonly string[], b: readonly string[], slice?: number): Comparison {
  return comparisonOf('1', pairOf(name, a, b, slice));
}

function figure({ figures }: Comparison, name: string, currency: string | null = null) {
  const found = figures.find((each) => each.name === name && each.currency === currency);
  return [found?.a, found?.b];
}

const hasty = ['traffic.only=[31]', 'policies.psp.timeout=800ms'];
const mistaken = [...hasty, 'defects=timeout-treated-as-failure'];

describe('a design and itself', () => {
  it('have the same history, which is that of each alone', () => {
    const alone = simulate(shippedScenario('first-checkout', ['traffic.checkouts=4'])).report;
    const { a, b, histories } = pairOf('first-checkout', ['traffic.checkouts=4'], ['traffic.checkouts=4']);
    expect(a.finish.report.traceHash).toBe(alone.traceHash);
    expect(b.finish.report).toEqual(a.finish.report);
    expect(histories.parting).toBeUndefined();
    expect(histories.common).toBeGreaterThan(alone.counts.messages);
  });

  it('differ in nothing, and both have what the report of one has', () => {
    const comparison = compared('first-checkout', [], []);
    const { counts, money } = simulate(shippedScenario('first-checkout')).report;
    expect(comparison).toMatchObject({ verdict: 'same', parting: null, orders: { both: 2, differ: 0 } });
    expect(comparison.figures.filter(({ a, b }) => a !== b)).toEqual([]);
    expect(figure(comparison, 'captured')).toEqual([counts.captured, counts.captured]);
    expect(figure(comparison, 'at the bank', 'EUR')).toEqual([money['EUR']?.cash, money['EUR']?.cash]);
    // Each order is charged with one call.
    expect(figure(comparison, 'PSP calls')).toEqual([2, 2]);
  });

  it('have it all the same where what differs has no effect', () => {
    const comparison = compared('first-checkout', ['thresholds=[captured >= 1%]'], ['thresholds=[captured < 1%]']);
    expect(comparison.verdict).toBe('same');
    expect(comparison.a.thresholds).toMatchObject([{ met: true }]);
    expect(comparison.b.thresholds).toMatchObject([{ met: false }]);
  });
});

describe.each([50, 100_000])('a design and one that takes silence for a decline, %i events at a time,', (slice) => {
  const comparison = compared('defect-bench', hasty, mistaken, slice);

  it('part where the executor puts the order down as unknown, and the mistake does not', () => {
    const { parting, common } = comparison;
    expect(common).toBe(70);
    expect(parting).toEqual({
      last: { at: '2026-03-02T20:36:10.820Z', text: 'executor, delivered, order-31.1: the PSP has not answered' },
      first: 'a',
      about: 'order-31.1',
      a: {
        at: '2026-03-02T20:36:10.821Z',
        text: 'executor.db, order-31.1: payment order stored: unknown, attempt 1 with key order-31.1:1',
      },
      b: {
        at: '2026-03-02T20:36:12.203Z',
        text: 'payment-service → executor, sent, order-31.1: execute the order: charge 9.91 EUR for seller-2',
      },
      detail: null,
      story: 'order-31.1',
    });
  });

  it('differ by the second charge: one order, its amount, and its fee of 3 % of that and 0.30 EUR', () => {
    expect(comparison.orders).toMatchObject({
      ...{ both: 2, onlyInA: 0, onlyInB: 0, differ: 1 },
      changes: [{ a: 'captured', b: 'captured twice', orders: 1 }],
      first: [{ order: 'order-31.1', amount: 991, currency: 'EUR', b: { charged: 1_982, tooMuch: 991 } }],
    });
    expect(figure(comparison, 'captured', 'EUR')).toEqual([2_665, 2_665 + 991]);
    expect(figure(comparison, 'charged too much', 'EUR')).toEqual([0, 991]);
    // 2.9 % of 9.91 is 0.287, and 0.30 EUR with it 0.59; of the 16.74 of the other order, 0.485, and with it 0.79.
    expect(figure(comparison, 'PSP fees', 'EUR')).toEqual([138, 138 + 59]);
    expect(figure(comparison, 'at risk', 'EUR')).toEqual([0, 991]);
    expect(figure(comparison, 'I2 at-most-one-charge')).toEqual([0, 1]);
    expect(figure(comparison, 'inquiries')).toEqual([1, 0]);
  });

  it('come to their own verdicts', () => {
    expect([comparison.a.verdict, comparison.b.verdict]).toEqual(['consistent', 'inconsistent']);
    expect(comparison.a.traceHash).toBe(simulate(shippedScenario('defect-bench', hasty)).report.traceHash);
    expect(comparison.b.traceHash).toBe(simulate(shippedScenario('defect-bench', mistaken)).report.traceHash);
  });
});

describe('two designs', () => {
  it('that charge other fees part at the first capture, and where they sound the same it is said in what they differ', () => {
    const fee = compared('first-checkout', [], ['psp.fee.rate=3%']);
    // Of 74.60, 2.9 % and 0.30 is 2.463, and 3 % and 0.30 is 2.538.
    expect(fee.parting?.a?.text).toContain('captured 74.60 EUR, fee 2.46 EUR');
    expect(fee.parting?.b?.text).toContain('captured 74.60 EUR, fee 2.54 EUR');
    expect(fee.parting?.detail).toBeNull();
    const card = compared('first-checkout', [], ['buyers.count=100']);
    expect(card.parting?.detail).toMatch(/^message\.basket\.buyerId: "buyer-\d+" and "buyer-\d+"$/);
  });

  it('of which one has a night more part where the other ends', () => {
    const { parting, common, figures } = compared('first-checkout', ['clock.nights=2'], ['clock.nights=3']);
    expect(parting).toMatchObject({ first: 'b', about: 'psp/EUR/2026-03-04', a: null, story: null });
    expect(common).toBe(compared('first-checkout', [], []).common);
    expect(figures.filter(({ a, b }) => a !== b)).toEqual([]);
  });

  it('of which one has other traffic have no order in common with it', () => {
    expect(compared('first-checkout', [], ['buyers.count=100']).orders).toMatchObject({
      ...{ both: 0, onlyInA: 2, differ: 0 },
    });
  });
});

describe('the progress of two runs', () => {
  it('is that of the one behind, with the events of both, and is over when both are', () => {
    const scenarios = [
      shippedScenario('first-checkout'),
      shippedScenario('first-checkout', ['clock.nights=3']),
    ] as const;
    const pair = createPair(settingsOf(scenarios[0]), settingsOf(scenarios[1]));
    expect(pair.status()).toMatchObject({ checkouts: 0, events: 0 });
    pair.run(20);
    expect(pair.status().events).toBe(20);
    pair.run(10);
    expect(pair.status().events).toBe(30);
    while (pair.run(10) === 'more');
    const { a, b } = pair.finish();
    const { counts: of } = a.finish.report;
    expect(pair.status()).toMatchObject({
      checkouts: 1,
      events: of.events + b.finish.report.counts.events,
    });
  });
});
