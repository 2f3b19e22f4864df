/** The YAML (or JSON) of a scenario file: its value, and where in the file each part of it stands. */
import {
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Pair,
} from 'yaml';
import { duplicateKeys } from './duplicate-keys.ts';
import { finders, type Finders, type PlaceAt } from './node-places.ts';
import type { Problem } from './problem.ts';
import { characterProblem, firstOfEachLine, syntaxProblem } from './syntax-problems.ts';

export interface SourceDocument extends Finders {
  readonly value: unknown;
}

export interface OpenedDocument {
  /** Undefined where the text cannot be understood at all; problems may come beside a document, too. */
  readonly document: SourceDocument | undefined;
  readonly problems: readonly Problem[];
}

/** Of a scenario: far beyond the longest that anybody writes. */
export const MOST_CHARACTERS = 1_000_000;
const MOST_ALIASES = 100;

export function openDocument(source: string, file: string, mostCharacters = MOST_CHARACTERS): OpenedDocument {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const unreadable = characterProblem(text, mostCharacters, file);
  if (unreadable !== undefined) return { document: undefined, problems: [unreadable] };
  const lines = new LineCounter();
  const yaml = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The core schema even when a directive asks for YAML 1.1, in which 21:00 is the number 1260.
    schema: 'core',
    merge: true,
    stringKeys: true,
    // Duplicate keys are found by `duplicateKeys`.
    uniqueKeys: false,
    logLevel: 'error',
  });
  const placeAt: PlaceAt = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [
    ...[...yaml.errors, ...yaml.warnings].map((error) => syntaxProblem(error, placeAt)),
    ...duplicateKeys(yaml, placeAt),
  ];
  if (yaml.errors.length > 0) return { document: undefined, problems: firstOfEachLine(problems) };
  const aliases = aliasProblems(yaml, placeAt);
  if (aliases.length > 0) return { document: undefined, problems: [...problems, ...aliases] };
  return withValue(yaml, placeAt, problems);
}

function withValue(yaml: Document.Parsed, placeAt: PlaceAt, problems: readonly Problem[]): OpenedDocument {
  try {
    const value: unknown = yaml.toJS({ maxAliasCount: MOST_ALIASES });
    return { document: { value, ...finders(yaml, placeAt) }, problems };
  } catch {
    // All that is left to go wrong by now: aliases that multiply, and merges of what is no mapping.
    const place = placeAt(offsetOfFirst(yaml));
    const expected = `at most ${MOST_ALIASES} copies in all, and only mappings merged`;
    const problem: Problem = { ...place, path: '', seen: 'an alias or a merge that cannot be carried out', expected };
    return { document: undefined, problems: [...problems, problem] };
  }
}

/** Aliases of nothing, and more aliases than anyone writes by hand. */
function aliasProblems(yaml: Document.Parsed, placeAt: PlaceAt): Problem[] {
  const aliases: Alias[] = [];
  visit(yaml, { Alias: (_, alias) => void aliases.push(alias) });
  const beyond = aliases[MOST_ALIASES];
  if (beyond !== undefined) {
    const seen = `${aliases.length} aliases`;
    return [{ ...placeAt(beyond.range?.[0] ?? 0), path: '', seen, expected: `at most ${MOST_ALIASES} aliases` }];
  }
  return aliases.flatMap((alias): Problem[] => {
    if (alias.resolve(yaml) !== undefined) return [];
    const name = alias.source;
    return [
      {
        ...placeAt(alias.range?.[0] ?? 0),
        path: '',
        seen: `the alias *${name}`,
        expected: `an anchor &${name} before it`,
      },
    ];
  });
}

function offsetOfFirst(yaml: Document.Parsed): number {
  let offset: number | undefined;
  visit(yaml, {
    Alias: (_, alias) => {
      offset ??= alias.range?.[0];
    },
    Pair: (_, pair) => {
      if (isMerge(pair) && !isMap(pair.value) && !isAlias(pair.value))
        offset ??= isScalar(pair.key) ? pair.key.range?.[0] : 0;
    },
  });
  return offset ?? 0;
}

function isMerge(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.value === '<<';
}
