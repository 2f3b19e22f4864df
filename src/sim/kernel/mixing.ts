/**
 * Mixing in the manner of MurmurHash3 (Austin Appleby, public domain): text and words fold into 32 bits of state, one
 * after the other, and a last step spreads what is there over all of them.
 */

/** One more word, in 32 bits. */
export function mixed(state: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = state ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** A text, its length first: so two texts are not mistaken for two others that read the same when they are joined. */
export function mixedText(state: number, text: string): number {
  let h = mixed(state, text.length);
  for (let i = 0; i < text.length; i += 1) h = mixed(h, text.charCodeAt(i));
  return h;
}

/** The same for a history, which is mostly text: two characters a word, in half the steps. Luck keeps to `mixedText`. */
export function mixedPairs(state: number, text: string): number {
  const { length } = text;
  let h = mixed(state, length);
  for (let i = 1; i < length; i += 2) h = mixed(h, text.charCodeAt(i - 1) | (text.charCodeAt(i) << 16));
  return length % 2 === 0 ? h : mixed(h, text.charCodeAt(length - 1));
}

/** @returns 0 to 2³² − 1 */
export function finished(state: number): number {
  let h = state ^ (state >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
