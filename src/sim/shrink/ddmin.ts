/**
 * Delta debugging (Zeller and Hildebrandt, 2002): from a list of which the whole shows something to a part of it that
 * still does, and of which no item can be left out any more.
 *
 * It asks one question after the other, "do these alone show it?", and is told the answer, so that whoever answers may
 * take all the time that a run needs. An answer is what of these had a part in it, or undefined where they do not show
 * it; what had no part is never asked about again.
 */
export type Minimising<T> = Generator<readonly T[], readonly T[], readonly T[] | undefined>;

/**
 * @param items which together show it, each once
 * @returns in the order of `items`; nothing at all where it shows without any of them
 */
export function* ddmin<T>(items: readonly T[]): Minimising<T> {
  if (items.length === 0 || (yield []) !== undefined) return [];
  let left = items;
  let parts = 2;
  while (left.length >= 2) {
    const chunks = split(left, parts);
    const fewer = yield* firstThatShows(left, chunks);
    if (fewer !== undefined) {
      left = fewer.left;
      parts = Math.max(2, Math.min(fewer.parts, left.length));
    } else if (parts === left.length) {
      return left;
    } else {
      parts = Math.min(2 * parts, left.length);
    }
  }
  return left;
}

interface Fewer<T> {
  readonly left: readonly T[];
  /** Into how many parts it is divided next. */
  readonly parts: number;
}

/** Each part by itself, then all but each part; of two parts, each is all but the other. */
function* firstThatShows<T>(
  left: readonly T[],
  chunks: readonly (readonly T[])[],
): Generator<readonly T[], Fewer<T> | undefined, readonly T[] | undefined> {
  for (const chunk of chunks) {
    const had = yield chunk;
    if (had !== undefined) return { left: among(chunk, had), parts: 2 };
  }
  if (chunks.length === 2) return undefined;
  for (const chunk of chunks) {
    const rest = without(left, chunk);
    const had = yield rest;
    if (had !== undefined) return { left: among(rest, had), parts: chunks.length - 1 };
  }
  return undefined;
}

/** So many parts, of sizes that differ by one at most. */
function split<T>(items: readonly T[], parts: number): T[][] {
  return Array.from({ length: parts }, (_, part) =>
    items.slice(Math.floor((part * items.length) / parts), Math.floor(((part + 1) * items.length) / parts)),
  );
}

function without<T>(items: readonly T[], others: readonly T[]): readonly T[] {
  const gone = new Set(others);
  return items.filter((item) => !gone.has(item));
}

function among<T>(items: readonly T[], others: readonly T[]): readonly T[] {
  const kept = new Set(others);
  return items.filter((item) => kept.has(item));
}
