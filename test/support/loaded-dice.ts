/** Dice that show what is asked of them; at an occasion, by the name of its site. */
import type { Dice } from '../../src/sim/kernel/dice.ts';
import { siteName } from '../../src/sim/faults/site.ts';

/** @param luck the draw of a concern about an entity */
export function loadedDice(luck: (concern: string, entity: string) => number): Dice {
  return {
    once: luck,
    at: (concern, operation) => (about, occurrence) =>
      luck(concern, siteName({ operation, concern: about, occurrence })),
    stream: (concern, entity) => () => luck(concern, entity),
  };
}
