import { describe, expect, it } from 'vitest';
import { databaseBench, insertCredit, seller3, transaction } from '../../test/support/database-bench.ts';
import { key, order } from '../../test/support/network-bench.ts';
import { addressOf } from '../domain/addresses.ts';
import type { IssuerAnswered } from '../domain/effects.ts';
import type { Message } from '../domain/messages.ts';
import { createPerformer } from './performer.ts';
import type { Dispatch } from './settlement/dispatch.ts';

const posted: Message = { type: 'SalePosted', orderId: order };
const credited = { type: 'SellerCredited', orderId: order } as Message;

/** The wallet has a database; the issuer approves after 300 ms; messages leave as they are, or as a test says. */
function bench(leaving: Dispatch = () => undefined) {
  const { database, kernel, events } = databaseBench();
  let incarnation = 1;
  const note = (what: string): void => void events.push(`${kernel.now()} ${what}`);
  const approved: IssuerAnswered = { type: 'IssuerAnswered', decision: { approved: true } };
  const perform = createPerformer({
    kernel,
    dispatch: leaving,
    send: (_, to, message) => note(`${message.type} to ${to}`),
    databaseOf: () => database,
    askIssuer: (_, answer) => void kernel.schedule(kernel.now() + 300, () => answer(approved)),
    answer: (to, { type }, start) => note(`${type} for ${to} of start ${start}`),
    incarnationOf: () => incarnation,
  });
  return { kernel, events, perform, restart: () => void (incarnation += 1) };
}

describe('what an actor wants done', () => {
  it('is sent, message by message', () => {
    const { perform, events } = bench();
    const deliveries = [posted, credited].map((message) => ({ to: addressOf.orderSaga(order), message }));
    perform(addressOf.ledgerTransaction(order), { type: 'send', deliveries });
    expect(events).toEqual([
      '0 SalePosted to payment-service/order-17.1',
      '0 SellerCredited to payment-service/order-17.1',
    ]);
  });

  it('leaves as often and as late as the settlement process says, or not at all', () => {
    const saga = addressOf.orderSaga(order);
    const twice = bench((message) => [
      { message, afterMs: 0 },
      { message, afterMs: 60_000 },
    ]);
    twice.perform(seller3, { type: 'send', deliveries: [{ to: saga, message: posted }] });
    twice.kernel.run(10);
    expect(twice.events).toEqual([`0 SalePosted to ${saga}`, `60000 SalePosted to ${saga}`]);
    const never = bench(() => []);
    never.perform(seller3, { type: 'send', deliveries: [{ to: saga, message: posted }] });
    never.kernel.run(10);
    expect(never.events).toEqual([]);
  });

  it("is committed and read in the database of the actor's own service", () => {
    const { perform, kernel, events } = bench();
    perform(seller3, transaction('Stored', insertCredit(1)));
    perform(seller3, { type: 'read', queries: [] });
    kernel.run(10);
    expect(events.map((event) => event.replace(/ gets.*"type":"(\w+)".*/, ' gets $1'))).toEqual([
      '10 credits order-1.1 durable',
      `10 ${seller3} gets Stored`,
      `10 ${seller3} gets RecordsRead`,
    ]);
  });

  it('is asked of the issuer, who answers the start of the PSP that asked', () => {
    const { perform, kernel, events, restart } = bench();
    perform(addressOf.charge(key), { type: 'authorise', orderId: order, key });
    restart();
    kernel.run(10);
    expect(events).toEqual(['300 IssuerAnswered for psp/charge-order-17.1:1 of start 1']);
  });
});
