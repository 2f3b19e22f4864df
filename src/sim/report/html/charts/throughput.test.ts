import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import type { Report } from '../../report.ts';
import { slicesOf, throughputChart } from './throughput.ts';

function withSlices(arrived: readonly number[], closed: readonly number[]): Report {
  const report = consistentReport();
  return { ...report, throughput: { ...report.throughput, arrived, closed } };
}

describe('slices of throughput', () => {
  it('count what is open at the end of each', () => {
    expect(slicesOf(withSlices([3, 2, 0], [1, 2, 2])).open).toEqual([2, 2, 0]);
  });

  it('begin at the wall clock of the zone', () => {
    expect(slicesOf(withSlices([1, 1], [1, 1])).starts).toEqual(['24\u00A0Oct 00:00', '24\u00A0Oct 00:30']);
  });

  it('are added together when there are more than can be drawn, and none is lost', () => {
    const checkouts = fc.array(fc.nat(1000), { minLength: 1, maxLength: 2000 });
    fc.assert(
      fc.property(checkouts, (arrived) => {
        const slices = slicesOf(withSlices(arrived, arrived));
        expect(slices.arrived.length).toBeLessThanOrEqual(240);
        expect(sum(slices.arrived)).toBe(sum(arrived));
        expect(slices.open.at(-1)).toBe(0);
        expect(slices.sliceMs * slices.arrived.length).toBeGreaterThanOrEqual(1_800_000 * arrived.length);
      }),
      { numRuns: 30 },
    );
  });

  it('may be fewer for what closed than for what arrived', () => {
    expect(slicesOf(withSlices([2, 1], [1])).closed).toEqual([1, 0]);
  });
});

describe('the chart of throughput', () => {
  it('draws arrivals as an area and closures as a line, in steps', () => {
    const { html } = throughputChart(slicesOf(withSlices([2, 4], [1, 2])), 'Two slices.');
    // The scale ends at 4, which is the top of 190 pixels.
    expect(html).toContain('<path class="arrived" d="M0 190V95H1V0H2V190Z" />');
    expect(html).toContain('<path class="closed" d="M0 142.5H1V95H2" />');
    expect(html).toContain('<title>24\u00A0Oct 00:30: 4 arrived, 2 closed, 3 open at its end</title>');
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
