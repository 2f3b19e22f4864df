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
  softDeclines: { retries: 0 }
  storageTimeout: 1s
`;

function problems(faults: string, ...overrides: string[]): string[] {
  const result = readScenario(`${quick}faults: ${faults}\n`, 'a.yaml', overrides.map(setOverride));
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

const drops = '[{ fault: network.drop, rate: 1% }]';

describe('what work waits for after the healing', () => {
  // Twice 30 s for the PSP, twice 2 s between services, three times 20 s for the circuit, 1 s for a commit, and 1 ms for
  // the issuer and for each of 40 steps.
  it.each([
    [125_042, []],
    [
      125_041,
      [
        '--set phases.settleWithin=125041ms: phases.settleWithin: 125.041s | expected more than 125.041s, for which work may wait when nothing goes wrong any more | hint: the longest is a call to the PSP: up to 30s',
      ],
    ],
  ])('must fit into the time for it: %d ms', (ms, refused) => {
    expect(problems(drops, `phases.settleWithin=${ms}ms`)).toEqual(refused);
  });

  it.each([
    ['policies.psp.backoff.max=1h', 'a call to the PSP: up to 3610s'],
    ['policies.psp.timeout=1h', 'a call to the PSP: up to 3620s'],
    ['policies.calls.timeout=1h', 'a call between services: up to 3601s'],
    ['policies.breaker.open=20min', 'the open circuit to the PSP: up to 20min'],
    ['policies.softDeclines={ retries: 3, wait: 20min }', 'the wait after a soft decline: up to 20min'],
    ['psp.authorisation={ min: 1ms, max: 1h }', "the card's issuer: up to 1h"],
    ['network.latency={ min: 1ms, p50: 2ms, max: 3min }', 'a message on the network: up to 3min'],
    ['database.latency={ min: 1ms, p50: 2ms, max: 3min }', 'a database: up to 3min'],
  ])('is told by its longest: %s', (override, told) => {
    expect(problems(drops, override, 'psp.requestValid=10min')).toEqual([
      expect.stringContaining(`the longest is ${told}`),
    ]);
  });

  it.each([
    ['database.slow', 'by: 1h', 'database.slow: up to 1h'],
    ['database.stall', 'by: 1s to 59min', 'database.stall: up to 59min'],
    ['psp.throttle', 'retryAfter: 58min', 'psp.throttle: up to 58min'],
  ])('may be due to a fault of the last moment: %s', (kind, value, told) => {
    expect(problems(`[{ fault: ${kind}, rate: 1%, ${value} }]`)).toEqual([expect.stringContaining(told)]);
    const site = kind === 'psp.throttle' ? 'psp door order-1.1 #1' : 'wallet.db commit order-1.1 #1';
    const [slow, short] = [
      `{ site: "${site}", fault: ${kind}, ${value.replace('1s to ', '')} }`,
      '{ site: "executor→psp ChargeRequested order-1.1 #1", fault: network.drop }',
    ];
    expect(problems(`{ script: [${short}, ${slow}] }`)).toEqual([
      expect.stringMatching(
        /^a\.yaml:14:\d+: faults\.script\.1: .* \| expected less, or a phases\.settleWithin of more than/,
      ),
    ]);
  });

  it('leaves the storms as they are room enough', () => {
    for (const storm of ['light', 'heavy', 'swarm']) expect(problems(storm)).toEqual([]);
  });
});

describe('where nothing goes wrong', () => {
  it('each step must end in time by itself, and what only trouble brings about does not matter', () => {
    expect(problems('none', 'policies.psp.backoff.max=2h', 'policies.breaker.open=5h')).toEqual([]);
    expect(problems('none', 'psp.authorisation={ min: 1ms, max: 59min }')).toEqual([]);
    expect(problems('none', 'psp.authorisation={ min: 1ms, max: 1h }')).toEqual([
      "a.yaml:1:1: phases.settleWithin: 1h | expected more than 1h, for which work may wait when nothing goes wrong any more | hint: the longest is the card's issuer: up to 1h",
    ]);
  });
});
