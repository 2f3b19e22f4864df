import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { likelyTurns, mostCheckouts, mostTurns, usersIn, withUsers } from './closed-traffic.ts';
import { setOverride } from './overrides.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';
import type { Phase } from './scenario.ts';

const minute = 60_000;
const think = [
  { share: 0, ms: 1_000 },
  { share: 500_000, ms: 3_000 },
  { share: 1_000_000, ms: 15_000 },
];
const closed = (users: number): Phase => ({ name: 'users', shape: 'closed', durationMs: minute, users, think });
const open: Phase = { name: 'open', shape: 'constant', durationMs: minute, rate: 600 };

function problemsOf(...set: readonly string[]): string[] {
  const file = 'scenarios/kiosk-hour.yaml';
  const read = readScenario(readFileSync(file, 'utf8'), file, set.map(setOverride));
  return read.ok ? [] : read.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

describe('closed traffic', () => {
  it('comes to no more checkouts than the shortest thoughts leave room for', () => {
    expect(usersIn([open, closed(7), closed(3)])).toBe(10);
    expect(mostTurns([open, closed(7), closed(3)])).toBe(600);
    // Ten by rate, besides.
    expect(mostCheckouts({ phases: [open, closed(10)] }, 0, 'UTC')).toBe(610);
    expect(mostCheckouts({ checkouts: 4, users: 2, phases: [open, closed(10)] }, 0, 'UTC')).toBe(124);
  });

  it('comes to about as many as thoughts and checkouts of a second leave room for', () => {
    // Half of the thoughts take 2 s on the mean, half 9 s: 6.5 s with the checkout.
    expect(likelyTurns([open, closed(13)])).toBe(120);
  });

  it('has as many users as are asked for, in the same proportions', () => {
    const scaled = withUsers(7, [closed(2), open, closed(4)]);
    expect(scaled.map((phase) => (phase.shape === 'closed' ? phase.users : 0))).toEqual([2, 0, 5]);
    expect(usersIn(withUsers(1, [closed(2), closed(4)]))).toBe(1);
    expect(withUsers(7, [open])).toEqual([open]);
    expect(withUsers(undefined, [closed(2)])).toEqual([closed(2)]);
  });
});

describe('what makes no sense about users', () => {
  it('is said with its place', () => {
    expect(problemsOf()).toEqual([]);
    expect(problemsOf('traffic.phases.0.users=0')[0]).toMatch(
      /traffic\.phases\.0\.users: 0 \| expected a whole number/,
    );
    expect(problemsOf('traffic.phases.0.think=50ms to 2s')[0]).toMatch(
      /traffic\.phases\.0\.think: "50ms to 2s" \| expected durations from 100ms to 1d$/,
    );
    expect(problemsOf('traffic.phases.0.think=0s')[0]).toMatch(/think: "0s" \| expected durations from 100ms to 1d$/);
    expect(problemsOf('traffic.phases.0.think={ min: 0s, p50: 2s, max: 9s }')[0]).toMatch(
      /think\.min: "0s" \| expected a duration from 100ms to 1d$/,
    );
    expect(problemsOf('traffic.phases.0.think=9s to 2s')[0]).toMatch(/hint: did you mean `2s to 9s`\?$/);
    expect(problemsOf('traffic.phases.0.think=a while')[0]).toMatch(/expected a duration such as 20ms, two such as/);
    expect(problemsOf('traffic.phases.0.rate=5/s')[0]).toMatch(/traffic\.phases\.0\.rate: unknown key/);
  });

  it('is a number of checkouts without a rate, and one of users without users', () => {
    expect(problemsOf('traffic.checkouts=50')).toEqual([
      '--set traffic.checkouts=50: traffic.checkouts: 50 | expected phases with a rate, for it to be scaled | hint: how many checkouts users come to is up to them: traffic.users says how many users there are',
    ]);
    const constant = 'traffic={ users: 5, phases: [{ name: open, shape: constant, for: 1h, rate: 5/min }] }';
    expect(problemsOf(constant)[0]).toMatch(/traffic\.users: 5 \| expected a phase of the shape closed/);
  });

  it('is more than anybody could run', () => {
    expect(problemsOf('traffic.users=1000000', 'traffic.phases.0.think=100ms')[0]).toMatch(
      /traffic\.phases: users and rates that come to 36000000000 checkouts,/,
    );
  });
});
