import { describe, expect, it } from 'vitest';
import { scenarioOf } from '../../../test/support/simulate.ts';
import { changesOf, wholeRun } from './candidate.ts';
import { reducedFile } from './reduced-file.ts';

const text = `name: day
seed: 007
clock: { zone: UTC, start: 2026-03-02 08:00 }
traffic: { checkouts: 40, phases: [{ name: all, shape: constant, for: 12h, rate: 20/h }] }
currencies: [{ code: EUR, share: 100%, price: 1.00 EUR to 2.00 EUR }]
faults: light
expect: [captures >= 10]
thresholds: [captured >= 90%]
`;

const reduction = {
  command: "npx penny run day.yaml --set 'description=two\nlines'",
  violation: 'I2 at-most-one-charge: order-17.1 has 2 captured charges',
  before: { checkouts: 40, faults: 23 },
  after: { checkouts: 1, faults: 1 },
};

const fault = { site: 'psp answer order-17.1 #1', fault: { kind: 'psp.timeout-after-capture' } } as const;

describe('the file of a reduced run', () => {
  it('says in its heading what it shows, of what, and how much is left', () => {
    const base = scenarioOf(text);
    const changes = changesOf({ checkouts: [17], faults: [fault], refunds: true }, base);
    expect(reducedFile(text, changes, base.clock.nights, reduction)).toBe(`# Cut down to what it takes to show this:
#   I2 at-most-one-charge: order-17.1 has 2 captured charges
# Of 40 checkouts and 23 faults, 1 and 1 are left: with one less, it does not happen. The whole run was
#   npx penny run day.yaml --set 'description=two
# lines'

name: day-shrunk
seed: 7
clock: { zone: UTC, start: 2026-03-02 08:00 }
traffic: { checkouts: 40, phases: [ { name: all, shape: constant, for: 12h, rate: 20/h } ], only: [ 17 ] }
currencies: [ { code: EUR, share: 100%, price: 1.00 EUR to 2.00 EUR } ]
faults:
  script:
    - { site: "psp answer order-17.1 #1", fault: psp.timeout-after-capture }
`);
  });

  it('does without refunds where nobody need ask for any, and without faults', () => {
    const withRefunds = `${text}refunds: { share: 5% }\n`;
    const base = scenarioOf(withRefunds);
    const changes = changesOf({ checkouts: [17], faults: [], refunds: false }, base);
    const file = reducedFile(withRefunds, changes, base.clock.nights, reduction);
    expect(file).not.toMatch(/^(faults|refunds|expect|thresholds):/m);
    expect(scenarioOf(file)).toMatchObject({ refunds: { share: 0 }, faults: { kind: 'rules', rules: [] }, expect: [] });
  });

  it('says how many nights there are where it would come to fewer without its faults', () => {
    // Until 20:00 there is traffic, until 21:00 faults, and until 22:00 all settles; the next file is that of the 4th.
    const settling = `${text}phases: { settleWithin: 4h }\n`;
    const base = scenarioOf(settling);
    const changes = changesOf({ checkouts: [17], faults: [], refunds: true }, base);
    const file = reducedFile(settling, changes, base.clock.nights, reduction);
    expect(scenarioOf(file).clock.nights).toBe(base.clock.nights);
    expect(scenarioOf(file.replace(/, nights: \d+/, '')).clock.nights).toBeLessThan(base.clock.nights);
    expect(file).toMatch(/nights: \d+/);
  });

  it('is called after the scenario, once, and within the length of a name', () => {
    const nameOf = (name: string): unknown => {
      const named = scenarioOf(text, [`name=${name}`]);
      return changesOf(wholeRun(named, []), named).find(({ path }) => path.join('.') === 'name')?.value;
    };
    expect(nameOf('day')).toBe('day-shrunk');
    expect(nameOf('day-shrunk')).toBe('day-shrunk');
    expect(nameOf('d'.repeat(64))).toBe(`${'d'.repeat(57)}-shrunk`);
  });

  it('names all checkouts by naming none', () => {
    const base = scenarioOf(text);
    expect(changesOf(wholeRun(base, []), base)).toContainEqual({ path: ['traffic', 'only'], value: undefined });
  });
});
