/**
 * The rolling hash of a run: everything delivered and everything committed folds into it, in order. Two runs with the
 * same hash had the same history. It is a fingerprint against drift, not against forgery: two 32-bit lanes of
 * multiply-and-rotate mixing in the manner of MurmurHash3 (Austin Appleby, public domain).
 */

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
  let a = 0x9747b28c;
  let b = 0x3c6ef372;

  const word = (w: number): void => {
    a = Math.imul(a ^ Math.imul(w, 0xcc9e2d51), 0x1b873593);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ Math.imul(w, 0x85ebca6b), 0xc2b2ae35) + a;
    b = (b << 15) | (b >>> 17);
  };
  const text = (s: string): void => {
    word(s.length);
    for (let i = 0; i < s.length; i += 1) word(s.charCodeAt(i));
  };
  const number = (n: number): void => {
    if (!Number.isSafeInteger(n)) {
      // Its shortest decimal form is exact, and the same everywhere.
      word(mark.fraction);
      return text(String(n));
    }
    word(mark.integer);
    word(n | 0);
    word(Math.floor(n / 0x1_0000_0000));
  };
  const fold = (value: unknown): void => {
    switch (typeof value) {
      case 'string':
        word(mark.string);
        return text(value);
      case 'number':
        return number(value);
      case 'boolean':
        return word(value ? mark.true : mark.false);
      case 'undefined':
        return word(mark.undefined);
      case 'object':
        return foldObject(value);
      default:
        throw new TypeError(`a ${typeof value} is not plain data and cannot be traced`);
    }
  };
  const foldObject = (value: object | null): void => {
    if (value === null) return word(mark.null);
    if (Array.isArray(value)) {
      word(mark.array);
      word(value.length);
      for (const item of value) fold(item);
      return;
    }
    const keys = Object.keys(value);
    word(mark.object);
    word(keys.length);
    for (const key of keys) {
      text(key);
      fold(Reflect.get(value, key));
    }
  };

  return {
    fold,
    digest: () => hex(finish(a ^ b)) + hex(finish(b + Math.imul(a, 0x9e3779b1))),
  };
}

function finish(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
