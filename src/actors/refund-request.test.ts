import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { orderId, refundId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import { refundRequest } from './refund-request.ts';

const order = orderId(17, 2);
const id = refundId(order, 1);
const amount = money(2377, EUR);
const wanted: MessageOf<'RefundWanted'> = { type: 'RefundWanted', refundId: id, orderId: order, amount };
const accepted: MessageOf<'RefundAccepted'> = { type: 'RefundAccepted', refundId: id, orderId: order };
const refunded: MessageOf<'RefundClosed'> = { type: 'RefundClosed', refundId: id, orderId: order, outcome: 'refunded' };
const asks = 'RefundAsked → payment-service/refund-17.2.1';

function asking(): Bench {
  const shop = bench(refundRequest, { entity: 'refund-17.2.1' });
  expect(shop.tell(wanted)).toEqual([asks]);
  return shop;
}

describe('a buyer who wants 23.77 back', () => {
  it('asks for it, sees that it was accepted, and leaves with the outcome', () => {
    const shop = asking();
    expect(shop.messages()).toEqual([
      {
        type: 'RefundAsked',
        refundId: 'refund-17.2.1',
        orderId: 'order-17.2',
        amount: { amount: 2377, currency: 'EUR' },
      },
    ]);
    expect(shop.tell(accepted)).toEqual([]);
    expect(shop.state()).toBe('waitingForOutcome');
    expect(shop.tell(refunded)).toEqual([]);
    expect(shop.done()).toBe(true);
  });

  it('asks three times in all on a silent page, eight seconds apart, for the same refund, and then only watches', () => {
    const shop = asking();
    const first = shop.messages();
    expect(shop.wait(3_600_000)).toEqual([asks, asks]);
    expect(shop.times(asks)).toEqual([0, 8000, 16_000]);
    expect(shop.messages()).toEqual(first);
    expect(shop.state()).toBe('watching');
  });

  it('asks again when it was accepted and nothing followed for eight seconds', () => {
    const shop = asking();
    shop.wait(3000);
    shop.tell(accepted);
    shop.wait(3_600_000);
    expect(shop.times(asks)).toEqual([0, 11_000, 19_000]);
  });

  it('watches on after the last click when it was accepted', () => {
    const shop = asking();
    shop.wait(16_000);
    shop.tell(accepted);
    expect(shop.wait(8000)).toEqual([]);
    expect(shop.state()).toBe('watching');
  });

  it('hears of a refusal after it has stopped asking', () => {
    const shop = asking();
    shop.wait(3_600_000);
    shop.tell(accepted);
    shop.tell({ ...refunded, outcome: 'refused' });
    expect(shop.done()).toBe(true);
  });

  it('is content with an outcome that overtakes the acceptance', () => {
    const shop = asking();
    shop.tell(refunded);
    expect(shop.done()).toBe(true);
    expect(shop.wait(3_600_000)).toEqual([]);
  });

  it('wants it once, however often the wish arrives', () => {
    const shop = asking();
    expect(shop.tell(wanted)).toEqual([]);
    shop.tell(accepted);
    expect(shop.tell(wanted)).toEqual([]);
    expect(shop.state()).toBe('waitingForOutcome');
  });

  it('has no use for messages that come when nothing is wanted', () => {
    const shop = bench(refundRequest, { entity: 'refund-17.2.1' });
    expect([...shop.tell(refunded), ...shop.tell(accepted), ...shop.tell({ type: 'Resumed' })]).toEqual([]);
    expect(shop.state()).toBe('content');
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(refundRequest)).toEqual([]);
});
