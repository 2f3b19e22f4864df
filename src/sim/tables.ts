/**
 * Which service keeps which table, what a record is about, the groups by which a table can be read, and which records
 * are unfinished: their actors are woken when the service restarts.
 */
import { addressOf, entityOf, type Address, type ServiceName } from '../domain/addresses.ts';
import { orderOfRefund, type RefundId } from '../domain/ids.ts';
import type { SellerTransferRecord } from '../domain/payout-records.ts';
import type { TransactionKind } from '../domain/posting.ts';
import type { TableName, Tables } from '../domain/records.ts';

export interface TableDefinition<T extends TableName> {
  readonly service: ServiceName;
  /** The order, checkout, file, break or wallet that a record is about. */
  concern(record: Tables[T]): string;
  /** The groups under which a record is found, besides its own id; it moves when they change. */
  groups?(record: Tables[T]): readonly string[];
  /** The actor that has not brought the record to an end; undefined once it has. */
  unfinished?(record: Tables[T]): Address | undefined;
}

export const tables: { readonly [T in TableName]: TableDefinition<T> } = {
  paymentEvents: {
    service: 'payment-service',
    concern: (event) => event.id,
    unfinished: ({ id, status }) => (status === 'received' ? addressOf.paymentEvent(id) : undefined),
  },
  orderProgress: {
    service: 'payment-service',
    concern: (order) => order.id,
    groups: (order) => [order.checkoutId],
    unfinished: ({ id, status }) =>
      status === 'posted' || status === 'declined' || status === 'lapsed' ? undefined : addressOf.orderSaga(id),
  },
  refunds: {
    service: 'payment-service',
    concern: (refund) => refund.orderId,
    groups: (refund) => [refund.orderId],
    unfinished: ({ id, status }) =>
      status === 'posted' || status === 'refused' ? undefined : addressOf.refundSaga(id),
  },
  refundBalances: { service: 'payment-service', concern: (balance) => balance.id },
  sagaDeadLetters: { service: 'payment-service', concern: (letter) => aboutOf(letter.id) },
  paymentOrders: {
    service: 'executor',
    concern: (order) => order.id,
    unfinished: ({ id, status }) =>
      status === 'created' || status === 'unknown' ? addressOf.paymentOrder(id) : undefined,
  },
  captureOrders: {
    service: 'executor',
    concern: (order) => order.id,
    unfinished: ({ id, status }) =>
      status === 'created' || status === 'unknown' ? addressOf.captureOrder(id) : undefined,
  },
  refundOrders: {
    service: 'executor',
    concern: (refund) => refund.orderId,
    unfinished: ({ id, status }) =>
      status === 'refunded' || status === 'refused' ? undefined : addressOf.refundOrder(id),
  },
  executorDeadLetters: { service: 'executor', concern: (letter) => aboutOf(letter.id) },
  charges: {
    service: 'psp',
    concern: (charge) => charge.orderId,
    groups: (charge) => (charge.status === 'captured' ? [settlement(charge)] : []),
    unfinished: ({ id, status }) =>
      status === 'processing' || status === 'authorised' ? addressOf.charge(id) : undefined,
  },
  pspRefunds: {
    service: 'psp',
    concern: (refund) => refund.orderId,
    groups: (refund) =>
      refund.status === 'refunded' ? [`charge/${refund.key}`, settlement(refund)] : [`charge/${refund.key}`],
  },
  refundTotals: { service: 'psp', concern: (total) => total.orderId },
  settlementBatches: { service: 'psp', concern: (batch) => `psp/${batch.id}`, groups: (batch) => [batch.currency] },
  pspPayouts: {
    service: 'psp',
    concern: (payout) => payout.id,
    groups: (payout) => [payout.currency],
    unfinished: ({ status, currency, date }) =>
      status === 'instructed' ? addressOf.pspPayout(currency, date) : undefined,
  },
  bankTransfers: {
    service: 'bank',
    concern: (transfer) => transfer.id,
    groups: ({ status, currency }) => (status === 'booked' ? [currency] : []),
    unfinished: ({ id, status }) => (status === 'inTransit' ? addressOf.bankTransfer(id) : undefined),
  },
  sellerTransfers: {
    service: 'bank',
    concern: (transfer) => transfer.id,
    groups: ({ status, currency }) => (status === 'inTransit' ? [] : [currency]),
    unfinished: (transfer) => (isOver(transfer) ? undefined : addressOf.sellerTransfer(transfer.id)),
  },
  bankStatements: {
    service: 'bank',
    concern: (statement) => `bank/${statement.id}`,
    groups: (statement) => [statement.currency],
  },
  wallets: { service: 'wallet', concern: (wallet) => wallet.id, groups: (wallet) => [wallet.currency] },
  credits: { service: 'wallet', concern: (credit) => credit.id, groups: (credit) => [credit.walletId] },
  debits: { service: 'wallet', concern: (debit) => debit.orderId },
  payoutRuns: {
    service: 'wallet',
    concern: (run) => `payouts/${run.id}`,
    unfinished: ({ status, currency, date }) => (status === 'done' ? undefined : addressOf.payoutRun(currency, date)),
  },
  sellerPayouts: {
    service: 'wallet',
    concern: (payout) => payout.id,
    unfinished: ({ id, status }) =>
      status === 'paid' || status === 'reversed' ? undefined : addressOf.sellerPayout(id),
  },
  payoutReturns: { service: 'wallet', concern: (payout) => payout.id },
  payoutDeadLetters: { service: 'wallet', concern: (letter) => aboutOf(letter.id) },
  transactions: {
    service: 'ledger',
    concern: (transaction) => transaction.orderId ?? transaction.payoutId ?? transaction.id,
    groups: ({ kind, postings: [first] }) => {
      const list = lists[kind];
      return first === undefined || list === undefined ? [] : [`${list}/${first.currency}`];
    },
  },
  postedRequests: { service: 'ledger', concern: (request) => request.id },
  files: {
    service: 'reconciliation',
    concern: (file) => file.id,
    groups: (file) => [`${file.source}/${file.currency}`],
    unfinished: ({ status, source, currency, date }) =>
      status === 'closed' ? undefined : addressOf[source === 'psp' ? 'settlementNight' : 'bankNight'](currency, date),
  },
  fileContents: {
    service: 'reconciliation',
    concern: (content) => content.fileId,
    groups: (content) => [content.fileId],
  },
  nightTurns: { service: 'reconciliation', concern: (turn) => turn.id },
  matches: {
    service: 'reconciliation',
    concern: (match) => match.orderId ?? match.id,
    groups: (match) => [`line/${match.id.slice(match.id.lastIndexOf('/') + 1)}`],
  },
  openItems: {
    service: 'reconciliation',
    concern: (item) => item.orderId ?? item.id,
    groups: (item) => (item.status === 'open' ? [`${item.source}/${item.currency}`] : []),
  },
  breaks: {
    service: 'reconciliation',
    concern: (item) => item.orderId ?? item.id,
    groups: (item) => (item.status === 'open' ? [`${item.source}/${item.currency}`] : []),
  },
};

/** The actor that has not brought a record to an end; undefined once it has, and for records that have no end. */
export function unfinishedActor<T extends TableName>(table: T, record: Tables[T]): Address | undefined {
  const definition: TableDefinition<T> = tables[table];
  return definition.unfinished?.(record);
}

/** The lists by which reconciliation asks for what the ledger has posted. */
const lists: { readonly [K in TransactionKind]?: string } = {
  capture: 'listed',
  refundPaid: 'listed',
  sellerPayout: 'payouts',
  sellerReturn: 'payouts',
};

/** A transfer that was booked is over unless it is to come back; then it is when the platform knows. */
function isOver({ status, returnsAfterMs }: SellerTransferRecord): boolean {
  return status === 'acknowledged' || (status === 'booked' && returnsAfterMs === undefined);
}

/** What the PSP has not listed in a file yet, and then what it listed in the file of a date. */
function settlement({ currency, settledOn }: { readonly currency: string; readonly settledOn?: string }): string {
  return settledOn === undefined ? `unsettled/${currency}` : `settled/${currency}/${settledOn}`;
}

/** The order, checkout or payout that an actor is about. */
function aboutOf(address: Address): string {
  const entity = entityOf(address).replace(/^capture-/, '');
  return entity.startsWith('refund-') ? orderOfRefund(entity as RefundId) : entity;
}
