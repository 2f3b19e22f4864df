/** Rulings by rules: at each site the rules of its place are asked in order, and the first that does not pass wins. */
import type { Dice } from '../kernel/dice.ts';
import { kindOfFault } from './catalogue.ts';
import { createChance } from './chance.ts';
import type { Place, SiteFault } from './fault.ts';
import type { JudgeParts, Ruling, Rulings } from './ruling.ts';
import { matcherOf, placesOf } from './matching.ts';
import type { FaultCounts } from './fault-counts.ts';
import { mixedLuck } from './luck.ts';
import type { FaultRule } from './plan.ts';
import { rulesOf } from './rules.ts';
import type { Site } from './site.ts';

const MILLION = 1_000_000;

/** A rule ready to be asked. */
interface Asked {
  readonly rule: FaultRule;
  readonly matches: (site: Site) => boolean;
  /** The fault that a site's luck has for the rule, if any. */
  readonly drawn: (name: string, siteLuck: () => number) => SiteFault | undefined;
  /** How often it may still fire. */
  left: number;
}

export function rulings({ plan, dice, start, healAt }: JudgeParts, counts: FaultCounts): Rulings {
  const byPlace = new Map<Place, Asked[]>();
  for (const { name, rule } of rulesOf(plan, dice, { from: start, to: healAt })) {
    // One budget for all places of the rule.
    const asked: Asked = { rule, matches: matcherOf(rule), drawn: drawnBy(rule, name, dice), left: rule.budget };
    for (const place of placesOf(rule)) byPlace.set(place, [...(byPlace.get(place) ?? []), asked]);
  }
  const ruled = new Map<Place, Ruling>();
  for (const [place, asked] of byPlace) ruled.set(place, rulingBy(asked, counts, dice));
  return { at: (place) => ruled.get(place), unreached: () => [] };
}

function rulingBy(rules: readonly Asked[], counts: FaultCounts, dice: Dice): Ruling {
  return (site, nameOf, at) => {
    let drawn: number | undefined;
    const luck = (): number => (drawn ??= dice.once('fault', nameOf()));
    let fault: SiteFault | undefined;
    for (const asked of rules) {
      const { kind, window } = asked.rule;
      if (at < window.from || at >= window.to || !asked.matches(site)) continue;
      counts.could(kind, site);
      if (fault !== undefined || asked.left === 0) continue;
      fault = asked.drawn(nameOf(), luck);
      if (fault !== undefined) asked.left -= 1;
    }
    return fault;
  };
}

function drawnBy(rule: FaultRule, name: string, dice: Dice): Asked['drawn'] {
  const { atSites } = kindOfFault(rule.kind);
  const { rate = 0 } = rule;
  if (atSites === undefined || rate === 0) return () => undefined;
  const ruleLuck = dice.once('fault rule', name);
  return (site, siteLuck) => {
    if (rate < MILLION && mixedLuck(siteLuck(), ruleLuck) * MILLION >= rate) return undefined;
    return atSites.draw(createChance(dice.stream(`fault values ${name}`, site), atSites.values, rule));
  };
}
