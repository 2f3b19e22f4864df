/**
 * Which slots of a ring are taken, as bits: 32 slots a word, and in a second layer 32 words a bit word, so that the next
 * one that is taken is found in a few steps however far it is.
 */

export interface Slots {
  add(slot: number): void;
  remove(slot: number): void;
  /** The first that is taken, from a slot on and once around; undefined when none is. */
  from(slot: number): number | undefined;
}

/** @param count a power of two, at least 1024 */
export function createSlots(count: number): Slots {
  const words = new Int32Array(count / 32);
  const layer = new Int32Array(words.length / 32);

  /** The first word with a bit, from a word on, not around. */
  const wordFrom = (word: number): number | undefined => {
    let index = word >> 5;
    let bits = (layer[index] ?? 0) & (-1 << (word & 31));
    while (bits === 0) {
      index += 1;
      if (index >= layer.length) return undefined;
      bits = layer[index] ?? 0;
    }
    return index * 32 + lowest(bits);
  };
  const firstFrom = (slot: number): number | undefined => {
    const word = slot >> 5;
    const bits = (words[word] ?? 0) & (-1 << (slot & 31));
    if (bits !== 0) return word * 32 + lowest(bits);
    const next = word + 1 < words.length ? wordFrom(word + 1) : undefined;
    return next === undefined ? undefined : next * 32 + lowest(words[next] ?? 0);
  };

  return {
    add(slot) {
      const word = slot >> 5;
      words[word] = (words[word] ?? 0) | (1 << (slot & 31));
      layer[word >> 5] = (layer[word >> 5] ?? 0) | (1 << (word & 31));
    },
    remove(slot) {
      const word = slot >> 5;
      const left = (words[word] ?? 0) & ~(1 << (slot & 31));
      words[word] = left;
      if (left === 0) layer[word >> 5] = (layer[word >> 5] ?? 0) & ~(1 << (word & 31));
    },
    from: (slot) => firstFrom(slot) ?? firstFrom(0),
  };
}

/** The place of the lowest bit that is set. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
