import { describe, expect, it } from 'vitest';
import { limitedReport } from '../../../test/support/limited-report.ts';
import type { CapacityReport, ServiceLoad } from './capacity-report.ts';
import { capacitySentences } from './capacity-words.ts';

const { capacity } = limitedReport();

function told(load: Partial<ServiceLoad>, rest: Partial<CapacityReport> = {}): string[] {
  const services = capacity.services.map((each) => (each.service === 'wallet' ? { ...each, ...load } : each));
  return capacitySentences({ ...capacity, services, ...rest }, 'Europe/Berlin');
}

describe('what the load did', () => {
  it('is told from the busiest service to its recovery', () => {
    expect(told({})).toEqual([
      'The wallet was the busiest: 100% of its places were taken in its busiest slice.',
      'From 18:04:10 the wallet had no place free for 31 min 50 s; all of its 700 rejections fell into that time.',
      'From 18:36:00 it had room for everything: it recovered while buyers still came.',
      'A retry storm came up: from 18:00:00 to 19:00:00 more calls were made again than buyers came at the peak, 940 in all.',
    ]);
  });

  it('says first of several cells what is told of all, and what of one', () => {
    const [first, second] = capacitySentences(capacity, 'Europe/Berlin', 20);
    expect(first).toMatch(/^Each of the 20 cells has services of its own: shares are of the places of all of them, /);
    expect(second).toMatch(/^The wallet was the busiest: /);
  });

  it('is less than a recovery in time where buyers had stopped coming, or where it never came', () => {
    expect(told({ recoveredInTime: false })[2]).toMatch(/: it recovered only when no more buyers came\.$/);
    expect(told({ recoveredAt: null })[2]).toBe('The wallet did not recover.');
  });

  it('is a long wait alone where nothing was rejected', () => {
    const calm = told({ rejected: 0, recoveredAt: null, rejectedFrom: null }, { storm: null });
    expect(calm.slice(1)).toEqual([
      'From 18:04:10 the wallet had no place free for 31 min 50 s.',
      'No retry storm came up: in no slice were more calls made again than buyers came at the peak.',
    ]);
  });

  it('is told with the date where that is another one, and may last until the end', () => {
    const from = '2026-10-25T05:00:00.000Z';
    const late = told({ rejected: 9, saturated: { from, to: null, rejected: 2 } });
    expect(late[1]).toBe(
      'From 2026-10-25 06:00:00 the wallet had no place free until the end; 2 of its 9 rejections fell into that time.',
    );
  });

  it('tells of a single rejection as of one', () => {
    const from = '2026-10-24T16:04:10.000Z';
    const to = '2026-10-24T16:05:00.000Z';
    const once = told({ rejected: 1, saturated: { from, to, rejected: 1 } });
    expect(once[1]).toBe(
      'From 18:04:10 the wallet had no place free for 50 s; its only rejection fell into that time.',
    );
    expect(told({ rejected: 1, saturated: { from, to, rejected: 0 } })[1]).toBe(
      'From 18:04:10 the wallet had no place free for 50 s.',
    );
  });

  it('is nothing where nobody had anything to do', () => {
    expect(told({}, { busiest: null })).toEqual(['None of the limited services had anything to do.']);
  });

  it('does not call all what is not all', () => {
    expect(told({ peak: 999_960 })[0]).toMatch(/: 99\.9% of its places/);
  });
});
