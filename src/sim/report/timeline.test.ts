import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hearAll } from '../../../test/support/hear-all.ts';
import type { ServiceName } from '../../domain/addresses.ts';
import type { Fact, Faulted } from '../facts.ts';
import type { Fault } from '../faults/fault.ts';
import type { Timeline } from './report.ts';
import { createTimeline } from './timeline.ts';

/** 2026-03-02T00:00:00Z */
const start = 1_772_409_600_000;
const minute = 60_000;
const hour = 60 * minute;
const at = (ms: number): string => new Date(start + ms).toISOString();

function timelineOf(facts: readonly Fact[], lengthMs = 10 * hour): Timeline {
  const timeline = createTimeline();
  hearAll([timeline.hears], facts);
  return timeline.timeline(start, start + lengthMs);
}

function faulted(ms: number, fault: Fault = { kind: 'network.drop' }, forMs?: number): Faulted {
  const episode = forMs === undefined ? {} : { forMs };
  return { kind: 'faulted', at: start + ms, site: 'somewhere #1', concern: 'order-17.1', fault, ...episode };
}

function crashed(service: ServiceName, ms: number): Fact {
  return { kind: 'crashed', at: start + ms, service, concern: service };
}

function restarted(service: ServiceName, ms: number): Fact {
  return { kind: 'restarted', at: start + ms, service, concern: service, resumed: 0 };
}

/** How many milliseconds of ten hours are in a pause, counted from pause to pause. */
function pausedMs(pauses: readonly (readonly [number, number])[]): number {
  let [sum, until] = [0, 0];
  for (const [from, forMs] of pauses.toSorted(([a], [b]) => a - b)) {
    const to = Math.min(from + forMs, 10 * hour);
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

describe('the timeline of a run', () => {
  it('counts the faults that fired, in equal slices from the beginning to the end', () => {
    const facts = [0, 4 * minute, 5 * minute, 119 * minute].map((ms) => faulted(ms));
    const { from, sliceMs, fired } = timelineOf(facts, 2 * hour);
    expect({ from, sliceMs }).toEqual({ from: at(0), sliceMs: minute });
    expect(fired).toHaveLength(120);
    expect([fired[0], fired[4], fired[5], fired[119]]).toEqual([1, 1, 1, 1]);
  });

  it('has wider slices for a longer run', () => {
    const { sliceMs, fired } = timelineOf([faulted(3 * hour), faulted(3 * hour + 1)], 71 * hour);
    expect(sliceMs).toBe(hour);
    expect(fired).toHaveLength(71);
    expect(fired[3]).toBe(2);
  });

  it('is empty where nothing went wrong', () => {
    expect(timelineOf([])).toEqual({ healedAt: null, sliceMs: 5 * minute, from: at(0), fired: [], spans: [] });
  });

  it('knows when everything healed', () => {
    const healed = { kind: 'healed', at: start + hour, concern: 'all services' } as const;
    expect(timelineOf([faulted(0), healed]).healedAt).toBe(at(hour));
  });
});

describe('what a service goes through', () => {
  it('is a time of being down, from a crash to the restart', () => {
    const facts = [crashed('wallet', hour), restarted('wallet', 2 * hour)];
    expect(timelineOf(facts).spans).toEqual([
      { service: 'wallet', state: 'down', from: at(hour), to: at(2 * hour), count: 1, lastedMs: hour },
    ]);
  });

  it('lasts until the end of the run where it does not come up again', () => {
    expect(timelineOf([crashed('wallet', hour)]).spans).toEqual([
      { service: 'wallet', state: 'down', from: at(hour), to: at(10 * hour), count: 1, lastedMs: 9 * hour },
    ]);
  });

  it('is told by the crash itself, not by the episode that may find the service down already', () => {
    expect(timelineOf([faulted(0, { kind: 'service.crash', service: 'wallet' }, hour)]).spans).toEqual([]);
  });

  it('lasts as long as its episode, each in a state of its own, in the order of the flow', () => {
    const skew = { kind: 'clock.skew', service: 'ledger', stepMs: 500, driftMsPerHour: 0 } as const;
    const facts = [
      faulted(0, skew, hour),
      faulted(0, { kind: 'service.pause', service: 'executor' }, hour),
      faulted(0, { kind: 'service.slow', service: 'executor', byMs: 5 }, hour),
      faulted(0, { kind: 'service.overload', service: 'executor' }, hour),
      faulted(0, { kind: 'psp.outage' }, hour),
    ];
    expect(timelineOf(facts).spans.map(({ service, state }) => `${service} ${state}`)).toEqual([
      'executor overloaded',
      'executor paused',
      'executor slow',
      'psp shut',
      'ledger clockOff',
    ]);
  });

  it('is to be cut off for the smaller side of a network that falls into two', () => {
    const parted = (between: ServiceName[], and: ServiceName[]): Fault => {
      return { kind: 'network.partition', between, and, oneWay: false };
    };
    const one = timelineOf([faulted(0, parted(['wallet'], ['executor', 'psp']), hour)]);
    const other = timelineOf([faulted(0, parted(['executor', 'psp'], ['wallet']), hour)]);
    expect(one.spans).toEqual([
      { service: 'wallet', state: 'cutOff', from: at(0), to: at(hour), count: 1, lastedMs: hour },
    ]);
    expect(other.spans).toEqual(one.spans);
  });

  it('is one where two of the same sort cannot be told apart on a chart', () => {
    const pause = { kind: 'service.pause', service: 'wallet' } as const;
    // A 240th of ten hours is two and a half minutes.
    const facts = [0, 3 * minute, 10 * minute].map((ms) => faulted(ms, pause, minute));
    expect(timelineOf(facts).spans.map(({ from, to, count }) => [from, to, count])).toEqual([
      [at(0), at(4 * minute), 2],
      [at(10 * minute), at(11 * minute), 1],
    ]);
  });

  it('has lasted only as long as its stretches did, and counts what they share once', () => {
    const crashes = [crashed('wallet', 0), restarted('wallet', 17_000), crashed('wallet', 60_000)];
    const down = timelineOf([...crashes, restarted('wallet', 67_000)]).spans;
    expect(down).toEqual([
      { service: 'wallet', state: 'down', from: at(0), to: at(67_000), count: 2, lastedMs: 24_000 },
    ]);
    const pause = { kind: 'service.pause', service: 'wallet' } as const;
    const [paused] = timelineOf([0, 30_000, 40_000].map((ms) => faulted(ms, pause, minute))).spans;
    expect(paused).toMatchObject({ count: 3, to: at(100_000), lastedMs: 100_000 });
  });

  it('has lasted until the run ended where it was to last longer', () => {
    const [span] = timelineOf([faulted(9 * hour, { kind: 'psp.outage' }, 5 * hour)]).spans;
    expect(span).toMatchObject({ to: at(10 * hour), lastedMs: hour });
  });

  it('never comes to more spans than a chart can show, and none is lost', () => {
    const pause = { kind: 'service.pause', service: 'wallet' } as const;
    const pauses = fc.array(fc.tuple(fc.nat(10 * hour - 1), fc.nat(hour)), { minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(pauses, (drawn) => {
        const { spans, fired } = timelineOf(drawn.map(([ms, forMs]) => faulted(ms, pause, forMs)));
        expect(spans.length).toBeLessThanOrEqual(240);
        expect(spans.reduce((sum, { count }) => sum + count, 0)).toBe(drawn.length);
        expect(fired.reduce((sum, count) => sum + count, 0)).toBe(drawn.length);
        expect(spans.every(({ from, to }) => from <= to && to <= at(10 * hour))).toBe(true);
        expect(spans.reduce((sum, { lastedMs }) => sum + lastedMs, 0)).toBe(pausedMs(drawn));
      }),
      { numRuns: 30 },
    );
  });
});
