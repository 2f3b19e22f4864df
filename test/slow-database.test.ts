import { describe, expect, it } from 'vitest';
import { scenarioOf, simulate } from './support/simulate.ts';

/** Half of all reads and commits take longer than 1.5 s, and some five times as long as anybody waits before asking again. */
const slow = `
name: slow-database
clock: { zone: Europe/Amsterdam, start: 2026-03-02 20:00 }
traffic: { checkouts: 6, phases: [{ name: evening, shape: constant, for: 5h, rate: 6/h }] }
currencies: [{ code: EUR, share: 100%, price: 4.00 EUR to 180.00 EUR }]
psp: { cutOff: '21:00', fileAt: '03:00' }
database: { latency: { min: 100ms, p50: 1500ms, max: 10s } }
phases: { heal: 2026-03-03 12:00 }
`;
const payouts = 'payouts={ hold: 1h, returned: 50% }';
const refunds = 'refunds={ share: 50%, partial: 50%, after: 10min to 1h }';

/** At these seeds the PSP hears once more what was unlisted while it reads what a file lists. */
const seeds = [2, 5, 12, 28];

describe('a database that takes longer to read than anybody waits', () => {
  it.each(seeds)('leaves every line where it belongs, at seed %i', (seed) => {
    const { report } = simulate(scenarioOf(slow, [`seed=${seed}`]));
    expect([report.verdict, report.violations, report.reconciliation.openBreaks]).toEqual(['consistent', [], []]);
  });

  it.each(seeds)('leaves as many wrong lines as faults have made, at seed %i', (seed) => {
    const faults = 'faults=[{ fault: settlement.line-wrong-amount, rate: 100% }]';
    const { report } = simulate(scenarioOf(slow, [`seed=${seed}`, faults]));
    expect([report.verdict, report.violations]).toEqual(['consistent', []]);
    const kinds = report.reconciliation.openBreaks.map(({ kind }) => kind);
    const fired = report.faults.find(({ kind }) => kind === 'settlement.line-wrong-amount')?.fired;
    expect(kinds).toEqual(Array.from({ length: fired ?? 0 }, () => 'amountDiffers'));
  });

  it.each(seeds)('pays refunds and sellers once, while its services crash, at seed %i', (seed) => {
    const faults =
      'faults=[{ fault: service.crash, every: 20min, for: 1ms to 2s }, { fault: database.slow, rate: 10% }]';
    const { report } = simulate(scenarioOf(slow, [`seed=${seed}`, payouts, refunds, faults]));
    expect([report.verdict, report.violations, report.unfinished]).toEqual(['consistent', [], []]);
    expect(report.counts.restarts).toBeGreaterThan(20);
  });
});
describe('a decision of the card’s issuer that is still being stored when the PSP crashes', () => {
  // At these seeds the issuer says something else when it is asked again, before the first decision is durable.
  it.each([5, 16, 22, 37])('is the one that is announced, or is none: at seed %i', (seed) => {
    const { report } = simulate(
      scenarioOf(
        `
name: decisions
clock: { zone: Europe/Amsterdam, start: 2026-03-02 12:00 }
traffic: { checkouts: 30, phases: [{ name: a, shape: constant, for: 2h, rate: 15/h }] }
currencies: [{ code: EUR, share: 100%, price: 4.00 EUR to 180.00 EUR }]
faults:
  - { fault: psp.decline, rate: 40% }
  - { fault: database.slow, on: psp, rate: 40%, by: 1s to 10s }
  - { fault: service.crash, on: psp, every: 2min, for: 10ms to 1s }
`,
        [`seed=${seed}`],
      ),
    );
    expect([report.verdict, report.violations, report.unfinished]).toEqual(['consistent', [], []]);
    expect(report.counts.restarts).toBeGreaterThan(50);
  });
});
