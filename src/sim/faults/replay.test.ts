import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import { readScript, writeScript } from './script.ts';
import { placeOfSite } from './site-places.ts';
import { siteName, type Site } from './site.ts';

const changes = [
  'traffic.checkouts=15',
  'clock.nights=5',
  'refunds.share=40%',
  'refunds.after=1h to 2h',
  "phases.heal='2026-03-05 12:00'",
];

describe('a stormy run', () => {
  it.each(['heavy', 'swarm'])('of %s faults happens again, event by event, from its own script', (storm) => {
    const scenario = shippedScenario('first-checkout', [...changes, `faults=${storm}`]);
    const first = simulate(scenario);
    const read = readScript(writeScript(first.faults), 'faults.yaml');
    if (!read.ok) throw new Error('the script of a run should be good');
    const again = simulate({ ...scenario, faults: { kind: 'script', script: read.script } });
    expect(first.faults.length).toBeGreaterThan(20);
    expect(again.report.traceHash).toBe(first.report.traceHash);
    expect([again.faults, again.unreached]).toEqual([first.faults, []]);
  });

  it('comes by sites of every place, each of which is known by its name', () => {
    const places = new Map<string, Set<string>>();
    const watchSite = (site: Site): void => {
      const told = placeOfSite(siteName(site)) ?? 'no place';
      places.set(site.place, (places.get(site.place) ?? new Set()).add(told));
    };
    simulate(shippedScenario('first-checkout', changes), { watchSite });
    expect([...places].map(([place, told]) => [place, ...told].join(' ')).sort()).toEqual([
      'answer answer',
      'arrival arrival',
      'click click',
      'commit commit',
      'door door',
      'file file',
      'handling handling',
      'issuer issuer',
      'job job',
      'key key',
      'line line',
      'link link',
      'webhook webhook',
    ]);
  });
});
