/** What makes no sense within one rule, though each key does alone. */
import { serviceNames, type ServiceName } from '../../../domain/addresses.ts';
import { servicesWithRecords, type AnyKindOfFault } from '../../faults/kind.ts';
import { messagesOver, ways } from '../../faults/ways.ts';
import type { CommonKeys } from './fault-items.ts';
import type { Complaint } from './leaf.ts';

export function ruleComplaints(kind: AnyKindOfFault, keys: CommonKeys): Complaint[] {
  return [...timing(kind, keys), ...link(kind, keys), ...crash(keys), ...partition(keys)];
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

function link({ aim }: AnyKindOfFault, { from, to, message }: CommonKeys): Complaint[] {
  if (aim !== 'link') return [];
  if (from !== undefined && from === to) {
    const expected = `another service than ${from}: what stays within one does not touch the network`;
    return [{ path: ['to'], expected }];
  }
  const travelling = messagesOver({ from, to });
  if (message === undefined) {
    return from === undefined || to === undefined || travelling.length > 0 ? [] : [noWay(from, to)];
  }
  if (travelling.includes(message)) return [];
  const [sender, receiver] = ways[message];
  const expected =
    sender === receiver
      ? `a message between two services: ${message} stays within ${sender}`
      : `${message} from ${sender} to ${receiver}, which is its only way`;
  const ends = [from === undefined ? '' : ` from ${from}`, to === undefined ? '' : ` to ${to}`].join('');
  return [{ path: ['message'], seen: `${message}${ends}`, expected }];
}

/** Two services of which the first never sends anything to the second. */
function noWay(from: ServiceName, to: ServiceName): Complaint {
  const receivers = [...new Set(messagesOver({ from }).map((name) => ways[name][1]))];
  const expected = `a service that ${from} sends messages to: ${receivers.join(' or ')}`;
  return { path: ['to'], seen: `from ${from} to ${to}`, expected };
}

function crash({ rate, on, before, after }: CommonKeys): Complaint[] {
  if (before !== undefined && after !== undefined) return [beside('after', 'before')];
  const crashesAt = before ?? after;
  if (crashesAt === undefined) return [];
  const key = before === undefined ? 'after' : 'before';
  if (crashesAt !== 'commit') {
    const [, handledBy] = ways[crashesAt];
    const among = on === undefined ? servicesWithRecords : [on];
    if (!among.includes(handledBy)) {
      const seen = on === undefined ? crashesAt : `${crashesAt} on ${on}`;
      const expected =
        on === undefined
          ? `a message to a service that can crash: ${crashesAt} is for ${handledBy}`
          : `a message that ${on} handles: ${crashesAt} is for ${handledBy}`;
      return [{ path: [key], seen, expected }];
    }
  }
  if (rate !== undefined) return [];
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
