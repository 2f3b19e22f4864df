/** Where actors live: `service/entity`. A message to an address wakes its actor from the service's database, or creates it. */
import type { BusinessDate } from './calendar.ts';
import type { Currency } from './currency.ts';
import { walletId, type CheckoutId, type IdempotencyKey, type OrderId, type RefundId, type SellerId } from './ids.ts';

export const serviceNames = [
  'shop',
  'payment-service',
  'executor',
  'psp',
  'bank',
  'wallet',
  'ledger',
  'reconciliation',
] as const;

/** A fault domain. The shop, the PSP and the bank are the outside world; the others are the system under test. */
export type ServiceName = (typeof serviceNames)[number];

export type Address = `${ServiceName}/${string}`;

export const addressOf = {
  buyer: (id: CheckoutId): Address => `shop/${id}`,
  paymentEvent: (id: CheckoutId): Address => `payment-service/${id}`,
  orderSaga: (id: OrderId): Address => `payment-service/${id}`,
  paymentOrder: (id: OrderId): Address => `executor/${id}`,
  pspGateway: 'executor/psp-gateway' as Address,
  /** The seller, who dispatches an order. */
  dispatch: (id: OrderId): Address => `shop/dispatch-${id}`,
  captureOrder: (id: OrderId): Address => `executor/capture-${id}`,
  charge: (key: IdempotencyKey): Address => `psp/charge-${key}`,
  refundRequest: (id: RefundId): Address => `shop/${id}`,
  refundSaga: (id: RefundId): Address => `payment-service/${id}`,
  refundOrder: (id: RefundId): Address => `executor/${id}`,
  /** All refunds of one charge. */
  chargeRefunds: (key: IdempotencyKey): Address => `psp/refunds-${key}`,
  pspPayout: (currency: Currency, date: BusinessDate): Address => `psp/payout-${currency}-${date}`,
  pspFile: (currency: Currency, date: BusinessDate): Address => `psp/file-${currency}-${date}`,
  bankTransfer: (payoutId: string): Address => `bank/transfer-${payoutId}`,
  /** A payout to a seller is named by its own id. */
  payoutRun: (currency: Currency, date: BusinessDate): Address => `wallet/payout-run-${currency}-${date}`,
  sellerPayout: (payoutId: string): Address => `wallet/${payoutId}`,
  /** A payout, or the return of one, by the name under which the ledger posts it once. */
  ledgerPayout: (requestId: string): Address => `ledger/seller-payout-${requestId}`,
  sellerTransfer: (payoutId: string): Address => `bank/seller-transfer-${payoutId}`,
  bankStatement: (currency: Currency, date: BusinessDate): Address => `bank/statement-${currency}-${date}`,
  wallet: (seller: SellerId, currency: Currency): Address => `wallet/${walletId(seller, currency)}`,
  ledgerTransaction: (requestId: string): Address => `ledger/posting-${requestId}`,
  ledgerExtract: (currency: Currency, date: BusinessDate): Address => `ledger/extract-${currency}-${date}`,
  payoutExtract: (currency: Currency, date: BusinessDate): Address => `ledger/payouts-${currency}-${date}`,
  settlementNight: (currency: Currency, date: BusinessDate): Address => `reconciliation/psp-${currency}-${date}`,
  bankNight: (currency: Currency, date: BusinessDate): Address => `reconciliation/bank-${currency}-${date}`,
  break: (id: string): Address => `reconciliation/${id}`,
};

/** By the first letters, in which services differ: cutting the name out makes a new string, and every message is asked. */
export function serviceOf(address: Address): ServiceName {
  switch (address[0]) {
    case 's':
      return 'shop';
    case 'e':
      return 'executor';
    case 'b':
      return 'bank';
    case 'w':
      return 'wallet';
    case 'l':
      return 'ledger';
    case 'r':
      return 'reconciliation';
    default:
      return address[1] === 'a' ? 'payment-service' : 'psp';
  }
}

/** The part of an address after its service: `order-17.1` in `executor/order-17.1`. */
export function entityOf(address: Address): string {
  return address.slice(address.indexOf('/') + 1);
}
