import { describe, expect, it } from 'vitest';
import { addressOf } from './addresses.ts';
import { businessDate } from './calendar.ts';
import { currency } from './currency.ts';
import { allocate } from './fees.ts';
import {
  buyerId,
  checkoutId,
  idempotencyKey,
  orderId,
  pspReference,
  refundId,
  refundReference,
  sellerId,
} from './ids.ts';
import { concernOf } from './concern.ts';
import type { MessageOf, MessageType } from './messages.ts';
import { minorUnits, money } from './money.ts';
import type { SellerPayoutRecord } from './payout-records.ts';
import { sellerPayoutId } from './seller-payouts.ts';
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
const file: SettlementFile & BankStatement = {
  ...night,
  sequence: 1,
  revision: 1,
  lineCount: 0,
  opening: zero,
  closing: zero,
  lines: [],
};
const capture = { status: 'captured', reference, capturedAt: 1 } as const;
const refund = { ...order, refundId: refundId(order.orderId, 1) };
const charged = { ...refund, key: charge.key, amount: seller.amount };
const refunded = { status: 'refunded', reference: refundReference(refund.refundId), refundedAt: 1 } as const;
const refundPosting = {
  ...refund,
  ...seller,
  allocation: sale.allocation,
  pspReference: refunded.reference,
  refundDate: date,
};
const toSeller = { payoutId: sellerPayoutId(seller.sellerId, EUR, date) };
const payout: SellerPayoutRecord = {
  id: toSeller.payoutId,
  walletId: 'seller-3:EUR',
  sellerId: seller.sellerId,
  date,
  asOf: 1,
  status: 'paid',
  ...seller.amount,
};
const settlementNight = addressOf.settlementNight(EUR, date);
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
  StartOrder: [{ type: 'StartOrder', ...order, ...checkout }, 'order-17.2'],
  ExecuteOrder: [{ type: 'ExecuteOrder', ...order, ...checkout, ...seller, card }, 'order-17.2'],
  ChargeRequested: [{ type: 'ChargeRequested', ...charge, card, amount: seller.amount }, 'order-17.2'],
  ChargeInquiry: [{ type: 'ChargeInquiry', ...charge }, 'order-17.2'],
  ChargeAnswered: [
    { type: 'ChargeAnswered', ...charge, outcome: { status: 'captured', reference, capturedAt: 1 } },
    'order-17.2',
  ],
  ChargePending: [{ type: 'ChargePending', ...charge }, 'order-17.2'],
  ChargeNotFound: [{ type: 'ChargeNotFound', ...charge }, 'order-17.2'],
  PspCallAsked: [{ type: 'PspCallAsked', ...order, caller: addressOf.paymentOrder(order.orderId) }, 'order-17.2'],
  PspCallGranted: [{ type: 'PspCallGranted', ...order }, 'order-17.2'],
  PspCallRefused: [{ type: 'PspCallRefused', ...order, retryAfterMs: 1 }, 'order-17.2'],
  PspCallEnded: [{ type: 'PspCallEnded', ...order, answered: true }, 'order-17.2'],
  PspRefused: [{ type: 'PspRefused', ...charge, status: 503, retryAfterMs: 1 }, 'order-17.2'],
  ChargeNotified: [
    { type: 'ChargeNotified', ...charge, outcome: { status: 'captured', reference, capturedAt: 1 } },
    'order-17.2',
  ],
  ChargeSettled: [{ type: 'ChargeSettled', ...order, reference, amount: seller.amount, capturedAt: 1 }, 'order-17.2'],
  OrderExecuted: [{ type: 'OrderExecuted', ...order, outcome: { status: 'declined', code: 'expired' } }, 'order-17.2'],
  CreditSeller: [{ type: 'CreditSeller', ...order, ...seller }, 'order-17.2'],
  SellerCredited: [{ type: 'SellerCredited', ...order, ...seller }, 'order-17.2'],
  PostSale: [{ type: 'PostSale', ...order, sale }, 'order-17.2'],
  SalePosted: [{ type: 'SalePosted', ...order }, 'order-17.2'],
  OrderClosed: [{ type: 'OrderClosed', ...order, ...checkout, paid: true }, 'order-17.2'],
  CheckoutClosed: [{ type: 'CheckoutClosed', ...checkout, outcome: 'paid' }, 'checkout-17'],
  OrderAuthorised: [{ type: 'OrderAuthorised', ...order, ...checkout }, 'order-17.2'],
  OrderPacked: [{ type: 'OrderPacked', ...order, amount: seller.amount }, 'order-17.2'],
  OrderDispatched: [{ type: 'OrderDispatched', ...order, amount: seller.amount }, 'order-17.2'],
  DispatchNoted: [{ type: 'DispatchNoted', ...order }, 'order-17.2'],
  ExecuteCapture: [{ type: 'ExecuteCapture', ...charge, amount: seller.amount }, 'order-17.2'],
  CaptureRequested: [{ type: 'CaptureRequested', ...charge, amount: seller.amount }, 'order-17.2'],
  CaptureInquiry: [{ type: 'CaptureInquiry', ...charge }, 'order-17.2'],
  CaptureAnswered: [{ type: 'CaptureAnswered', ...charge, outcome: capture }, 'order-17.2'],
  CaptureNotFound: [{ type: 'CaptureNotFound', ...charge }, 'order-17.2'],
  CaptureNotified: [{ type: 'CaptureNotified', ...charge, outcome: capture }, 'order-17.2'],
  CaptureExecuted: [
    { type: 'CaptureExecuted', ...order, outcome: { status: 'refused', code: 'expired' } },
    'order-17.2',
  ],
  DispatchClosed: [{ type: 'DispatchClosed', ...order, outcome: 'lapsed' }, 'order-17.2'],
  RefundWanted: [{ type: 'RefundWanted', ...refund, amount: seller.amount }, 'order-17.2'],
  RefundAsked: [{ type: 'RefundAsked', ...refund, amount: seller.amount }, 'order-17.2'],
  RefundAccepted: [{ type: 'RefundAccepted', ...refund }, 'order-17.2'],
  RefundClosed: [{ type: 'RefundClosed', ...refund, outcome: 'refunded' }, 'order-17.2'],
  ExecuteRefund: [{ type: 'ExecuteRefund', ...charged }, 'order-17.2'],
  RefundRequested: [{ type: 'RefundRequested', ...charged }, 'order-17.2'],
  RefundInquiry: [{ type: 'RefundInquiry', ...refund, key: charge.key }, 'order-17.2'],
  RefundAnswered: [{ type: 'RefundAnswered', ...refund, outcome: refunded }, 'order-17.2'],
  RefundNotFound: [{ type: 'RefundNotFound', ...refund }, 'order-17.2'],
  RefundExecuted: [{ type: 'RefundExecuted', ...refund, outcome: refunded }, 'order-17.2'],
  DebitSeller: [{ type: 'DebitSeller', ...refund, ...seller }, 'order-17.2'],
  SellerDebited: [{ type: 'SellerDebited', ...refund, ...seller }, 'order-17.2'],
  PostRefund: [{ type: 'PostRefund', ...refund, refund: refundPosting }, 'order-17.2'],
  RefundPosted: [{ type: 'RefundPosted', ...refund }, 'order-17.2'],
  PayoutRunDue: [{ type: 'PayoutRunDue', ...night }, 'payouts/EUR/2026-03-02'],
  PayoutDue: [{ type: 'PayoutDue', ...toSeller, ...night, sellerId: seller.sellerId, asOf: 1 }, toSeller.payoutId],
  PayoutAnswered: [{ type: 'PayoutAnswered', ...toSeller, ...night, outcome: 'reserved' }, toSeller.payoutId],
  StartPayout: [{ type: 'StartPayout', ...toSeller }, toSeller.payoutId],
  PostSellerPayout: [{ type: 'PostSellerPayout', ...toSeller, ...seller }, toSeller.payoutId],
  SellerPayoutPosted: [{ type: 'SellerPayoutPosted', ...toSeller }, toSeller.payoutId],
  SellerTransferInstructed: [{ type: 'SellerTransferInstructed', ...toSeller, ...seller }, toSeller.payoutId],
  SellerTransferInquiry: [{ type: 'SellerTransferInquiry', ...toSeller }, toSeller.payoutId],
  SellerTransferReported: [{ type: 'SellerTransferReported', ...toSeller, status: 'settled' }, toSeller.payoutId],
  SellerTransferNoted: [{ type: 'SellerTransferNoted', ...toSeller }, toSeller.payoutId],
  RepaySeller: [{ type: 'RepaySeller', ...toSeller, payout }, toSeller.payoutId],
  SellerRepaid: [{ type: 'SellerRepaid', ...toSeller, amount: seller.amount }, toSeller.payoutId],
  PostSellerReturn: [{ type: 'PostSellerReturn', ...toSeller, ...seller }, toSeller.payoutId],
  SellerReturnPosted: [{ type: 'SellerReturnPosted', ...toSeller }, toSeller.payoutId],
  PayoutExtractRequested: [{ type: 'PayoutExtractRequested', ...night, after: 0 }, 'bank/EUR/2026-03-02'],
  PayoutExtractSent: [{ type: 'PayoutExtractSent', ...night, items: [], upTo: 0 }, 'bank/EUR/2026-03-02'],
  DayClosed: [{ type: 'DayClosed', ...night }, 'psp/EUR/2026-03-02'],
  PayoutInstructed: [
    { type: 'PayoutInstructed', payoutId: 'payout-EUR-2026-03-02', amount: seller.amount },
    'payout-EUR-2026-03-02',
  ],
  PayoutAccepted: [{ type: 'PayoutAccepted', payoutId: 'payout-EUR-2026-03-02' }, 'payout-EUR-2026-03-02'],
  FileExpected: [{ type: 'FileExpected', ...night }, 'psp/EUR/2026-03-02'],
  FileRequested: [{ type: 'FileRequested', ...night }, 'psp/EUR/2026-03-02'],
  StatementExpected: [{ type: 'StatementExpected', ...night }, 'bank/EUR/2026-03-02'],
  StatementRequested: [{ type: 'StatementRequested', ...night }, 'bank/EUR/2026-03-02'],
  NightOver: [{ type: 'NightOver', ...night }, 'night/EUR/2026-03-02'],
  FileDue: [{ type: 'FileDue', ...night }, 'psp/EUR/2026-03-02'],
  SettlementFileSent: [{ type: 'SettlementFileSent', file }, 'psp/EUR/2026-03-02'],
  StatementDue: [{ type: 'StatementDue', ...night }, 'bank/EUR/2026-03-02'],
  BankStatementSent: [{ type: 'BankStatementSent', statement: file }, 'bank/EUR/2026-03-02'],
  LedgerExtractRequested: [{ type: 'LedgerExtractRequested', ...night, after: 0 }, 'psp/EUR/2026-03-02'],
  LedgerExtractSent: [{ type: 'LedgerExtractSent', ...night, items: [], upTo: 0 }, 'psp/EUR/2026-03-02'],
  PostFile: [{ type: 'PostFile', requestId: 'psp/EUR/2026-03-02', ...night, lines: [] }, 'psp/EUR/2026-03-02'],
  PostStatement: [
    { type: 'PostStatement', requestId: 'bank/EUR/2026-03-02', ...night, lines: [] },
    'bank/EUR/2026-03-02',
  ],
  FilePosted: [{ type: 'FilePosted', requestId: 'bank/EUR/2026-03-02', ...night }, 'bank/EUR/2026-03-02'],
  BreakFound: [
    { type: 'BreakFound', breakId: found.id, night: settlementNight, found },
    'break-missingInFile-order-17.2',
  ],
  BreakExplained: [
    {
      type: 'BreakExplained',
      breakId: found.id,
      night: settlementNight,
      resolvedOn: date,
      explanation: 'found a day later',
    },
    'break-missingInFile-order-17.2',
  ],
  BreakNoted: [{ type: 'BreakNoted', breakId: found.id, status: 'open' }, 'break-missingInFile-order-17.2'],
};

describe('concernOf', () => {
  const cases = Object.values(messages).map(([message, concern]) => ({ type: message.type, message, concern }));

  it.each(cases)('says that $type is about $concern', ({ message, concern }) => {
    expect(concernOf(message)).toBe(concern);
  });
});
