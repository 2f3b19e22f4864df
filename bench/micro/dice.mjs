/** Luck: single draws by their keys, as most draws of a run are, and the beginning of a stream. */
import { createDice } from '../../dist/sim/kernel/dice.js';

const dice = createDice('bench');
const entities = Array.from({ length: 1024 }, (_, i) => `order-${i}.1`);
const latency = dice.at('network', 'executor→psp ChargeRequested');

export const luck = [
  drawing('dice.at: an occasion', (concern) => latency(concern, 1)),
  drawing('dice.once: a key', (entity) => dice.once('issuer latency', entity)),
  drawing('dice.stream: its first draw', (entity) => dice.stream('basket', entity)()),
];

function drawing(name, draw) {
  return {
    name,
    repeat(count) {
      let sum = 0;
      for (let i = 0; i < count; i += 1) sum += draw(entities[i & 1023]);
      return sum;
    },
  };
}
