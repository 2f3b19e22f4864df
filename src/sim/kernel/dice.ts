/**
 * The only source of randomness. Every draw belongs to a stream of its own, keyed by the seed, the concern and the
 * entity: removing a checkout, adding a fault or dividing the work moves no other draw.
 */
import seedrandom from 'seedrandom';

/** The next draw of a stream: 0 inclusive to 1 exclusive. */
export type Draw = () => number;

export interface Dice {
  /** The stream of a concern ("basket") about an entity ("checkout-17"), from its beginning. */
  stream(concern: string, entity: string): Draw;
  /** The first draw of a stream. */
  once(concern: string, entity: string): number;
}

export function createDice(seed: string): Dice {
  // Lengths keep two keys apart whose parts differ and whose concatenation does not.
  const prefix = `${seed.length}:${seed}|`;
  const stream = (concern: string, entity: string): Draw =>
    seedrandom.alea(`${prefix}${concern.length}:${concern}|${entity}`);
  return { stream, once: (concern, entity) => stream(concern, entity)() };
}
