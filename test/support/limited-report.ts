/** The report of a Saturday on which the wallet could not keep up for half an hour. */
import type { CapacityReport } from '../../src/sim/report/capacity-report.ts';
import type { Report } from '../../src/sim/report/report.ts';
import { consistentReport } from './sample-report.ts';

/** Three slices of half an hour: before the rush, the rush, and after it. */
const capacity: CapacityReport = {
  sliceMs: 1_800_000,
  from: '2026-10-24T15:30:00.000Z',
  repeated: [3, 640, 300],
  storm: { from: '2026-10-24T16:00:00.000Z', to: '2026-10-24T17:00:00.000Z', repeated: 940 },
  services: [
    {
      ...{ service: 'executor', concurrency: 8, queue: null, served: 900, rejected: 0 },
      ...{ utilisation: 21_400, peak: 40_250, queueMost: 0, saturated: null },
      waitMs: { count: 900, totalMs: 0, p50: 0, p90: 0, p99: 0, max: 0 },
      ...{ rejectedFrom: null, recoveredAt: null, recoveredInTime: false },
      slices: {
        utilisation: [12_000, 40_250, 11_950],
        queueMean: [0, 0, 0],
        queueMost: [0, 0, 0],
        served: [200, 500, 200],
        rejected: [0, 0, 0],
      },
    },
    {
      ...{ service: 'wallet', concurrency: 1, queue: 20, served: 1_100, rejected: 700 },
      ...{ utilisation: 461_900, peak: 1_000_000, queueMost: 20 },
      saturated: { from: '2026-10-24T16:04:10.000Z', to: '2026-10-24T16:36:00.000Z', rejected: 700 },
      waitMs: { count: 1_100, totalMs: 9_000_000, p50: 5, p90: 18_000, p99: 19_500, max: 20_250 },
      rejectedFrom: '2026-10-24T16:05:00.000Z',
      ...{ recoveredAt: '2026-10-24T16:36:00.000Z', recoveredInTime: true },
      slices: {
        utilisation: [85_700, 1_000_000, 300_000],
        queueMean: [0, 16.25, 1.5],
        queueMost: [1, 20, 20],
        served: [150, 700, 250],
        rejected: [0, 650, 50],
      },
    },
  ],
  busiest: 'wallet',
};

export function limitedReport(): Report & { readonly capacity: CapacityReport } {
  return { ...consistentReport(), capacity };
}
