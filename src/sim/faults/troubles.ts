/** All that can go wrong in a run: the judge of its sites, the episodes to come, and how often each kind of fault fired. */
import type { Instant } from '../../domain/calendar.ts';
import { faultKinds } from './catalogue.ts';
import { episodesOf, type NamedEpisode } from './episodes.ts';
import type { FaultCount } from './fault-counts.ts';
import { createJudge } from './judge.ts';
import { rulesOf } from './rules.ts';
import type { JudgeParts } from './ruling.ts';
import type { Judge, Site } from './site.ts';

/** Told of every site that the judge is asked about. */
export type WatchSite = (site: Site) => void;

export interface Troubles {
  readonly judge: Judge;
  /** In the order of time; whoever brings one about publishes it. */
  readonly episodes: readonly NamedEpisode[];
  /** Something has gone wrong by now. */
  readonly haveFired: () => boolean;
  /** The kinds that had an occasion, or that rules were there for, in the order of the catalogue. */
  readonly counts: () => readonly FaultCount[];
  /** Sites of a script that have not occurred by now, and its episodes that have not begun. */
  readonly unreached: () => readonly string[];
}

export interface TroublesParts extends JudgeParts {
  readonly watchSite: WatchSite | undefined;
}

export function createTroubles(parts: TroublesParts): Troubles {
  const { plan, dice, now, start, healAt, watchSite } = parts;
  const { judge, counts, unreached } = createJudge(parts);
  const planned = episodesOf(plan, dice, start, healAt);
  const episodes = planned.filter(({ episode: { at } }) => at >= start && at < healAt).map(endedBy(healAt));
  const ruled = new Set(rulesOf(plan, dice, { from: start, to: healAt }).map(({ rule }) => rule.kind));
  const begun = ({ episode }: NamedEpisode): boolean => episode.at <= now();

  const countOf = (kind: FaultCount['kind']): FaultCount => {
    const ofKind = episodes.filter(({ episode }) => episode.fault.kind === kind);
    const { could, fired } = counts.of(kind);
    return { kind, could: could + ofKind.length, fired: fired + ofKind.filter(begun).length };
  };
  return {
    judge: watchSite === undefined ? judge : watched(judge, watchSite),
    episodes,
    haveFired: () => counts.allFired() > 0 || episodes.some(begun),
    counts: () => faultKinds.map(countOf).filter(({ kind, could }) => could > 0 || ruled.has(kind)),
    unreached() {
      if (plan.kind !== 'script') return [];
      const came = new Set(episodes.filter(begun).map(({ site }) => site));
      return [...unreached(), ...planned.map(({ site }) => site).filter((site) => !came.has(site))];
    },
  };
}

/** A script may say when faults begin and how long they last, and not that they go on after all of them have stopped. */
function endedBy(healAt: Instant): (named: NamedEpisode) => NamedEpisode {
  return ({ site, episode }) => ({
    site,
    episode: { ...episode, forMs: Math.min(episode.forMs, healAt - episode.at) },
  });
}

function watched(judge: Judge, watchSite: WatchSite): Judge {
  return (site, labelOf) => {
    watchSite(site);
    return judge(site, labelOf);
  };
}
