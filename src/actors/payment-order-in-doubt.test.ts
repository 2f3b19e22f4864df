import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { checkoutId, idempotencyKey, orderId, pspReference, sellerId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { ChargeOutcome, MessageOf } from '../domain/messages.ts';
import { paymentOrder } from './payment-order.ts';

const id = orderId(17, 1);
const execute: MessageOf<'ExecuteOrder'> = {
  type: 'ExecuteOrder',
  orderId: id,
  checkoutId: checkoutId(17),
  sellerId: sellerId(3),
  card: 'tok_1',
  amount: money(10_000, EUR),
};
const requests = 'ChargeRequested → psp/charge-order-17.1:1';
const inquires = 'ChargeInquiry → psp/charge-order-17.1:1';
const outcomes = {
  captured: { status: 'captured', reference: pspReference(idempotencyKey(id, 1)), capturedAt: 1 },
  'declined hard': { status: 'declined', code: 'stolen_card', kind: 'hard' },
} satisfies Record<string, ChargeOutcome>;

function about(attempt = 1) {
  return { orderId: id, key: idempotencyKey(id, attempt) };
}

function answered(outcome: ChargeOutcome, attempt = 1): MessageOf<'ChargeAnswered'> {
  return { type: 'ChargeAnswered', ...about(attempt), outcome };
}

/** The PSP has been asked and is silent. */
function asked(settings: Partial<BenchSettings> = {}): Bench {
  const order = bench(paymentOrder, { entity: 'order-17.1', ...settings });
  order.tell(execute);
  expect(order.acknowledge()).toEqual([requests]);
  return order;
}

/** The PSP was silent for ten seconds and half a second more. */
function inquiring(settings: Partial<BenchSettings> = {}): Bench {
  const order = asked(settings);
  expect(order.wait(10_000)).toEqual(['commit DoubtStored']);
  expect(order.acknowledge()).toEqual([]);
  expect(order.wait(500)).toEqual([inquires]);
  return order;
}

describe('when the PSP is silent for ten seconds', () => {
  it('the order is stored as unknown before anybody inquires', () => {
    const order = asked();
    expect(order.wait(9999)).toEqual([]);
    expect(order.wait(1)).toEqual(['commit DoubtStored']);
    expect(order.writes()).toMatchObject([
      { op: 'put', record: { status: 'unknown', attempt: 1, idempotencyKey: 'order-17.1:1' } },
    ]);
    // The database is as slow as the PSP: as long as the doubt is not stored, it is committed again and nobody inquires.
    expect(order.wait(4000)).toEqual(['commit DoubtStored', 'commit DoubtStored']);
    order.acknowledge();
    expect(order.wait(499)).toEqual([]);
    expect(order.wait(1)).toEqual([inquires]);
    expect(order.messages()).toEqual([{ type: 'ChargeInquiry', orderId: 'order-17.1', key: 'order-17.1:1' }]);
  });

  it('the PSP is asked four times in all, with back-offs of 0.5 s, 1 s and 2 s, and then only listened to', () => {
    const order = inquiring();
    expect(order.wait(3_600_000)).toEqual([inquires, inquires]);
    expect(order.times(requests)).toEqual([0]);
    // 10 + 0.5, then 10 + 1, then 10 + 2.
    expect(order.times(inquires)).toEqual([10_500, 21_500, 33_500]);
    expect(order.state()).toBe('charging.captureUnknown.listening');
  });

  it('with a luck of one half, a quarter of each back-off falls away', () => {
    const order = asked({ luck: () => 0.5 });
    order.wait(10_000);
    order.acknowledge();
    order.wait(3_600_000);
    // 10 + 0.375, then 10 + 0.75, then 10 + 1.5.
    expect(order.times(inquires)).toEqual([10_375, 21_125, 32_625]);
  });

  it.each([
    ['while the doubt is stored', 10_000, 'charging.captureUnknown.storingDoubt'],
    ['while it backs off', 10_400, 'charging.captureUnknown.backingOff'],
    ['while it inquires', 10_500, 'charging.captureUnknown.inquiring'],
    ['long after the last call', 3_600_000, 'charging.captureUnknown.listening'],
  ])('a late answer is accepted %s', (_, ms, state) => {
    const order = asked();
    order.wait(10_000);
    if (ms > 10_000) order.acknowledge();
    order.wait(ms - 10_000);
    expect(order.state()).toBe(state);
    expect(order.tell(answered(outcomes.captured))).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([{ record: { status: 'captured', pspReference: 'ch_17_1_1' } }]);
  });

  it('an acknowledgement of the doubt that comes after the answer changes nothing', () => {
    const order = asked();
    order.wait(10_000);
    order.tell(answered(outcomes.captured));
    expect(order.tell({ type: 'DoubtStored', about: 'order-17.1' })).toEqual([]);
    expect(order.state()).toBe('storingOutcome');
    expect(order.acknowledge()).toEqual(['OrderExecuted → payment-service/order-17.1']);
  });
});

describe('an inquiry', () => {
  it.each(Object.entries(outcomes))('that finds the charge %s settles the order', (_, outcome) => {
    const order = inquiring();
    expect(order.tell(answered(outcome))).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([{ record: { status: outcome.status } }]);
    expect(order.acknowledge()).toEqual(['OrderExecuted → payment-service/order-17.1']);
  });

  it('that finds a soft decline leads to the next attempt', () => {
    const order = inquiring();
    order.tell(answered({ status: 'declined', code: 'try_again_later', kind: 'soft' }));
    expect(order.wait(3000)).toEqual(['commit AttemptStored']);
    expect(order.writes()).toMatchObject([
      { record: { status: 'created', attempt: 2, idempotencyKey: 'order-17.1:2' } },
    ]);
    expect(order.acknowledge()).toEqual(['ChargeRequested → psp/charge-order-17.1:2']);
  });

  it('that finds the charge pending is repeated after a back-off', () => {
    const order = inquiring();
    order.wait(40);
    expect(order.tell({ type: 'ChargePending', ...about() })).toEqual([]);
    expect(order.state()).toBe('charging.captureUnknown.backingOff');
    expect(order.wait(999)).toEqual([]);
    expect(order.wait(1)).toEqual([inquires]);
  });

  it('that finds no charge leads to the same request with the same key', () => {
    const order = inquiring();
    expect(order.tell({ type: 'ChargeNotFound', ...about() })).toEqual([requests]);
    expect(order.messages()).toMatchObject([{ type: 'ChargeRequested', key: 'order-17.1:1', card: 'tok_1' }]);
    expect(order.wait(10_000)).toEqual(['commit DoubtStored']);
    order.acknowledge();
    // The third back-off: two calls and an inquiry have been made.
    expect(order.wait(2000)).toEqual([inquires]);
  });

  it('that finds no charge when all four calls are made leaves the order listening', () => {
    const order = inquiring();
    order.wait(23_000);
    expect(order.times(inquires)).toHaveLength(3);
    expect(order.tell({ type: 'ChargeNotFound', ...about() })).toEqual([]);
    expect(order.state()).toBe('charging.captureUnknown.listening');
    expect(order.tell(answered(outcomes.captured))).toEqual(['commit OutcomeStored']);
  });

  it('whose answer is late does not disturb the back-off', () => {
    const order = inquiring();
    order.wait(10_000);
    expect([
      ...order.tell({ type: 'ChargeNotFound', ...about() }),
      ...order.tell({ type: 'ChargePending', ...about() }),
    ]).toEqual([]);
    expect(order.wait(1000)).toEqual([inquires]);
  });

  it('whose answer is about an older attempt is not taken for one about this attempt', () => {
    const order = inquiring();
    order.tell(answered({ status: 'declined', code: 'try_again_later', kind: 'soft' }));
    order.wait(3000);
    order.acknowledge();
    order.wait(10_000);
    order.acknowledge();
    order.wait(500);
    expect(order.state()).toBe('charging.captureUnknown.inquiring');
    expect(order.tell({ type: 'ChargeNotFound', ...about(1) })).toEqual([]);
    expect(order.tell({ type: 'ChargePending', ...about(1) })).toEqual([]);
    expect(order.tell(answered(outcomes.captured, 1))).toEqual([]);
    expect(order.state()).toBe('charging.captureUnknown.inquiring');
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(paymentOrder)).toEqual([]);
});
