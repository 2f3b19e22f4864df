import { describe, expect, it } from 'vitest';
import { envelopes } from '../../test/support/envelopes.ts';
import { key, order } from '../../test/support/network-bench.ts';
import { loadedDice } from '../../test/support/loaded-dice.ts';
import { addressOf } from '../domain/addresses.ts';
import type { Message } from '../domain/messages.ts';
import type { Load } from './chronicle.ts';
import { createConditions, type Conditions } from './conditions.ts';
import type { EpisodeFault } from './faults/fault.ts';
import { createSites, type Sites } from './faults/sites.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';
import type { Envelope } from './network.ts';
import type { Capacity } from './scenario/scenario.ts';
import { createStation, type Station } from './station.ts';

interface Bench {
  readonly station: Station;
  readonly kernel: Kernel;
  readonly sites: Sites;
  readonly conditions: Conditions;
  /** What became of messages, each with the time: `20 served b`. */
  readonly heard: string[];
  /** What the station held, each time it changed: `20: 1 served, 2 wait`. */
  readonly loads: string[];
  /** How long messages had waited that were taken up. */
  readonly waits: number[];
  /** Messages by these names arrive at a time. */
  arrive(at: number, ...names: string[]): void;
  during(fault: EpisodeFault, from: number, until: number): void;
}

/** The executor, which serves a message in 10 ms unless luck has it that it takes up to 30. */
function bench(limits: Partial<Capacity> = {}, luck: Readonly<Record<string, number>> = {}): Bench {
  const kernel = createKernel(0, 1000);
  const conditions = createConditions();
  const sites = createSites();
  const heard: string[] = [];
  const loads: string[] = [];
  const waits: number[] = [];
  const note = (what: string) => (envelope: Envelope) => void heard.push(`${kernel.now()} ${what} ${nameOf(envelope)}`);
  const station = createStation({
    service: 'executor',
    capacity: {
      concurrency: 1,
      time: [
        { share: 0, ms: 10 },
        { share: 1_000_000, ms: 30 },
      ],
      queue: undefined,
      ...limits,
    },
    kernel,
    dice: loadedDice((concern, site) => luck[`${concern}: ${site}`] ?? 0),
    sites,
    conditions,
    lost: note('lost'),
    rejected: note('rejected'),
    occupied({ busy, waiting, waitedMs }: Load) {
      loads.push(`${kernel.now()}: ${busy} served, ${waiting} wait`);
      waits.push(...waitedMs);
    },
  });
  const envelope = envelopes(sites);
  const arrive = (at: number, ...names: string[]): void =>
    void kernel.schedule(at, () => {
      for (const name of names) station.take(envelope(written(name)), note('served'));
    });
  const during = (fault: EpisodeFault, from: number, until: number): void => {
    const episode = { at: from, forMs: until - from, fault };
    kernel.schedule(from, () => conditions.begin(episode));
    kernel.schedule(until, () => conditions.end(episode));
  };
  return { station, kernel, sites, conditions, heard, loads, waits, arrive, during };
}

/** Messages are told apart by their keys. */
function written(name: string): Omit<Envelope, 'course' | 'tally'> {
  const message = { type: 'ChargePending', orderId: order, key: name } as unknown as Message;
  const from = addressOf.charge(key);
  return { from, to: addressOf.paymentOrder(order), message, concern: order, sentAt: -20, incarnation: undefined };
}

function nameOf({ message }: Envelope): string {
  return 'key' in message ? message.key : '';
}

const pause: EpisodeFault = { kind: 'service.pause', service: 'executor' };
const slow: EpisodeFault = { kind: 'service.slow', service: 'executor', byMs: 100 };

describe('a station with one place', () => {
  it('serves three messages that come at once one after the other: they wait 0, 10 and 20 ms', () => {
    const { arrive, kernel, heard, loads, waits } = bench();
    arrive(0, 'a', 'b', 'c');
    kernel.run(20);
    expect(heard).toEqual(['10 served a', '20 served b', '30 served c']);
    expect(waits).toEqual([0, 10, 20]);
    expect(loads).toEqual([
      '0: 1 served, 0 wait',
      '0: 1 served, 1 wait',
      '0: 1 served, 2 wait',
      '10: 1 served, 1 wait',
      '20: 1 served, 0 wait',
      '30: 0 served, 0 wait',
    ]);
  });

  it('lets nobody pass who came later, however soon there is a place', () => {
    const { arrive, kernel, heard } = bench();
    arrive(0, 'a', 'b');
    arrive(10, 'c');
    kernel.run(20);
    expect(heard).toEqual(['10 served a', '20 served b', '30 served c']);
  });

  it('takes as long as the luck of each message has it, which its place in line does not change', () => {
    // The second message about the order takes 10 ms and half of the 20 between least and most.
    const luck = { 'capacity: executor serve ChargePending order-17.1 #2': 0.5 };
    const { arrive, kernel, heard } = bench({}, luck);
    arrive(0, 'a', 'b', 'c');
    kernel.run(20);
    expect(heard).toEqual(['10 served a', '30 served b', '40 served c']);
  });
});

describe('a station with several places', () => {
  it('serves as many at a time, and the next as soon as one is done', () => {
    const { arrive, kernel, heard, waits } = bench({ concurrency: 2 });
    arrive(0, 'a', 'b', 'c');
    arrive(5, 'd');
    kernel.run(20);
    expect(heard).toEqual(['10 served a', '10 served b', '20 served c', '20 served d']);
    expect(waits).toEqual([0, 0, 10, 5]);
  });
});

describe('a queue with a bound', () => {
  it('rejects what comes when it is full, and takes what comes when it is not', () => {
    const { arrive, kernel, heard } = bench({ queue: 1 });
    arrive(0, 'a', 'b', 'c');
    arrive(11, 'd');
    kernel.run(20);
    expect(heard).toEqual(['0 rejected c', '10 served a', '20 served b', '30 served d']);
  });

  it('of nobody serves who finds a place free, and rejects everybody else', () => {
    const { arrive, kernel, heard, waits } = bench({ queue: 0 });
    arrive(0, 'a', 'b');
    arrive(10, 'c');
    arrive(11, 'd');
    kernel.run(20);
    // What comes at the very instant comes before the place is free: it was sent for that instant earlier.
    expect(heard).toEqual(['0 rejected b', '10 rejected c', '10 served a', '21 served d']);
    expect(waits).toEqual([0, 0]);
  });
});

describe('a service that crashes', () => {
  it('loses what it is serving and what waits, in order, and is free for what comes later', () => {
    const { arrive, kernel, station, heard, loads } = bench();
    arrive(0, 'a', 'b', 'c');
    kernel.schedule(15, () => station.empty());
    arrive(50, 'd');
    kernel.run(20);
    expect(heard).toEqual(['10 served a', '15 lost b', '15 lost c', '60 served d']);
    expect(loads.slice(4, 6)).toEqual(['15: 0 served, 0 wait', '50: 1 served, 0 wait']);
  });

  it('and had nothing to do has nothing to tell', () => {
    const { station, heard, loads } = bench();
    station.empty();
    expect([heard, loads]).toEqual([[], []]);
  });

  it('at the message that it has just served loses those behind it alone', () => {
    const { kernel, sites, station, heard } = bench();
    const envelope = envelopes(sites);
    station.take(envelope(written('a')), () => {
      heard.push(`${kernel.now()} crashes`);
      station.empty();
    });
    station.take(envelope(written('b')), () => heard.push('served b'));
    kernel.run(20);
    expect(heard).toEqual(['10 crashes', '10 lost b']);
  });
});

describe('a service that is paused', () => {
  it('takes nobody up, and ends what it had begun when the pause is over', () => {
    const { arrive, during, kernel, heard, waits } = bench();
    during(pause, 5, 100);
    arrive(0, 'a');
    arrive(20, 'b');
    kernel.run(20);
    expect(heard).toEqual(['100 served a', '110 served b']);
    expect(waits).toEqual([0, 80]);
  });

  it('with its places free has them filled when the pause is over, however often it is made longer', () => {
    const { arrive, during, kernel, heard, waits } = bench({ concurrency: 2 });
    during(pause, 5, 100);
    during(pause, 90, 200);
    arrive(20, 'a', 'b', 'c');
    kernel.run(30);
    expect(heard).toEqual(['210 served a', '210 served b', '220 served c']);
    expect(waits).toEqual([180, 180, 190]);
  });

  it('lets no more wait than it usually does', () => {
    const { arrive, during, kernel, heard } = bench({ queue: 1 });
    during(pause, 0, 100);
    arrive(20, 'a', 'b');
    kernel.run(20);
    expect(heard).toEqual(['20 rejected b', '110 served a']);
  });

  it('and well again before its time has those served first who waited', () => {
    const { arrive, conditions, during, kernel, heard } = bench();
    during(pause, 0, 100);
    arrive(20, 'a');
    kernel.schedule(50, () => conditions.clear());
    arrive(60, 'b');
    kernel.run(20);
    expect(heard).toEqual(['70 served a', '80 served b']);
  });
});

describe('a service that is slow', () => {
  it('needs so much longer for each message, one after the other', () => {
    const { arrive, during, kernel, heard } = bench();
    during(slow, 0, 150);
    arrive(1, 'a', 'b', 'c');
    kernel.run(20);
    expect(heard).toEqual(['111 served a', '221 served b', '231 served c']);
  });
});

it('a message has arrived for good when it was served, rejected or lost: its checkout may then be let go', () => {
  const { arrive, kernel, sites, station } = bench({ queue: 1 });
  for (let click = 0; click < 5; click += 1) sites.next('shop click', 'checkout-17');
  for (let n = 0; n < 3; n += 1) sites.of(order).departs();
  sites.close('checkout-17');
  arrive(0, 'a', 'b', 'c');
  kernel.run(1);
  expect(sites.next('psp webhook', order)).toBe(1);
  station.empty();
  // It is counted on from the highest number that anything of the checkout had.
  expect(sites.next('psp webhook', order)).toBe(6);
});
