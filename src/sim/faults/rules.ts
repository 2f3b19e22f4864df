/** A plan's rules, each with a name that its draws are keyed by: taking one rule away moves no draw of another. */
import type { Dice } from '../kernel/dice.ts';
import { swarmRules, type Window } from './profiles.ts';
import type { FaultPlan, FaultRule } from './plan.ts';

export interface NamedRule {
  readonly name: string;
  readonly rule: FaultRule;
}

/** None for a script, whose sites say everything. */
export function rulesOf(plan: FaultPlan, dice: Dice, window: Window): NamedRule[] {
  switch (plan.kind) {
    case 'script':
      return [];
    case 'swarm':
      return named(swarmRules(dice, window));
    case 'rules':
      return named(plan.rules);
  }
}

/** By kind and target; rules that have both in common are counted. */
function named(rules: readonly FaultRule[]): NamedRule[] {
  const counts = new Map<string, number>();
  return rules.map((rule) => {
    const { on, from, message } = rule.target;
    const about = [rule.kind, from ?? '*', on ?? '*', message ?? '*'].join(' ');
    const count = (counts.get(about) ?? 0) + 1;
    counts.set(about, count);
    return { name: count === 1 ? about : `${about} ${count}`, rule };
  });
}
