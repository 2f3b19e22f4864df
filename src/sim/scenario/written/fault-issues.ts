/** What the form of a rule complains of, in words that know which kinds of fault take which keys. */
import type { z } from 'zod';
import { serviceNames } from '../../../domain/addresses.ts';
import { messageNames, messagesOver } from '../../faults/ways.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { FaultItem } from './fault-items.ts';
import { fieldOf } from './list-checks.ts';
import type { Complaint } from './leaf.ts';

export function complaintsOf(issues: readonly z.core.$ZodIssue[], form: FaultItem, item: unknown): Complaint[] {
  return issues.flatMap((issue): Complaint[] => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownKey(key, Object.keys(form.shape), fieldOf(item, 'fault')));
      case 'custom': {
        const { atKey, seen, hint } = issue.params ?? {};
        const said = { path, atKey: atKey === true, expected: issue.message };
        return [
          { ...said, ...(typeof seen === 'string' ? { seen } : {}), ...(typeof hint === 'string' ? { hint } : {}) },
        ];
      }
      case 'invalid_value': {
        const [key] = path;
        const value = typeof key === 'string' ? fieldOf(item, key) : undefined;
        const words = issue.values.filter((each) => typeof each === 'string');
        const hint = typeof value === 'string' ? didYouMean(value, words) : undefined;
        return [{ path, expected: issue.message, hint: hint ?? messagesHint(key, words, item) }];
      }
      default:
        return [{ path, expected: issue.message }];
    }
  });
}

function unknownKey(key: string, known: readonly string[], fault: unknown): Complaint {
  const expected = `one of the keys ${known.join(', ')}`;
  const hint = timingHint(key, known) ?? didYouMean(key, known);
  return {
    path: [key],
    atKey: true,
    seen: `a key that ${typeof fault === 'string' ? fault : 'a ready-made storm'} does not take`,
    expected,
    hint,
  };
}

/** A message that resembles none is answered with those that there are, over the link of the rule if it has one. */
function messagesHint(key: PropertyKey | undefined, words: readonly string[], item: unknown): string | undefined {
  // Of the few that some kinds take, the complaint has told already.
  if (words.length < messageNames.length) return undefined;
  if (key === 'before' || key === 'after') return `the messages are ${messageNames.join(', ')}`;
  if (key !== 'message') return undefined;
  const [from, to] = ['from', 'to'].map((end) => serviceNames.find((name) => name === fieldOf(item, end)));
  const travelling = messagesOver({ from, to });
  return travelling.length === 0 ? undefined : `the messages over this link are ${travelling.join(', ')}`;
}

/** What lasts is not a matter of single cases, nor the other way round. */
function timingHint(key: string, known: readonly string[]): string | undefined {
  if ((key === 'every' || key === 'at') && known.includes('rate'))
    return 'it is decided case by case: give it a `rate`';
  if (key === 'rate' && known.includes('every')) return 'it begins at a time and lasts: say `every` or `at`';
  if (key === 'on' && known.includes('to')) return 'a link has two ends: say `from`, `to` or both';
  return undefined;
}
