import { describe, expect, it } from 'vitest';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { idempotencyKey, orderId, refundId, refundReference, sellerId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import { minorUnits, money } from '../../domain/money.ts';
import { tellMessage } from './tell-message.ts';

const EUR = currency('EUR');
const order = orderId(17, 2);
const refund = refundId(order, 1);
const key = idempotencyKey(order, 1);
const reference = refundReference(refund);
const date = businessDate('2026-03-02');
const amount = money(1250, EUR);
const file = {
  currency: EUR,
  date,
  sequence: 1,
  lineCount: 0,
  opening: minorUnits(0),
  closing: minorUnits(0),
  lines: [],
};

describe('a message', () => {
  it.each<[Message, string]>([
    [
      { type: 'ChargeRequested', orderId: order, key, card: 'card-8', amount },
      'charge 12.50 EUR to card-8, idempotency key order-17.2:1',
    ],
    [
      { type: 'ChargeRequested', orderId: order, key, card: 'card-8', amount, unkeyed: true },
      'charge 12.50 EUR to card-8, no idempotency key, named order-17.2:1',
    ],
    [{ type: 'PspCallRefused', orderId: order, retryAfterMs: 30_000 }, 'the circuit is open: ask again in 30s'],
    [{ type: 'PspCallEnded', orderId: order, answered: false }, 'the PSP has not answered'],
    [
      { type: 'PspRefused', orderId: order, key, status: 429, retryAfterMs: 1_500 },
      'order-17.2:1: refused with 429, come again in 1.5s',
    ],
    [{ type: 'PspRefused', orderId: order, key, status: 503, retryAfterMs: 0 }, 'order-17.2:1: refused with 503'],
    [
      {
        type: 'ChargeNotified',
        orderId: order,
        key,
        outcome: { status: 'declined', code: 'stolen_card', kind: 'hard' },
      },
      'webhook for order-17.2:1: hard decline, stolen_card',
    ],
    [
      { type: 'RefundRequested', refundId: refund, orderId: order, key, amount },
      'pay 12.50 EUR of order-17.2:1 back, as refund-17.2.1',
    ],
    [
      {
        type: 'RefundAnswered',
        refundId: refund,
        orderId: order,
        outcome: { status: 'refunded', reference, refundedAt: 0 },
      },
      'refund-17.2.1: paid back as re_17_2_1',
    ],
    [
      { type: 'RefundExecuted', refundId: refund, orderId: order, outcome: { status: 'refused', code: 'too_much' } },
      'refund-17.2.1 is executed: refused, too_much',
    ],
    [
      { type: 'DebitSeller', refundId: refund, orderId: order, sellerId: sellerId(3), amount },
      'debit seller-3 with 12.50 EUR for refund-17.2.1',
    ],
    [{ type: 'SettlementFileSent', file: { ...file, revision: 1 } }, 'the EUR file for 2026-03-02: 0 lines'],
    [
      { type: 'SettlementFileSent', file: { ...file, revision: 2 } },
      'the EUR file for 2026-03-02, revision 2: 0 lines',
    ],
    [{ type: 'FileRequested', currency: EUR, date }, 'where is the EUR file for 2026-03-02?'],
    [{ type: 'BreakNoted', breakId: 'break-1', status: 'open' }, 'break-1 is noted: open'],
    [{ type: 'PspCallAsked', orderId: order, caller: addressOf.paymentOrder(order) }, 'may the PSP be called?'],
  ])('%o', (message, told) => {
    expect(tellMessage(message)).toBe(told);
  });
});
