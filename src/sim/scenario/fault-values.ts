/** The values that the faults of a scenario can have, as its rules, its storm or its script say. */
import { kindOfFault } from '../faults/catalogue.ts';
import { boundsOf } from '../faults/chance.ts';
import type { FaultKind, SiteFault } from '../faults/fault.ts';
import type { FaultPlan, FaultRule } from '../faults/plan.ts';
import type { Path } from './problem.ts';
import type { Sections } from './written/sections.ts';

/** A value, and where it is written when it is written by itself: in a script. */
export interface FaultValue {
  readonly value: number;
  readonly path: Path | undefined;
}

/** True when a fault of the kind may happen. */
export function mayHave(kind: FaultKind, plan: FaultPlan): boolean {
  switch (plan.kind) {
    case 'rules':
      return plan.rules.some((rule) => rule.kind === kind);
    case 'swarm':
      return true;
    case 'script':
      return plan.script.some((item) => ('episode' in item ? item.episode.fault : item.fault).kind === kind);
  }
}

/**
 * The least or the greatest value of a key of faults at sites: one for each rule, and for each item of a script.
 * @param key as the fault has it: `afterMs`
 */
export function valuesOf(kind: SiteFault['kind'], key: string, end: 'least' | 'most', plan: FaultPlan): FaultValue[] {
  switch (plan.kind) {
    case 'rules':
      return plan.rules.filter((rule) => rule.kind === kind).map((rule) => ruled(rule, key, end));
    case 'swarm':
      // A swarm's rules are drawn from the seed later on; they leave each value as it usually is.
      return [{ value: usual(kind, key, end), path: undefined }];
    case 'script':
      return plan.script.flatMap((item, index): FaultValue[] => {
        if ('episode' in item || item.fault.kind !== kind) return [];
        const value: unknown = Object.entries(item.fault).find(([name]) => name === key)?.[1];
        return typeof value === 'number' ? [{ value, path: ['faults', 'script', index] }] : [];
      });
  }
}

/** Where a scenario's own list gives a key of a rule its greatest value; undefined when that is the usual one. */
export function ruleWith(
  kind: SiteFault['kind'],
  key: string,
  value: number,
  written: Sections['faults'],
): Path | undefined {
  if (typeof written === 'string' || 'script' in written) return undefined;
  const rule = written.find(
    (item) => !('profile' in item) && item.kind === kind && boundsOf(item.values[key])?.[1] === value,
  );
  const form = kindOfFault(kind).atSites?.values[key];
  return rule === undefined || form === undefined ? undefined : ['faults', rule.index, form.key];
}

function ruled({ kind, values }: FaultRule, key: string, end: 'least' | 'most'): FaultValue {
  const bounds = values[key];
  const bound = typeof bounds === 'object' ? bounds[end === 'least' ? 0 : 1] : undefined;
  return { value: typeof bound === 'number' ? bound : usual(kind, key, end), path: undefined };
}

function usual(kind: FaultKind, key: string, end: 'least' | 'most'): number {
  const form = kindOfFault(kind).atSites?.values[key];
  if (form === undefined || !('usual' in form)) return 0;
  return form.usual[end === 'least' ? 0 : 1];
}
