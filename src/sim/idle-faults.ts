/** Rules about the nights that end before the first night has anything for them. */
import { serviceOf } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import { kindOfFault } from './faults/catalogue.ts';
import type { FaultKind, Place } from './faults/fault.ts';
import type { FaultRule } from './faults/plan.ts';
import { nightPlan, type ClockEvent } from './nights.ts';
import type { Scenario } from './scenario/scenario.ts';

/** Kinds of faults that can never strike although the scenario lists them. */
export interface IdleFaults {
  readonly kinds: ReadonlySet<FaultKind>;
  /** When their rules are over. */
  readonly until: Instant;
  /** When there is something that they could strike at for the first time. */
  readonly first: Instant;
}

/**
 * Those of the scenario's own list. A ready-made storm is of everything, and nobody misses a part of it; a script says at the
 * end which of its sites never occurred.
 */
export function idleFaults(scenario: Scenario): IdleFaults[] {
  const { faults, phases } = scenario;
  if (faults.kind !== 'rules' || faults.profile !== 'own') return [];
  const plan = nightPlan(scenario);
  const idle = new Map<string, IdleFaults & { readonly kinds: Set<FaultKind> }>();
  for (const rule of faults.rules) {
    const first = firstFor(rule, plan);
    const until = Math.min(rule.window.to, phases.healAt);
    if (first === undefined || first < until) continue;
    const times = `${until} ${first}`;
    const known = idle.get(times) ?? { kinds: new Set(), until, first };
    known.kinds.add(rule.kind);
    idle.set(times, known);
  }
  return [...idle.values()];
}

/** Undefined for what does not wait for a night, and where no night has such a job. */
function firstFor({ kind, target }: FaultRule, plan: readonly ClockEvent[]): Instant | undefined {
  const places = kindOfFault(kind).atSites?.places ?? [];
  const met = plan.find(
    ({ to, message }) =>
      places.some((place) => occasions[place]?.(message.type) === true) &&
      (target.on === undefined || target.on === serviceOf(to)),
  );
  return met?.at;
}

/** The jobs of the night that come by a place which is there at night only. */
const occasions: Partial<Record<Place, (job: ClockEvent['message']['type']) => boolean>> = {
  line: (job) => job === 'FileDue',
  file: (job) => job === 'FileDue' || job === 'StatementDue',
  job: () => true,
};
