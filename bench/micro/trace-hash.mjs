/** The fingerprint of the history: what it costs to fold in one message as it is delivered. */
import { createTraceHash } from '../../dist/sim/kernel/trace-hash.js';

const message = {
  type: 'ChargeRequested',
  orderId: 'order-1234.1',
  key: 'order-1234.1/1',
  card: 'card-0815',
  amount: { amount: 12_345, currency: 'EUR' },
};

export const traceHash = [
  {
    name: 'trace hash: a delivered message',
    repeat(count) {
      const trace = createTraceHash();
      for (let i = 0; i < count; i += 1)
        trace.fold([1_772_409_600_000 + i, 'executor/order-1234.1', 'psp/order-1234.1', message]);
      return Number.parseInt(trace.digest().slice(0, 8), 16);
    },
  },
];
