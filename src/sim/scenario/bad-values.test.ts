import { describe, expect, it } from 'vitest';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';

const good = `name: good
seed: 1
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00, nights: 3 }
traffic:
  checkouts: 100
  phases:
    - { name: morning, shape: constant, for: 4h, rate: 20/h }
    - { name: noon, shape: burst, for: 1h, rate: 20/h, peak: 40/h }
baskets: { sellers: [70%, 30%] }
currencies:
  - { code: EUR, share: 60%, price: 4.00 EUR to 180.00 EUR }
  - { code: JPY, share: 40%, price: 500 JPY to 900 JPY }
psp:
  cutOff: "21:00"
  payoutAfter: 1d
  fee: { rate: 2.9%, fixed: [0.30 EUR, 30 JPY] }
  authorisation: { min: 80ms, p50: 240ms, p95: 900ms, max: 9s }
  declines:
    - { code: stolen_card, kind: hard, share: 1% }
policies:
  calls: { timeout: 2s, attempts: 5, backoff: { first: 1s, max: 5s } }
thresholds: [checkout.p99 < 5s]
`;

/** The problems of the good scenario with one part of it written differently. */
function problemsWith(part: string, instead: string): string[] {
  if (!good.includes(part)) throw new Error(`the good scenario has no ${part}`);
  const result = readScenario(good.replace(part, instead), 'a.yaml');
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

it('the scenario that the cases below change is good', () => {
  expect(problemsWith('name: good', 'name: good')).toEqual([]);
});

describe('a wrong value', () => {
  it.each([
    [
      'name: good',
      'name: ../up',
      '1:7: name: "../up" | expected a name of at most 64 letters, digits, dots, hyphens and underscores',
    ],
    ['name: good', 'name: 2024', '1:7: name: 2024 | expected a text | hint: put it in quotes'],
    [
      'name: good',
      'name: "a\\u001b[31m"',
      '1:7: name: "a\\u{1b}[31m" | expected a name of at most 64 letters, digits, dots, hyphens and underscores',
    ],
    ['seed: 1', 'seed: 1.50', '2:7: seed: 1.50 | expected a text | hint: put it in quotes'],
    [
      'seed: 1',
      'seed: -1',
      '2:7: seed: -1 | expected a name of at most 64 letters, digits, dots, hyphens and underscores',
    ],
    [
      'seed: 1',
      'seed: 12345678901234567890',
      '2:7: seed: 12345678901234567890 | expected a text | hint: put it in quotes',
    ],
    [
      'Europe/Amsterdam',
      'Europe/Amsterdm',
      '3:16: clock.zone: "Europe/Amsterdm" | expected an IANA time zone such as Europe/Amsterdam or UTC | hint: did you mean `Europe/Amsterdam`?',
    ],
    [
      '2026-03-02 08:00',
      '2026-02-30 08:00',
      '3:41: clock.start: "2026-02-30 08:00" | expected a date that the calendar has',
    ],
    ['nights: 3', 'nights: 0', '3:67: clock.nights: 0 | expected a whole number from 1 to 1000'],
    [
      'checkouts: 100',
      'checkouts: 1_000',
      '5:14: traffic.checkouts: "1_000" | expected a whole number from 1 to 100000000 | hint: write 1000, without quotes or separators',
    ],
    [
      'checkouts: 100',
      'checkouts: 1e20',
      '5:14: traffic.checkouts: 1e20 | expected a whole number from 1 to 100000000',
    ],
    ['checkouts: 100', 'checkouts: 0.5', '5:14: traffic.checkouts: 0.5 | expected a whole number from 1 to 100000000'],
    [
      'for: 4h',
      'for: 4',
      '7:46: traffic.phases.0.for: 4 | expected a duration such as 250ms, 1.5s, 10min, 6h or 2d | hint: give it a unit: 4ms, 4s, 4min, 4h or 4d',
    ],
    ['for: 4h', 'for: 0s', '7:46: traffic.phases.0.for: "0s" | expected a duration from 1ms to 366d'],
    [
      'rate: 20/h }',
      'rate: fast }',
      '7:56: traffic.phases.0.rate: "fast" | expected a rate such as 40/s, 20/min or 1200/h',
    ],
    [
      'shape: burst',
      'shape: brust',
      '8:28: traffic.phases.1.shape: "brust" | expected one of constant, ramp, burst, daily, closed | hint: did you mean `burst`?',
    ],
    [
      'code: EUR',
      'code: EURO',
      '11:13: currencies.0.code: "EURO" | expected an ISO 4217 currency code such as EUR | hint: did you mean `EUR`?',
    ],
    [
      'share: 60%',
      'share: 0.6',
      '11:25: currencies.0.share: 0.6 | expected a percentage such as 2.9% | hint: write 60% or 0.6%',
    ],
    [
      '4.00 EUR to',
      '4.005 EUR to',
      '11:37: currencies.0.price: "4.005 EUR to 180.00 EUR" | expected an amount of EUR with at most 2 decimals',
    ],
    [
      '4.00 EUR to',
      '0.00 EUR to',
      '11:37: currencies.0.price: "0.00 EUR to 180.00 EUR" | expected a range that starts above zero',
    ],
    [
      '500 JPY to 900 JPY',
      '5.00 EUR to 9.00 EUR',
      "12:37: currencies.1.price: prices in EUR | expected prices in JPY, the currency's own code",
    ],
    ['"21:00"', '"9pm"', '14:11: psp.cutOff: "9pm" | expected a time of day from 00:00 to 23:59'],
    [
      'payoutAfter: 1d',
      'payoutAfter: 0d',
      '15:16: psp.payoutAfter: "0d" | expected whole days, from 1d to 60d | hint: the PSP pays out after it has closed the business date, so the least is 1d',
    ],
    [
      'rate: 2.9%',
      'rate: "2,9%"',
      '16:16: psp.fee.rate: "2,9%" | expected a percentage such as 2.9% | hint: write `2.9%`',
    ],
    [
      '4.00 EUR to 180.00 EUR',
      '"4,00 EUR to 1,800.00 EUR"',
      '11:37: currencies.0.price: "4,00 EUR to 1,800.00 EUR" | expected an amount such as 1.00 USD, 30 JPY or 0.090 KWD | hint: write 4.00 EUR',
    ],
    [
      '500 JPY to 900 JPY',
      '"1,500 JPY to 9,000 JPY"',
      '12:37: currencies.1.price: "1,500 JPY to 9,000 JPY" | expected an amount such as 1.00 USD, 30 JPY or 0.090 KWD | hint: write 1500 JPY',
    ],
    [
      'rate: 20/h }',
      'rate: "1,5/min" }',
      '7:56: traffic.phases.0.rate: "1,5/min" | expected a rate such as 40/s, 20/min or 1200/h | hint: write `1.5/min`',
    ],
    ['payoutAfter: 1d', 'payoutAfter: 36h', '15:16: psp.payoutAfter: "36h" | expected whole days, from 1d to 60d'],
    [
      '0.30 EUR, 30 JPY',
      '0.30 EUR, 0.30 JPY',
      '16:40: psp.fee.fixed.1: "0.30 JPY" | expected an amount of JPY without decimals',
    ],
    ['p95: 900ms', 'p95: 200ms', '17:48: psp.authorisation.p95: "200ms" | expected at least 240ms, since p50 is 240ms'],
    [
      'kind: hard',
      'kind: Hard',
      '19:34: psp.declines.0.kind: "Hard" | expected soft or hard | hint: did you mean `hard`?',
    ],
    [
      'attempts: 5',
      'attempts: "5"',
      '21:35: policies.calls.attempts: "5" | expected a whole number from 1 to 1000 | hint: write 5, without quotes or separators',
    ],
    ['first: 1s', 'first: 6s', '21:65: policies.calls.backoff.max: 5s | expected at least the first wait, 6s'],
    [
      'checkout.p99 < 5s',
      'checkout.p98 < 5s',
      '22:14: thresholds.0: "checkout.p98 < 5s" | expected a metric: one of checkout.p50, checkout.p90, checkout.p95, checkout.p99, checkout.p99.9, checkout.max | hint: did you mean `checkout.p99`?',
    ],
    [
      'checkout.p99 < 5s',
      'checkout.p99 < 5%',
      '22:14: thresholds.0: "checkout.p99 < 5%" | expected checkout.p99 with a duration such as 250ms, 1.5s, 10min, 6h or 2d',
    ],
    [
      '[checkout.p99 < 5s]',
      '[checkout.p99 < 5s, openBreaks = 0, checkout.p99<5000ms]',
      '22:49: thresholds.2: "checkout.p99<5000ms" a second time | expected each threshold once | hint: leave one of them out, since "checkout.p99 < 5s" says the same',
    ],
    [
      'thresholds: [checkout.p99 < 5s]',
      'expect: [captures >= 1, captures >= 1]',
      '22:25: expect.1: "captures >= 1" a second time | expected each expectation once | hint: leave one of them out',
    ],
  ])('%s written as %s', (part, instead, problem) => {
    expect(problemsWith(part, instead)).toEqual([`a.yaml:${problem}`]);
  });
});

it('two thresholds on the same are none too many where their bounds differ', () => {
  expect(problemsWith('[checkout.p99 < 5s]', '[captured >= 95%, captured <= 99%, retries < 5, retries < 5%]')).toEqual(
    [],
  );
});

describe('a wrong shape', () => {
  it.each([
    [
      'name: good\n',
      '',
      '1:1: name: missing | expected a name of at most 64 letters, digits, dots, hyphens and underscores',
    ],
    [
      'zone: Europe/Amsterdam, ',
      '',
      '3:1: clock.zone: missing | expected an IANA time zone such as Europe/Amsterdam or UTC',
    ],
    [', rate: 20/h }', ' }', '7:7: traffic.phases.0.rate: missing | expected a rate such as 40/s, 20/min or 1200/h'],
    [
      'min: 80ms, ',
      '',
      '17:3: psp.authorisation.min: missing | expected a duration such as 250ms, 1.5s, 10min, 6h or 2d',
    ],
    [
      'baskets: { sellers: [70%, 30%] }',
      'baskets:',
      '9:1: baskets: left empty | expected a mapping with the keys sellers',
    ],
    ['[70%, 30%]', '70%', '9:21: baskets.sellers: "70%" | expected a list of percentages'],
    ['[70%, 30%]', '[]', '9:12: baskets.sellers: an empty list | expected a list of percentages'],
    ['{ sellers: [70%, 30%] }', '[70%]', '9:1: baskets: a list | expected a mapping with the keys sellers'],
    [
      '- { name: noon, shape: burst, for: 1h, rate: 20/h, peak: 40/h }',
      '- noon',
      '8:7: traffic.phases.1: "noon" | expected a mapping with the keys name, shape, for and its rates or users',
    ],
    [
      '  checkouts: 100',
      '  chekouts: 100',
      '5:3: traffic.chekouts: unknown key | expected one of the keys checkouts, users, phases, only | hint: did you mean `checkouts`?',
    ],
    [
      'peak: 40/h',
      'peak: 40/h, to: 5/h',
      '8:68: traffic.phases.1.to: unknown key | expected one of the keys name, shape, for, rate, peak',
    ],
    ['p95: 900ms', 'mean: 900ms', '17:43: psp.authorisation.mean: unknown key'],
    ['p95: 900ms', 'p100: 900ms', '17:43: psp.authorisation.p100: unknown key'],
    ['p95: 900ms', 'p50.0: 900ms', '17:43: psp.authorisation.p50.0: p50.0 beside p50 | expected each quantile once'],
    ['seed: 1', 'seed: 1\nseed: 2', '3:1: the key "seed" a second time | expected each key once'],
  ])('%s written as %s', (part, instead, problem) => {
    expect(problemsWith(part, instead)).toEqual([
      expect.stringMatching(new RegExp(`^a\\.yaml:${problem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)),
    ]);
  });

  it.each([
    ['', 'nothing'],
    ['# only a comment', 'nothing'],
    ['- name: x', 'a list'],
    ['just words', '"just words"'],
  ])('a file that holds %j is no scenario', (text, seen) => {
    const result = readScenario(text, 'a.yaml');
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([
      `a.yaml:1:1: ${seen}\n  expected a mapping with at least the keys name, clock, traffic and currencies\n  hint: \`penny init\` writes a scenario to start from`,
    ]);
  });
});
