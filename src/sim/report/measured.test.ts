import { describe, expect, it } from 'vitest';
import { measured } from './measured.ts';

describe('what a threshold looked at', () => {
  it('is told in the unit of the threshold, and a rate in the one that it is written in', () => {
    const throughput = { value: 7_128, unit: 'perHour', met: true } as const;
    expect(measured({ ...throughput, expression: 'throughput >= 2/s' })).toBe('1.98/s');
    expect(measured({ ...throughput, expression: 'throughput > 100 / min' })).toBe('118.8/min');
    expect(measured({ expression: 'captured > 97%', value: 972_309, unit: 'ppm', met: true })).toBe('97.2309%');
    expect(measured({ expression: 'retries < 5', value: 1_234, unit: 'count', met: false })).toBe('1,234');
  });

  it('is nothing where nothing was measured', () => {
    expect(measured({ expression: 'refund.p99 < 5s', value: null, unit: 'ms', met: false })).toBe(
      'nothing was measured',
    );
  });
});
