/** What comes of reading a text that a person wrote: a value, or what was expected instead. Never an exception. */

export type Parsed<T> = { readonly ok: true; readonly value: T } | Refused;

export interface Refused {
  readonly ok: false;
  /** A noun phrase: `a duration such as 250ms`. */
  readonly expected: string;
  /** One sentence on how to mend it, where that can be guessed. */
  readonly hint?: string;
}

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refused(expected: string, hint?: string): Refused {
  return hint === undefined ? { ok: false, expected } : { ok: false, expected, hint };
}
