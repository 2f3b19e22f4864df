/** Every kind of actor, in the order of the flow: its service, the names it answers to, and where its record is. */
import { bankNight } from '../actors/bank-night.ts';
import { bankStatement } from '../actors/bank-statement.ts';
import { bankTransfer } from '../actors/bank-transfer.ts';
import { reconciliationBreak } from '../actors/break.ts';
import { buyer } from '../actors/buyer.ts';
import { charge } from '../actors/charge.ts';
import { captureOrder } from '../actors/capture-order.ts';
import { chargeRefunds } from '../actors/charge-refunds.ts';
import { ledgerExtract } from '../actors/ledger-extract.ts';
import { ledgerPayout } from '../actors/ledger-payout.ts';
import { ledgerTransaction } from '../actors/ledger-transaction.ts';
import { orderDispatch } from '../actors/order-dispatch.ts';
import { orderSaga } from '../actors/order-saga.ts';
import { paymentEvent } from '../actors/payment-event.ts';
import { paymentOrder } from '../actors/payment-order.ts';
import { payoutExtract } from '../actors/payout-extract.ts';
import { payoutRun } from '../actors/payout-run.ts';
import { pspGateway } from '../actors/psp-gateway.ts';
import { pspFile } from '../actors/psp-file.ts';
import { pspPayout } from '../actors/psp-payout.ts';
import { refundOrder } from '../actors/refund-order.ts';
import { refundRequest } from '../actors/refund-request.ts';
import { refundSaga } from '../actors/refund-saga.ts';
import { sellerPayout } from '../actors/seller-payout.ts';
import { sellerTransfer } from '../actors/seller-transfer.ts';
import { settlementNight } from '../actors/settlement-night.ts';
import { wallet } from '../actors/wallet.ts';
import type { TableName } from '../domain/records.ts';
import type { ActorKind } from './actor-kind.ts';

export const actorKinds: readonly ActorKind[] = [
  { service: 'shop', prefix: 'checkout-', machine: buyer, record: () => undefined },
  { service: 'shop', prefix: 'dispatch-', machine: orderDispatch, record: () => undefined },
  { service: 'shop', prefix: 'refund-', machine: refundRequest, record: () => undefined },
  { service: 'payment-service', prefix: 'checkout-', machine: paymentEvent, record: recordIn('paymentEvents') },
  { service: 'payment-service', prefix: 'order-', machine: orderSaga, record: recordIn('orderProgress') },
  { service: 'payment-service', prefix: 'refund-', machine: refundSaga, record: recordIn('refunds') },
  { service: 'executor', prefix: 'psp-gateway', machine: pspGateway, record: () => undefined },
  { service: 'executor', prefix: 'order-', machine: paymentOrder, record: recordIn('paymentOrders') },
  {
    service: 'executor',
    prefix: 'capture-',
    machine: captureOrder,
    record: recordIn('captureOrders', (entity) => after('capture-', entity)),
  },
  { service: 'executor', prefix: 'refund-', machine: refundOrder, record: recordIn('refundOrders') },
  {
    service: 'psp',
    prefix: 'refunds-',
    machine: chargeRefunds,
    record: recordIn('charges', (entity) => after('refunds-', entity)),
  },
  {
    service: 'psp',
    prefix: 'charge-',
    machine: charge,
    record: recordIn('charges', (entity) => after('charge-', entity)),
  },
  { service: 'wallet', prefix: 'seller-', machine: wallet, record: recordIn('wallets') },
  {
    service: 'wallet',
    prefix: 'payout-run-',
    machine: payoutRun,
    record: recordIn('payoutRuns', (entity) => slashed(after('payout-run-', entity))),
  },
  { service: 'wallet', prefix: 'payout-', machine: sellerPayout, record: recordIn('sellerPayouts') },
  {
    service: 'ledger',
    prefix: 'posting-',
    machine: ledgerTransaction,
    record: recordIn('postedRequests', (entity) => after('posting-', entity)),
  },
  {
    service: 'ledger',
    prefix: 'seller-payout-',
    machine: ledgerPayout,
    record: recordIn('postedRequests', (entity) => after('seller-payout-', entity)),
  },
  { service: 'ledger', prefix: 'payouts-', machine: payoutExtract, record: () => undefined },
  { service: 'ledger', prefix: 'extract-', machine: ledgerExtract, record: () => undefined },
  { service: 'psp', prefix: 'payout-', machine: pspPayout, record: recordIn('pspPayouts') },
  {
    service: 'psp',
    prefix: 'file-',
    machine: pspFile,
    record: recordIn('settlementBatches', (entity) => slashed(after('file-', entity))),
  },
  {
    service: 'bank',
    prefix: 'transfer-',
    machine: bankTransfer,
    record: recordIn('bankTransfers', (entity) => after('transfer-', entity)),
  },
  {
    service: 'bank',
    prefix: 'seller-transfer-',
    machine: sellerTransfer,
    record: recordIn('sellerTransfers', (entity) => after('seller-transfer-', entity)),
  },
  {
    service: 'bank',
    prefix: 'statement-',
    machine: bankStatement,
    record: recordIn('bankStatements', (entity) => slashed(after('statement-', entity))),
  },
  { service: 'reconciliation', prefix: 'psp-', machine: settlementNight, record: recordIn('files', slashedTwice) },
  { service: 'reconciliation', prefix: 'bank-', machine: bankNight, record: recordIn('files', slashedTwice) },
  { service: 'reconciliation', prefix: 'break-', machine: reconciliationBreak, record: recordIn('breaks') },
];

/** Looks the entity's record up in a table, under its own name or another. */
function recordIn(table: TableName, idOf: (entity: string) => string = (entity) => entity): ActorKind['record'] {
  return (database, entity) => database.find(table, idOf(entity));
}

function after(prefix: string, entity: string): string {
  return entity.slice(prefix.length);
}

/** `EUR-2026-03-02` is the record `EUR/2026-03-02`. */
function slashed(name: string): string {
  return name.replace('-', '/');
}

/** `psp-EUR-2026-03-02` is the record `psp/EUR/2026-03-02`. */
function slashedTwice(name: string): string {
  return slashed(slashed(name));
}
