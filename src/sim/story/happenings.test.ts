import { describe, expect, it } from 'vitest';
import { addressOf } from '../../domain/addresses.ts';
import { currency } from '../../domain/currency.ts';
import { checkoutId, idempotencyKey, orderId, sellerId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import { money } from '../../domain/money.ts';
import type { Delivered, Faulted, Sent, Written } from '../facts.ts';
import { createHappenings } from './happenings.ts';

const order = orderId(17, 1);
const key = idempotencyKey(order, 2);
const link = { from: addressOf.paymentOrder(order), to: addressOf.charge(key), concern: order } as const;
const inquiry = (): Message => ({ type: 'ChargeInquiry', orderId: order, key });
const sent = (at: number, message: Message): Sent => ({ kind: 'sent', at, ...link, message });
const delivered = (at: number, message: Message): Delivered => ({ kind: 'delivered', at, ...link, message });
const faulted = (site: string): Faulted => ({
  ...{ kind: 'faulted', at: 0, concern: order, site },
  fault: { kind: 'network.drop' },
});

describe('a message', () => {
  it('goes from where and when it left to where and when it arrived', () => {
    const happenings = createHappenings();
    const message = inquiry();
    happenings.sent(sent(1_000, message));
    expect(happenings.of(delivered(1_250, message), 1)).toEqual({
      ...{ what: 'message', from: 'executor', to: 'psp', name: 'ChargeInquiry', detail: '…:2', arrives: true },
      ...{ sentAt: '1970-01-01T00:00:01.000Z', at: '1970-01-01T00:00:01.250Z' },
    });
  });

  it('that is sent several times has its own sending each time, and a copy of the network that of the last', () => {
    const happenings = createHappenings();
    const message = inquiry();
    happenings.sent(sent(1_000, message));
    happenings.sent(sent(2_000, message));
    const sendings = [2_100, 2_200, 2_300].map((at) => happenings.of(delivered(at, message), 1));
    expect(sendings.map((step) => (step.what === 'message' ? step.sentAt : ''))).toEqual([
      '1970-01-01T00:00:01.000Z',
      '1970-01-01T00:00:02.000Z',
      '1970-01-01T00:00:02.000Z',
    ]);
  });

  it('that is lost does not arrive, and one that says the same again says so', () => {
    const happenings = createHappenings();
    const message = inquiry();
    happenings.sent(sent(1_000, message));
    expect(happenings.of({ ...delivered(1_000, message), kind: 'lost' }, 1)).toMatchObject({ arrives: false });
    expect(happenings.of(delivered(1_000, message), 2)).toMatchObject({ detail: '…:2 again' });
  });

  it.each([
    [{ type: 'StartOrder', orderId: order, checkoutId: checkoutId(17) }, ''],
    [{ type: 'CheckoutClosed', checkoutId: checkoutId(17), outcome: 'partlyPaid' }, 'partlyPaid'],
    [{ type: 'OrderClosed', orderId: order, checkoutId: checkoutId(17), paid: false }, 'not paid'],
    [{ type: 'PspCallEnded', orderId: order, answered: false }, 'no answer'],
    [{ type: 'PspRefused', orderId: order, key: `${order}:1`, status: 503, retryAfterMs: 0 }, '…:1 503'],
    [
      { type: 'ChargeAnswered', orderId: order, key, outcome: { status: 'declined', code: 'x', kind: 'soft' } },
      '…:2 declined',
    ],
    [
      { type: 'CreditSeller', orderId: order, sellerId: sellerId(3), amount: money(2139, currency('EUR')) },
      '21.39 EUR',
    ],
  ] as const)('has in short what tells it from others of its name: %j', (message: Message, detail) => {
    expect(createHappenings().of(delivered(0, message), 1)).toMatchObject({ name: message.type, detail });
  });

  it('has its key in full where that is not named after the order', () => {
    const foreign = { type: 'ChargeInquiry', orderId: order, key: idempotencyKey(orderId(4, 1), 1) } as const;
    expect(createHappenings().of(delivered(0, foreign), 1)).toMatchObject({ detail: 'order-4.1:1' });
  });
});

describe('a commit', () => {
  it('has its table, and in short which record it is and how it stands', () => {
    const credit: Written = {
      ...{ kind: 'written', at: 5, service: 'wallet', table: 'credits', before: undefined, concern: order },
      by: addressOf.wallet(sellerId(3), currency('EUR')),
      after: { id: order, walletId: 'seller-3:EUR', at: 5, ...money(1125, currency('EUR')) },
    };
    expect(createHappenings().of(credit, 1)).toEqual({
      ...{ what: 'commit', at: '1970-01-01T00:00:00.005Z', service: 'wallet', table: 'credits' },
      detail: '11.25 EUR',
    });
  });
});

describe('a fault', () => {
  it.each([
    ['executor→psp ChargeRequested order-17.1 #1', ['executor', 'psp']],
    ['wallet.db commit order-17.1 #1', ['wallet']],
    ['payment-service handle SellerCredited order-17.1 #1', ['payment-service']],
    ['settlement psp 2026-03-02 file EUR #1', ['psp']],
    ['episode network.partition executor+ledger #1', ['executor', 'ledger']],
  ])('strikes the services that its site names: %s', (site, services) => {
    expect(createHappenings().of(faulted(site), 1)).toMatchObject({ what: 'fault', fault: 'network.drop', services });
  });
});
