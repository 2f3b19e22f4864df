import { describe, expect, it } from 'vitest';
import { order } from '../../../test/support/network-bench.ts';
import { shippedScenario } from '../../../test/support/simulate.ts';
import { addressOf } from '../../domain/addresses.ts';
import { isoInstant } from '../../domain/calendar.ts';
import type { Message } from '../../domain/messages.ts';
import type { CapacityReport } from './capacity-report.ts';
import { capacityReport } from './capacity-result.ts';
import { createCapacityRecord } from './capacity.ts';

const second = 1_000;
const scenario = shippedScenario('first-checkout', [
  'capacity={ wallet: { concurrency: 2, time: 1s, queue: 3 }, psp: { concurrency: 4, time: 1s } }',
]);
const { start } = scenario.clock;

interface Watched {
  /** The wallet serves and has waiting so many, at a second since the start. */
  wallet(at: number, busy: number, waiting: number, ...waited: number[]): void;
  happens(kind: 'delivered' | 'rejected' | 'sent', at: number, message: string): void;
  /** So many calls have been made again by now. */
  repeats(calls: number): void;
  report(minutes: number, arrived: readonly number[]): CapacityReport;
}

function watched(limited = scenario): Watched {
  let repeated = 0;
  const record = createCapacityRecord(limited, () => repeated);
  return {
    wallet(at, busy, waiting, ...waitedMs) {
      const load = { service: 'wallet', concern: 'wallet', busy, waiting, waitedMs } as const;
      record.observe({ kind: 'occupied', at: start + at * second, ...load });
    },
    happens(kind, at, type) {
      const message = { type, orderId: order } as Message;
      const to = type === 'BuyerArrived' ? addressOf.dispatch(order) : 'wallet/seller-1';
      const from = type === 'PayoutDue' ? 'wallet/payout-run-EUR-2026-03-02' : addressOf.orderSaga(order);
      record.observe({ kind, at: start + at * second, from, to, message, concern: order });
    },
    repeats: (calls) => void (repeated = calls),
    report(minutes, arrived) {
      const measures = record.measures(start);
      if (measures === undefined) throw new Error('nothing was limited');
      const slices = { tookMs: 0, sliceMs: minutes * 60_000, from: isoInstant(start), arrived, closed: arrived };
      return capacityReport(measures, slices, start);
    },
  };
}

describe('the utilisation of a service', () => {
  it('is the share of the time of all its places that was taken, slice by slice', () => {
    const { wallet, report } = watched();
    // 30 of 60 s with one place of two, then 60 of 60 s with both, then nothing: 25%, 100%, 0%.
    wallet(30, 1, 0);
    wallet(60, 2, 1, 0, 0);
    wallet(90, 2, 0, 500);
    wallet(120, 0, 0);
    const { services, busiest } = report(1, [1, 1, 1]);
    expect(services.map(({ service }) => service)).toEqual(['psp', 'wallet']);
    expect(services[1]).toMatchObject({
      concurrency: 2,
      queue: 3,
      utilisation: 416_667,
      peak: 1_000_000,
      queueMost: 1,
    });
    expect(services[1]?.slices.utilisation).toEqual([250_000, 1_000_000, 0]);
    // One message for half of the second minute.
    expect(services[1]?.slices.queueMean).toEqual([0, 0.5, 0]);
    expect(services[1]?.slices.queueMost).toEqual([0, 1, 0]);
    expect(services[0]).toMatchObject({ queue: null, utilisation: 0, saturated: null, waitMs: { count: 0 } });
    // Nothing was served by then.
    expect(busiest).toBeNull();
  });

  it('is that of slices of several minutes, too', () => {
    const { wallet, report } = watched();
    wallet(30, 1, 0);
    wallet(60, 2, 0);
    wallet(120, 0, 0);
    expect(report(5, [1]).services[1]?.slices.utilisation).toEqual([250_000]);
  });
});

describe('what a service served and rejected', () => {
  it('is what came from other services', () => {
    const { happens, report } = watched();
    happens('delivered', 1, 'CreditSeller');
    happens('delivered', 61, 'CreditSeller');
    happens('delivered', 62, 'PayoutDue');
    happens('rejected', 63, 'CreditSeller');
    const { services, busiest } = report(1, [1, 1]);
    expect(services[1]).toMatchObject({ served: 2, rejected: 1, slices: { served: [1, 1], rejected: [0, 1] } });
    expect(busiest).toBe('wallet');
  });
});

describe('a recovery', () => {
  it.each([
    ['in time while buyers still come', 300, true],
    ['too late when no more of them do', 50, false],
  ])('is %s', (_, lastBuyer, inTime) => {
    const { wallet, happens, report } = watched();
    wallet(60, 2, 3, 0, 0);
    happens('rejected', 61, 'CreditSeller');
    wallet(100, 1, 0);
    happens('delivered', lastBuyer, 'BuyerArrived');
    expect(report(1, [1, 1]).services[1]).toMatchObject({
      rejectedFrom: isoInstant(start + 61 * second),
      recoveredAt: isoInstant(start + 100 * second),
      recoveredInTime: inTime,
      saturated: { from: isoInstant(start + 60 * second), to: isoInstant(start + 100 * second), rejected: 1 },
    });
  });
});

describe('a retry storm', () => {
  const calls = (...byMinute: readonly number[]): CapacityReport => {
    const { repeats, happens, report } = watched();
    let all = 0;
    for (const [minute, again] of byMinute.entries()) {
      repeats((all += again));
      happens('sent', minute * 60, 'CreditSeller');
    }
    return report(1, [1, 10, 10, 0, 5, 10]);
  };

  it('is when more calls are made again than buyers come at the peak, the worst time of several', () => {
    const { repeated, storm } = calls(11, 0, 20, 30, 10, 12);
    expect(repeated).toEqual([11, 0, 20, 30, 10, 12]);
    expect(storm).toEqual({ from: isoInstant(start + 120_000), to: isoInstant(start + 240_000), repeated: 50 });
  });

  it('is none where as many buyers come at the peak', () => {
    expect(calls(10, 10, 0, 3, 10, 0).storm).toBeNull();
  });
});

it('where nothing is limited there is nothing to report', () => {
  const record = createCapacityRecord(shippedScenario('first-checkout'), () => 0);
  expect(record.measures(start)).toBeUndefined();
});
