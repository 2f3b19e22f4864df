import { describe, expect, it } from 'vitest';
import { setOverride } from './overrides.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';

/** A day on which everything takes no time: the issuer, the network and the databases answer within a millisecond. */
const quick = `name: quick
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00 }
traffic: { checkouts: 10, phases: [{ name: day, shape: constant, for: 1h, rate: 10/h }] }
currencies: [{ code: EUR, share: 100%, price: 4.00 EUR to 180.00 EUR }]
psp: { cutOff: "21:00", fileAt: "03:00", authorisation: { min: 1ms, max: 1ms } }
network: { latency: { min: 1ms, max: 1ms } }
database: { latency: { min: 1ms, max: 1ms } }
policies:
  calls: { timeout: 1s, backoff: { first: 1s, max: 1s } }
  psp: { timeout: 10s, backoff: { first: 1s, max: 20s } }
  breaker: { open: 20s }
  redrive: { every: 20s }
  softDeclines: { retries: 0 }
  storageTimeout: 1s
`;

function problems(faults: string, ...overrides: string[]): string[] {
  const result = readScenario(`${quick}faults: ${faults}\n`, 'a.yaml', overrides.map(setOverride));
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

const drops = '[{ fault: network.drop, rate: 1% }]';

describe('what work waits for after the healing', () => {
  // Twice 30 s for the PSP, twice 2 s between services, three times 20 s for the circuit, 20 s parked, 1 s for a commit,
  // and 1 ms for the issuer and for each of 40 steps: 145.041 s.
  it.each([
    [145_042, []],
    [
      145_041,
      [
        '--set phases.settleWithin=145041ms: phases.settleWithin: 145.041s | expected at least 146s, since that is how long work may wait when nothing goes wrong any more | hint: most of it is a call to the PSP, up to 30s and 2 times',
      ],
    ],
  ])('must fit into the time for it: %d ms', (ms, refused) => {
    expect(problems(drops, `phases.settleWithin=${ms}ms`)).toEqual(refused);
  });

  it('and takes too long of the hour that there usually is, is told with the most that it may take', () => {
    // An hour less 85.041 s and a millisecond, in three parts: 1171.652 s.
    expect(problems(drops, 'policies.breaker.open=20min')).toEqual([
      '--set policies.breaker.open=20min: policies.breaker.open: the open circuit to the PSP, up to 20min and 3 times | expected at most 19min: within 1h, phases.settleWithin, everything has to end | hint: or a phases.settleWithin of at least 62min',
    ]);
    expect(problems(drops, 'policies.breaker.open=1171652ms')).toEqual([]);
    expect(problems(drops, 'policies.breaker.open=1171653ms')).toHaveLength(1);
    expect(problems(drops, 'policies.breaker.open=20min', 'phases.settleWithin=62min')).toEqual([]);
  });

  it.each([
    ['policies.psp.backoff.max=1h', 'policies.psp: a call to the PSP, up to 3610s and 2 times'],
    ['policies.psp.timeout=1h', 'policies.psp: a call to the PSP, up to 3620s and 2 times'],
    ['policies.calls.timeout=1h', 'policies.calls: a call between services, up to 3601s and 2 times'],
    ['policies.storageTimeout=1h', 'policies.storageTimeout: a commit that is tried again, up to 1h'],
    ['policies.redrive.every=1h', 'policies.redrive.every: work that is parked, up to 1h'],
    [
      'policies.softDeclines={ retries: 3, wait: 20min }',
      'policies.softDeclines.wait: the wait after a soft decline, up to 20min and 3 times',
    ],
    ['psp.authorisation={ min: 1ms, max: 1h }', "psp.authorisation: the card's issuer, up to 1h"],
    [
      'network.latency={ min: 1ms, p50: 2ms, max: 3min }',
      'network.latency: a message on the network, up to 3min and 20 times',
    ],
    ['database.latency={ min: 1ms, p50: 2ms, max: 3min }', 'database.latency: a database, up to 3min and 20 times'],
  ])('is told by what takes the most of it: %s', (override, told) => {
    expect(problems(drops, override, 'psp.requestValid=10min')).toEqual([expect.stringContaining(told)]);
  });

  it('is more with each further attempt: one of the issuer, one wait, and five steps', () => {
    const retried = ['policies.softDeclines={ retries: 3, wait: 10s }', 'phases.settleWithin=175075ms'];
    expect(problems(drops, ...retried)).toEqual([]);
    expect(problems(drops, ...retried, 'phases.settleWithin=175074ms')).toHaveLength(1);
  });

  it('may be due to what the PSP has said at the last moment, in a rule or in a script', () => {
    const throttle = 'fault: psp.throttle';
    expect(problems(`[{ ${throttle}, rate: 1% }, { ${throttle}, rate: 1%, retryAfter: 1s to 58min }]`)).toEqual([
      'a.yaml:15:90: faults.1.retryAfter: psp.throttle, up to 58min | expected at most 57min: within 1h, phases.settleWithin, everything has to end | hint: or a phases.settleWithin of at least 61min',
    ]);
    const lines = (retryAfter: string): string => `
  script:
    - { site: "executor→psp ChargeRequested order-1.1 #1", fault: network.drop }
    - { site: "psp door ChargeRequested order-1.1 #2", ${throttle}, retryAfter: ${retryAfter} }`;
    expect(problems(lines('58min'))).toEqual([
      'a.yaml:18:7: faults.script.1: psp.throttle, up to 58min | expected at most 57min: within 1h, phases.settleWithin, everything has to end | hint: or a phases.settleWithin of at least 61min',
    ]);
    expect(problems(lines('57min'))).toEqual([]);
  });

  it('is no slow database: it heals with everything else', () => {
    expect(problems('[{ fault: database.slow, rate: 1%, by: 12h }]')).toEqual([]);
  });

  it('leaves the storms as they are room enough', () => {
    for (const storm of ['light', 'heavy', 'swarm']) expect(problems(storm)).toEqual([]);
  });
});

describe('where nothing goes wrong', () => {
  it('each step must end in time by itself, and what only trouble brings about does not matter', () => {
    expect(problems('none', 'policies.psp.backoff.max=2h', 'policies.breaker.open=5h')).toEqual([]);
    expect(problems('none', 'psp.authorisation={ min: 1ms, max: 3599999ms }')).toEqual([]);
    expect(problems('none', 'psp.authorisation={ min: 1ms, max: 1h }')).toEqual([
      "--set psp.authorisation={ min: 1ms, max: 1h }: psp.authorisation: the card's issuer, up to 1h | expected at most 59min: within 1h, phases.settleWithin, everything has to end | hint: or a phases.settleWithin of at least 61min",
    ]);
  });
});
