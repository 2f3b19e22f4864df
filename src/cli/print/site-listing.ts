/** Sites as a script that one can write into: what could happen at each is a comment, what did happen is in force. */
import type { ServiceName } from '../../domain/addresses.ts';
import { formatInstant, type Instant } from '../../domain/calendar.ts';
import type { Faulted } from '../../sim/facts.ts';
import { kindOfFault, kindsAt, kindsOfFault } from '../../sim/faults/catalogue.ts';
import { createChance } from '../../sim/faults/chance.ts';
import { subjectOf } from '../../sim/faults/episodes.ts';
import type { FaultKind, SiteFault } from '../../sim/faults/fault.ts';
import type { AnyKindOfFault } from '../../sim/faults/kind.ts';
import { scriptOf } from '../../sim/faults/script.ts';
import { lineOf } from '../../sim/faults/script-line.ts';
import { siteName, type Site } from '../../sim/faults/site.ts';
import { placeNames } from '../../sim/faults/site-places.ts';

export interface SeenSite {
  readonly at: Instant;
  readonly site: Site;
}

export interface SiteListing {
  /** The order or checkout. */
  readonly of: string;
  readonly sites: readonly SeenSite[];
  /** What fired in the run, at these sites and elsewhere. */
  readonly faults: readonly Faulted[];
  readonly zone: string;
  /** When faults stop: what comes later is not listed. */
  readonly healAt: Instant;
  /** The command that makes a script happen, up to its file. */
  readonly command: string;
}

export function siteListing({ of, sites, faults, zone, healAt, command }: SiteListing): string[] {
  const fired = new Map(faults.map((fault) => [fault.site, fault]));
  const heading = [
    `# Where something can go wrong for ${of}, in the order of time.`,
    '# Take away the # in front of what is to happen, change its values at will, and run',
    `#   ${command} --faults FILE`,
    `# Faults stop at ${formatInstant(healAt, zone)}, phases.heal: what comes later is not listed.`,
  ];
  if (sites.length === 0) return [...heading, '', '# There is no such place: nothing happened to it by then.'];
  return [
    ...heading,
    ...sites.flatMap(({ at, site }) => linesOf(at, site, fired.get(siteName(site)), zone)),
    ...episodeLines(sites),
  ];
}

/** What could begin at each service when it has to do with the matter for the first time, and last for a while. */
function episodeLines(sites: readonly SeenSite[]): string[] {
  const reachedAt = new Map<ServiceName, Instant>();
  for (const { at, site } of sites) {
    for (const name of site.services) if (!reachedAt.has(name)) reachedAt.set(name, at);
  }
  const lines = [...reachedAt].flatMap(([name, at]) =>
    kindsOfFault.flatMap((kind) => {
      const isOfService = kind.aim === 'service' && (kind.services ?? []).includes(name);
      return isOfService || (kind.kind === 'psp.outage' && name === 'psp') ? [episodeLine(kind, name, at)] : [];
    }),
  );
  const possible = lines.filter((line) => line !== undefined);
  if (possible.length === 0) return [];
  return ['', '# Episodes: what lasts for a while, from when a service is first reached', ...possible];
}

function episodeLine(kind: AnyKindOfFault, on: ServiceName, at: Instant): string | undefined {
  const { asEpisode } = kind;
  if (asEpisode === undefined) return undefined;
  const rule = { kind: kind.kind, target: { on }, values: {}, window: { from: 0, to: 0 }, budget: 1 };
  const chance = createChance(() => 0, asEpisode.values, rule);
  const episode = { at, forMs: chance.number('forMs'), fault: asEpisode.draw(chance) };
  const name = { operation: `episode ${kind.kind}`, concern: subjectOf(episode.fault), occurrence: 1 };
  return `# ${lineOf({ site: siteName(name), episode })}`;
}

function linesOf(at: Instant, site: Site, fired: Faulted | undefined, zone: string): string[] {
  const name = siteName(site);
  const others = kindsAt(site.place).filter((kind) => kind !== fired?.fault.kind && canHit(kind, site));
  if (fired === undefined && others.length === 0) return [];
  const possible = others.flatMap((kind) => {
    const fault = example(kind);
    return fault === undefined ? [] : [`# ${lineOf({ site: name, fault })}`];
  });
  const happened = fired === undefined ? [] : [...scriptOf([fired]).map(lineOf)];
  return ['', `# ${formatInstant(at, zone)}  ${placeNames[site.place]}`, ...happened, ...possible];
}

function canHit(kind: FaultKind, { services }: Site): boolean {
  const { services: exposed } = kindOfFault(kind);
  return exposed === undefined || services.some((service) => exposed.includes(service));
}

/** The mildest of the usual values; undefined for what does not happen at sites. */
function example(kind: FaultKind): SiteFault | undefined {
  const { atSites } = kindOfFault(kind);
  const rule = { kind, target: {}, values: {}, window: { from: 0, to: 0 }, budget: 1 };
  return atSites?.draw(createChance(() => 0, atSites.values, rule));
}
