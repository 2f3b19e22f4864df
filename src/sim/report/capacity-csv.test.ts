import { describe, expect, it } from 'vitest';
import { limitedReport } from '../../../test/support/limited-report.ts';
import { capacityCsv } from './capacity-csv.ts';

describe('capacity.csv', () => {
  it('has a row for each slice and service, with times in UTC', () => {
    expect(capacityCsv(limitedReport().capacity).split('\r\n')).toEqual([
      'from,to,service,utilisation,queue_mean,queue_most,served,rejected',
      '2026-10-24T15:30:00.000Z,2026-10-24T16:00:00.000Z,executor,0.012,0,0,200,0',
      '2026-10-24T15:30:00.000Z,2026-10-24T16:00:00.000Z,wallet,0.0857,0,1,150,0',
      '2026-10-24T16:00:00.000Z,2026-10-24T16:30:00.000Z,executor,0.04025,0,0,500,0',
      '2026-10-24T16:00:00.000Z,2026-10-24T16:30:00.000Z,wallet,1,16.25,20,700,650',
      '2026-10-24T16:30:00.000Z,2026-10-24T17:00:00.000Z,executor,0.01195,0,0,200,0',
      '2026-10-24T16:30:00.000Z,2026-10-24T17:00:00.000Z,wallet,0.3,1.5,20,250,50',
      '',
    ]);
  });
});
