/**
 * Which lines of a long story are told: those that weigh least. The lines that matter weigh nothing; others the more, the
 * farther they are from one of those or from the beginning. Which lines tell more or less than their place says is for the
 * teller to say.
 */

/** Lines that follow each other and are told, or are not. */
export interface Stretch {
  readonly isTold: boolean;
  readonly from: number;
  /** The first line that no longer belongs to it. */
  readonly to: number;
}

/** A line that matters, and what each step away from it weighs. */
export interface Point {
  readonly line: number;
  readonly before: number;
  readonly after: number;
}

interface Long {
  /** How many lines there are. */
  readonly lines: number;
  readonly points: readonly Point[];
  /** By how much a line weighs more than its place says; less where it is below 1. */
  readonly factor: (line: number) => number;
}

/** @param most how many lines there may be when each stretch that is not told takes one */
export function shortened({ lines, points, factor }: Long, most: number): Stretch[] {
  const weights = Array.from({ length: lines }, (_, line) => factor(line) * Math.min(...distances(line, points)));
  const byWeight = [...weights.keys()].toSorted((a, b) => (weights[a] ?? 0) - (weights[b] ?? 0) || a - b);
  for (let told = Math.min(most, lines); told > 0; told -= 1) {
    const stretches = stretchesOf(new Set(byWeight.slice(0, told)), lines);
    const length = stretches.reduce((sum, { isTold, from, to }) => sum + (isTold ? to - from : 1), 0);
    if (length <= most) return stretches;
  }
  return stretchesOf(new Set(), lines);
}

const perStepFromTheBeginning = 2;

function distances(line: number, points: readonly Point[]): number[] {
  const fromPoints = points.map(({ line: point, before, after }) =>
    line <= point ? (point - line) * before : (line - point) * after,
  );
  return [(line + 1) * perStepFromTheBeginning, ...fromPoints];
}

function stretchesOf(told: ReadonlySet<number>, lines: number): Stretch[] {
  // A gap of one line would be no shorter than the line.
  const isTold = (line: number): boolean =>
    told.has(line) || ((line === 0 || told.has(line - 1)) && (line === lines - 1 || told.has(line + 1)));
  const stretches: Stretch[] = [];
  for (let line = 0; line < lines; line += 1) {
    const last = stretches.at(-1);
    if (last?.isTold === isTold(line)) stretches[stretches.length - 1] = { ...last, to: line + 1 };
    else stretches.push({ isTold: isTold(line), from: line, to: line + 1 });
  }
  return stretches;
}
