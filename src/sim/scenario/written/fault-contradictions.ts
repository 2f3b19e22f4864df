/** Rules that cannot both happen: the same kind of fault, to the same service, at one time. */
import { instantOf } from '../../../domain/calendar.ts';
import { kindOfFault } from '../../faults/catalogue.ts';
import { boundsOf } from '../../faults/chance.ts';
import type { Complaint } from './leaf.ts';
import type { WrittenItem, WrittenRule } from './fault-rule.ts';
import { formatTimeOfDay } from '../units/wall-clock.ts';

interface Timed {
  readonly index: number;
  readonly subject: string;
  readonly at: string;
  readonly from: number;
  /** When it has ended at the latest. */
  readonly to: number;
}

/** @param items in the order of the list; undefined where one could not be read */
export function contradictions(items: readonly (WrittenItem | undefined)[]): Complaint[] {
  const before: Timed[] = [];
  return items.flatMap((item, index): Complaint[] => {
    const timed = item === undefined || 'profile' in item ? undefined : timedOf(item, index);
    if (timed === undefined) return [];
    const clash = before.find(
      ({ subject, from, to }) => subject === timed.subject && from < timed.to && timed.from < to,
    );
    before.push(timed);
    if (clash === undefined) return [];
    const again = clash.from === timed.from ? 'at the same time as' : 'which overlaps';
    const seen = `${timed.at}, ${again} the rule at ${clash.at}`;
    return [{ path: [index, 'at'], seen, expected: `a time at which ${timed.subject} is not under way` }];
  });
}

function timedOf(rule: WrittenRule, index: number): Timed | undefined {
  if (rule.at === undefined) return undefined;
  // Only distances matter here, so that any zone will do.
  const from = instantOf(rule.at.date, rule.at.time, 'UTC');
  const at = `${rule.at.date} ${formatTimeOfDay(rule.at.time)}`;
  return { index, subject: subjectOf(rule), at, from, to: from + longestMs(rule) };
}

function longestMs({ kind, values }: WrittenRule): number {
  const usual = kindOfFault(kind).asEpisode?.values['forMs'];
  const bounds = boundsOf(values['forMs']) ?? (usual !== undefined && 'usual' in usual ? usual.usual : undefined);
  return bounds?.[1] ?? 0;
}

function subjectOf({ kind, target, values }: WrittenRule): string {
  const sides = [values['between'], values['and']].filter((side) => side !== undefined).map(String);
  return [kind, ...(target.on === undefined ? [] : [target.on]), ...sides].join(' ');
}
