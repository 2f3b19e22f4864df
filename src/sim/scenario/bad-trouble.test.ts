import { describe, expect, it } from 'vitest';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';

const good = `name: good
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00 }
traffic: { phases: [{ name: morning, shape: constant, for: 4h, rate: 20/h }] }
currencies: [{ code: EUR, share: 100%, price: 4.00 EUR to 180.00 EUR }]
psp: { requestValid: 2min }
policies:
  redrive: { every: 5min, rounds: 12 }
  breaker: { failures: 5, open: 30s }
  fileGrace: 2h
refunds: { share: 5%, partial: 40%, after: 10min to 8h }
faults:
  - { fault: network.drop, from: executor, to: psp, rate: 2% }
  - { fault: service.crash, on: wallet, every: 1h, for: 5s to 30s }
phases: { heal: 2026-03-02 22:00, settleWithin: 1h }
expect: [captures >= 10]
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
    ['requestValid: 2min', 'requestValid: 0s', '5:22: psp.requestValid: "0s" | expected a duration from 1ms to 1d'],
    [
      'every: 5min',
      'every: 5m',
      '7:21: policies.redrive.every: "5m" | expected a duration such as 250ms, 1.5s, 10min, 6h or 2d | hint: did you mean `5min`?',
    ],
    ['rounds: 12', 'rounds: 0', '7:35: policies.redrive.rounds: 0 | expected a whole number from 1 to 1000'],
    [
      'failures: 5',
      'failures: none',
      '8:24: policies.breaker.failures: "none" | expected a whole number from 1 to 1000',
    ],
    ['open: 30s', 'open: 2d', '8:33: policies.breaker.open: "2d" | expected a duration from 1ms to 1d'],
    ['fileGrace: 2h', 'fileGrace: 0h', '9:14: policies.fileGrace: "0h" | expected a duration from 1ms to 1d'],
    ['share: 5%', 'share: 105%', '10:19: refunds.share: "105%" | expected a percentage from 0% to 100%'],
    [
      'partial: 40%',
      'partial: 0.4',
      '10:32: refunds.partial: 0.4 | expected a percentage such as 2.9% | hint: write 40% or 0.4%',
    ],
    [
      'after: 10min to 8h',
      'after: 8h to 10min',
      '10:44: refunds.after: "8h to 10min" | expected two durations of which the first is not the longer one | hint: did you mean `10min to 8h`?',
    ],
    [
      'after: 10min to 8h',
      'after: 8h',
      '10:44: refunds.after: "8h" | expected two durations such as 10min to 8h | hint: write 8h to 8h',
    ],
    [
      'after: 10min to 8h',
      'after: soon to late',
      '10:44: refunds.after: "soon to late" | expected a duration such as 250ms, 1.5s, 10min, 6h or 2d',
    ],
    ['after: 10min to 8h', 'after: 1h to 61d', '10:44: refunds.after: "1h to 61d" | expected durations from 0s to 60d'],
    ['rate: 2%', 'rate: 200%', '12:59: faults.0.rate: "200%" | expected a percentage from 0% to 100%'],
    [
      'fault: network.drop',
      'fault: network.drp',
      '12:14: faults.0.fault: "network.drp" | expected a kind of fault such as network.drop or service.crash | hint: did you mean `network.drop`?',
    ],
    [
      'heal: 2026-03-02 22:00',
      'heal: 22:00',
      '14:17: phases.heal: "22:00" | expected a local date and time such as 2026-03-02 08:00 | hint: put the date before it: `2026-03-02 22:00`',
    ],
    [
      'heal: 2026-03-02 22:00',
      'heal: 2026-03-02 10:00',
      '14:17: phases.heal: 2026-03-02 10:00 | expected a time not before 2026-03-02 20:00, when the last refund may be asked for',
    ],
    ['settleWithin: 1h', 'settleWithin: 8d', '14:49: phases.settleWithin: "8d" | expected a duration from 1ms to 7d'],
    [
      'captures >= 10',
      'capture >= 10',
      '15:10: expect.0: "capture >= 10" | expected a metric: one of faults, retries, captures, authorisations, laterCaptures, partialCaptures, lapses, refunds, payouts, returns, restarts, files, inquiries, deadLetters, breaks, missed, falsely, redrives, rejections, recoveries, or faults.<kind> | hint: did you mean `captures`?',
    ],
    [
      '[captures >= 10]',
      'captures >= 10',
      '15:9: expect: "captures >= 10" | expected a list of expectations | hint: put brackets around it: a list of one is a list, too',
    ],
    [
      'partial: 40%',
      'parts: 40%',
      '10:23: refunds.parts: unknown key | expected one of the keys share, partial, after',
    ],
    [
      'settleWithin',
      'setleWithin',
      '14:35: phases.setleWithin: unknown key | expected one of the keys heal, settleWithin | hint: did you mean `settleWithin`?',
    ],
  ])('%s written as %s', (part, instead, problem) => {
    expect(problemsWith(part, instead)).toEqual([`a.yaml:${problem}`]);
  });

  it('in place of all faults is named with the storms that there are', () => {
    const rules = good.slice(good.indexOf('faults:'), good.indexOf('phases: { heal'));
    expect(problemsWith(rules, 'faults: heavi\n')).toEqual([
      'a.yaml:11:9: faults: "heavi" | expected one of none, light, heavy, swarm, a list of rules, or a mapping with a script | hint: did you mean `heavy`?',
    ]);
  });
});
