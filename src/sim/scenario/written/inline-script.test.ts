import { describe, expect, it } from 'vitest';
import { scenarioOf } from '../../../../test/support/simulate.ts';
import { itemsOf, writeScript } from '../../faults/script.ts';
import type { Faulted } from '../../facts.ts';
import { formatProblem } from '../problem.ts';
import { readScenario } from '../read.ts';
import { describeSettings } from '../settings.ts';

const withFaults = (faults: string): string => `name: a
clock: { zone: UTC, start: 2026-03-02 08:00 }
traffic: { phases: [{ name: day, shape: constant, for: 12h, rate: 20/h }] }
currencies: [{ code: EUR, share: 100%, price: 1.00 EUR to 2.00 EUR }]
faults:${faults}
`;

const facts: readonly Faulted[] = [
  {
    kind: 'faulted',
    at: 0,
    concern: 'order-17.1',
    site: 'executor→psp ChargeRequested order-17.1 #1',
    fault: { kind: 'network.delay', byMs: 7_200_000 },
  },
  {
    kind: 'faulted',
    at: Date.parse('2026-03-02T09:00:00.001Z'),
    forMs: 30_000,
    concern: 'wallet',
    site: 'episode service.crash wallet #1',
    fault: { kind: 'service.crash', service: 'wallet' },
  },
];

function problemsOf(text: string): string[] {
  const read = readScenario(text, 'a.yaml');
  return read.ok ? [] : read.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

describe('a script in a scenario', () => {
  const lines = writeScript(facts).replace(/^#.*\n/, '');

  it('is what a run leaves in faults.yaml', () => {
    const { faults } = scenarioOf(withFaults(`\n  script:\n${lines.replace(/^/gm, '    ')}`));
    expect(faults).toEqual({
      kind: 'script',
      script: [
        { site: 'executor→psp ChargeRequested order-17.1 #1', fault: { kind: 'network.delay', byMs: 7_200_000 } },
        {
          site: 'episode service.crash wallet #1',
          episode: {
            at: Date.parse('2026-03-02T09:00:00.001Z'),
            forMs: 30_000,
            fault: { kind: 'service.crash', service: 'wallet' },
          },
        },
      ],
    });
  });

  it('is written from its faults in the form that it is read in', () => {
    const { faults } = scenarioOf(withFaults(`\n  script:\n${lines.replace(/^/gm, '    ')}`));
    const script = faults.kind === 'script' ? faults.script : [];
    expect(scenarioOf(withFaults(` ${JSON.stringify({ script: itemsOf(script) })}`)).faults).toEqual(faults);
    expect(itemsOf([])).toEqual([]);
  });

  it('is told by its length, may be empty, and needs nights for what it leaves to settle', () => {
    const scripted = scenarioOf(withFaults(`\n  script:\n${lines.replace(/^/gm, '    ')}`));
    expect(describeSettings(scripted)).toContainEqual({ name: 'faults', value: 'a script of 2' });
    expect(scenarioOf(withFaults(' { script: [] }')).faults).toEqual({ kind: 'script', script: [] });
  });

  it('takes a key to be forgotten when it says so, though rules may not', () => {
    const forgotten = '{ site: "psp key order-1.1:1 #1", fault: psp.key-expiry, after: 1s }';
    const site = withFaults(` { script: [${forgotten}] }`);
    expect(problemsOf(site).filter((problem) => problem.includes('requestValid'))).toEqual([]);
    const rule = withFaults(' [{ fault: psp.key-expiry, rate: 1%, after: 1s }]');
    expect(problemsOf(rule).filter((problem) => problem.includes('requestValid'))).toHaveLength(1);
  });
});

describe('a mistake in it', () => {
  it.each([
    [' { script: 5 }', 'a.yaml:5:19: faults.script: 5 | expected a list of faults, each after a hyphen'],
    [
      '\n  script:\n    - { site: "shop click checkout-1 #1", fault: client.dubble-click }',
      'a.yaml:7:50: faults.script.0.fault: "client.dubble-click" | expected a kind of fault',
    ],
    ['\n  rate: 1%\n  script: []', 'a.yaml:6:3: faults.rate: a key that stands beside the script | expected it alone'],
    [
      '\n  script:\n    - { site: shop click checkout-1 #1, fault: client.double-click }',
      'put the site in quotes: without them, YAML takes " #1" for a comment',
    ],
  ])('%j is told where it stands', (faults, problem) => {
    expect(problemsOf(withFaults(faults)).join('\n')).toContain(problem);
  });
});
