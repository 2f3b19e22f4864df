import { describe, expect, it } from 'vitest';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';

const day = `name: day
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00, nights: 3 }
traffic:
  checkouts: 100
  phases:
    - { name: day, shape: daily, for: 24h, rate: 20/h }
sellers: { count: 5 }
baskets: { sellers: [50%, 30%, 20%] }
currencies:
  - { code: EUR, share: 60%, price: 4.00 EUR to 180.00 EUR }
  - { code: JPY, share: 40%, price: 500 JPY to 900 JPY }
psp:
  cutOff: "21:00"
  fileAt: "03:00"
  declines:
    - { code: try_later, kind: soft, share: 1% }
    - { code: stolen_card, kind: hard, share: 1% }
`;

/** The problems of a good day with parts of it, each followed by what stands there instead, written differently. */
function problemsWith(...changes: [part: string, instead: string][]): string[] {
  const text = changes.reduce((changed, [part, instead]) => changed.replace(part, instead), day);
  const result = readScenario(text, 'a.yaml');
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

describe('shares', () => {
  it('of currencies sum to 100%, or the problem says what they sum to and what is missing', () => {
    expect(problemsWith(['share: 60%', 'share: 55.5%'])).toEqual([
      'a.yaml:9:1: currencies: shares that sum to 95.5% | expected shares that sum to 100% | hint: 4.5% is missing',
    ]);
  });

  it('of baskets sum to 100%, or the problem says what is too much', () => {
    expect(problemsWith(['30%, 20%', '30%, 30%'])).toEqual([
      'a.yaml:8:12: baskets.sellers: shares that sum to 110% | expected shares that sum to 100% | hint: 10% is too much',
    ]);
  });

  it('of declines sum to at most 100%', () => {
    expect(problemsWith(['share: 1%', 'share: 99%'])).toEqual([]);
    expect(problemsWith(['share: 1%', 'share: 99.1%'])).toEqual([
      'a.yaml:15:3: psp.declines: shares that sum to 100.1% | expected shares that sum to at most 100%',
    ]);
  });
});

describe('names', () => {
  it('of phases, currencies, declines and fixed fees are given once', () => {
    const again: [string, string][] = [
      ['rate: 20/h }', 'rate: 20/h }\n    - { name: day, shape: constant, for: 1h, rate: 1/h }'],
      ['code: JPY, share: 40%, price: 500 JPY to 900 JPY', 'code: EUR, share: 40%, price: 1.00 EUR to 2.00 EUR'],
      ['code: stolen_card', 'code: try_later'],
      ['  fileAt: "03:00"', '  fee: { fixed: [30 JPY, 0.30 EUR, 40 JPY] }'],
    ];
    expect(problemsWith(...again)).toEqual([
      'a.yaml:7:15: traffic.phases.1.name: "day" a second time | expected a name of its own',
      'a.yaml:12:13: currencies.1.code: "EUR" a second time | expected a code of its own',
      'a.yaml:15:36: psp.fee.fixed.2: "JPY" a second time | expected a currency of its own',
      'a.yaml:18:15: psp.declines.1.code: "try_later" a second time | expected a code of its own',
    ]);
  });
});

describe('nights', () => {
  it('that end before the traffic does are refused with both times and the least number that fits', () => {
    expect(problemsWith(['nights: 3', 'nights: 1'])).toEqual([
      'a.yaml:2:67: clock.nights: 1, so that the last business date closes at 2026-03-02 21:00 | expected at least 2: the traffic ends at 2026-03-03 08:00, and every checkout has to fall on a business date that is closed | hint: with 3 nights, or without the key, all money reaches the bank',
    ]);
  });

  it('may end before the last payout does', () => {
    expect(problemsWith(['nights: 3', 'nights: 2'])).toEqual([]);
  });

  it('are counted by the wall clock of the PSP', () => {
    // At 08:00 in Amsterdam it is 21:00 in Honolulu on the day before, and that is the cut-off.
    expect(problemsWith(['psp:', 'psp:\n  zone: Pacific/Honolulu'], ['nights: 3', 'nights: 1'])).toEqual([]);
    expect(
      problemsWith(
        ['psp:', 'psp:\n  zone: Pacific/Honolulu'],
        ['nights: 3', 'nights: 1'],
        ['for: 24h', 'for: 1441min'],
      ),
    ).toEqual([expect.stringContaining('expected at least 2')]);
  });
});

describe("the PSP's file", () => {
  it('is not due at the next cut-off', () => {
    expect(problemsWith(['fileAt: "03:00"', 'fileAt: "21:00"'])).toEqual([
      'a.yaml:14:11: psp.fileAt: 21:00 | expected a time between one cut-off and the next | hint: the file of 2026-03-02 would be due at 2026-03-03 21:00, and the next date closes at 2026-03-03 21:00',
    ]);
  });

  it('leaves the PSP time to store the last payout', () => {
    const slow = 'database: { latency: { min: 1ms, max: 5min } }\nname: ';
    expect(problemsWith(['fileAt: "03:00"', 'fileAt: "21:09"'], ['name: ', slow])).toEqual([
      expect.stringContaining('psp.fileAt: 21:09 | expected a time at least 10min after the cut-off'),
    ]);
    expect(problemsWith(['fileAt: "03:00"', 'fileAt: "21:10"'], ['name: ', slow])).toEqual([]);
  });

  it('may be due on the evening of the cut-off', () => {
    expect(problemsWith(['fileAt: "03:00"', 'fileAt: "21:01"'])).toEqual([]);
  });
});

describe('traffic', () => {
  it('needs as many sellers as the largest basket has', () => {
    expect(problemsWith(['count: 5', 'count: 2'])).toEqual([
      'a.yaml:8:12: baskets.sellers: baskets with 3 sellers | expected at most 2, the number of sellers',
    ]);
    expect(problemsWith(['count: 5', 'count: 2'], ['30%, 20%', '50%, 0%'])).toEqual([]);
  });

  it('comes to at least one checkout', () => {
    const problem =
      'a.yaml:5:3: traffic.phases: rates that come to less than one checkout | expected some traffic | hint: raise a rate, or lengthen a phase';
    expect(problemsWith(['rate: 20/h', 'rate: 0/h'])).toEqual([problem]);
    expect(problemsWith(['rate: 20/h', 'rate: 0.01/h'])).toEqual([]);
    expect(problemsWith(['rate: 20/h', 'rate: 0.01/h'], ['  checkouts: 100\n', ''])).toEqual([
      problem.replace('5:3', '4:3'),
    ]);
  });

  it('comes to at most a hundred million checkouts', () => {
    expect(problemsWith(['rate: 20/h', 'rate: 2000/s'], ['  checkouts: 100\n', ''])).toEqual([
      'a.yaml:4:3: traffic.phases: rates that come to 172800000 checkouts | expected at most 100000000 checkouts',
    ]);
  });

  it('lasts for a year at most', () => {
    const longer: [string, string] = [
      'rate: 20/h }',
      'rate: 20/h }\n    - { name: year, shape: constant, for: 366d, rate: 1/h }',
    ];
    expect(problemsWith(longer)).toEqual([
      'a.yaml:5:3: traffic.phases: phases that last 367d | expected at most 366d of traffic',
    ]);
  });

  it('has prices whose total stays exact', () => {
    expect(problemsWith(['180.00 EUR', '90000000000000.00 EUR'])).toEqual([
      'a.yaml:10:37: currencies.0.price: "4.00 EUR to 90000000000000.00 EUR" | expected prices and fees of which 300 orders still have an exact total | hint: a total beyond 9,007,199,254,740,991 minor units would not be exact',
    ]);
  });
});

describe('problems', () => {
  it('of combinations are found beside others, as long as what they need could be read', () => {
    const found = problemsWith(
      ['name: day', 'nam: day'],
      ['nights: 3', 'nights: 1'],
      ['fileAt: "03:00"', 'fileAt: "21:00"'],
      ['count: 5', 'count: two'],
    );
    expect(found.map((problem) => problem.split(': ').slice(0, 2).join(' '))).toEqual([
      'a.yaml:1:1 name',
      'a.yaml:1:1 nam',
      'a.yaml:2:67 clock.nights',
      'a.yaml:7:19 sellers.count',
      'a.yaml:14:11 psp.fileAt',
    ]);
  });
});

describe('a fixed fee', () => {
  it('is in a currency that something is sold in', () => {
    const text = `name: shop
clock: { zone: Europe/London, start: 2026-03-02 09:00 }
traffic: { phases: [{ name: day, shape: constant, for: 2h, rate: 20/h }] }
currencies: [{ code: GBP, share: 100%, price: 2.50 GBP to 40.00 GBP }]
psp: { fee: { rate: 1.4%, fixed: [0.20 EUR] } }
`;
    const read = readScenario(text, 'shop.yaml');
    expect(read.ok ? [] : read.problems.map(formatProblem)).toEqual([
      'shop.yaml:5:27: psp.fee.fixed: a fixed fee in EUR, in which nothing is sold\n  expected fees in GBP alone',
    ]);
    expect(readScenario(text.replace('0.20 EUR', '0.20 GBP'), 'shop.yaml').ok).toBe(true);
  });
});

describe('a network', () => {
  it('is never so slow that a request is out of date when it reaches the PSP', () => {
    const slow = (max: string): [string, string] => [
      'name: ',
      `network: { latency: { min: 1ms, max: ${max} } }\npolicies: { psp: { timeout: 12h } }\nphases: { settleWithin: 6h }\nname: `,
    ];
    expect(problemsWith(slow('1min'))).toEqual([
      'a.yaml:15:1: psp.requestValid: 2min | expected more than 2min, there and back by the slowest messages of network.latency | hint: a request that is out of date when it arrives is not acted upon, and nothing would be charged',
    ]);
    expect(problemsWith(slow('59s'))).toEqual([]);
    expect(problemsWith(slow('5h'), ['psp:\n', 'psp:\n  requestValid: 11h\n'])).toEqual([]);
  });

  it('brings an answer of the PSP in time, more often than not', () => {
    const waiting = (timeout: string): [string, string] => [
      'name: ',
      `network: { latency: { min: 1ms, p50: 40ms, max: 30s } }\npolicies: { psp: { timeout: ${timeout} } }\nname: `,
    ];
    expect(problemsWith(waiting('81ms'))).toEqual([]);
    expect(problemsWith(waiting('80ms'))).toEqual([
      'a.yaml:2:29: policies.psp.timeout: 80ms | expected more than 80ms, there and back by the median of network.latency | hint: to have answers come late now and then, use faults such as network.delay, or a slow psp.authorisation',
    ]);
  });
});

describe('an expectation of a kind of fault', () => {
  const outage = '  - { fault: psp.outage, every: 1h }\n';
  const expecting = (rules: string, ...expected: string[]): [string, string][] => [
    ['psp:\n', `faults:${rules}expect:\n${expected.map((each) => `  - ${each}\n`).join('')}psp:\n`],
  ];

  it('is refused where the scenario has rules of its own and none for that kind', () => {
    const expected = ['faults.psp.outage >= 1', 'faults.psp.error >= 1', 'faults.network.drop > 0', 'faults >= 9'];
    expect(problemsWith(...expecting(`\n${outage}`, ...expected))).toEqual([
      'a.yaml:16:5: expect.1: faults.psp.error >= 1, and no rule for psp.error | expected a kind of fault that `faults` has a rule for | hint: add a rule such as { fault: psp.error, ... }, or take the expectation away',
      'a.yaml:17:5: expect.2: faults.network.drop > 0, and no rule for network.drop | expected a kind of fault that `faults` has a rule for | hint: add a rule such as { fault: network.drop, ... }, or take the expectation away',
    ]);
  });

  it('may be that there is none', () => {
    const none = ['faults.psp.error = 0', 'faults.psp.error < 1', 'faults.psp.error >= 0'];
    expect(problemsWith(...expecting(`\n${outage}`, ...none))).toEqual([]);
  });

  it.each([' none\n', ' []\n', ' light\n', ' swarm\n', `\n${outage}  - { profile: light }\n`])(
    'says nothing of a ready-made storm, nor where faults were switched off: faults:%j',
    (rules) => {
      expect(problemsWith(...expecting(rules, 'faults.psp.error >= 1'))).toEqual([]);
    },
  );
});
