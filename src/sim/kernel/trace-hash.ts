/**
 * The rolling hash of a run: everything delivered and everything committed folds into it, in order. Two runs with the
 * same hash had the same history. It is a fingerprint against drift, not against forgery: two lanes of 32 bits each, which
 * mix every word differently.
 */
import { finished, mixed, mixedPairs } from './mixing.ts';
import { Shape } from './shape.ts';

export interface TraceHash {
  /**
   * Folds plain data: strings, numbers, booleans, arrays and objects, by type and value and in their own order.
   * @throws TypeError for a function, a symbol or a bigint
   */
  fold(value: unknown): void;
  /**
   * Folds how a record differs from the one that it takes the place of: the fields that have another value, how many they
   * are, and the names of all fields, in their order. That is as exact as to fold the whole record, once the one before it
   * has been folded: whatever is left out stands there, and a name that is gone is missing in the names. Objects and arrays
   * are folded whole, changed or not: whether it is the same one or a copy of it is not part of the history.
   */
  foldChange(before: object, after: object): void;
  /** 16 hexadecimal digits. */
  digest(): string;
}

/** What a value is goes into its word, or before its parts, so that no two values are the same words: `""`, `[]` and 0 differ. */
const mark = {
  string: 1,
  integer: 2,
  fraction: 3,
  true: 4,
  false: 5,
  undefined: 6,
  null: 7,
  array: 8,
  object: 9,
  change: 10,
} as const;

export function createTraceHash(): TraceHash {
  return new Lanes();
}

/** A class: its two lanes change with every word, and closures would keep them further away. */
class Lanes implements TraceHash {
  #a = 0x9747b28c | 0;
  #b = 0x3c6ef372;
  readonly #noNames = new Shape(0, '');
  readonly #words = new Words();

  fold(value: unknown): void {
    // Not a switch: asked one at a time, they need not be answered as texts.
    if (typeof value === 'string') this.#word(this.#words.of(value));
    else if (typeof value === 'number') this.#word(wordOf(value));
    else if (typeof value === 'object') this.#object(value);
    else if (typeof value === 'boolean') this.#word(value ? mark.true : mark.false);
    else if (value === undefined) this.#word(mark.undefined);
    else throw new TypeError(`a ${typeof value} is not plain data and cannot be traced`);
  }

  foldChange(before: object, after: object): void {
    this.#word(mark.change);
    let shape = this.#noNames;
    let changed = 0;
    // oxlint-disable-next-line guard-for-in -- plain data inherits nothing, and to ask costs a fifth of the hash
    for (const name in after) {
      shape = shape.with(name);
      const value = (after as Fields)[name];
      if (value === (before as Fields)[name] && !isCompound(value)) continue;
      changed += 1;
      this.#word(shape.word);
      this.fold(value);
    }
    this.#word(changed);
    this.#word(shape.word);
  }

  digest(): string {
    return hex(finished(this.#a ^ this.#b)) + hex(finished(this.#b + Math.imul(this.#a, 0x9e3779b1)));
  }

  /** The names come last, in one word: they are not looked for twice. */
  #object(value: object | null): void {
    if (value === null) return this.#word(mark.null);
    if (Array.isArray(value)) return this.#array(value);
    this.#word(mark.object);
    let shape = this.#noNames;
    // oxlint-disable-next-line guard-for-in -- plain data inherits nothing, and to ask costs a fifth of the hash
    for (const name in value) {
      shape = shape.with(name);
      this.fold((value as Fields)[name]);
    }
    this.#word(shape.word);
  }

  #array(value: readonly unknown[]): void {
    this.#word(mark.array);
    this.#word(value.length);
    for (const item of value) this.fold(item);
  }

  #word(word: number): void {
    this.#a = mixed(this.#a, word);
    this.#b = (Math.imul(this.#b ^ word, 0x85ebca6b) + this.#a) | 0;
  }
}

/** Texts come again and again, an order's id some thirty times: each is mixed once, as long as it is remembered. */
class Words {
  readonly #known = new Map<string, number>();

  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const word = mixedPairs(mark.string, text);
    // A history has ever more texts, and asks for those that it came across lately.
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(text, word);
    return word;
  }
}

const MOST_REMEMBERED = 16_384;

type Fields = Readonly<Record<string, unknown>>;

function isCompound(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function wordOf(n: number): number {
  // Its shortest decimal form is exact, and the same everywhere.
  if (!Number.isSafeInteger(n)) return mixedPairs(mark.fraction, String(n));
  return mixed(mixed(mark.integer, Math.floor(n / 0x1_0000_0000)), n | 0);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
