/**
 * The names of an object's fields in their order, as one word of 32 bits. A name is found by comparing it with the few that
 * came next before: it is mixed once, and looked up nowhere.
 */
import { mixedPairs } from './mixing.ts';

/** A list of names, and the longer ones that began like it: as many as there are kinds of records, not records. */
export class Shape {
  readonly word: number;
  readonly #last: string;
  readonly #longer: Shape[] = [];

  constructor(word: number, last: string) {
    this.word = word;
    this.#last = last;
  }

  /** The list with one more name. */
  with(name: string): Shape {
    for (const known of this.#longer) if (known.#last === name) return known;
    const found = new Shape(mixedPairs(this.word, name), name);
    this.#longer.push(found);
    return found;
  }
}
