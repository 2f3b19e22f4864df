/**
 * The rolling hash of a run: everything delivered and everything committed folds into it, in order. Two runs with the
 * same hash had the same history. It is a fingerprint against drift, not against forgery: two 32-bit lanes of
 * multiply-and-rotate mixing in the manner of MurmurHash3 (Austin Appleby, public domain).
 */

export interface TraceHash {
  /** Folds plain data: strings, numbers, booleans, arrays and objects, by value and in their own order. */
  fold(value: unknown): void;
  /** 16 hexadecimal digits. */
  digest(): string;
}

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
  const fold = (value: unknown): void => {
    switch (typeof value) {
      case 'string':
        return text(value);
      case 'number':
        word(value | 0);
        return word(Math.floor(value / 0x1_0000_0000));
      case 'boolean':
        return word(value ? 1 : 2);
      case 'undefined':
        return word(3);
      case 'object':
        return foldObject(value);
      default:
        throw new TypeError(`a ${typeof value} is not plain data and cannot be traced`);
    }
  };
  const foldObject = (value: object | null): void => {
    if (value === null) return word(4);
    if (Array.isArray(value)) {
      word(value.length);
      for (const item of value) fold(item);
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      text(key);
      fold(item);
    }
    word(5);
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
