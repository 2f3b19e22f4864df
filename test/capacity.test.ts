/** What limited capacity does to a whole run: the laws of queues hold, the same luck gives the same run, and too much is too much. */
import { describe, expect, it } from 'vitest';
import { serviceOf } from '../src/domain/addresses.ts';
import type { Occupied, Rejected } from '../src/sim/facts.ts';
import type { ServiceLoad } from '../src/sim/report/capacity-report.ts';
import type { Report } from '../src/sim/report/report.ts';
import { shippedScenario, simulate, watch } from './support/simulate.ts';

const regenerate = 'when this change is meant, regenerate with: npx vitest run test/capacity.test.ts --update';

/** A rush of a tenth of the size, and a wallet that serves each message in a second. */
const small = [
  'traffic.checkouts=75',
  'traffic.phases=[{ name: rush, shape: constant, for: 1min, rate: 75/min }]',
  'capacity.wallet={ concurrency: 1, time: 1s, queue: 20 }',
  'expect=[]',
];

function loadOf({ capacity }: Report, service: string): ServiceLoad {
  const load = capacity?.services.find((each) => each.service === service);
  if (load === undefined) throw new Error(`${service} has no limit`);
  return load;
}

describe('a queue in a run', () => {
  const { facts } = watch(shippedScenario('saturday-rush', small));
  const occupied = facts.filter((fact) => fact.kind === 'occupied').filter(({ service }) => service === 'wallet');

  /** The sum over time of what the station held, in milliseconds. */
  const over = (of: (held: Occupied) => number): number =>
    occupied.reduce((sum, held, index) => sum + of(held) * ((occupied[index + 1]?.at ?? held.at) - held.at), 0);

  it('is as long on average as its messages come often and wait long: Little’s law', () => {
    const first = occupied[0]?.at ?? 0;
    const lasted = (occupied.at(-1)?.at ?? 0) - first;
    const waits = occupied.flatMap(({ waitedMs }) => waitedMs);
    const mean = waits.reduce((sum, ms) => sum + ms, 0) / waits.length;
    expect(waits.length).toBeGreaterThan(75);
    expect(mean).toBeGreaterThan(1_000);
    expect(over(({ waiting }) => waiting) / lasted).toBeCloseTo((waits.length / lasted) * mean, 9);
  });

  it('is served for as long as its messages take: a second each', () => {
    const served = facts.filter(
      (fact) => fact.kind === 'delivered' && serviceOf(fact.to) === 'wallet' && serviceOf(fact.from) !== 'wallet',
    );
    expect(over(({ busy }) => busy)).toBe(1_000 * served.length);
  });

  it('never has more than its bound, nor more places taken than there are', () => {
    expect(Math.max(...occupied.map(({ waiting }) => waiting))).toBe(20);
    expect(Math.max(...occupied.map(({ busy }) => busy))).toBe(1);
    expect(occupied.at(-1)).toMatchObject({ busy: 0, waiting: 0 });
  });
});

describe('a run with limits', () => {
  it('is the same every time, and says what its facts say', () => {
    const scenario = shippedScenario('saturday-rush', small);
    const { facts } = watch(scenario);
    const [first, second] = [simulate(scenario), simulate(scenario, { slice: 777 })];
    expect(JSON.stringify(second.report)).toBe(JSON.stringify(first.report));
    const { verdict, counts, capacity } = first.report;
    expect([verdict, capacity?.busiest]).toEqual(['consistent', 'wallet']);
    const rejected = facts.filter((fact): fact is Rejected => fact.kind === 'rejected');
    expect(loadOf(first.report, 'wallet').rejected).toBe(rejected.length);
    expect(counts.messagesLost).toBe(rejected.length);
    expect(rejected.length).toBeGreaterThan(0);
  });

  it('tells in the story of an order what there was no room for', () => {
    const scenario = shippedScenario('saturday-rush', small);
    const of = watch(scenario).facts.find(({ kind }) => kind === 'rejected')?.concern ?? '';
    const [story] = simulate(scenario, { stories: [of] }).stories;
    const lost = story?.lines.filter(({ text }) => text.startsWith('lost, as wallet has no room for it: credit'));
    expect(lost?.length).toBeGreaterThan(0);
  });
});

describe('a load beyond the capacity for good', () => {
  it('is what the run says, with what it left unfinished, and no accusation', () => {
    const { report } = simulate(
      shippedScenario('saturday-rush', [
        ...small,
        'capacity.wallet={ concurrency: 1, time: 40s, queue: 0 }',
        'policies.calls.timeout=60s',
        'policies.redrive.rounds=1',
      ]),
    );
    expect(report.violations).toEqual([]);
    expect(report.verdict).toBe('inconclusive');
    expect(report.inconclusiveBecause[0]).toMatch(
      /^the load was beyond the capacity for good: \d+ pieces of work had been given up in the end; the wallet had no room for \d+ messages/,
    );
    expect(report.unfinished.map(({ reason }) => reason)).toContain(
      'the wallet has not answered: 5 calls in the last of 1 rounds',
    );
  });
});

describe('the Saturday rush', () => {
  const { report } = simulate(shippedScenario('saturday-rush', ['seed=1']));
  const wallet = loadOf(report, 'wallet');

  it('has the history that was committed', () => {
    const { served, rejected, queueMost } = wallet;
    expect([report.verdict, report.traceHash, served, rejected, queueMost], regenerate).toMatchInlineSnapshot(`
      [
        "consistent",
        "bc1e8a1a20fe4f9d",
        1297,
        3455,
        20,
      ]
    `);
  });

  it('saturates the wallet, which recovers while buyers still come, and nothing else', () => {
    expect(wallet).toMatchObject({ peak: 1_000_000, recoveredInTime: true });
    expect(report.capacity?.storm?.repeated).toBeGreaterThan(1_000);
    for (const service of ['executor', 'ledger']) expect(loadOf(report, service).rejected).toBe(0);
    expect(report.expectations.every(({ met }) => met)).toBe(true);
    expect(report.unfinished).toEqual([]);
  });

  it('is no rush for a wallet with three places', () => {
    const wider = simulate(shippedScenario('saturday-rush', ['capacity.wallet.concurrency=3', 'expect=[]'])).report;
    expect(loadOf(wider, 'wallet').rejected).toBe(0);
    expect(wider.capacity?.storm).toBeNull();
  });
});
