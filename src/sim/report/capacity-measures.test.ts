import { describe, expect, it } from 'vitest';
import { isoInstant } from '../../domain/calendar.ts';
import { addedCapacity, type CapacityMeasures, type StationMeasures } from './capacity-measures.ts';
import { capacityReport } from './capacity-result.ts';
import { durationsIn } from './durations.ts';
import { createHistogram, record } from './histogram.ts';
import type { Minute } from './station-gauge.ts';

const start = Date.UTC(2026, 2, 7, 18);
const minute: Minute = { busyMs: 30_000, waitingMs: 12_000, most: 2, served: 3, rejected: 0 };

function measures(changed: Partial<StationMeasures>, waitsMs: readonly number[] = []): CapacityMeasures {
  const histogram = createHistogram();
  for (const ms of waitsMs) record(histogram, ms);
  const wallet: StationMeasures = {
    ...{ service: 'wallet', concurrency: 1, queue: 20, minutes: [[0, minute]] },
    ...{ waits: durationsIn(histogram), waitedMs: waitsMs.reduce((sum, ms) => sum + ms, 0) },
    ...{ saturated: null, rejectedFrom: null, recoveredAt: null, recoveredInTime: false },
    ...changed,
  };
  return { systems: 1, repeated: [[0, 2]], services: [wallet] };
}

describe('the capacity of several payment systems', () => {
  it('is taken by the share of all of their places, and the longest queue is that of one of them', () => {
    const busier: Minute = { busyMs: 60_000, waitingMs: 36_000, most: 5, served: 4, rejected: 1 };
    const both = addedCapacity(
      measures({}, [10]),
      measures(
        {
          minutes: [
            [0, busier],
            [1, minute],
          ],
        },
        [30, 40],
      ),
    );
    const throughput = { tookMs: 0, sliceMs: 60_000, from: isoInstant(start), arrived: [9, 9], closed: [9, 9] };
    const { services, repeated } = capacityReport(both, throughput, start);
    expect(repeated).toEqual([4, 0]);
    // 90 s of 120 in the first minute, 30 of 120 in the second.
    expect(services[0]?.slices.utilisation).toEqual([750_000, 250_000]);
    // 48 s of waiting in the 120 s of two systems.
    expect(services[0]?.slices.queueMean).toEqual([0.4, 0.1]);
    expect(services[0]).toMatchObject({ concurrency: 1, queue: 20, served: 10, rejected: 1, queueMost: 5 });
    expect(services[0]?.waitMs).toMatchObject({ count: 3, totalMs: 80, p50: 30, max: 40 });
  });

  it('has recovered when all have that rejected something, and the longest stretch is that of one of them', () => {
    const short = { from: start, to: start + 500, lastedMs: 500, rejected: 1 };
    const long = { from: start + 9_000, to: null, lastedMs: 7_000, rejected: 8 };
    const rejected = { rejectedFrom: start + 100, recoveredAt: start + 500, recoveredInTime: true };
    const calm = measures({});
    const one = measures({ ...rejected, saturated: short });
    const other = measures({ ...rejected, rejectedFrom: start + 50, recoveredAt: start + 900, saturated: long });
    expect(addedCapacity(addedCapacity(calm, one), other).services[0]).toMatchObject({
      ...{ rejectedFrom: start + 50, recoveredAt: start + 900, recoveredInTime: true, saturated: long },
    });
    const never = measures({ ...rejected, recoveredAt: null, recoveredInTime: false });
    expect(addedCapacity(one, never).services[0]).toMatchObject({ recoveredAt: null, recoveredInTime: false });
  });
});
