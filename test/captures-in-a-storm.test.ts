/** Orders that are captured later in storms: of everything there is, and of what is worst for them. */
import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate } from './support/simulate.ts';

/** Of what the services say to each other about a capture much is lost, late or doubled; all crash, and clocks are wrong. */
const atTheirWorst = `faults=[${[
  '{ fault: network.drop, from: executor, to: psp, message: CaptureRequested, rate: 40% }',
  '{ fault: psp.timeout-after-capture, message: CaptureAnswered, rate: 40% }',
  '{ fault: psp.error, message: CaptureInquiry, rate: 40% }',
  '{ fault: psp.webhook-lost, rate: 50% }',
  '{ fault: network.drop, from: shop, to: payment-service, message: OrderDispatched, rate: 50% }',
  '{ fault: network.drop, from: payment-service, to: shop, rate: 40% }',
  '{ fault: network.duplicate, from: shop, to: payment-service, rate: 30%, lag: 1s to 6h }',
  '{ fault: network.delay, from: executor, to: payment-service, rate: 30%, by: 1s to 6h }',
  '{ fault: service.crash, on: payment-service, every: 2h, for: 5s to 3min }',
  '{ fault: service.crash, on: psp, every: 2h, for: 5s to 10min }',
  '{ fault: service.crash, after: OrderDispatched, rate: 20%, for: 10s }',
  '{ fault: service.crash, before: CaptureAnswered, rate: 20%, for: 10s }',
  '{ fault: database.stall, on: payment-service, rate: 20% }',
  '{ fault: database.lose-unsynced, on: payment-service, rate: 2% }',
  '{ fault: clock.skew, on: psp, every: 6h, for: 1h to 3h }',
  '{ fault: clock.skew, on: payment-service, every: 6h, for: 1h to 3h }',
].join(', ')}]`;

const seeds = [1, 2, 3, 4];

describe.each([
  ['heavy', 'faults=heavy'],
  ['swarm', 'faults=swarm'],
  ['at their worst', atTheirWorst],
])('captures when faults are %s', (_, faults) => {
  it.each(seeds)('are made once, of what was dispatched, or never, with seed %i', (seed) => {
    const changes = [`seed=${seed}`, 'traffic.checkouts=40', 'expect=[]', faults];
    const { report, world } = simulate(shippedScenario('dispatch-days', changes));
    expect(report.violations.map(({ invariant, first }) => `${invariant}: ${first.sentence}`)).toEqual([]);
    expect(report.unfinished).toEqual([]);
    const orders = [...world.database('payment-service').table('orderProgress').all()].filter(
      ({ captureLater, status }) => captureLater === true && status !== 'declined',
    );
    const charges = [...world.database('psp').table('charges').all()].filter(
      ({ authorisedAt }) => authorisedAt !== undefined,
    );
    const sums = (records: readonly { readonly status: string; readonly amount: number }[], status: string): number =>
      records.reduce((sum, record) => sum + (record.status === status ? record.amount : 0), 0);
    expect(orders.every(({ status }) => status === 'posted' || status === 'lapsed')).toBe(true);
    expect(charges.every(({ status }) => status === 'captured' || status === 'lapsed')).toBe(true);
    expect(sums(charges, 'captured')).toBe(sums(orders, 'posted'));
    expect(report.counts.capturedLater).toBeGreaterThan(5);
    expect(report.counts.lapsed).toBeGreaterThan(0);
  });
});
