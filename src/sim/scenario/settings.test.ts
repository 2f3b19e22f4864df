import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from './json-schema.ts';
import { setOverride } from './overrides.ts';
import { readScenario } from './read.ts';
import { describeSettings } from './settings.ts';
import { isMapping } from './written/leaf.ts';

const text = `name: settings
seed: winter
clock: { zone: Europe/Amsterdam, start: 2026-10-25 02:30 }
traffic:
  only: [17, 3]
  phases:
    - { name: a, shape: constant, for: 90min, rate: 20/min }
    - { name: b, shape: ramp, for: 1h, from: 0/h, to: 2/s }
    - { name: c, shape: burst, for: 30min, rate: 10/h, peak: 70/h }
    - { name: d, shape: daily, for: 1d, rate: 83.5/h }
baskets: { sellers: [87.5%, 12.5%] }
currencies:
  - { code: EUR, share: 60%, price: 4.00 EUR to 1800.00 EUR }
  - { code: JPY, share: 40%, price: 500 JPY to 900 JPY }
psp:
  zone: UTC
  fee: { fixed: [0.30 EUR, 30 JPY] }
  authorisation: { min: 80ms, p99.9: 1500ms, max: 9s }
  declines:
    - { code: stolen_card, kind: hard, share: 0.5% }
policies: { redrive: { every: 90s }, breaker: { failures: 3 } }
refunds: { share: 2.5%, after: 0s to 90min }
faults:
  - { fault: network.delay, from: executor, to: psp, message: ChargeRequested, rate: 2%, by: 50ms to 2s }
  - { fault: service.crash, on: wallet, every: 1h, for: 30s, budget: 3, during: 2026-10-25 10:00 to 2026-10-25 11:00 }
  - { fault: psp.outage, at: 2026-10-25 12:00 }
thresholds: [checkout.p99 < 5s, openBreaks = 0]
expect: [captures >= 10, faults.network.delay >= 1]
`;

describe('settings', () => {
  const result = readScenario(text, 'a.yaml');
  const settings = new Map(result.ok ? describeSettings(result.scenario).map(({ name, value }) => [name, value]) : []);

  it.each([
    ['seed', 'winter'],
    ['clock.start', '2026-10-25 02:30'],
    ['clock.nights', '4, from 2026-10-25'],
    ['traffic.only', '3, 17'],
    ['traffic.phases.0', 'a: constant for 90min, 20/min'],
    ['traffic.phases.1', 'b: ramp for 1h, 0/h to 2/s'],
    ['traffic.phases.2', 'c: burst for 30min, 10/h with a peak of 70/h'],
    ['traffic.phases.3', 'd: daily for 1d, 83.5/h'],
    ['baskets.sellers', '87.5%, 12.5%'],
    ['currencies.0', 'EUR 60%, 4.00 EUR to 1,800.00 EUR'],
    ['currencies.1', 'JPY 40%, 500 JPY to 900 JPY'],
    ['psp.zone', 'UTC'],
    ['psp.cutOff', '00:00'],
    ['psp.payoutAfter', '1d'],
    ['psp.fee.fixed', '0.30 EUR, 30 JPY'],
    ['psp.authorisation', 'min 80ms, p99.9 1.5s, max 9s'],
    ['psp.declines', 'stolen_card (hard) 0.5%'],
    ['bank.zone', 'Europe/Amsterdam'],
    ['policies.psp.backoff', '500ms to 30s, jitter 50%'],
    ['policies.redrive', 'every 90s, 12 rounds'],
    ['policies.breaker', 'open for 30s after 3 failures'],
    ['policies.fileGrace', '2h'],
    ['psp.requestValid', '2min'],
    ['refunds.share', '2.5%'],
    ['refunds.after', '0s to 90min'],
    ['faults.0', 'network.delay, executor to psp, ChargeRequested, 2%, by 50ms to 2s'],
    ['faults.1', 'service.crash, wallet, every 1h, for 30s, 2026-10-25 10:00 to 2026-10-25 11:00, at most 3 times'],
    ['faults.2', 'psp.outage, at 2026-10-25 12:00'],
    // Traffic for 27 hours from 02:30 in summer time, of which one comes twice; refunds 90 minutes later; an hour more.
    ['phases.heal', '2026-10-26 07:00'],
    ['phases.settleWithin', '1h'],
    ['expect', 'captures >= 10, faults.network.delay >= 1'],
    ['thresholds', 'checkout.p99 < 5s, openBreaks = 0'],
  ])('%s is %s', (name, value) => {
    expect(settings.get(name)).toBe(value);
  });

  it('have the singular for what there is one of', () => {
    const phase = '{ name: hall, shape: closed, for: 1h, users: 1, think: 1s }';
    const once = readScenario(text, 'a.yaml', [
      setOverride('policies.redrive.rounds=1'),
      setOverride('policies.breaker.failures=1'),
      setOverride(`traffic={ phases: [${phase}] }`),
      setOverride('faults=[{ fault: service.crash, on: wallet, every: 10min, for: 30s, budget: 1 }]'),
      setOverride('expect=[]'),
    ]);
    const told = new Map(once.ok ? describeSettings(once.scenario).map(({ name, value }) => [name, value]) : []);
    expect(told.get('policies.redrive')).toBe('every 90s, 1 round');
    expect(told.get('policies.breaker')).toBe('open for 30s after 1 failure');
    expect(told.get('traffic.phases.0')).toBe('hall: closed for 1h, 1 user, think min 1s, max 1s');
    expect(told.get('faults.0')).toBe('service.crash, wallet, every 10min, for 30s, at most 1 time');
  });

  it.each(['none', 'light', 'heavy', 'swarm', '[]'])('call faults that are %s by that name', (faults) => {
    const stormy = readScenario(text, 'a.yaml', [setOverride(`faults=${faults}`)]);
    const told = stormy.ok ? describeSettings(stormy.scenario).filter(({ name }) => name.startsWith('faults')) : [];
    expect(told).toEqual([{ name: 'faults', value: faults === '[]' ? 'none' : faults }]);
  });

  it('tell when the sellers are paid out, on so many dates, and after what', () => {
    const payouts = '{ at: "07:30", hold: 2d, minimum: [5.00 EUR], returned: 1.5% }';
    const paying = readScenario(text, 'a.yaml', [setOverride(`payouts=${payouts}`)]);
    const told = paying.ok ? describeSettings(paying.scenario).filter(({ name }) => name.startsWith('payouts')) : [];
    expect(told.map(({ name, value }) => `${name} ${value}`)).toEqual([
      // The last credit, at 08:00 on 29 October, is free two days later and paid out on 1 November; 25 October is first.
      'payouts.at 07:30, on 8 dates',
      'payouts.hold 2d',
      'payouts.minimum 5.00 EUR',
      'payouts.returned 1.5%',
    ]);
    expect(settings.get('payouts')).toBe('none');
  });

  it('tell which orders are captured later, and when', () => {
    const captures = '{ later: 45%, after: 90min to 2d, partial: 12.5%, never: 1%, expiry: 5d }';
    const later = readScenario(text, 'a.yaml', [setOverride(`captures=${captures}`)]);
    const told = later.ok ? describeSettings(later.scenario).filter(({ name }) => name.startsWith('captures')) : [];
    expect(told.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'captures.later 45%',
      'captures.after 90min to 2d',
      'captures.partial 12.5%',
      'captures.never 1%',
      'captures.expiry 5d',
    ]);
    expect(settings.get('captures')).toBe('at once');
  });

  it('leave no key of a scenario file out', () => {
    // Nothing is told of services without a limit, or of users where there are none.
    const services = ['payment-service', 'executor', 'psp', 'bank', 'wallet', 'ledger', 'reconciliation'];
    const limits = services.map((service) => `${service}: { concurrency: 1, time: 1ms }`);
    const limited = readScenario(text, 'a.yaml', [setOverride(`capacity={ ${limits.join(', ')} }`)]);
    const names = limited.ok ? describeSettings(limited.scenario).map(({ name }) => name) : [];
    const told = (key: string): boolean => names.some((name) => key.startsWith(name) || name.startsWith(key));
    expect(keysOf(scenarioJsonSchema(), '').filter((key) => !told(key))).toEqual(['description', 'traffic.users']);
  });
});

/** Every key that has a value of its own, with the keys that lead to it. */
function keysOf(schema: unknown, path: string): string[] {
  const properties = isMapping(schema) ? schema['properties'] : undefined;
  if (!isMapping(properties)) return [path];
  const keys = Object.keys(properties).filter((key) => key !== '$schema');
  return keys.flatMap((key) => keysOf(properties[key], path === '' ? key : `${path}.${key}`));
}
