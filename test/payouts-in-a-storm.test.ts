/** Payouts to sellers in storms: of everything there is, and of what is worst for them. */
import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate } from './support/simulate.ts';

/** Between the wallet and the bank two of five messages are lost, others late by hours or doubled, and both crash often. */
const atTheirWorst = `faults=[${[
  '{ fault: network.drop, from: bank, to: wallet, rate: 40% }',
  '{ fault: network.drop, from: wallet, to: bank, rate: 40% }',
  '{ fault: network.delay, from: bank, to: wallet, rate: 30%, by: 1s to 6h }',
  '{ fault: network.duplicate, from: wallet, to: bank, rate: 20% }',
  '{ fault: network.drop, from: ledger, to: wallet, rate: 30% }',
  '{ fault: service.crash, on: wallet, every: 1h, for: 5s to 3min }',
  '{ fault: service.crash, on: bank, every: 1h, for: 5s to 10min }',
  '{ fault: service.crash, after: PayoutDue, rate: 30%, for: 10s }',
  '{ fault: service.crash, before: SellerTransferReported, rate: 20%, for: 10s }',
  '{ fault: database.stall, on: wallet, rate: 20% }',
  '{ fault: database.fail, on: bank, rate: 20% }',
  '{ fault: operator.replay-batch, rate: 30% }',
  '{ fault: operator.double-run, rate: 30% }',
].join(', ')}]`;

const seeds = [1, 2, 3, 4];

describe.each([
  ['heavy', 'faults=heavy'],
  ['swarm', 'faults=swarm'],
  ['at their worst', atTheirWorst],
])('payouts when faults are %s', (_, faults) => {
  it.each(seeds)('are made once and come to an end, with seed %i', (seed) => {
    const changes = [`seed=${seed}`, 'traffic.checkouts=40', 'payouts.returned=40%', 'expect=[]', faults];
    const { report, world } = simulate(shippedScenario('seller-payouts', changes));
    expect(report.violations.map(({ invariant, first }) => `${invariant}: ${first.sentence}`)).toEqual([]);
    expect(report.unfinished).toEqual([]);
    const payouts = [...world.database('wallet').table('sellerPayouts').all()];
    const transfers = [...world.database('bank').table('sellerTransfers').all()];
    expect(payouts.length).toBeGreaterThan(10);
    expect(transfers.map(({ id }) => id).sort()).toEqual(payouts.map(({ id }) => id).sort());
    expect(payouts.filter(({ status }) => status === 'reversed')).toHaveLength(report.counts.payoutsReturned);
    expect(report.counts.payoutsReturned).toBeGreaterThan(0);
  });
});
