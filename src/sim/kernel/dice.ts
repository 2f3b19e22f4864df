/**
 * The only source of randomness. Every draw has a key of its own: the seed, the concern and the entity. Removing a
 * checkout, adding a fault or dividing the work moves no other draw.
 */
import seedrandom from 'seedrandom';
import { finished, mixed, mixedText } from './mixing.ts';

/** The next draw of a stream: 0 inclusive to 1 exclusive. */
export type Draw = () => number;

/** The draw at an occasion of an operation: by what it is about, and for which time it happens. */
export type Luck = (about: string, occurrence: number) => number;

export interface Dice {
  /** The stream of a concern ("basket") about an entity ("checkout-17"), from its beginning. */
  stream(concern: string, entity: string): Draw;
  /** The one draw of a concern about an entity. */
  once(concern: string, entity: string): number;
  /** The draws of a concern at the occasions of an operation, one for each, which need not be named for it. */
  at(concern: string, operation: string): Luck;
}

/**
 * Most draws are alone under their key, some 35 of them for each checkout. Such a draw is its key, mixed: seeding a
 * generator for each of them took a fifth of a run.
 */
export function createDice(seed: string): Dice {
  const start = mixedText(0, seed);
  // Lengths keep two keys apart whose parts differ and whose concatenation does not.
  const prefix = `${seed.length}:${seed}|`;
  return {
    stream: (concern, entity) => seedrandom.alea(`${prefix}${concern.length}:${concern}|${entity}`),
    once: (concern, entity) => draw(mixedText(mixedText(start, concern), entity)),
    at(concern, operation) {
      const begun = mixedText(mixedText(start, concern), operation);
      return (about, occurrence) => draw(mixed(mixedText(begun, about), occurrence));
    },
  };
}

function draw(state: number): number {
  return finished(state) / 0x1_0000_0000;
}
