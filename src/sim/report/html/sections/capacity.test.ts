import { describe, expect, it } from 'vitest';
import { limitedReport } from '../../../../../test/support/limited-report.ts';
import { rowsOf, textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import type { Report } from '../../report.ts';
import { capacitySection } from './capacity.ts';

function htmlOf(report: Report): string {
  return capacitySection(report)?.body.html ?? '';
}

describe('the section on capacity', () => {
  const html = htmlOf(limitedReport());

  it('is left out where nothing was limited', () => {
    expect(capacitySection(consistentReport())).toBeUndefined();
  });

  it('tells in words what the load did', () => {
    expect(textsOf(html)[0]).toMatch(/^The wallet was the busiest: .* 940 in all\.$/);
  });

  it('draws the places of each service, and a queue and rejections where there were any', () => {
    const ids = [...html.matchAll(/<figure class="chart" id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      'capacity-executor-chart',
      'capacity-wallet-chart',
      'queue-wallet-chart',
      'rejected-wallet-chart',
      'repeated-calls-chart',
    ]);
    expect(textsOf(html)).toContain('wallet: the share of its one place that was taken');
    expect(textsOf(html)).toContain('24 Oct 18:00: 20 waited at most, 16.25 on average');
    expect(textsOf(html)).toContain('24 Oct 18:00: 650 rejected');
  });

  it('has the figures in a table', () => {
    expect(rowsOf(html)).toEqual([
      [
        ...['Service', 'Places', 'Served', 'Rejected', 'Taken', 'At most', 'Longest queue'],
        ...['Wait p50', 'Wait p90', 'Wait p99', 'Wait max'],
      ],
      ['executor', '8', '900', '0', '2.1%', '4%', '0', '0 ms', '0 ms', '0 ms', '0 ms'],
      ['wallet', '1', '1,100', '700', '46.1%', '100%', '20 of 20', '5 ms', '18 s', '19.5 s', '20.25 s'],
    ]);
  });

  it('draws nothing of a service that had nothing to do, nor where nobody came', () => {
    const report = limitedReport();
    const idle = report.capacity.services.map((load) => ({ ...load, served: 0, rejected: 0 }));
    const calm = { ...report.capacity, services: idle, repeated: [0, 0, 0], busiest: null };
    expect(htmlOf({ ...report, capacity: calm })).not.toContain('<figure');
    expect(htmlOf({ ...report, capacity: calm })).toContain('<td class="number">46.1%</td>');
  });
});
