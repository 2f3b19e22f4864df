import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench } from '../../test/support/machine-bench.ts';
import { orderId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import { orderDispatch } from './order-dispatch.ts';

const id = orderId(17, 2);
const packed: MessageOf<'OrderPacked'> = { type: 'OrderPacked', orderId: id, amount: money(2377, EUR) };
const noted: MessageOf<'DispatchNoted'> = { type: 'DispatchNoted', orderId: id };
const lapsed: MessageOf<'DispatchClosed'> = { type: 'DispatchClosed', orderId: id, outcome: 'lapsed' };
const tells = 'OrderDispatched → payment-service/order-17.2';

function seller(): Bench {
  return bench(orderDispatch, { entity: 'dispatch-order-17.2' });
}

describe('a seller who dispatches goods for 23.77', () => {
  it('tells the platform so', () => {
    const one = seller();
    expect(one.tell(packed)).toEqual([tells]);
    expect(one.messages()).toEqual([{ type: 'OrderDispatched', orderId: 'order-17.2', amount: money(2377, EUR) }]);
  });

  it.each([noted, lapsed])('is content with a $type', (answer) => {
    const one = seller();
    one.tell(packed);
    expect(one.tell(answer)).toEqual([]);
    expect(one.done()).toBe(true);
  });

  it('says the same three times in each of three rounds when nobody answers, and then listens', () => {
    const one = seller();
    one.tell(packed);
    one.wait(86_400_000);
    // A time-out of 1 s and back-offs of 200 ms and 400 ms; parked 3.6 s into a round, for ten minutes.
    const rounds = [0, 603_600, 1_207_200].flatMap((begin) => [begin, begin + 1200, begin + 2600]);
    expect(one.times(tells)).toEqual(rounds);
    expect(one.state()).toBe('telling.listening');
    expect(one.tell({ type: 'Resumed' })).toEqual([tells]);
    one.tell(noted);
    expect(one.done()).toBe(true);
  });

  it('has nothing to tell before the goods are packed', () => {
    const one = seller();
    expect([...one.tell(noted), ...one.tell(lapsed)]).toEqual([]);
    expect(one.state()).toBe('waitingForGoods');
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(orderDispatch)).toEqual([]);
});
