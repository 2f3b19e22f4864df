import { describe, expect, it } from 'vitest';
import { faultKinds } from '../faults/catalogue.ts';
import { faultReference } from './fault-reference.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';
import { faultItems } from './written/fault-items.ts';

/** What `penny check` says of a scenario with this rule and no other. */
function problemsOf(rule: string): string[] {
  const scenario = `name: day
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00 }
traffic: { phases: [{ name: day, shape: constant, for: 12h, rate: 20/h }] }
currencies: [{ code: EUR, share: 100%, price: 1.00 EUR to 2.00 EUR }]
faults:
  - ${rule}
`;
  const read = readScenario(scenario, 'day.yaml');
  return read.ok ? [] : read.problems.map(formatProblem);
}

describe('the reference of a kind of fault', () => {
  it.each(faultKinds)('%s: has an example that is accepted', (kind) => {
    expect(problemsOf(faultReference(kind).example)).toEqual([]);
  });

  it.each(faultKinds)('%s: describes every key, and says what is written there', (kind) => {
    const { keys } = faultReference(kind);
    expect(['fault', ...keys.map(({ key }) => key)]).toEqual(Object.keys(faultItems.get(kind)?.shape ?? {}));
    expect(keys.filter(({ description, value }) => description === '' || value === '')).toEqual([]);
  });

  it('has the units and bounds of its values, and between which they are drawn', () => {
    const { keys, places, lasts } = faultReference('network.delay');
    expect({ places, lasts }).toEqual({ places: ['link'], lasts: false });
    expect(keys.find(({ key }) => key === 'by')).toEqual({
      key: 'by',
      value: 'a duration from 1ms to 30d, or a range',
      usual: '50ms to 2s',
      description: 'How much later the message arrives.',
    });
    expect(keys.find(({ key }) => key === 'from')?.value).toMatch(/^shop, payment-service, executor, /);
    expect(keys.find(({ key }) => key === 'message')?.value).toBe('the name of a message, such as ChargeRequested');
  });

  it('says of a kind that it can be decided case by case, and last', () => {
    const crash = faultReference('service.crash');
    expect(crash).toMatchObject({ places: ['handling', 'commit'], lasts: true });
    expect(crash.keys.find(({ key }) => key === 'before')?.value).toMatch(/ or commit$/);
    expect(faultReference('psp.outage')).toMatchObject({ places: [], lasts: true });
  });
});
