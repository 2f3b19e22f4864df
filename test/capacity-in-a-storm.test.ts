/**
 * However little services can do at a time, and whatever goes wrong besides, no penny is lost: what there is no room for is
 * asked for again. More runs, and other ones: `RUNS=500 SEED=7 npx vitest run test/capacity-in-a-storm.test.ts`.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../src/sim/scenario/read.ts';
import type { Report } from '../src/sim/report/report.ts';
import { scenarioText } from './support/any-scenario.ts';
import { shippedScenario, simulate } from './support/simulate.ts';

const runs = Number(process.env['RUNS'] ?? 6);
const seed = Number(process.env['SEED'] ?? 20_260_307);

const services = ['payment-service', 'executor', 'psp', 'bank', 'wallet', 'ledger', 'reconciliation'] as const;

/** Each service at its least: one message at a time, and next to nobody waits. */
const tiny = (queue: number, time: string): string =>
  `capacity={ ${services.map((name) => `${name}: { concurrency: 1, time: ${time}, queue: ${queue} }`).join(', ')} }`;

const someLimits = fc
  .record({
    concurrency: fc.integer({ min: 1, max: 2 }),
    ms: fc.integer({ min: 0, max: 300 }),
    queue: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  })
  .map(
    ({ concurrency, ms, queue }) =>
      `{ concurrency: ${concurrency}, time: 0ms to ${ms}ms${queue === undefined ? '' : `, queue: ${queue}`} }`,
  );
const anyLimits = fc
  .tuple(
    ...services.map((name) =>
      fc.option(
        someLimits.map((limits) => `${name}: ${limits}`),
        { freq: 2, nil: undefined },
      ),
    ),
  )
  .map((some) => `capacity: { ${some.filter((each) => each !== undefined).join(', ')} }\n`);
const stormyText = fc
  .tuple(scenarioText, anyLimits, fc.constantFrom('none', 'light', 'heavy', 'swarm'))
  .map(([text, limits, faults]) => `${text}${limits}faults: ${faults}\n`);

function rejectedIn({ capacity }: Report): number {
  return capacity?.services.reduce((sum, { rejected }) => sum + rejected, 0) ?? 0;
}

describe('services of any capacity', () => {
  it('keep every penny and end what was begun, under any storm', () => {
    fc.assert(
      fc.property(stormyText, (text) => {
        const read = readScenario(text, 'any.yaml');
        // Services that are slower than their callers wait for are refused, among others.
        fc.pre(read.ok);
        if (!read.ok) return;
        const { report } = simulate(read.scenario);
        expect(report.violations).toEqual([]);
        expect(report.inconclusiveBecause.filter((reason) => /limit|beyond/.test(reason))).toEqual([]);
        expect(report.unfinished).toEqual([]);
      }),
      { numRuns: runs, seed },
    );
  });
});

describe('services at their least', () => {
  it.each([
    ['seller-payouts', 0, '10ms'],
    ['dispatch-days', 1, '300ms'],
    ['cross-border', 5, '0ms to 900ms'],
  ])('carry the checkouts of %s with %d waiting and %s a message, under heavy faults', (name, queue, time) => {
    const changes = ['traffic.checkouts=30', 'faults=heavy', 'expect=[]', tiny(queue, time)];
    const { report } = simulate(shippedScenario(name, changes));
    expect(report.violations).toEqual([]);
    expect(report.unfinished).toEqual([]);
    expect(report.verdict).toBe('consistent');
  });

  it('reject a rush again and again, and have it all in the end', () => {
    const rush = 'traffic.phases=[{ name: rush, shape: constant, for: 1min, rate: 1/s }]';
    const changes = ['traffic.checkouts=60', rush, 'thresholds=[]', tiny(0, '100ms')];
    const { report } = simulate(shippedScenario('marketplace-day', changes));
    expect(rejectedIn(report)).toBeGreaterThan(300);
    expect([report.verdict, report.unfinished]).toEqual(['consistent', []]);
  });
});
