/** What begins at a time and lasts: drawn before a run from its rules, or taken from its script as it is. */
import type { Instant } from '../../domain/calendar.ts';
import type { Dice, Draw } from '../kernel/dice.ts';
import { kindOfFault } from './catalogue.ts';
import { createChance } from './chance.ts';
import type { Episode, EpisodeFault } from './fault.ts';
import type { FaultPlan, FaultRule } from './plan.ts';
import type { Window } from './profiles.ts';
import { rulesOf, type NamedRule } from './rules.ts';
import { siteName } from './site.ts';

/** An episode at the site of its own by which a script names it. */
export interface NamedEpisode {
  readonly site: string;
  readonly episode: Episode;
}

/**
 * All episodes of a run, in the order of time. Each ends when faults stop, at the latest. Of two that overlap and do the
 * same to the same service, the one that begins later is left out.
 */
export function episodesOf(plan: FaultPlan, dice: Dice, start: Instant, healAt: Instant): NamedEpisode[] {
  if (plan.kind === 'script') return plan.script.filter((scripted) => 'episode' in scripted);
  const window: Window = { from: start, to: healAt };
  const drawn = rulesOf(plan, dice, window).flatMap((rule) => drawnBy(rule, dice, window));
  return named(apart(drawn.toSorted((a, b) => a.at - b.at)));
}

/** What an episode is about: the service, the PSP, or one side of the network. */
export function subjectOf(fault: EpisodeFault): string {
  switch (fault.kind) {
    case 'psp.outage':
      return 'psp';
    case 'network.partition':
      return fault.between.join('+');
    default:
      return fault.service;
  }
}

function drawnBy({ name, rule }: NamedRule, dice: Dice, run: Window): Episode[] {
  const { asEpisode } = kindOfFault(rule.kind);
  if (asEpisode === undefined) return [];
  const window = { from: Math.max(run.from, rule.window.from), to: Math.min(run.to, rule.window.to) };
  const times = beginnings(rule, window, dice.stream('episode times', name)).slice(0, rule.budget);
  return times.map((at, index) => {
    const chance = createChance(dice.stream('episode', `${name} #${index + 1}`), asEpisode.values, rule);
    const forMs = Math.min(chance.number('forMs'), run.to - at);
    return { at, forMs, fault: asEpisode.draw(chance) };
  });
}

/** At its one time; or each after the one before it by between half of the spacing and one and a half. */
function beginnings({ at, everyMs }: FaultRule, { from, to }: Window, draw: Draw): Instant[] {
  if (at !== undefined) return at >= from && at < to ? [at] : [];
  if (everyMs === undefined) return [];
  const times: Instant[] = [];
  let next = from;
  for (;;) {
    next += Math.max(1, Math.floor(everyMs * (0.5 + draw())));
    if (next >= to) return times;
    times.push(next);
  }
}

/** @param episodes in the order of time */
function apart(episodes: readonly Episode[]): Episode[] {
  const busyUntil = new Map<string, Instant>();
  return episodes.filter(({ at, forMs, fault }) => {
    const about = `${fault.kind} ${subjectOf(fault)}`;
    if (at < (busyUntil.get(about) ?? -Infinity)) return false;
    busyUntil.set(about, at + forMs);
    return true;
  });
}

/** `episode service.crash wallet #3`: counted for the same kind and subject, in the order of time. */
function named(episodes: readonly Episode[]): NamedEpisode[] {
  const counts = new Map<string, number>();
  return episodes.map((episode) => {
    const operation = `episode ${episode.fault.kind}`;
    const concern = subjectOf(episode.fault);
    const occurrence = (counts.get(`${operation} ${concern}`) ?? 0) + 1;
    counts.set(`${operation} ${concern}`, occurrence);
    return { site: siteName({ operation, concern, occurrence }), episode };
  });
}
