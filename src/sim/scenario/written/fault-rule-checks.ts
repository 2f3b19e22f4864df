/** What makes no sense within one rule, though each key does alone. */
import { serviceNames } from '../../../domain/addresses.ts';
import type { AnyKindOfFault } from '../../faults/kind.ts';
import type { CommonKeys } from './fault-items.ts';
import type { Complaint } from './leaf.ts';

export function ruleComplaints(kind: AnyKindOfFault, keys: CommonKeys): Complaint[] {
  return [...timing(kind, keys), ...link(keys), ...crash(keys), ...partition(keys)];
}

/** Exactly one of a rate, a spacing and a time. */
function timing({ atSites }: AnyKindOfFault, keys: CommonKeys): Complaint[] {
  const [first, second] = (['rate', 'every', 'at'] as const).filter((key) => keys[key] !== undefined);
  if (first === undefined) {
    const expected = atSites === undefined ? '`every` or `at`' : '`rate`, `every` or `at`';
    return [{ path: ['fault'], atKey: true, seen: 'a rule that does not say when', expected }];
  }
  if (second !== undefined) return [beside(second, first)];
  if (first !== 'at') return [];
  if (keys.during !== undefined) return [beside('during', 'at')];
  return keys.budget === undefined ? [] : [beside('budget', 'at')];
}

function link({ from, to }: CommonKeys): Complaint[] {
  if (from === undefined || from !== to) return [];
  return [{ path: ['to'], expected: `another service than ${from}: what stays within one does not touch the network` }];
}

function crash({ rate, before, after }: CommonKeys): Complaint[] {
  if (before !== undefined && after !== undefined) return [beside('after', 'before')];
  if (before === undefined && after === undefined) return [];
  if (rate !== undefined) return [];
  const key = before === undefined ? 'after' : 'before';
  return [{ path: [key], atKey: true, seen: `\`${key}\` without \`rate\``, expected: 'the share of cases as `rate`' }];
}

function partition({ between, and }: CommonKeys): Complaint[] {
  const [one, other] = [listOf(between), listOf(and)];
  if (one.length === 0 && other.length > 0) {
    return [{ path: ['and'], atKey: true, seen: '`and` without `between`', expected: 'the other side as `between`' }];
  }
  if (one.length > 0 && serviceNames.every((name) => one.includes(name))) {
    return [{ path: ['between'], seen: 'all services', expected: 'at least one service on the other side' }];
  }
  const both = one.find((name) => other.includes(name));
  return both === undefined
    ? []
    : [{ path: ['and'], seen: `${both} on both sides`, expected: 'each service on one side' }];
}

function beside(second: string, first: string): Complaint {
  const seen = `\`${second}\` beside \`${first}\``;
  return { path: [second], atKey: true, seen, expected: 'one of the two' };
}

function listOf(services: CommonKeys['between']): readonly string[] {
  return typeof services === 'string' ? [services] : (services ?? []);
}
