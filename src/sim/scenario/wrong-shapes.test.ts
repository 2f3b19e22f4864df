import { describe, expect, it } from 'vitest';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';

/** Five lines that are in order, of which one is written otherwise. */
function problemsWith(changes: Readonly<Record<string, string>>): string[] {
  const lines = {
    name: 'x',
    clock: '{ zone: Europe/Berlin, start: 2026-06-01 10:00 }',
    traffic: '{ phases: [{ name: day, shape: constant, for: 3h, rate: 20/h }] }',
    currencies: '[{ code: EUR, share: 100%, price: 5.00 EUR to 9.00 EUR }]',
    ...changes,
  };
  const text = Object.entries(lines).map(([key, value]) => `${key}: ${value}\n`);
  const read = readScenario(text.join(''), 'x.yaml');
  return read.ok ? [] : read.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

const brackets = 'hint: put brackets around it: a list of one is a list, too';

describe('the only item of a list, without the list', () => {
  it.each([
    [
      { traffic: '{ phases: { name: day, shape: constant, for: 3h, rate: 20/h } }' },
      `x.yaml:3:12: traffic.phases: a mapping | expected a list of at least one phase | ${brackets}`,
    ],
    [
      { thresholds: 'captured >= 99%' },
      `x.yaml:5:13: thresholds: "captured >= 99%" | expected a list of thresholds | ${brackets}`,
    ],
    [
      { faults: '{ fault: psp.error, rate: 5% }' },
      `x.yaml:5:1: faults: a mapping | expected one of none, light, heavy, swarm, a list of rules, or a mapping with a script | ${brackets}`,
    ],
  ])('is refused with how to make it one: %j', (changes, problem) => {
    expect(problemsWith(changes)).toEqual([problem]);
  });

  it('is not suggested where something else was meant', () => {
    expect(problemsWith({ thresholds: '5' }).join('')).not.toContain('brackets');
    expect(problemsWith({ faults: '{ kind: psp.error }' }).join('')).not.toContain('brackets');
  });
});

describe('a number with a comma within braces', () => {
  const comma = 'hint: within braces a comma begins the next entry: write 1500 for 1,500 and 2.5 for 2,5';
  const phase = 'name: day, shape: constant, for: 3h, rate: 20/h';

  it.each([
    [
      { traffic: `{ checkouts: 1,500, phases: [{ ${phase} }] }` },
      `x.yaml:3:25: traffic.500: unknown key | expected one of the keys checkouts, users, phases, only | ${comma}`,
    ],
    [
      { psp: '{ fee: { rate: 2,9%, fixed: [0.30 EUR] } }' },
      `x.yaml:5:23: psp.fee.9%: unknown key | expected one of the keys rate, fixed | ${comma}`,
    ],
  ])('is told from a key that there is not: %j', (changes, problem) => {
    expect(problemsWith(changes)).toContain(problem);
  });
});

describe('too few calls to the PSP', () => {
  it('are refused with what three of them are for', () => {
    expect(problemsWith({ policies: '{ psp: { attempts: 1 } }' })).toEqual([
      'x.yaml:5:30: policies.psp.attempts: 1 | expected a whole number from 3 to 1000: a call that is in doubt, the inquiry about it, and the request for what the PSP turns out not to know',
    ]);
  });
});
