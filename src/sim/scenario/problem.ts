/** What is wrong with a scenario, in the words of whoever wrote it, and where. */

/** In a file, counted from 1, or in an option of the command line. */
export type Place =
  { readonly file: string; readonly line: number; readonly column: number } | { readonly option: string };

export type Problem = Place & {
  /** The keys that lead there, `policies.psp.timeout`; empty for the scenario as a whole. */
  readonly path: string;
  readonly seen: string;
  readonly expected: string;
  readonly hint?: string;
};

export type Path = readonly (string | number)[];

/**
 * A problem on two or three lines:
 *
 *     day.yaml:12:14: policies.psp.timeout: "5 parsecs"
 *       expected a duration such as 250ms, 1.5s, 10min, 6h or 2d
 *       hint: ...
 */
export function formatProblem(problem: Problem): string {
  const place = 'option' in problem ? problem.option : `${problem.file}:${problem.line}:${problem.column}`;
  const lines = [
    [place, problem.path, problem.seen].filter((part) => part !== '').join(': '),
    `  expected ${problem.expected}`,
  ];
  if (problem.hint !== undefined) lines.push(`  hint: ${problem.hint}`);
  return lines.join('\n');
}

/** In the order in which a reader of the file meets them; those of options come last. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const rank = (problem: Problem): [number, number] =>
    'option' in problem ? [Infinity, 0] : [problem.line, problem.column];
  return problems.toSorted((a, b) => {
    const [lineA, columnA] = rank(a);
    const [lineB, columnB] = rank(b);
    return lineA === lineB ? columnA - columnB : lineA < lineB ? -1 : 1;
  });
}

export function joined(path: Path): string {
  return path.map(printable).join('.');
}

/**
 * A value as a message shows it.
 * @param source how it was typed, where that is known and differs
 */
export function described(value: unknown, source?: string): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'left empty';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  const plain = typeof value === 'number' || typeof value === 'boolean';
  return plain ? printable(source ?? String(value)) : 'a mapping';
}

/** A text in double quotes, shortened, with what a terminal would act on or hide written as an escape. */
export function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return `"${printable(short)}"`;
}

function printable(text: string | number): string {
  return String(text).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
