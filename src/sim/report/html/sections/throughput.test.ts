import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import type { Report } from '../../report.ts';
import { neverHeard, throughputSection } from './throughput.ts';

function withSlices(arrived: readonly number[], closed: readonly number[]): Report {
  const report = consistentReport();
  return { ...report, throughput: { ...report.throughput, arrived, closed } };
}

describe('throughput', () => {
  it('tells the busiest slice and the longest backlog in words', () => {
    const [note] = textsOf(throughputSection(withSlices([2, 5, 1], [1, 3, 4])).body.html);
    expect(note).toBe(
      '3 slices of 30 min. The busiest slice from 24 Oct 00:30 had 5 arrivals. ' +
        'The backlog was longest at the end of the slice from 24 Oct 00:30, with 3 checkouts open.',
    );
  });

  it('says which checkouts never closed because no click arrived', () => {
    const [note] = textsOf(throughputSection(withSlices([2, 2], [1, 1])).body.html);
    expect(note).toMatch(/2 checkouts never closed: no click of the buyer reached the payment service\.$/);
  });

  it('does not take a checkout for unheard that is only unfinished', () => {
    const left = { id: 'checkout-7', state: 'received', reason: 'its order is in doubt' };
    const order = { id: 'order-7.1', state: 'unknown', reason: 'the PSP is silent' };
    expect(neverHeard({ ...withSlices([2, 2], [1, 1]), unfinished: [left, order] })).toBe(1);
    expect(neverHeard(withSlices([2], [2]))).toBe(0);
  });

  it('has nothing to draw where nobody came', () => {
    expect(textsOf(throughputSection(withSlices([], [])).body.html)).toEqual([
      'No checkout arrived, so there is nothing to draw.',
    ]);
  });
});
