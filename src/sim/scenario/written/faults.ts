/** How the written form says what goes wrong: a ready-made storm, or a list of rules. */
import { z } from 'zod';
import { formatInstant, instantOf, type Instant } from '../../../domain/calendar.ts';
import { heavyRules, lightRules, type Window } from '../../faults/profiles.ts';
import { profiles, type FaultPlan, type FaultRule, type Profile } from '../../faults/plan.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { LocalDateTime } from '../units/wall-clock.ts';
import { contradictions } from './fault-contradictions.ts';
import { readItem, type WrittenItem, type WrittenRule } from './fault-rule.ts';
import { faultsSchema } from './fault-schema.ts';
import { complain, type Complaint } from './leaf.ts';

/** A ready-made storm by its name, or rules of one's own; at a site the first that does not pass wins. */
export type WrittenFaults = Profile | readonly WrittenItem[];

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
    if (!Array.isArray(value)) {
      const hint = typeof value === 'string' ? didYouMean(value, profiles) : undefined;
      complain(context, { expected: `one of ${profiles.join(', ')}, or a list of rules`, hint });
      return z.NEVER;
    }
    const complaints: Complaint[] = [];
    const items = value.map((item: unknown, index) =>
      readItem(item, ({ path = [], ...rest }) => void complaints.push({ ...rest, path: [index, ...path] })),
    );
    for (const complaint of [...complaints, ...contradictions(items)]) complain(context, complaint);
    return items.filter((item) => item !== undefined);
  })
  .meta(faultsSchema)
  .prefault('none');

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
      return { kind: 'rules', profile: 'own', rules: written.flatMap((item) => rulesOf(item, times, whole)) };
  }
}

/** What is aimed at a time at which the run has not begun, or at which faults have stopped. */
export function faultWindowProblems(written: WrittenFaults, times: FaultTimes): Complaint[] {
  if (typeof written === 'string') return [];
  const { zone, start, healAt } = times;
  const shown = (instant: Instant): string => formatInstant(instant, zone).slice(0, 16);
  return written.flatMap((item, index): Complaint[] => {
    if ('profile' in item) return [];
    const expected = `a time from ${shown(start)}, when the run begins, to ${shown(healAt)}, when faults stop`;
    const { at, during } = item;
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

function rulesOf(item: WrittenItem, times: FaultTimes, whole: Window): FaultRule[] {
  if ('profile' in item) return item.profile === 'light' ? lightRules(whole) : heavyRules(whole);
  return [ruleOf(item, times, whole)];
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
