import { describe, expect, it } from 'vitest';
import { histogramOf } from './durations.ts';
import { latencyOf } from './histogram.ts';
import { createGauge, type Gauge } from './station-gauge.ts';

const second = 1_000;
const start = 1_772_900_000_000;

/** The wallet, with so many places; times are seconds since the start. */
function gauge(
  concurrency: number,
): Gauge & { holds(at: number, busy: number, waiting: number, ...waited: number[]): void } {
  const its = createGauge(start, concurrency);
  return {
    ...its,
    holds(at, busy, waiting, ...waitedMs) {
      const load = { service: 'wallet', concern: 'wallet', busy, waiting, waitedMs } as const;
      its.occupied({ kind: 'occupied', at: start + at * second, ...load });
    },
  };
}

describe('the minutes of a station', () => {
  it('have the places that were taken and the messages that waited, each for its time', () => {
    const { holds, minutes } = gauge(2);
    // From 0:50 one place, from 1:10 both and one waits, from 1:20 both, from 1:30 nothing.
    holds(50, 1, 0);
    holds(70, 2, 1);
    holds(80, 2, 0);
    holds(90, 0, 0);
    expect(minutes.get(0)).toMatchObject({ busyMs: 10 * second, waitingMs: 0, most: 0 });
    expect(minutes.get(1)).toMatchObject({ busyMs: (10 + 20 + 20) * second, waitingMs: 10 * second, most: 1 });
    expect([...minutes.keys()]).toEqual([0, 1]);
  });

  it('that pass without a change have their share, and so does the longest queue', () => {
    const { holds, minutes } = gauge(1);
    holds(30, 1, 4);
    holds(150, 0, 0);
    expect([...minutes].map(([minute, { busyMs, waitingMs, most }]) => [minute, busyMs, waitingMs, most])).toEqual([
      [0, 30 * second, 120 * second, 4],
      [1, 60 * second, 240 * second, 4],
      [2, 30 * second, 120 * second, 4],
    ]);
  });

  it('count what was served and rejected', () => {
    const { minutes, served, rejected } = gauge(1);
    for (const at of [1, 2, 61]) served(start + at * second);
    rejected(start + 62 * second);
    expect([minutes.get(0)?.served, minutes.get(1)?.served, minutes.get(1)?.rejected]).toEqual([2, 1, 1]);
  });
});

function told({ waits, waitedMs }: ReturnType<Gauge['waits']>): object {
  return { ...latencyOf(histogramOf(waits), waits.max), totalMs: waitedMs };
}

describe('waits', () => {
  it('are those of the messages that got a place, with their sum and their percentiles', () => {
    const { holds, waits } = gauge(1);
    expect(told(waits())).toMatchObject({ count: 0, totalMs: 0, p50: 0, p90: 0, p99: 0, max: 0 });
    holds(1, 1, 0, 0, 10);
    holds(2, 1, 0, 20);
    expect(told(waits())).toMatchObject({ count: 3, totalMs: 30, p50: 10, p90: 20, p99: 20, max: 20 });
  });
});

describe('the longest stretch without a free place', () => {
  const at = (seconds: number): number => start + seconds * second;

  it('begins when the last place is taken and ends when one is free', () => {
    const { holds, longest } = gauge(2);
    holds(10, 1, 0);
    holds(20, 2, 0);
    holds(25, 1, 0);
    expect(longest(at(100))).toEqual({ from: at(20), to: at(25), rejected: 0 });
    holds(30, 2, 3);
    holds(60, 2, 0);
    holds(90, 0, 0);
    expect(longest(at(100))).toEqual({ from: at(30), to: at(90), rejected: 0 });
  });

  it('may last until the end, and be shorter than one before it by then', () => {
    const { holds, longest } = gauge(1);
    holds(10, 1, 0);
    holds(20, 0, 0);
    holds(30, 1, 0);
    expect(longest(at(35))).toEqual({ from: at(10), to: at(20), rejected: 0 });
    expect(longest(at(50))).toEqual({ from: at(30), to: undefined, rejected: 0 });
  });

  it('is nothing where there was always a place', () => {
    const { holds, longest } = gauge(2);
    holds(10, 1, 0);
    expect(longest(at(50))).toBeUndefined();
  });
});

describe('a recovery', () => {
  const at = (seconds: number): number => start + seconds * second;

  it('is the end of the stretch in which something was rejected last', () => {
    const { holds, rejected, recoveredAt, rejectedFrom, longest } = gauge(1);
    holds(10, 1, 1);
    rejected(at(11));
    rejected(at(12));
    expect(recoveredAt()).toBeUndefined();
    holds(20, 0, 0);
    expect([recoveredAt(), rejectedFrom()]).toEqual([at(20), at(11)]);
    expect(longest(at(100))).toEqual({ from: at(10), to: at(20), rejected: 2 });
    holds(30, 1, 1);
    rejected(at(31));
    expect(recoveredAt()).toBeUndefined();
    holds(40, 0, 0);
    // A later stretch without a rejection is no relapse.
    holds(50, 1, 1);
    holds(60, 0, 0);
    expect([recoveredAt(), rejectedFrom()]).toEqual([at(40), at(11)]);
  });

  it('is none where nothing was rejected', () => {
    const { holds, recoveredAt, rejectedFrom } = gauge(1);
    holds(10, 1, 1);
    holds(20, 0, 0);
    expect([recoveredAt(), rejectedFrom()]).toEqual([undefined, undefined]);
  });
});
