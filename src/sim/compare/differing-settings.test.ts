import { describe, expect, it } from 'vitest';
import { shippedScenario } from '../../../test/support/simulate.ts';
import { differingSettings, type DifferingSetting } from './differing-settings.ts';

/** What the two changes of a scenario make different. */
function differing(a: readonly string[], b: readonly string[], name = 'first-checkout'): DifferingSetting[] {
  return differingSettings(shippedScenario(name, a), shippedScenario(name, b));
}

describe('two scenarios', () => {
  it('that say the same in other words do not differ', () => {
    expect(differing(['policies.psp.timeout=2s'], ['policies.psp.timeout=2000ms'])).toEqual([]);
    expect(differing([], ['name=another', 'seed=7', 'description=the same'])).toEqual([]);
  });

  it('differ setting by setting, as people write them', () => {
    expect(differing(['policies.psp.timeout=2s'], ['policies.psp.timeout=90s', 'defects=refund-race'])).toEqual([
      { name: 'policies.psp.timeout', a: '2s', b: '90s' },
      { name: 'defects', a: 'none', b: 'refund-race' },
    ]);
  });

  it('differ in what follows from what is written, too', () => {
    const crowd = differing([], ['traffic.checkouts=2000'], 'marketplace-day');
    expect(crowd).toEqual([]);
    expect(differing([], ['traffic.checkouts=4000'], 'marketplace-day')).toEqual([
      { name: 'traffic.checkouts', a: '2000', b: '4000' },
      { name: 'traffic.phases.0', a: 'day: daily for 1d, 83.333/h', b: 'day: daily for 1d, 166.667/h' },
      { name: 'limits.events', a: '2000000', b: '4000000' },
    ]);
  });

  it('differ in a whole section that only one of them has', () => {
    const both = ['clock.nights=3', 'phases.heal=2026-03-03 23:30'];
    expect(differing(both, [...both, 'payouts={ hold: 12h }'])).toEqual([
      { name: 'payouts.at', a: null, b: '06:00, on 2 dates' },
      { name: 'payouts.hold', a: null, b: '12h' },
      { name: 'payouts.minimum', a: null, b: 'none' },
      { name: 'payouts.returned', a: null, b: '0%' },
    ]);
  });
});

describe('two lists', () => {
  const [drop, delay, lost] = [
    '{ fault: network.drop, rate: 2% }',
    '{ fault: network.delay, rate: 3%, by: 1s }',
    '{ fault: psp.webhook-lost, rate: 4% }',
  ];
  const rules = (...faults: readonly string[]): string[] => [`faults=[${faults.join(', ')}]`];

  it('do not differ in the items that only moved up', () => {
    expect(differing(rules(drop, delay, lost), rules(delay, lost))).toEqual([
      { name: 'faults.0', a: 'network.drop, 2%', b: null },
    ]);
    expect(differing(rules(delay), rules(delay, lost))).toEqual([
      { name: 'faults.1', a: null, b: 'psp.webhook-lost, 4%' },
    ]);
  });

  it('differ in their order, where that is all', () => {
    expect(differing(rules(drop, lost), rules(lost, drop))).toEqual([
      {
        name: 'faults',
        a: 'network.drop, 2%; psp.webhook-lost, 4%',
        b: 'psp.webhook-lost, 4%; network.drop, 2%',
      },
    ]);
  });

  it('of which one is empty differ in the items of the other', () => {
    expect(differing([], rules(drop)).filter(({ name }) => name.startsWith('faults'))).toEqual([
      { name: 'faults.0', a: null, b: 'network.drop, 2%' },
    ]);
  });
});

describe('two scripts', () => {
  it('differ site by site', () => {
    const site = (name: string, fault: string): string => `{ site: '${name}', fault: ${fault} }`;
    const [asked, credited] = [
      'executor→psp ChargeRequested order-1.1 #1',
      'payment-service→wallet CreditSeller order-1.1 #1',
    ];
    const a = `faults={ script: [${site(asked, 'network.drop')}, ${site(credited, 'network.drop')}] }`;
    const b = `faults={ script: [${site(asked, 'network.delay, by: 2s')}, ${site(credited, 'network.drop')}] }`;
    expect(differing([a], [b])).toEqual([
      { name: `faults at ${asked}`, a: 'fault: network.drop', b: 'fault: network.delay, by: 2s' },
    ]);
  });
});
