/** The violations of the sample report that is inconsistent: one with its story, and one without. */
import type { ViolationResult } from '../../src/sim/report/report.ts';

export const sampleViolations: readonly ViolationResult[] = [
  {
    invariant: 'I2',
    name: 'at-most-one-charge',
    count: 3,
    money: { EUR: 31_240, JPY: 5000 },
    first: {
      at: '2026-10-24T16:41:09.327Z',
      since: '2026-10-24T16:41:09.327Z',
      whose: 'the buyer of checkout-1207',
      order: 'order-1207.2',
      storyOf: 'order-1207.2',
      sentence: 'The PSP holds 2 captured charges of 104.80 EUR for order-1207.2, where one is due.',
      story: [
        '18:40:57.004 The executor asks the PSP to charge 104.80 EUR for order-1207.2 under the key order-1207.2:1.',
        '18:40:58.212 The PSP captures the charge as ch_1207_2_1; its answer is lost on the way.',
        '18:41:07.004 The executor has waited 10 s and calls again, under the new key order-1207.2:2.',
        '18:41:09.327 The PSP sees a key that it does not know and captures a second charge, ch_1207_2_2.',
      ],
      steps: [
        {
          ...{ what: 'message', from: 'executor', to: 'psp', name: 'ChargeRequested', detail: '…:1', arrives: true },
          ...{ sentAt: '2026-10-24T16:40:57.002Z', at: '2026-10-24T16:40:57.004Z' },
        },
        {
          ...{ what: 'message', from: 'psp', to: 'executor', name: 'ChargeAnswered', detail: '…:1', arrives: false },
          ...{ sentAt: '2026-10-24T16:40:58.212Z', at: '2026-10-24T16:40:58.212Z' },
        },
        {
          ...{ what: 'commit', service: 'executor', table: 'paymentOrders', detail: '…:2 created' },
          at: '2026-10-24T16:41:07.004Z',
        },
        { what: 'mark', at: '2026-10-24T16:41:09.327Z', isWrong: true, isSeen: true },
      ],
    },
  },
  {
    invariant: 'I7',
    name: 'charge-posted-once',
    count: 1,
    money: {},
    first: {
      at: '2026-10-27T07:30:12.480Z',
      since: '2026-10-24T16:40:58.212Z',
      whose: null,
      order: 'order-1207.2',
      storyOf: 'order-1207.2',
      sentence: 'The charge ch_1207_2_1 has no capture posting at the end of the run.',
      story: [],
      steps: [],
    },
  },
];
