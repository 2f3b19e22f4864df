import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate, watch } from '../../../test/support/simulate.ts';
import { checkoutId } from '../../domain/ids.ts';
import { createDice } from '../kernel/dice.ts';
import { createKernel } from '../kernel/kernel.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { createAnswers } from './answers.ts';
import { bringUsers } from './users.ts';

const second = 1_000;

/** Two users for a minute who think for ten seconds, after five checkouts that come by rate; nobody waits above 24 s. */
const two = shippedScenario('first-checkout', [
  'traffic={ checkouts: 5, phases: [{ name: open, shape: constant, for: 1min, rate: 5/min }, { name: users, shape: closed, for: 1min, users: 2, think: 10s }] }',
  'buyers={ patience: 8s, clicks: 3 }',
]);

/** When which checkouts come, in seconds of the phase, where each takes so many seconds; undefined where it never ends. */
function arrivals(scenario: Scenario, takes: (n: number) => number | undefined): string[] {
  const kernel = createKernel(scenario.clock.start, 1_000);
  const answers = createAnswers();
  const came: string[] = [];
  const comes = (n: number): number => {
    came.push(`${(kernel.now() - scenario.clock.start) / second - 60}: ${n}`);
    const seconds = takes(n);
    const closed = { type: 'CheckoutClosed', checkoutId: checkoutId(n), outcome: 'paid' } as const;
    if (seconds !== undefined) kernel.schedule(kernel.now() + seconds * second, () => answers.delivered(closed));
    return kernel.now();
  };
  bringUsers({ scenario, kernel, dice: createDice('1'), answers, comes });
  expect(kernel.run(1_000)).toBe('quiet');
  return came;
}

describe('users of a closed phase', () => {
  it('think, check out, wait for the end, and think again until the phase is over', () => {
    // Each turn takes 15 s: ten of thought, and five of waiting.
    expect(arrivals(two, () => 5)).toEqual([
      '10: 6',
      '10: 7',
      '25: 8',
      '25: 9',
      '40: 10',
      '40: 11',
      '55: 12',
      '55: 13',
    ]);
  });

  it('come later where a checkout takes longer, with the numbers of their own turns', () => {
    expect(arrivals(two, (n) => (n === 6 ? 14 : 5))).toEqual(
      ['10: 6', '10: 7', '25: 9', '34: 8', '40: 11', '49: 10', '55: 13'], //
    );
  });

  it('give up waiting after as long as a buyer clicks', () => {
    expect(arrivals(two, (n) => (n === 6 ? undefined : 30))).toEqual(['10: 6', '10: 7', '44: 8', '44: 9']);
  });

  it('skip the turns that are left out, which take no time', () => {
    const some = { ...two, traffic: { ...two.traffic, only: [7, 10] } };
    expect(arrivals(some, () => 5)).toEqual(['10: 7', '30: 10']);
  });
});

describe('the hall of kiosks', () => {
  it.each(['1', '2', '15', '19'])('keeps its wallet busy and meets its thresholds with seed %s', (seed) => {
    const { report } = simulate(shippedScenario('kiosk-hour', [`seed=${seed}`]));
    expect(report.verdict).toBe('consistent');
    expect(report.thresholds.filter(({ met }) => !met)).toEqual([]);
    // A line of 20 messages of 2 s is shorter than the patience of 45 s: nothing in it is asked for again.
    expect(report.counts.callRetries).toBe(0);
    expect(report.capacity?.services[0]?.utilisation).toBeGreaterThan(900_000);
  });
});

describe('a run with users', () => {
  const small = ['traffic.phases.0.for=5min', 'expect=[]', 'thresholds=[]'];
  const scenario = shippedScenario('kiosk-hour', small);
  const { facts } = watch(scenario);
  const { report } = simulate(scenario);

  it('has one checkout of each user at a time, and baskets by number', () => {
    const open = new Set<number>();
    const userOf = (id: string): number => Number(id.slice('checkout-'.length)) % 20;
    let turns = 0;
    for (const fact of facts) {
      if (fact.kind !== 'delivered') continue;
      if (fact.message.type === 'BuyerArrived') {
        const user = userOf(fact.message.checkoutId);
        expect(open.has(user)).toBe(false);
        open.add(user);
        turns += 1;
      }
      if (fact.message.type === 'CheckoutClosed') open.delete(userOf(fact.message.checkoutId));
    }
    expect(turns).toBe(report.counts.checkouts);
    expect(turns).toBeGreaterThan(100);
    expect(report.verdict).toBe('consistent');
  });

  it('is the same again, and another one with another seed', () => {
    expect(simulate(scenario).report.traceHash).toBe(report.traceHash);
    expect(simulate(shippedScenario('kiosk-hour', [...small, 'seed=2'])).report.traceHash).not.toBe(report.traceHash);
  });

  it('is in words what it is', () => {
    expect(report.settings).toContainEqual({ name: 'traffic.users', value: '20' });
    expect(report.settings).toContainEqual({
      name: 'traffic.phases.0',
      value: 'hall: closed for 5min, 20 users, think min 5s, p50 20s, max 1min',
    });
  });

  it('comes to fewer checkouts with fewer users', () => {
    const { report: few } = simulate(shippedScenario('kiosk-hour', [...small, 'traffic.users=3']));
    expect(few.counts.checkouts).toBeLessThan(50);
    expect(few.counts.checkouts).toBeGreaterThan(15);
  });
});
