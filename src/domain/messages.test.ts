import { describe, expect, it } from 'vitest';
import { businessDate } from './calendar.ts';
import { currency } from './currency.ts';
import { allocate } from './fees.ts';
import { buyerId, checkoutId, idempotencyKey, orderId, pspReference, sellerId } from './ids.ts';
import { concernOf, type MessageOf, type MessageType } from './messages.ts';
import { minorUnits, money } from './money.ts';
import type { BankStatement, SettlementFile } from './settlement-file.ts';

const EUR = currency('EUR');
const date = businessDate('2026-03-02');
const checkout = { checkoutId: checkoutId(17) };
const order = { orderId: orderId(17, 2) };
const charge = { ...order, key: idempotencyKey(order.orderId, 1) };
const seller = { sellerId: sellerId(3), amount: money(10_000, EUR) };
const card = 'tok_1';
const reference = pspReference(charge.key);
const night = { currency: EUR, date };
const basketOrder = { ...order, ...seller, product: 'Lamp' };
const basket = { buyerId: buyerId(8), card, orders: [basketOrder], total: seller.amount };
const sale = {
  ...order,
  ...seller,
  allocation: allocate(seller.amount, 100_000),
  pspReference: reference,
  saleDate: date,
};
const zero = minorUnits(0);
const file: SettlementFile & BankStatement = { ...night, sequence: 1, opening: zero, closing: zero, lines: [] };
const found = {
  id: 'break-missingInFile-order-17.2',
  kind: 'missingInFile' as const,
  source: 'psp' as const,
  about: 'order-17.2',
  reference,
  openedOn: date,
  status: 'open' as const,
  explanation: '',
  ...seller.amount,
};

/** One message of each type, and what it is about. */
const messages: { readonly [T in MessageType]: readonly [message: MessageOf<T>, concern: string] } = {
  BuyerArrived: [{ type: 'BuyerArrived', ...checkout, basket }, 'checkout-17'],
  Buy: [{ type: 'Buy', ...checkout, basket }, 'checkout-17'],
  BuyAccepted: [{ type: 'BuyAccepted', ...checkout }, 'checkout-17'],
  StartOrder: [{ type: 'StartOrder', ...order, ...checkout, order: basketOrder, card }, 'order-17.2'],
  ExecuteOrder: [{ type: 'ExecuteOrder', ...order, ...checkout, ...seller, card }, 'order-17.2'],
  ChargeRequested: [{ type: 'ChargeRequested', ...charge, card, amount: seller.amount }, 'order-17.2'],
  ChargeInquiry: [{ type: 'ChargeInquiry', ...charge }, 'order-17.2'],
  ChargeAnswered: [
    { type: 'ChargeAnswered', ...charge, outcome: { status: 'captured', reference, capturedAt: 1 } },
    'order-17.2',
  ],
  ChargePending: [{ type: 'ChargePending', ...charge }, 'order-17.2'],
  ChargeNotFound: [{ type: 'ChargeNotFound', ...charge }, 'order-17.2'],
  OrderExecuted: [{ type: 'OrderExecuted', ...order, outcome: { status: 'declined', code: 'expired' } }, 'order-17.2'],
  CreditSeller: [{ type: 'CreditSeller', ...order, ...seller }, 'order-17.2'],
  SellerCredited: [{ type: 'SellerCredited', ...order, ...seller }, 'order-17.2'],
  PostSale: [{ type: 'PostSale', ...order, sale }, 'order-17.2'],
  SalePosted: [{ type: 'SalePosted', ...order }, 'order-17.2'],
  OrderClosed: [{ type: 'OrderClosed', ...order, ...checkout, paid: true }, 'order-17.2'],
  CheckoutClosed: [{ type: 'CheckoutClosed', ...checkout, outcome: 'paid' }, 'checkout-17'],
  DayClosed: [{ type: 'DayClosed', ...night }, 'psp/EUR/2026-03-02'],
  PayoutInstructed: [
    { type: 'PayoutInstructed', payoutId: 'payout-EUR-2026-03-02', amount: seller.amount },
    'payout-EUR-2026-03-02',
  ],
  FileDue: [{ type: 'FileDue', ...night }, 'psp/EUR/2026-03-02'],
  SettlementFileSent: [{ type: 'SettlementFileSent', file }, 'psp/EUR/2026-03-02'],
  StatementDue: [{ type: 'StatementDue', ...night }, 'bank/EUR/2026-03-02'],
  BankStatementSent: [{ type: 'BankStatementSent', statement: file }, 'bank/EUR/2026-03-02'],
  LedgerExtractRequested: [{ type: 'LedgerExtractRequested', ...night, after: 0 }, 'psp/EUR/2026-03-02'],
  LedgerExtractSent: [{ type: 'LedgerExtractSent', ...night, items: [], upTo: 0 }, 'psp/EUR/2026-03-02'],
  PostFile: [{ type: 'PostFile', requestId: 'psp/EUR/2026-03-02', file }, 'psp/EUR/2026-03-02'],
  PostStatement: [{ type: 'PostStatement', requestId: 'bank/EUR/2026-03-02', statement: file }, 'bank/EUR/2026-03-02'],
  FilePosted: [{ type: 'FilePosted', requestId: 'bank/EUR/2026-03-02' }, 'bank/EUR/2026-03-02'],
  BreakFound: [{ type: 'BreakFound', breakId: found.id, found }, 'break-missingInFile-order-17.2'],
  BreakExplained: [
    { type: 'BreakExplained', breakId: found.id, resolvedOn: date, explanation: 'found a day later' },
    'break-missingInFile-order-17.2',
  ],
};

describe('concernOf', () => {
  const cases = Object.values(messages).map(([message, concern]) => ({ type: message.type, message, concern }));

  it.each(cases)('says that $type is about $concern', ({ message, concern }) => {
    expect(concernOf(message)).toBe(concern);
  });
});
