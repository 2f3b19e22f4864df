/** Values from the command line that replace, or add to, what a scenario file says. */
import { openDocument } from './document.ts';
import { described, joined, quoted, type Problem } from './problem.ts';
import { parsed, refused, type Parsed, type Refused } from './units/parsed.ts';
import { isMapping } from './written/leaf.ts';

export interface Override {
  /** The option as it was typed, `--set policies.psp.timeout=5s`; problems are reported there. */
  readonly option: string;
  readonly change: Parsed<Change>;
}

export interface Change {
  /** The keys that lead to the value; items of a list are counted from 0. */
  readonly path: readonly string[];
  readonly value: unknown;
}

export interface Overridden {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/** The override of `--set path=value`. */
export function setOverride(assignment: string): Override {
  return assigned('set', assignment);
}

/**
 * The override of an option that assigns, such as `set`. The value is read as YAML, so that it may be a number, a text or
 * a list like `[0.30 EUR, 30 JPY]`.
 */
export function assigned(option: string, assignment: string): Override {
  return { option: `--${option} ${assignment}`, change: parseAssignment(assignment) };
}

/** The override of `--seed`: a word even when it is made of digits. */
export function seedOverride(seed: string): Override {
  return { option: `--seed ${seed}`, change: parsed({ path: ['seed'], value: seed }) };
}

/** The override of `--checkouts`. */
export function checkoutsOverride(checkouts: string): Override {
  const value = /^\d+$/.test(checkouts) ? Number(checkouts) : checkouts;
  return { option: `--checkouts ${checkouts}`, change: parsed({ path: ['traffic', 'checkouts'], value }) };
}

/** Applies overrides in their order to the value of a file, which is itself left as it is. */
export function applyOverrides(value: unknown, overrides: readonly Override[]): Overridden {
  const problems: Problem[] = [];
  let result = value;
  for (const { option, change } of overrides) {
    if (!change.ok) {
      problems.push({ option, path: '', seen: '', ...refusalOf(change) });
      continue;
    }
    const changed = withValue(result, change.value, 0);
    if ('wrong' in changed) problems.push({ option, ...changed.wrong });
    else result = changed.value;
  }
  return { value: result, problems };
}

function parseAssignment(assignment: string): Parsed<Change> {
  const [, path, text] = /^([^=]*[^=\s])\s*=(.*)$/s.exec(assignment) ?? [];
  if (path === undefined || text === undefined) return refused('path=value', 'write it like policies.psp.timeout=5s');
  const keys = path.split('.');
  if (keys.includes('')) return refused('keys with dots between them, such as policies.psp.timeout');
  const { document } = openDocument(text, '--set');
  return document === undefined ? refused('a value that is valid YAML') : parsed({ path: keys, value: document.value });
}

type Changed = { readonly value: unknown } | { readonly wrong: { path: string; seen: string; expected: string } };

/** A copy of a value in which the place that the rest of the path leads to is changed. */
function withValue(parent: unknown, change: Change, depth: number): Changed {
  const key = change.path[depth];
  if (key === undefined) return { value: change.value };
  const wrong = { path: joined(change.path.slice(0, depth)), seen: described(parent) };
  if (Array.isArray(parent)) {
    const items: readonly unknown[] = parent;
    const index = /^\d+$/.test(key) ? Number(key) : items.length;
    if (index >= items.length) return { wrong: { ...wrong, seen: `item ${quoted(key)}`, expected: itemsOf(items) } };
    const changed = withValue(items[index], change, depth + 1);
    return 'wrong' in changed ? changed : { value: items.with(index, changed.value) };
  }
  if (!isMapping(parent) && parent !== undefined && parent !== null) {
    return { wrong: { ...wrong, expected: `a mapping, for ${quoted(key)} to be in it` } };
  }
  const mapping = isMapping(parent) ? parent : {};
  const changed = withValue(Object.hasOwn(mapping, key) ? mapping[key] : undefined, change, depth + 1);
  return 'wrong' in changed ? changed : { value: { ...mapping, [key]: changed.value } };
}

function itemsOf(items: readonly unknown[]): string {
  return `an item of the list: ${[...items.keys()].join(', ') || 'it is empty'}`;
}

function refusalOf({ expected, hint }: Refused): Pick<Problem, 'expected' | 'hint'> {
  return hint === undefined ? { expected } : { expected, hint };
}
