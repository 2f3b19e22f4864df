import { describe, expect, it } from 'vitest';
import { envelopes } from '../../test/support/envelopes.ts';
import { key, order } from '../../test/support/network-bench.ts';
import { scriptedJudge } from '../../test/support/scripted-judge.ts';
import { standIn, type StandIn } from '../../test/support/stand-in-service.ts';
import { addressOf } from '../domain/addresses.ts';
import type { Message } from '../domain/messages.ts';
import { createConditions, type Conditions } from './conditions.ts';
import { createDelivery } from './delivery.ts';
import type { EpisodeFault, SiteFault } from './faults/fault.ts';
import { createSites, type Sites } from './faults/sites.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';
import type { Envelope } from './network.ts';
import type { AtTheDoor } from './psp-door.ts';

interface Bench extends StandIn {
  readonly kernel: Kernel;
  readonly conditions: Conditions;
  readonly sites: Sites;
  readonly asked: readonly string[];
  /** What happened, each with the time. */
  readonly heard: string[];
  readonly deliver: (envelope: Envelope) => void;
  /** A message arrives, now or later. */
  arrives(type: string, at?: number, incarnation?: number): void;
  during(fault: EpisodeFault, from: number, until: number): void;
}

/** The executor, at whose place messages of the PSP arrive, and some of its own; it is 0 ms. */
function bench(faults: Readonly<Record<string, SiteFault>> = {}, atTheDoor: AtTheDoor = { kind: 'enters' }): Bench {
  const kernel = createKernel(0, 1000);
  const conditions = createConditions();
  const sites = createSites();
  const { judge, asked } = scriptedJudge(faults);
  const heard: string[] = [];
  const executor = standIn('executor', kernel, heard);
  const note = (what: string): void => void heard.push(`${kernel.now()} ${what}`);
  const deliver = createDelivery({
    kernel,
    judge,
    conditions,
    serviceOf: () => executor.service,
    stationOf: () => undefined,
    door: () => atTheDoor,
    clockOf: () => kernel.now() + 5,
    crash(_, downMs) {
      executor.service.crash();
      note(`down for ${downMs}`);
    },
    send: (from, to, message) => note(`${from} sends ${to} ${message.type}`),
    lost: ({ message }) => note(`lost ${message.type}`),
    delivered: ({ message }) => note(`delivered ${message.type}`),
  });
  const envelope = envelopes(sites);
  const arrives = (type: string, at = 0, incarnation?: number): void =>
    void kernel.schedule(at, () => deliver(envelope(written(type, incarnation))));
  const during = (fault: EpisodeFault, from: number, until: number): void => {
    const episode = { at: from, forMs: until - from, fault };
    kernel.schedule(from, () => conditions.begin(episode));
    kernel.schedule(until, () => conditions.end(episode));
  };
  return { ...executor, kernel, conditions, sites, asked, heard, deliver, arrives, during };
}

/** Of the order, sent at -20 by the sender's clock. */
function written(type: string, incarnation?: number): Omit<Envelope, 'course' | 'tally'> {
  const message = { type, orderId: order } as Message;
  const from = incarnation === undefined ? addressOf.charge(key) : addressOf.pspGateway;
  return { from, to: addressOf.paymentOrder(order), message, concern: order, sentAt: -20, incarnation };
}

const pause: EpisodeFault = { kind: 'service.pause', service: 'executor' };
const slow: EpisodeFault = { kind: 'service.slow', service: 'executor', byMs: 300 };
const overload: EpisodeFault = { kind: 'service.overload', service: 'executor' };

describe('a message that arrives', () => {
  it('is told of and handled, with the time by the clock of the service and when it was sent', () => {
    const { arrives, kernel, heard, events } = bench();
    arrives('ChargePending', 10);
    kernel.run(10);
    expect(heard).toEqual(['10 delivered ChargePending', '10 executor handles ChargePending']);
    const body = { type: 'ChargePending', orderId: order };
    expect(events).toEqual([{ type: 'ChargePending', at: 15, sentAt: -20, body }]);
  });

  it('while the service is down is lost', () => {
    const { arrives, kernel, heard, service } = bench();
    service.crash();
    arrives('ChargePending', 10);
    kernel.run(10);
    expect(heard.slice(1)).toEqual(['10 lost ChargePending']);
  });

  it('from within an earlier start of the service is lost, and from without is not', () => {
    const { arrives, kernel, heard, service } = bench();
    service.start();
    arrives('PspCallGranted', 10, 1);
    arrives('PspCallGranted', 20, 2);
    arrives('ChargePending', 30);
    kernel.run(10);
    expect(heard.slice(1).filter((each) => !each.includes('delivered'))).toEqual([
      '10 lost PspCallGranted',
      '20 executor handles PspCallGranted',
      '30 executor handles ChargePending',
    ]);
  });

  it('has arrived for good when it was handled, lost or refused: its checkout may then be let go', () => {
    const { arrives, kernel, sites, service } = bench();
    for (let click = 0; click < 5; click += 1) sites.next('shop click', 'checkout-17');
    for (let n = 0; n < 2; n += 1) sites.of(order).departs();
    sites.close('checkout-17');
    arrives('ChargePending', 10);
    kernel.schedule(15, () => service.crash());
    arrives('ChargePending', 20);
    kernel.run(2);
    expect(sites.next('psp webhook', order)).toBe(1);
    kernel.run(1);
    // It is counted on from the highest number that anything of the checkout had.
    expect(sites.next('psp webhook', order)).toBe(6);
  });
});

describe('a service that is paused', () => {
  it('handles what arrived when the pause is over, in the order in which it arrived', () => {
    const { arrives, during, kernel, heard } = bench();
    during(pause, 100, 400);
    arrives('ChargeAnswered', 300);
    arrives('ChargePending', 150);
    arrives('ChargeNotFound', 200);
    arrives('ChargeNotified', 99);
    kernel.run(20);
    expect(heard.filter((each) => each.includes('handles'))).toEqual([
      '99 executor handles ChargeNotified',
      '400 executor handles ChargePending',
      '400 executor handles ChargeNotFound',
      '400 executor handles ChargeAnswered',
    ]);
  });

  it('longer than was said at first keeps it waiting', () => {
    const { arrives, during, kernel, heard } = bench();
    during(pause, 100, 400);
    during(pause, 350, 900);
    arrives('ChargePending', 200);
    kernel.run(20);
    expect(heard.at(-1)).toBe('900 executor handles ChargePending');
  });

  it('is asked at no site until it handles something', () => {
    const { arrives, during, kernel, asked } = bench();
    during(pause, 0, 400);
    arrives('ChargePending', 200);
    kernel.run(2);
    expect([kernel.now(), asked]).toEqual([200, []]);
    kernel.run(10);
    expect(asked).toEqual(['executor handle ChargePending order-17.1 #1']);
  });

  it('and crashes meanwhile loses what was sent within it, and handles what came from without', () => {
    const { arrives, during, kernel, heard, service } = bench();
    during(pause, 100, 400);
    arrives('PspCallGranted', 150, 1);
    arrives('ChargePending', 160);
    kernel.schedule(200, () => service.crash());
    kernel.schedule(300, () => service.start());
    kernel.run(20);
    expect(heard.slice(2)).toEqual([
      '400 lost PspCallGranted',
      '400 delivered ChargePending',
      '400 executor handles ChargePending',
    ]);
  });
});

describe('a service that is slow', () => {
  it('handles each message so much later, its own as well', () => {
    const { arrives, during, kernel, heard } = bench();
    during(slow, 100, 500);
    arrives('ChargePending', 99);
    arrives('ChargeNotified', 100);
    arrives('PspCallGranted', 499, 1);
    arrives('ChargeAnswered', 500);
    kernel.run(20);
    expect(heard.filter((each) => each.includes('handles'))).toEqual([
      '99 executor handles ChargePending',
      '400 executor handles ChargeNotified',
      '500 executor handles ChargeAnswered',
      '799 executor handles PspCallGranted',
    ]);
  });

  it('and paused handles it so much after the pause', () => {
    const { arrives, during, kernel, heard } = bench();
    during(pause, 100, 400);
    during(slow, 100, 1000);
    arrives('ChargePending', 200);
    kernel.run(20);
    expect(heard.at(-1)).toBe('700 executor handles ChargePending');
  });

  it('and down by then loses it', () => {
    const { arrives, during, kernel, heard, service } = bench();
    during(slow, 0, 1000);
    arrives('ChargePending', 200);
    kernel.schedule(499, () => service.crash());
    kernel.run(20);
    expect(heard).toEqual(['499 executor crashes', '500 lost ChargePending']);
  });
});

describe('a service that is overloaded', () => {
  it('rejects what comes from without, and goes on with its own', () => {
    const { arrives, during, kernel, heard } = bench();
    during(overload, 100, 500);
    arrives('ChargePending', 200);
    arrives('PspCallGranted', 300, 1);
    arrives('ChargePending', 500);
    kernel.run(20);
    expect(heard.filter((each) => !each.includes('delivered'))).toEqual([
      '200 lost ChargePending',
      '300 executor handles PspCallGranted',
      '500 executor handles ChargePending',
    ]);
  });
});

describe('a message at which the service crashes', () => {
  const site = 'executor handle ChargePending order-17.1 #2';

  it('before it is lost', () => {
    const { arrives, kernel, heard } = bench({ [site]: { kind: 'service.crash', when: 'before', downMs: 4000 } });
    for (const at of [10, 20]) arrives('ChargePending', at);
    kernel.run(10);
    expect(heard.slice(2)).toEqual(['20 lost ChargePending', '20 executor crashes', '20 down for 4000']);
  });

  it('after it has been handled', () => {
    const { arrives, kernel, heard } = bench({ [site]: { kind: 'service.crash', when: 'after', downMs: 4000 } });
    for (const at of [10, 20]) arrives('ChargePending', at);
    kernel.run(10);
    expect(heard.slice(2)).toEqual([
      '20 delivered ChargePending',
      '20 executor handles ChargePending',
      '20 executor crashes',
      '20 down for 4000',
    ]);
  });
});

describe("a request at the PSP's door", () => {
  it('that vanishes is lost, and nobody is told', () => {
    const { arrives, kernel, heard } = bench({}, { kind: 'vanishes' });
    arrives('ChargeInquiry');
    kernel.run(10);
    expect(heard).toEqual(['0 lost ChargeInquiry']);
  });

  it('that is refused is lost, and its sender gets the answer', () => {
    const answer = { type: 'PspRefused', orderId: order, key, status: 500, retryAfterMs: 0 } as const;
    const { arrives, kernel, heard } = bench({}, { kind: 'refused', answer });
    arrives('ChargeInquiry');
    kernel.run(10);
    expect(heard).toEqual([
      '0 lost ChargeInquiry',
      `0 ${addressOf.paymentOrder(order)} sends ${addressOf.charge(key)} PspRefused`,
    ]);
  });
});
