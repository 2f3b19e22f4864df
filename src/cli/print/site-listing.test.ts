import { describe, expect, it } from 'vitest';
import type { Faulted } from '../../sim/facts.ts';
import { readScript } from '../../sim/faults/script.ts';
import type { Site } from '../../sim/faults/site.ts';
import { siteListing, type SeenSite } from './site-listing.ts';

const at = Date.parse('2026-03-02T09:00:13.947Z');
const about = { concern: 'order-1.1', occurrence: 1 };
const charging: Site = {
  place: 'link',
  services: ['executor', 'psp'],
  message: 'ChargeRequested',
  operation: 'executor→psp ChargeRequested',
  ...about,
};
const clicking: Site = { place: 'handling', services: ['shop'], operation: 'shop handle BuyAccepted', ...about };
const crediting: Site = { place: 'handling', services: ['wallet'], operation: 'wallet handle CreditSeller', ...about };

function listed(sites: readonly SeenSite[], faults: readonly Faulted[] = []): string[] {
  const zone = 'Europe/Amsterdam';
  const command = 'npx penny run day.yaml --seed 1';
  return siteListing({ of: 'order-1.1', sites, faults, zone, healAt: at + 3_600_000, command });
}

describe('the list of sites', () => {
  it('says how it is used, and has each site with its time, its place and what could happen there', () => {
    const lines = listed([{ at, site: charging }]);
    expect(lines.slice(0, lines.findIndex((line) => line.startsWith('# Episodes')) - 1)).toEqual([
      '# Where something can go wrong for order-1.1, in the order of time.',
      '# Take away the # in front of what is to happen, change its values at will, and run',
      '#   npx penny run day.yaml --seed 1 --faults FILE',
      '# Faults stop at 2026-03-02 11:00:13.947 +01:00, phases.heal: what comes later is not listed.',
      '',
      '# 2026-03-02 10:00:13.947 +01:00  a message between two services',
      '# - { site: "executor→psp ChargeRequested order-1.1 #1", fault: network.drop }',
      expect.stringMatching(/^# - \{ site: "executor→psp ChargeRequested order-1\.1 #1", fault: network\.delay, by: /),
      expect.stringContaining('network.duplicate'),
      expect.stringContaining('network.reorder'),
    ]);
  });

  it('is a script without faults as it stands, and one with a fault for each line that is uncommented', () => {
    const lines = listed([
      { at, site: crediting },
      { at, site: charging },
    ]);
    expect(readScript(lines.join('\n'), 'faults.yaml')).toEqual({ ok: true, script: [] });
    const possible = lines.filter((line) => line.startsWith('# - '));
    expect(possible.length).toBeGreaterThan(4);
    for (const line of possible) {
      const script = readScript(line.slice(2), 'faults.yaml');
      expect(script.ok && script.script.map(({ site }) => site)).toEqual([/"(.*)"/.exec(line)?.[1]]);
    }
  });

  it('has what happened in the run as a line in force', () => {
    const fault = { kind: 'network.drop' } as const;
    const fired: Faulted = {
      kind: 'faulted',
      at,
      site: 'executor→psp ChargeRequested order-1.1 #1',
      concern: 'order-1.1',
      fault,
    };
    const lines = listed([{ at, site: charging }], [fired]);
    expect(lines.filter((line) => line.startsWith('-'))).toEqual([
      '- { site: "executor→psp ChargeRequested order-1.1 #1", fault: network.drop }',
    ]);
    expect(lines.filter((line) => line.startsWith('# - ') && line.includes('network.drop'))).toEqual([]);
  });

  it('leaves out what cannot happen to the service: the shop has nothing to lose in a crash', () => {
    const lines = listed([
      { at, site: clicking },
      { at, site: crediting },
    ]);
    expect(lines.filter((line) => line.includes('service.crash'))).toEqual([
      expect.stringContaining('wallet handle CreditSeller'),
      expect.stringContaining('episode service.crash wallet'),
    ]);
    expect(lines.join('\n')).not.toContain('shop handle');
  });

  it('ends with the episodes of each service, from when it is first reached', () => {
    const lines = listed([
      { at, site: charging },
      { at: at + 500, site: crediting },
      { at: at + 900, site: charging },
    ]);
    const episodes = lines.slice(lines.findIndex((line) => line.startsWith('# Episodes')) + 1);
    expect(episodes.map((line) => /"episode (\S+ \S+) #1"/.exec(line)?.[1])).toEqual([
      ...['crash', 'pause', 'slow', 'overload'].map((kind) => `service.${kind} executor`),
      'clock.skew executor',
      ...['crash', 'pause', 'slow', 'overload'].map((kind) => `service.${kind} psp`),
      'clock.skew psp',
      'psp.outage psp',
      ...['crash', 'pause', 'slow', 'overload'].map((kind) => `service.${kind} wallet`),
      'clock.skew wallet',
    ]);
    expect(episodes).toContain(
      '# - { site: "episode service.crash wallet #1", fault: service.crash, on: wallet, at: 2026-03-02T09:00:14.447Z, for: 5s }',
    );
  });

  it('says so when there is none', () => {
    expect(listed([]).at(-1)).toBe('# There is no such place: nothing happened to it by then.');
  });
});
