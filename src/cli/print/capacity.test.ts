import { describe, expect, it } from 'vitest';
import { limitedReport } from '../../../test/support/limited-report.ts';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { capacityLines } from './capacity.ts';

const plain = (_: string, text: string): string => text;

describe('capacity on a terminal', () => {
  it('is a table by service, and what the load did in words', () => {
    expect(capacityLines(limitedReport(), plain)).toEqual([
      '',
      'Capacity    places  served  rejected  taken  at most  longest queue  wait p50     p99      max',
      '  executor       8     900         0   2.1%       4%              0      0 ms    0 ms     0 ms',
      '  wallet         1   1,100       700  46.1%     100%       20 of 20      5 ms  19.5 s  20.25 s',
      '  The wallet was the busiest: 100% of its places were taken in its busiest slice.',
      '  From 18:04:10 the wallet had no place free for 31 min 50 s; all of its 700 rejections fell into',
      '    that time.',
      '  From 18:36:00 it had room for everything: it recovered while buyers still came.',
      '  A retry storm came up: from 18:00:00 to 19:00:00 more calls were made again than buyers came at',
      '    the peak, 940 in all.',
    ]);
  });

  it('is nothing where nothing was limited', () => {
    expect(capacityLines(consistentReport(), plain)).toEqual([]);
  });
});
