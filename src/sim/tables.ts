/** Which service keeps which table, what a record is about, and the groups by which a table can be read. */
import type { ServiceName } from '../domain/addresses.ts';
import type { TableName, Tables } from '../domain/records.ts';

export interface TableDefinition<T extends TableName> {
  readonly service: ServiceName;
  /** The order, checkout, file, break or wallet that a record is about. */
  concern(record: Tables[T]): string;
  /** The group under which a record is found; a record moves when its group changes. Tables without it cannot be read by group. */
  group?(record: Tables[T]): string | undefined;
}

export const tables: { readonly [T in TableName]: TableDefinition<T> } = {
  paymentEvents: { service: 'payment-service', concern: (event) => event.id },
  orderProgress: { service: 'payment-service', concern: (order) => order.id },
  paymentOrders: { service: 'executor', concern: (order) => order.id },
  charges: {
    service: 'psp',
    concern: (charge) => charge.orderId,
    group: (charge) => (charge.businessDate === undefined ? undefined : `${charge.currency}/${charge.businessDate}`),
  },
  settlementBatches: { service: 'psp', concern: (batch) => `psp/${batch.id}`, group: (batch) => batch.currency },
  pspPayouts: {
    service: 'psp',
    concern: (payout) => payout.id,
    group: (payout) => `${payout.currency}/${payout.date}`,
  },
  bankTransfers: {
    service: 'bank',
    concern: (transfer) => transfer.id,
    group: (transfer) => (transfer.status === 'booked' ? `${transfer.currency}/${transfer.valueDate}` : undefined),
  },
  bankStatements: {
    service: 'bank',
    concern: (statement) => `bank/${statement.id}`,
    group: (statement) => statement.currency,
  },
  wallets: { service: 'wallet', concern: (wallet) => wallet.id, group: (wallet) => wallet.id },
  credits: { service: 'wallet', concern: (credit) => credit.id },
  transactions: {
    service: 'ledger',
    concern: (transaction) => transaction.orderId ?? transaction.id,
    group: ({ kind, postings: [first] }) =>
      kind === 'capture' && first !== undefined ? `capture/${first.currency}` : undefined,
  },
  postedRequests: { service: 'ledger', concern: (request) => request.id },
  files: { service: 'reconciliation', concern: (file) => file.id, group: (file) => `${file.source}/${file.currency}` },
  matches: { service: 'reconciliation', concern: (match) => match.orderId ?? match.id },
  openItems: {
    service: 'reconciliation',
    concern: (item) => item.orderId ?? item.id,
    group: (item) => (item.status === 'open' ? `${item.source}/${item.currency}` : undefined),
  },
  breaks: {
    service: 'reconciliation',
    concern: (item) => item.orderId ?? item.id,
    group: (item) => (item.status === 'open' ? `${item.source}/${item.currency}` : undefined),
  },
};
