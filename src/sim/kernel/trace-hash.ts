/**
 * The rolling hash of a run: everything delivered and everything committed folds into it, in order. Two runs with the
 * same hash had the same history. It is a fingerprint against drift, not against forgery: two lanes of 32 bits each, which
 * mix every word differently.
 */
import { finished, mixed, mixedText } from './mixing.ts';

export interface TraceHash {
  /**
   * Folds plain data: strings, numbers, booleans, arrays and objects, by type and value and in their own order.
   * @throws TypeError for a function, a symbol or a bigint
   */
  fold(value: unknown): void;
  /** 16 hexadecimal digits. */
  digest(): string;
}

/** What a value is goes before the value, so that no two values are the same words: `""`, `[]` and 0 differ. */
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
} as const;

export function createTraceHash(): TraceHash {
  return new Lanes();
}

/** A class: its two lanes change with every word, and closures would keep them further away. */
class Lanes implements TraceHash {
  #a = 0x9747b28c | 0;
  #b = 0x3c6ef372;
  /** The names of fields are few and come again with every record: each is mixed once. */
  readonly #fields = new Map<string, number>();

  fold(value: unknown): void {
    switch (typeof value) {
      case 'string':
        this.#word(mark.string);
        return this.#text(value);
      case 'number':
        return this.#number(value);
      case 'boolean':
        return this.#word(value ? mark.true : mark.false);
      case 'undefined':
        return this.#word(mark.undefined);
      case 'object':
        return this.#object(value);
      default:
        throw new TypeError(`a ${typeof value} is not plain data and cannot be traced`);
    }
  }

  digest(): string {
    return hex(finished(this.#a ^ this.#b)) + hex(finished(this.#b + Math.imul(this.#a, 0x9e3779b1)));
  }

  #object(value: object | null): void {
    if (value === null) return this.#word(mark.null);
    if (Array.isArray(value)) return this.#array(value);
    const names = Object.keys(value);
    this.#word(mark.object);
    this.#word(names.length);
    for (const name of names) {
      this.#word(this.#field(name));
      this.fold((value as Record<string, unknown>)[name]);
    }
  }

  #array(value: readonly unknown[]): void {
    this.#word(mark.array);
    this.#word(value.length);
    for (const item of value) this.fold(item);
  }

  #number(n: number): void {
    if (!Number.isSafeInteger(n)) {
      // Its shortest decimal form is exact, and the same everywhere.
      this.#word(mark.fraction);
      return this.#text(String(n));
    }
    this.#word(mark.integer);
    this.#word(n | 0);
    this.#word(Math.floor(n / 0x1_0000_0000));
  }

  #text(text: string): void {
    this.#word(mixedText(this.#b, text));
    this.#word(text.length);
  }

  #field(name: string): number {
    let known = this.#fields.get(name);
    if (known === undefined) this.#fields.set(name, (known = mixedText(0, name)));
    return known;
  }

  #word(word: number): void {
    this.#a = mixed(this.#a, word);
    this.#b = (Math.imul(this.#b ^ word, 0x85ebca6b) + this.#a) | 0;
  }
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
