/** Turns what the schema complains of into problems at their places, with hints. */
import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import type { SourceDocument } from './document.ts';
import { createKnownKeys } from './known-keys.ts';
import type { Override } from './overrides.ts';
import { described, joined, type Path, type Place, type Problem } from './problem.ts';
import { isMapping, listOfOne } from './written/leaf.ts';

type Issue = z.core.$ZodIssue;

/** What was validated: the value with the overrides in it, the file that it came from, and the overrides. */
export interface Subject {
  readonly value: unknown;
  readonly file: string;
  readonly document: SourceDocument;
  readonly overrides: readonly Override[];
}

interface Examined extends Subject {
  readonly keysAt: (path: Path) => string[];
}

interface Words {
  readonly path: Path;
  readonly atKey: boolean;
  readonly seen?: string | undefined;
  readonly expected: string;
  readonly hint?: string | undefined;
}

/** All that the schema complains of. */
export function problemsOf(issues: readonly Issue[], subject: Subject): Problem[] {
  const examined = { ...subject, keysAt: createKnownKeys(subject.value) };
  return issues.flatMap((issue) => problemsOfOne(issue, examined));
}

function problemsOfOne(issue: Issue, subject: Examined): Problem[] {
  return wordsOf(issue, subject).map(({ path, atKey, seen, expected, hint }): Problem => {
    const place = placeFor(path, atKey, subject);
    // The file alone may be in order, and only an option that changed a part of it is not.
    const changed = 'option' in place ? undefined : changeWithin(path, subject);
    const what = `${seen ?? seenAt(path, subject)}${changed === undefined ? '' : `, with ${changed.option}`}`;
    return { ...place, path: joined(path), seen: what, expected, ...(hint === undefined ? {} : { hint }) };
  });
}

function wordsOf(issue: Issue, subject: Examined): Words[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const value = valueAt(subject.value, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = subject.keysAt(path);
      const expected = `one of the keys ${known.join(', ')}`;
      const seen = 'unknown key';
      return issue.keys.map((key) => ({
        path: [...path, key],
        atKey: true,
        seen,
        expected,
        hint: didYouMean(key, known) ?? commaHint(key, valueAt(subject.value, [...path, key])),
      }));
    }
    case 'custom': {
      const { atKey, seen, hint } = issue.params ?? {};
      return [{ path, atKey: atKey === true, seen: textOf(seen), expected: issue.message, hint: textOf(hint) }];
    }
    case 'invalid_value':
      return [{ path, atKey: false, expected: issue.message, hint: nearestOption(value, issue.values) }];
    case 'invalid_union': {
      // Where one alternative has the right form, what is wrong is within it; a text is meant for the one that reads texts.
      const meant =
        issue.errors.find((errors) => errors.length > 0 && errors.every((each) => each.path.length > 0)) ??
        (typeof value === 'string' ? issue.errors.find(areOfText) : undefined);
      if (meant !== undefined)
        return meant.flatMap((each) => wordsOf({ ...each, path: [...issue.path, ...each.path] }, subject));
      return [
        {
          path,
          atKey: false,
          expected: issue.message,
          hint: nearestOption(value, ('options' in issue ? issue.options : undefined) ?? []),
        },
      ];
    }
    case 'invalid_type':
      return [
        path.length === 0
          ? wholeFile(value)
          : { path, atKey: false, expected: issue.message, hint: numberHint(value, issue) ?? listHint(value, issue) },
      ];
    default:
      return [{ path, atKey: false, expected: issue.message }];
  }
}

/** Whether a text was read, and refused for what it says. */
function areOfText(errors: readonly Issue[]): boolean {
  return errors.length > 0 && errors.every(({ code }) => code === 'custom');
}

/** An option is to blame where it set the value, or all that the path leads to; otherwise the file is. */
function placeFor(path: Path, atKey: boolean, subject: Subject): Place {
  const { file, document, overrides } = subject;
  const blamed = overrides.findLast(({ change }) => change.ok && isStart(change.value.path, path));
  if (blamed !== undefined) return { option: blamed.option };
  const written = atKey ? document.placeOfKey(path) : document.placeOf(path);
  if (written !== undefined) return written;
  const within = changeWithin(path, subject);
  if (within !== undefined) return { option: within.option };
  return path.length === 0 ? { file, line: 1, column: 1 } : placeFor(path.slice(0, -1), true, subject);
}

function changeWithin(path: Path, { overrides }: Subject): Override | undefined {
  return overrides.findLast(({ change }) => change.ok && isStart(path, change.value.path));
}

function seenAt(path: Path, { value, document, overrides }: Subject): string {
  const found = valueAt(value, path);
  const untouched = overrides.every(({ change }) => !change.ok || !isStart(change.value.path, path));
  // A number is shown as it was typed: 1.10 and not 1.1.
  return described(found, typeof found === 'number' && untouched ? document.sourceOf(path) : undefined);
}

function wholeFile(value: unknown): Words {
  const expected = 'a mapping with at least the keys name, clock, traffic and currencies';
  const seen = value === undefined || value === null ? 'nothing' : described(value);
  return { path: [], atKey: false, seen, expected, hint: '`penny init` writes a scenario to start from' };
}

function nearestOption(value: unknown, options: readonly unknown[]): string | undefined {
  const texts = options.filter((option) => typeof option === 'string');
  return typeof value === 'string' ? didYouMean(value, texts) : undefined;
}

/** `"40"` and `50_000` are texts to YAML. */
function numberHint(value: unknown, { expected }: { readonly expected: string }): string | undefined {
  if (typeof value !== 'string' || (expected !== 'int' && expected !== 'number')) return undefined;
  const digits = value.replace(/[_, ]/g, '');
  return /^\d+$/.test(digits) ? `write ${digits}, without quotes or separators` : undefined;
}

/** `{ checkouts: 1,500 }` has the keys `checkouts` and `500`, of which one is left empty. */
function commaHint(key: string, value: unknown): string | undefined {
  const cutOff = value === null && /^\d/.test(key);
  return cutOff ? 'within braces a comma begins the next entry: write 1500 for 1,500 and 2.5 for 2,5' : undefined;
}

function listHint(value: unknown, { expected }: { readonly expected: string }): string | undefined {
  return expected === 'array' && (isMapping(value) || typeof value === 'string') ? listOfOne : undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, step) => {
    if (Array.isArray(parent)) return parent[Number(step)];
    return isMapping(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
  }, value);
}

function isStart(start: Path, path: Path): boolean {
  return start.length <= path.length && start.every((step, index) => String(step) === String(path[index]));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
