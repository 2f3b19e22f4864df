import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import { brokenOffReport } from '../../../../../test/support/stormy-report.ts';
import { thresholdsSection } from './thresholds.ts';

describe('thresholds', () => {
  it('show what was measured in the unit of their metric', () => {
    const thresholds = [
      { expression: 'checkout.p99 < 3s', value: 4206, unit: 'ms', met: false },
      { expression: 'captured >= 97%', value: 972_309, unit: 'ppm', met: true },
      { expression: 'matched = 100%', value: 1_000_000, unit: 'ppm', met: true },
      { expression: 'openBreaks <= 1000', value: 1204, unit: 'count', met: false },
    ] as const;
    expect(rowsOf(thresholdsSection({ ...consistentReport(), thresholds }).body.html)).toEqual([
      ['Threshold', 'Measured', 'Outcome'],
      ['checkout.p99 < 3s', '4.206 s', '✕ missed'],
      ['captured >= 97%', '97.2309%', '✓ met'],
      ['matched = 100%', '100%', '✓ met'],
      ['openBreaks <= 1000', '1,204', '✕ missed'],
    ]);
  });

  it('say what is counted where the name does not', () => {
    const retries = { expression: 'retries < 100', value: 195, unit: 'count', met: false } as const;
    expect(rowsOf(thresholdsSection({ ...consistentReport(), thresholds: [retries] }).body.html)[1]).toEqual([
      ...['retries < 100 calls and clicks that were made again because no answer came', '195', '✕ missed'],
    ]);
  });

  it('have the expectations beside them where there are any, with what the run did exercise', () => {
    const { title, body } = thresholdsSection({ ...brokenOffReport(), thresholds: [] });
    expect(title).toBe('Thresholds and expectations');
    expect(rowsOf(body.html)).toEqual([
      ['Expectation', 'Exercised', 'Outcome'],
      ['faults.service.crash >= 9', '3', '! not met'],
      ['refunds >= 100', '150', '✓ met'],
    ]);
  });
});
