/** Mistakes about idempotency keys, time-outs and retries. */
import type { keyDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const keyMistakes = {
  'timeout-treated-as-failure': {
    mistake: 'Silence of the PSP is taken for a decline, and the order is tried again with a new idempotency key.',
    harm: 'A charge whose answer was late stands, and the buyer is charged a second time.',
    place: 'src/actors/payment-order.ts',
    expected: 'I2',
    conditions: 'no fault: the PSP is waited for 800 ms only, and some issuers take longer',
    settings: ['policies.psp.timeout=800ms'],
  },
} as const satisfies Record<(typeof keyDefects)[number], Defect>;
