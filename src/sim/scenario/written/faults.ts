/** How the written form says what goes wrong: a ready-made storm, a list of rules, or an exact script. */
import { z } from 'zod';
import { formatInstant, instantOf, type Instant } from '../../../domain/calendar.ts';
import { heavyRules, lightRules, type Window } from '../../faults/profiles.ts';
import { profiles, type FaultPlan, type FaultRule, type Profile, type ScriptedFault } from '../../faults/plan.ts';
import { readItems } from '../../faults/script.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { LocalDateTime } from '../units/wall-clock.ts';
import { contradictions } from './fault-contradictions.ts';
import { readItem, type WrittenItem, type WrittenRule } from './fault-rule.ts';
import { faultsSchema } from './fault-schema.ts';
import { complain, isMapping, listOfOne, type Complaint } from './leaf.ts';

/** A ready-made storm by its name, or rules of one's own, of which the first that does not pass wins; or a script. */
export type WrittenFaults = Profile | readonly ListedItem[] | WrittenScript;

/** An item with its place in the list, of which others may not have been readable. */
type ListedItem = WrittenItem & { readonly index: number };

/** Exact as it is, it is taken as it is: what it names and the run has not is told when the run is over. */
interface WrittenScript {
  readonly script: readonly ScriptedFault[];
}

/** A script that has been read already, in the place of the section: from a file of its own. */
export class TakenScript {
  readonly script: readonly ScriptedFault[];

  constructor(script: readonly ScriptedFault[]) {
    this.script = script;
  }
}

/** What the local times of the section are measured by. */
export interface FaultTimes {
  readonly zone: string;
  /** When the run begins, and when faults stop. */
  readonly start: Instant;
  readonly healAt: Instant;
}

export const faults = z
  .unknown()
  .transform((value, context): WrittenFaults => {
    const profile = profiles.find((each) => each === value);
    if (profile !== undefined) return profile;
    if (value instanceof TakenScript) return { script: value.script };
    if (isMapping(value) && 'script' in value) return readScript(value, context);
    if (!Array.isArray(value)) {
      const isRule = isMapping(value) && 'fault' in value;
      const hint = typeof value === 'string' ? didYouMean(value, profiles) : isRule ? listOfOne : undefined;
      complain(context, {
        expected: `one of ${profiles.join(', ')}, a list of rules, or a mapping with a script`,
        hint,
      });
      return [];
    }
    const complaints: Complaint[] = [];
    const items = value.map((item: unknown, index) =>
      readItem(item, ({ path = [], ...rest }) => void complaints.push({ ...rest, path: [index, ...path] })),
    );
    for (const complaint of [...complaints, ...contradictions(items)]) complain(context, complaint);
    return items.flatMap((item, index) => (item === undefined ? [] : [{ ...item, index }]));
  })
  .meta(faultsSchema)
  .prefault('none');

function readScript(
  { script: written, ...others }: Readonly<Record<string, unknown>>,
  context: z.core.$RefinementCtx<unknown>,
): WrittenScript {
  const seen = 'a key that stands beside the script';
  for (const key of Object.keys(others)) complain(context, { path: [key], atKey: true, seen, expected: 'it alone' });
  const { script, complaints } = readItems(written);
  for (const { path = [], ...rest } of complaints) complain(context, { ...rest, path: ['script', ...path] });
  return { script };
}

/** The plan of a run: local times have become instants, and ready-made storms their rules. */
export function plannedFaults(written: WrittenFaults, times: FaultTimes): FaultPlan {
  const whole: Window = { from: times.start, to: times.healAt };
  switch (written) {
    case 'none':
      return { kind: 'rules', profile: written, rules: [] };
    case 'light':
      return { kind: 'rules', profile: written, rules: lightRules(whole) };
    case 'heavy':
      return { kind: 'rules', profile: written, rules: heavyRules(whole) };
    case 'swarm':
      return { kind: 'swarm' };
    default:
      if ('script' in written) return { kind: 'script', script: written.script };
      return { kind: 'rules', profile: 'own', rules: written.flatMap((item) => rulesOf(item, times, whole)) };
  }
}

/** What is aimed at a time at which the run has not begun, or at which faults have stopped. */
export function faultWindowProblems(written: WrittenFaults, times: FaultTimes): Complaint[] {
  if (typeof written === 'string' || 'script' in written) return [];
  const { zone, start, healAt } = times;
  const shown = (instant: Instant): string => formatInstant(instant, zone).slice(0, 16);
  return written.flatMap((item): Complaint[] => {
    if ('profile' in item) return [];
    const expected = `a time from ${shown(start)}, when the run begins, to ${shown(healAt)}, when faults stop`;
    const { index, at, during } = item;
    if (at !== undefined) {
      const begins = instantAt(at, zone);
      return begins >= start && begins < healAt
        ? []
        : [{ path: ['faults', index, 'at'], expected, seen: shown(begins) }];
    }
    if (during === undefined) return [];
    const { from, to } = windowOf(during, zone);
    const seen = `${shown(from)} to ${shown(to)}`;
    return from < healAt && to > start ? [] : [{ path: ['faults', index, 'during'], seen, expected }];
  });
}

function rulesOf(item: ListedItem, times: FaultTimes, whole: Window): FaultRule[] {
  if ('profile' in item) return item.profile === 'light' ? lightRules(whole) : heavyRules(whole);
  const { index: _, ...rule } = item;
  return [ruleOf(rule, times, whole)];
}

function ruleOf({ at, during, budget, ...rule }: WrittenRule, { zone }: FaultTimes, whole: Window): FaultRule {
  return {
    ...rule,
    ...(at === undefined ? {} : { at: instantAt(at, zone) }),
    window: during === undefined ? whole : windowOf(during, zone),
    budget: budget ?? Number.MAX_SAFE_INTEGER,
  };
}

function windowOf({ from, to }: NonNullable<WrittenRule['during']>, zone: string): Window {
  return { from: instantAt(from, zone), to: instantAt(to, zone) };
}

function instantAt({ date, time }: LocalDateTime, zone: string): Instant {
  return instantOf(date, time, zone);
}
