import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import { createCompiledInterpreter } from '../interpreter/compiled-interpreter.ts';
import { readScenario } from '../scenario/read.ts';
import { runStep, stepOverrides } from './run-step.ts';
import { stepSettings, usualDuration } from './step.ts';

const twelve = { text: '12/min', perHour: 720 };

describe('a step of a sweep', () => {
  it('lasts five minutes, or until a thousand buyers have come', () => {
    expect(usualDuration({ text: '40/s', perHour: 144_000 })).toBe(300_000);
    // 1,000 at 12 a minute take 83 minutes and a third.
    expect(usualDuration(twelve)).toBe(84 * 60_000);
  });

  it('is the scenario at one rate, held to nothing that is about its own traffic', () => {
    expect(stepSettings(twelve, 300_000)).toEqual([
      'traffic={ phases: [{ name: sweep, shape: constant, for: 5min, rate: 12/min }] }',
      'expect=[]',
    ]);
  });

  it('is one of a storm where its buyers come for as long as its faults have dates, and its nights are enough', () => {
    const fits = (name: string, rate: typeof twelve, hours: number): boolean => {
      const overrides = stepOverrides({ rate, forMs: hours * 3_600_000 }, 'a step');
      return readScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name, overrides).ok;
    };
    const tenAnHour = { text: '10/h', perHour: 10 };
    expect([fits('psp-brownout', twelve, 2), fits('psp-brownout', twelve, 3)]).toEqual([false, true]);
    expect([fits('partitioned-ledger', twelve, 7), fits('partitioned-ledger', twelve, 8)]).toEqual([false, true]);
    expect(fits('broken-settlement-week', twelve, 24)).toBe(false);
    expect(usualDuration(tenAnHour)).toBe(100 * 3_600_000);
    expect([fits('webhook-storm', tenAnHour, 100), fits('webhook-storm', tenAnHour, 2)]).toEqual([false, true]);
  });

  it('is the run that its command makes, and tells what was while buyers came', () => {
    const file = 'scenarios/saturday-rush.yaml';
    const work = { text: readFileSync(file, 'utf8'), file, sha256: 'abc', overrides: [] };
    const step = { rate: { text: '60/min', perHour: 3_600 }, forMs: 120_000 };
    const result = runStep(work, '1', step, createCompiledInterpreter(), () => undefined);
    const { report } = simulate(shippedScenario('saturday-rush', [...stepSettings(step.rate, step.forMs), 'seed=1']));
    expect(result).toMatchObject({
      traceHash: report.traceHash,
      checkouts: 120,
      verdict: 'consistent',
      rate: '60/min',
    });
    expect(result.checkoutMs).toEqual(report.latencyMs.checkout);
    expect(result.thresholds).toEqual(report.thresholds);
    const wallet = result.services.find(({ service }) => service === 'wallet');
    const measured = report.capacity?.services.find(({ service }) => service === 'wallet');
    expect(wallet).toMatchObject({
      served: measured?.served,
      rejected: measured?.rejected,
      queueMost: 20,
      queue: 20,
      peak: 1_000_000,
    });
    expect(wallet?.waitP99Ms).toBe(measured?.waitMs.p99);
    // What ended later is of no use to those who measure how much can be done.
    const within = report.throughput.closed.slice(0, 2).reduce((sum, closed) => sum + closed, 0);
    expect(report.throughput.sliceMs).toBe(60_000);
    expect(result.throughput).toBe(within * 30);
    expect(within).toBeLessThan(120);
  });
});
