import { describe, expect, it } from 'vitest';
import { formatProblem } from '../problem.ts';
import { readScenario } from '../read.ts';

const services = 'payment-service, executor, psp, bank, wallet, ledger, reconciliation';

describe('a wrong rule', () => {
  it.each([
    [
      'heavvy',
      '"heavvy" | expected one of none, light, heavy, swarm, a list of rules, or a mapping with a script | hint: did you mean `heavy`?',
    ],
    [
      '{ fault: x }',
      'a mapping | expected one of none, light, heavy, swarm, a list of rules, or a mapping with a script | hint: put brackets around it: a list of one is a list, too',
    ],
    [
      '[network.drop]',
      '0: "network.drop" | expected a rule such as { fault: network.drop, rate: 1% } | hint: write { fault: network.drop, ... }: `penny faults network.drop` has an example',
    ],
    ['[{ profile: swarm }]', '0.profile: "swarm" | expected light or heavy'],
    [
      '[{ profile: light, rate: 1% }]',
      '0.rate: a key that a ready-made storm does not take | expected one of the keys profile',
    ],
    ['[{ rate: 1% }]', '0.fault: missing | expected a kind of fault such as network.drop or service.crash'],
    [
      '[{ fault: network.dorp, rate: 1% }]',
      '0.fault: "network.dorp" | expected a kind of fault such as network.drop or service.crash | hint: did you mean `network.drop`?',
    ],
    [
      '[{ fault: settlement.line-lost, rate: 1% }]',
      '0.fault: "settlement.line-lost" | expected a kind of fault such as network.drop or service.crash | hint: did you mean `settlement.line-missing`?',
    ],
    ['[{ fault: network.drop }]', '0.rate: missing | expected a percentage such as 2.9%'],
    ['[{ fault: network.drop, rate: 200% }]', '0.rate: "200%" | expected a percentage from 0% to 100%'],
    [
      '[{ fault: network.drop, rate: 1%, by: 3s }]',
      '0.by: a key that network.drop does not take | expected one of the keys fault, from, to, message, rate, during, budget',
    ],
    [
      '[{ fault: network.drop, rate: 1%, on: psp }]',
      '0.on: a key that network.drop does not take | expected one of the keys fault, from, to, message, rate, during, budget | hint: a link has two ends: say `from`, `to` or both',
    ],
    [
      '[{ fault: psp.outage, rate: 1%, every: 1h }]',
      '0.rate: a key that psp.outage does not take | expected one of the keys fault, every, at, during, budget, for | hint: it begins at a time and lasts: say `every` or `at`',
    ],
    [
      '[{ fault: psp.error, rate: 1%, every: 1h }]',
      '0.every: a key that psp.error does not take | expected one of the keys fault, message, rate, during, budget | hint: it is decided case by case: give it a `rate`',
    ],
    ['[{ fault: psp.outage }]', '0.fault: a rule that does not say when | expected `every` or `at`'],
    ['[{ fault: service.crash }]', '0.fault: a rule that does not say when | expected `rate`, `every` or `at`'],
    ['[{ fault: service.crash, rate: 1%, every: 1h }]', '0.every: `every` beside `rate` | expected one of the two'],
    [
      '[{ fault: service.crash, every: 1h, at: 2026-03-02 10:00 }]',
      '0.at: `at` beside `every` | expected one of the two',
    ],
    [
      '[{ fault: service.crash, at: 2026-03-02 10:00, during: 2026-03-02 10:00 to 2026-03-02 11:00 }]',
      '0.during: `during` beside `at` | expected one of the two',
    ],
    [
      '[{ fault: service.crash, at: 2026-03-02 10:00, budget: 2 }]',
      '0.budget: `budget` beside `at` | expected one of the two',
    ],
    [
      '[{ fault: service.crash, every: 1h, before: commit }]',
      '0.before: `before` without `rate` | expected the share of cases as `rate`',
    ],
    [
      '[{ fault: service.crash, rate: 1%, before: commit, after: commit }]',
      '0.after: `after` beside `before` | expected one of the two',
    ],
    ['[{ fault: service.crash, on: shop, rate: 1% }]', `0.on: "shop" | expected a service: one of ${services}`],
    [
      '[{ fault: service.crash, on: walet, rate: 1% }]',
      `0.on: "walet" | expected a service: one of ${services} | hint: did you mean \`wallet\`?`,
    ],
    [
      '[{ fault: service.crash, rate: 1%, before: CreditSeler }]',
      '0.before: "CreditSeler" | expected a message such as CreditSeller, or commit | hint: did you mean `CreditSeller`?',
    ],
    [
      '[{ fault: psp.error, rate: 1%, message: CreditSeller }]',
      '0.message: "CreditSeller" | expected ChargeRequested or ChargeInquiry or CaptureRequested or CaptureInquiry or RefundRequested or RefundInquiry',
    ],
    [
      '[{ fault: network.drop, rate: 1%, from: psp, to: psp }]',
      '0.to: "psp" | expected another service than psp: what stays within one does not touch the network',
    ],
    [
      '[{ fault: network.drop, rate: 1%, from: wallet, to: psp, message: ChargeRequested }]',
      '0.message: ChargeRequested from wallet to psp | expected ChargeRequested from executor to psp, which is its only way',
    ],
    [
      '[{ fault: network.delay, rate: 1%, from: psp, message: ChargeRequested }]',
      '0.message: ChargeRequested from psp | expected ChargeRequested from executor to psp, which is its only way',
    ],
    [
      '[{ fault: network.drop, rate: 1%, message: StartOrder }]',
      '0.message: StartOrder | expected a message between two services: StartOrder stays within payment-service',
    ],
    [
      '[{ fault: network.drop, rate: 1%, from: wallet, to: psp }]',
      '0.to: from wallet to psp | expected a service that wallet sends messages to: payment-service or ledger or bank',
    ],
    [
      '[{ fault: service.crash, rate: 1%, on: ledger, before: CreditSeller }]',
      '0.before: CreditSeller on ledger | expected a message that ledger handles: CreditSeller is for wallet',
    ],
    [
      '[{ fault: service.crash, rate: 1%, after: BuyAccepted }]',
      '0.after: BuyAccepted | expected a message to a service that can crash: BuyAccepted is for shop',
    ],
    [
      '[{ fault: network.drop, rate: 1%, message: CreditSaler }]',
      '0.message: "CreditSaler" | expected a message such as ChargeRequested or CreditSeller | hint: did you mean `CreditSeller`?',
    ],
    [
      '[{ fault: network.drop, rate: 1%, from: payment-service, to: wallet, message: Pay }]',
      '0.message: "Pay" | expected a message such as ChargeRequested or CreditSeller | hint: the messages over this link are CreditSeller, DebitSeller',
    ],
    [
      '[{ fault: network.delay, rate: 1%, by: 2s to 50ms }]',
      '0.by: "2s to 50ms" | expected a range from the lower value to the higher',
    ],
    [
      '[{ fault: network.delay, rate: 1%, by: 5 }]',
      '0.by: 5 | expected a duration from 1ms to 30d, or a range such as 50ms to 2s | hint: give it a unit: 5ms, 5s, 5min, 5h or 5d',
    ],
    [
      '[{ fault: clock.skew, every: 1h, step: 6min }]',
      '0.step: "6min" | expected a duration from -5min to 5min, or a range such as -90s to 90s',
    ],
    ['[{ fault: settlement.fee-drift, rate: 1%, by: 0 }]', '0.by: 0 | expected a value other than zero'],
    [
      '[{ fault: psp.error, rate: 1%, during: 2026-03-02 11:00 to 2026-03-02 10:00 }]',
      '0.during: "2026-03-02 11:00 to 2026-03-02 10:00" | expected a window that ends after it begins',
    ],
    [
      '[{ fault: psp.error, rate: 1%, during: 2026-03-02 11:00 }]',
      '0.during: "2026-03-02 11:00" | expected two local times such as 2026-03-02 10:00 to 2026-03-02 11:00',
    ],
    [
      '[{ fault: network.partition, every: 1h, and: psp }]',
      '0.and: `and` without `between` | expected the other side as `between`',
    ],
    [
      '[{ fault: network.partition, every: 1h, between: psp, and: [bank, psp] }]',
      '0.and: psp on both sides | expected each service on one side',
    ],
    [
      `[{ fault: network.partition, every: 1h, between: [shop, ${services}] }]`,
      '0.between: all services | expected at least one service on the other side',
    ],
    ['[{ fault: psp.decline, rate: 1%, kind: maybe }]', '0.kind: "maybe" | expected soft or hard'],
  ])('%s', (written, problem) => {
    expect(problemsOf(written)).toEqual([`faults${problem.startsWith('0') ? '.' : ': '}${problem}`]);
  });
});

describe('rules that cannot both happen', () => {
  const at = (service: string, time: string): string =>
    `{ fault: service.crash, on: ${service}, at: 2026-03-02 ${time}, for: 1min to 5min }`;

  it('are complained of: the same crash twice, or one during another', () => {
    expect(problemsOf(`[${at('wallet', '10:00')}, ${at('wallet', '10:00')}]`)).toEqual([
      'faults.1.at: 2026-03-02 10:00, at the same time as the rule at 2026-03-02 10:00 | expected a time at which service.crash wallet is not under way',
    ]);
    expect(problemsOf(`[${at('wallet', '10:04')}, ${at('wallet', '10:00')}]`)).toEqual([
      'faults.1.at: 2026-03-02 10:00, which overlaps the rule at 2026-03-02 10:04 | expected a time at which service.crash wallet is not under way',
    ]);
  });

  it('are not those of two services, nor one after the other', () => {
    expect(problemsOf(`[${at('wallet', '10:00')}, ${at('ledger', '10:00')}, ${at('wallet', '10:05')}]`)).toEqual([]);
  });

  it('are told beside other problems', () => {
    expect(problemsOf(`[{ fault: x }, ${at('wallet', '10:00')}, ${at('wallet', '10:00')}]`)).toHaveLength(2);
  });
});

/** What is said of a scenario with these faults, without the places in the file. */
function problemsOf(written: string): string[] {
  const scenario = `name: a
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00 }
traffic: { phases: [{ name: day, shape: constant, for: 12h, rate: 20/h }] }
currencies: [{ code: EUR, share: 100%, price: 1.00 EUR to 2.00 EUR }]
faults: ${written}
`;
  const result = readScenario(scenario, 'a.yaml');
  return result.ok
    ? []
    : result.problems.map((problem) =>
        formatProblem(problem)
          .replaceAll('\n  ', ' | ')
          .replace(/^a\.yaml:5:\d+: /, ''),
      );
}
