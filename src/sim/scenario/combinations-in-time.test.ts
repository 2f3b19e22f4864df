import { describe, expect, it } from 'vitest';
import { setOverride } from './overrides.ts';
import { formatProblem } from './problem.ts';
import { readScenario, type ReadScenario } from './read.ts';

/** Monday 08:00 to Tuesday 08:00, cut-off at 21:00. */
const day = `name: day
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00, nights: 3 }
traffic: { checkouts: 100, phases: [{ name: day, shape: daily, for: 24h, rate: 20/h }] }
currencies: [{ code: EUR, share: 100%, price: 4.00 EUR to 180.00 EUR }]
psp: { cutOff: "21:00", fileAt: "03:00" }
`;

function read(more: string, ...overrides: string[]): ReadScenario {
  return readScenario(day + more, 'a.yaml', overrides.map(setOverride));
}

function problems(more: string, ...overrides: string[]): string[] {
  const result = read(more, ...overrides);
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

describe('nights without faults', () => {
  it('leave an hour for what is still being charged when the traffic ends', () => {
    const nightsAfter = (hours: string): unknown => {
      const result = readScenario(day.replace(', nights: 3', '').replace('for: 24h', `for: ${hours}`), 'a.yaml');
      return result.ok && result.scenario.clock.nights;
    };
    expect([nightsAfter('719min'), nightsAfter('12h')]).toEqual([2, 3]);
  });
});

describe('nights with faults', () => {
  it('that pay out what is charged until all has settled are enough', () => {
    // Healed on Tuesday at 09:00, settled by 10:00: the 3rd, paid out on the 4th.
    expect(problems('', 'faults=heavy')).toEqual([]);
    expect(problems('', 'faults=swarm')).toEqual([]);
    expect(problems('faults: [{ fault: network.drop, rate: 1% }]\n')).toEqual([]);
  });

  it('are refused when the last payout would be missing, with the times and the least number', () => {
    expect(problems('', 'clock.nights=2')).toEqual([]);
    expect(problems('faults: light\n', 'clock.nights=2')).toEqual([
      '--set clock.nights=2: clock.nights: 2, so that the last business date closes at 2026-03-03 21:00 | expected at least 3: everything has settled by 2026-03-03 10:00, and what was charged until then is still to be paid out and to reach the bank | hint: without the key there are as many as are needed',
    ]);
  });

  it('are one more when the healing is after the next cut-off, and so they are with late refunds', () => {
    const heal = 'phases: { heal: 2026-03-03 20:30 }\n';
    expect(problems(heal)).toEqual([]);
    expect(problems(`${heal}faults: light\n`)).toEqual([expect.stringContaining('expected at least 4')]);
    expect(problems('refunds: { share: 1%, after: 1h to 9h }\n')).toEqual([]);
    expect(problems('refunds: { share: 1%, after: 1h to 12h }\n')).toEqual([
      expect.stringContaining('expected at least 4'),
    ]);
  });
});

describe('the healing', () => {
  it('is not before the traffic ends, nor before the last refund may be asked for', () => {
    expect(problems('phases: { heal: 2026-03-03 07:59 }\n')).toEqual([
      'a.yaml:6:17: phases.heal: 2026-03-03 07:59 | expected a time not before 2026-03-03 08:00, when the traffic ends',
    ]);
    expect(problems('phases: { heal: 2026-03-03 08:00 }\n')).toEqual([]);
    expect(problems('refunds: { share: 1%, after: 1h to 2h }\nphases: { heal: 2026-03-03 09:30 }\n')).toEqual([
      'a.yaml:7:17: phases.heal: 2026-03-03 09:30 | expected a time not before 2026-03-03 10:00, when the last refund may be asked for',
    ]);
  });

  it('is not before the last order may be dispatched, and the last refund of one asked for', () => {
    const captures = 'captures: { later: 10%, after: 1h to 30h }\n';
    expect(problems(`${captures}phases: { heal: 2026-03-04 13:59 }\n`, 'clock.nights=9')).toEqual([
      'a.yaml:7:17: phases.heal: 2026-03-04 13:59 | expected a time not before 2026-03-04 14:00, when the last order may be dispatched',
    ]);
    const refunds = 'refunds: { share: 1%, after: 1h to 2h }\n';
    expect(problems(`${captures}${refunds}phases: { heal: 2026-03-04 15:59 }\n`, 'clock.nights=9')).toEqual([
      'a.yaml:8:17: phases.heal: 2026-03-04 15:59 | expected a time not before 2026-03-04 16:00, when the last refund may be asked for',
    ]);
  });

  it('is within a month of the last buyer', () => {
    const late = (heal: string): string[] => problems(`phases: { heal: ${heal} }\n`);
    expect(late('2026-04-02 08:00')).toEqual([]);
    expect(late('9999-12-31 23:59')).toEqual([
      'a.yaml:6:17: phases.heal: 9999-12-31 23:59 | expected a time before 2026-04-02 09:00, 30d after the last buyer',
    ]);
  });
});

describe('captures', () => {
  it('are asked for while authorisations are good, at least by the quickest seller', () => {
    expect(problems('captures: { after: 3h to 2d, expiry: 3h }\n', 'clock.nights=9')).toEqual([
      'a.yaml:6:38: captures.expiry: 3h | expected more than 3h, the soonest that a seller dispatches | hint: every authorisation would have lapsed by then, and nothing of these orders would be captured',
    ]);
    expect(problems('captures: { after: 3h to 2d, expiry: 181min }\n', 'clock.nights=9')).toEqual([]);
  });

  it('need nights enough for the last dispatch', () => {
    expect(problems('captures: { after: 1h to 3d }\n', 'clock.nights=3')).toEqual([
      expect.stringContaining(
        'expected at least 6: everything has settled by 2026-03-06 10:00, and what was charged until then',
      ),
    ]);
    expect(problems('captures: { after: 1h to 3d }\n', 'clock.nights=6')).toEqual([]);
  });
});

describe('faults', () => {
  it('are aimed at times of the run, before everything heals', () => {
    const rules = `faults:
  - { fault: psp.outage, at: 2026-03-02 07:59 }
  - { fault: psp.outage, at: 2026-03-03 08:59 }
  - { fault: service.pause, at: 2026-03-03 09:00 }
  - { fault: network.drop, rate: 1%, during: 2026-03-04 10:00 to 2026-03-04 11:00 }
`;
    expect(problems(rules)).toEqual([
      'a.yaml:7:30: faults.0.at: 2026-03-02 07:59 | expected a time from 2026-03-02 08:00, when the run begins, to 2026-03-03 09:00, when faults stop',
      'a.yaml:9:33: faults.2.at: 2026-03-03 09:00 | expected a time from 2026-03-02 08:00, when the run begins, to 2026-03-03 09:00, when faults stop',
      'a.yaml:10:46: faults.3.during: 2026-03-04 10:00 to 2026-03-04 11:00 | expected a time from 2026-03-02 08:00, when the run begins, to 2026-03-03 09:00, when faults stop',
    ]);
  });

  it('outside of the run are told beside a rule that cannot be read, and beside other sections that cannot', () => {
    const rules = `faults:
  - { fault: network.dorp, rate: 1% }
  - { fault: psp.outage, at: 2026-03-02 07:59 }
`;
    expect(problems(`${rules}seed: [1]\nbank: { transit: 90 }\n`, 'psp.cutOff=25:00')).toEqual([
      expect.stringMatching(/^a\.yaml:7:14: faults\.0\.fault: "network\.dorp" /),
      expect.stringMatching(/^a\.yaml:8:30: faults\.1\.at: 2026-03-02 07:59 /),
      expect.stringMatching(/^a\.yaml:9:1: seed: /),
      expect.stringMatching(/^a\.yaml:10:18: bank\.transit: 90 /),
      expect.stringMatching(/^--set psp\.cutOff=25:00: /),
    ]);
  });

  it('of keys do not forget a key while a request with it is still good', () => {
    const expiry = 'faults: [{ fault: psp.key-expiry, rate: 1%, after: 90s to 1h }]\n';
    const hint = 'hint: a request that is repeated while it is still good would be charged again';
    expect(problems(expiry)).toEqual([
      `a.yaml:5:1: psp.requestValid: 2min | expected at most 90s, since psp.key-expiry forgets a key after 90s | ${hint}`,
    ]);
    expect(problems(expiry.replace('90s', '2min'))).toEqual([]);
    // A clock is ten minutes off at most, and another one ten minutes the other way: an hour less twenty minutes is left.
    const storms = (valid: string): string[][] =>
      ['light', 'heavy', 'swarm'].map((storm) => problems(`faults: ${storm}\n`, `psp.requestValid=${valid}`));
    const refused = [expect.stringContaining('after 1h and two clocks may be 20min apart')];
    expect(storms('41min')).toEqual([refused, refused, refused]);
    expect(storms('40min')).toEqual([[], [], []]);
    expect(problems('', 'psp.requestValid=61min')).toEqual([]);
  });

  it('of keys reckon with clocks that are off, where there may be such', () => {
    const faults = (after: string): string =>
      `faults: [{ fault: psp.key-expiry, rate: 1%, after: ${after} }, { fault: clock.skew, on: psp, every: 1h }]\n`;
    expect(problems(faults('22min'))).toEqual([]);
    expect(problems(faults('21min'))).toEqual([
      expect.stringContaining('psp.requestValid: 2min | expected at most 1min, '),
    ]);
    expect(problems(faults('20min'))).toEqual([
      expect.stringContaining(
        'expected keys that are remembered for more than 20min, by which two clocks may be apart',
      ),
    ]);
  });

  it('of a script forget no key too soon either', () => {
    const key = '    - { site: "psp key order-1.1 #1", fault: psp.key-expiry, after: 3min }\n';
    const skew =
      '    - { site: "episode clock.skew 0 #1", fault: clock.skew, on: psp, at: 2026-03-02T11:00:00.000Z, for: 1h, step: 1s, drift: 0ms }\n';
    expect(problems(`faults:\n  script:\n${key}`)).toEqual([]);
    expect(problems(`faults:\n  script:\n${skew}${key}`)).toEqual([
      'a.yaml:9:7: faults.script.1: psp.key-expiry forgets a key after 3min | expected at least 22min: 2min for which a request is good, and 20min by which two clocks may be apart | hint: a request that is repeated while it is still good would be charged again',
    ]);
  });

  it('do not matter to a problem with the time of healing, which is told alone', () => {
    expect(
      problems('faults: [{ fault: psp.outage, at: 2026-03-03 07:30 }]\nphases: { heal: 2026-03-03 07:00 }\n'),
    ).toEqual([expect.stringContaining('phases.heal')]);
  });
});

describe('a start near the end of the years', () => {
  it('is refused when what comes of it might go on into a year of five digits', () => {
    // The third night closes at 20:00 UTC, two days after the start; then a day, 90 minutes and 31 days are left: 35 dates.
    expect(problems('', 'clock.start=9999-12-31 10:00')).toEqual([
      '--set clock.start=9999-12-31 10:00: clock.start: 9999-12-31 10:00 | expected a date up to 9999-11-26 | hint: nights, payouts and what comes late may take 35 days, and the last date that there is is 9999-12-31',
    ]);
    expect(problems('', 'clock.start=9999-11-27 08:00')).toHaveLength(1);
    expect(problems('', 'clock.start=9999-11-26 08:00')).toEqual([]);
  });

  it('is the earlier the longer sellers and authorisations wait', () => {
    for (const more of ['payouts: { hold: 30d }\n', 'captures: { expiry: 30d }\n']) {
      const refused = problems(more, 'clock.start=9999-11-01 08:00').join(' ');
      expect(refused).toContain('clock.start: 9999-11-01 08:00 | expected a date up to 9999-10-');
    }
  });
});
