/** Luck: the first draw of a stream of its own, as most draws of a run are. */
import { createDice } from '../../dist/sim/kernel/dice.js';

const dice = createDice('bench');
const entities = Array.from({ length: 1024 }, (_, i) => `order-${i}.1`);

export const luck = [
  {
    name: 'dice.once: the first draw of a stream',
    repeat(count) {
      let sum = 0;
      for (let i = 0; i < count; i += 1) sum += dice.once('network latency', entities[i & 1023]);
      return sum;
    },
  },
];
