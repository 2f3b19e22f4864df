import { describe, expect, it } from 'vitest';
import { addressOf, entityOf, serviceNames, serviceOf, type Address } from './addresses.ts';
import { businessDate } from './calendar.ts';
import { currency } from './currency.ts';
import { checkoutId, idempotencyKey, orderId, refundId, sellerId } from './ids.ts';
import { sellerPayoutId } from './seller-payouts.ts';

const EUR = currency('EUR');
const date = businessDate('2026-03-02');
const order = orderId(17, 2);
const toSeller = sellerPayoutId(sellerId(3), EUR, date);

const addresses = {
  buyer: [addressOf.buyer(checkoutId(17)), 'shop/checkout-17'],
  paymentEvent: [addressOf.paymentEvent(checkoutId(17)), 'payment-service/checkout-17'],
  orderSaga: [addressOf.orderSaga(order), 'payment-service/order-17.2'],
  paymentOrder: [addressOf.paymentOrder(order), 'executor/order-17.2'],
  dispatch: [addressOf.dispatch(order), 'shop/dispatch-order-17.2'],
  captureOrder: [addressOf.captureOrder(order), 'executor/capture-order-17.2'],
  charge: [addressOf.charge(idempotencyKey(order, 1)), 'psp/charge-order-17.2:1'],
  pspGateway: [addressOf.pspGateway, 'executor/psp-gateway'],
  refundRequest: [addressOf.refundRequest(refundId(order, 1)), 'shop/refund-17.2.1'],
  refundSaga: [addressOf.refundSaga(refundId(order, 1)), 'payment-service/refund-17.2.1'],
  refundOrder: [addressOf.refundOrder(refundId(order, 1)), 'executor/refund-17.2.1'],
  chargeRefunds: [addressOf.chargeRefunds(idempotencyKey(order, 1)), 'psp/refunds-order-17.2:1'],
  pspPayout: [addressOf.pspPayout(EUR, date), 'psp/payout-EUR-2026-03-02'],
  pspFile: [addressOf.pspFile(EUR, date), 'psp/file-EUR-2026-03-02'],
  bankTransfer: [addressOf.bankTransfer('payout-EUR-2026-03-02'), 'bank/transfer-payout-EUR-2026-03-02'],
  payoutRun: [addressOf.payoutRun(EUR, date), 'wallet/payout-run-EUR-2026-03-02'],
  sellerPayout: [addressOf.sellerPayout(toSeller), 'wallet/payout-seller-3-EUR-2026-03-02'],
  ledgerPayout: [addressOf.ledgerPayout(toSeller), 'ledger/seller-payout-payout-seller-3-EUR-2026-03-02'],
  sellerTransfer: [addressOf.sellerTransfer(toSeller), 'bank/seller-transfer-payout-seller-3-EUR-2026-03-02'],
  bankStatement: [addressOf.bankStatement(EUR, date), 'bank/statement-EUR-2026-03-02'],
  wallet: [addressOf.wallet(sellerId(3), EUR), 'wallet/seller-3:EUR'],
  ledgerTransaction: [addressOf.ledgerTransaction('psp/EUR/2026-03-02'), 'ledger/posting-psp/EUR/2026-03-02'],
  ledgerExtract: [addressOf.ledgerExtract(EUR, date), 'ledger/extract-EUR-2026-03-02'],
  payoutExtract: [addressOf.payoutExtract(EUR, date), 'ledger/payouts-EUR-2026-03-02'],
  settlementNight: [addressOf.settlementNight(EUR, date), 'reconciliation/psp-EUR-2026-03-02'],
  bankNight: [addressOf.bankNight(EUR, date), 'reconciliation/bank-EUR-2026-03-02'],
  break: [addressOf.break('break-missingInFile-order-17.2'), 'reconciliation/break-missingInFile-order-17.2'],
} satisfies Record<keyof typeof addressOf, [Address, string]>;

describe('an address', () => {
  it.each(Object.entries(addresses))('of a %s names its service and its entity', (_, [address, expected]) => {
    expect(address).toBe(expected);
    expect(`${serviceOf(address)}/${entityOf(address)}`).toBe(expected);
    expect(serviceNames).toContain(serviceOf(address));
  });

  it.each(serviceNames)('of an actor of the %s is known by its first letters', (name) => {
    expect(serviceOf(`${name}/order-17.2`)).toBe(name);
  });

  it('is divided at its first slash', () => {
    expect(serviceOf('ledger/posting-psp/EUR/2026-03-02')).toBe('ledger');
    expect(entityOf('ledger/posting-psp/EUR/2026-03-02')).toBe('posting-psp/EUR/2026-03-02');
  });
});
