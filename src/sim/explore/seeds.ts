/** Which seeds an exploration runs, as people write them: `1..200`, `1,5,9..12`, `monday,tuesday`. */
import { fileName } from '../scenario/written/forms.ts';
import { parsed, refused, type Parsed } from '../scenario/units/parsed.ts';

const MOST_SEEDS = 100_000;
const expected = 'seeds such as 1..200 or 1,5,9..12';

/** Each seed once, in the order of `compareSeeds`; at most 100,000 of them. */
export function parseSeeds(text: string): Parsed<readonly string[]> {
  const seeds = new Set<string>();
  for (const part of text.split(',')) {
    const range = parseRange(part.trim());
    if (!range.ok) return range;
    const { first, count, seed } = range.value;
    if (seeds.size + count > MOST_SEEDS) return refused(`${expected}, at most ${MOST_SEEDS} of them`);
    if (seed !== undefined) seeds.add(seed);
    else for (let n = first; n < first + count; n += 1) seeds.add(String(n));
  }
  return parsed([...seeds].toSorted(compareSeeds));
}

/** Numbers come first, by their value; then words, by their letters. */
export function compareSeeds(a: string, b: string): number {
  const [numberA, numberB] = [isNumber(a), isNumber(b)];
  if (numberA !== numberB) return numberA ? -1 : 1;
  if (numberA) {
    const [valueA, valueB] = [BigInt(a), BigInt(b)];
    if (valueA !== valueB) return valueA < valueB ? -1 : 1;
  }
  return a === b ? 0 : a < b ? -1 : 1;
}

interface Range {
  readonly first: number;
  readonly count: number;
  /** Where it is one seed, as it was typed: 007 is another seed than 7. */
  readonly seed?: string;
}

function parseRange(part: string): Parsed<Range> {
  const [, from, to] = /^(0|[1-9]\d{0,14})\.\.(0|[1-9]\d{0,14})$/.exec(part) ?? [];
  if (from !== undefined && to !== undefined) {
    const [first, last] = [Number(from), Number(to)];
    return first <= last
      ? parsed({ first, count: last - first + 1 })
      : refused(expected, `did you mean \`${to}..${from}\`?`);
  }
  const hint = hintFor(part);
  if (hint !== undefined || part.includes('..') || !fileName.parse(part).ok) return refused(expected, hint);
  return parsed({ first: 0, count: 1, seed: part });
}

/** `1-200` and `1...200` are what other tools take. */
function hintFor(part: string): string | undefined {
  const [, from, to] = /^(\d{1,15})(?:-|:|\.{2,}|\s+to\s+|…|–)(\d{1,15})$/.exec(part) ?? [];
  return from === undefined || to === undefined ? undefined : `did you mean \`${Number(from)}..${Number(to)}\`?`;
}

function isNumber(seed: string): boolean {
  return /^\d+$/.test(seed);
}
