import { expect, it } from 'vitest';
import { delivered, lost, sent, written } from '../../test/support/fact-tape.ts';
import { EUR } from '../../test/support/good-days-policy.ts';
import { addressOf } from '../domain/addresses.ts';
import { checkoutId, orderId, refundId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { Fact } from './facts.ts';
import { createListener, type Hearing } from './hearing.ts';

const order = orderId(1, 1);
const [saga, buyer] = [addressOf.orderSaga(order), addressOf.buyer(checkoutId(1))];
const posted = { type: 'SalePosted', orderId: order } as const;
const closed = { type: 'CheckoutClosed', checkoutId: checkoutId(1), outcome: 'paid' } as const;
const balance = written(3, saga, ['refundBalances', { id: order, reserved: money(100, EUR).amount, version: 1 }]);
const healed: Fact = { kind: 'healed', at: 4, concern: 'all services' };

/** What a listener notes of a fact. */
type Notes = string[];

/** What is noted when these hearings are given these facts. */
function noted(hearings: readonly Hearing<Notes>[], ...facts: readonly Fact[]): Notes {
  const notes: Notes = [];
  const listen = createListener(hearings);
  for (const fact of facts) listen(fact, notes);
  return notes;
}

/** Notes the kind of each fact that comes to it, with its time. */
const note = ({ kind, at }: Fact, notes: Notes): void => void notes.push(`${kind} ${at}`);

it('hears of messages those of its types, sent or delivered as it says', () => {
  const hearing: Hearing<Notes> = { sent: { SalePosted: note }, delivered: { CheckoutClosed: note } };
  const facts = [
    sent(1, saga, saga, posted),
    delivered(2, saga, saga, posted),
    sent(3, saga, buyer, closed),
    delivered(4, saga, buyer, closed),
    lost(5, saga, buyer, closed),
  ];
  expect(noted([hearing], ...facts)).toEqual(['sent 1', 'delivered 4']);
});

it('hears of records those of its tables, and knows what they hold', () => {
  const hearing: Hearing<Notes> = {
    written: { refundBalances: ({ after }, notes) => notes.push(`${after.id}: ${after.reserved}`) },
  };
  const debit = { id: refundId(order, 1), orderId: order, walletId: 'seller-1:EUR', at: 2, ...money(100, EUR) };
  expect(noted([hearing], balance, written(5, saga, ['debits', debit]))).toEqual(['order-1.1: 100']);
});

it('hears of anything else what it does with all others', () => {
  const hearing: Hearing<Notes> = {
    written: { refundBalances: (_, notes) => notes.push('a balance') },
    others: note,
  };
  expect(noted([hearing], sent(1, saga, saga, posted), balance, healed)).toEqual(['sent 1', 'a balance', 'healed 4']);
});

it('hears each fact in the order of its hearings', () => {
  const by = (name: string): Hearing<Notes> => ({ healed: (_, notes) => notes.push(name) });
  expect(noted([by('one'), { others: note }, by('other'), {}], healed, healed)).toEqual([
    ...['one', 'healed 4', 'other'],
    ...['one', 'healed 4', 'other'],
  ]);
});
