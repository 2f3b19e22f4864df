/** What a commit made durable, in words: one teller per table. */
import { formatMoney, money } from '../../domain/money.ts';
import type { Posting } from '../../domain/posting.ts';
import type { TableName, Tables } from '../../domain/records.ts';
import type { Written } from '../facts.ts';
import { counted } from './tell-message.ts';

type Tellers = { readonly [T in TableName]: (after: Tables[T], before: Tables[T] | undefined) => string };

const tellers: Tellers = {
  paymentEvents: (event) =>
    event.status === 'received'
      ? `payment event stored: ${formatMoney(money(event.total, event.currency))} in ${counted(event.orderIds.length, 'order')}`
      : `payment event closed: ${event.status}`,
  orderProgress: (order) => `order progress stored: ${order.status}`,
  paymentOrders: (order) => `payment order stored: ${order.status}${tellAttempt(order)}`,
  charges: (charge, before) =>
    charge.settledOn !== undefined && before?.settledOn === undefined
      ? `charge ${charge.reference} is listed in the file for ${charge.settledOn}`
      : `charge ${charge.reference} stored: ${charge.status}${tellCapture(charge)}`,
  settlementBatches: (batch) => `batch ${batch.id} ${batch.status === 'filed' ? 'filed' : 'paid out'}`,
  pspPayouts: (payout) => `payout ${payout.id} of ${formatMoney(payout)} made`,
  bankTransfers: (transfer) =>
    transfer.status === 'booked'
      ? `${formatMoney(transfer)} booked with value date ${transfer.valueDate}`
      : `${formatMoney(transfer)} in transit`,
  bankStatements: (statement) => `statement ${statement.id} stored`,
  wallets: (wallet) => `wallet ${wallet.id} stored: balance ${formatMoney(money(wallet.balance, wallet.currency))}`,
  credits: (credit) => `credit stored: ${formatMoney(credit)} to ${credit.walletId}`,
  transactions: ({ kind, postings }) => `posted ${kind}: ${postings.map(tellPosting).join('; ')}`,
  postedRequests: (request) => `${counted(request.transactions, 'transaction')} appended for ${request.id}`,
  files: (file) =>
    file.status === 'stored'
      ? `file ${file.id} stored: ${counted(file.lines, 'line')}`
      : `file ${file.id} reconciled: ${file.matched} of ${counted(file.lines, 'line')} matched`,
  matches: (match) => `line ${match.id} matched with ${match.transactionId}: ${formatMoney(match)}`,
  openItems: (item) => (item.status === 'open' ? `${item.id} waits for its line` : `${item.id} has found its line`),
  breaks: (found) =>
    found.status === 'open'
      ? `break opened, ${found.kind}: ${found.explanation}`
      : `break resolved on ${found.resolvedOn ?? found.openedOn}: ${found.explanation}`,
};

export function tellWritten(fact: Written): string {
  const tell = tellers[fact.table] as (after: Written['after'], before: Written['before']) => string;
  return tell(fact.after, fact.before);
}

function tellAttempt({ attempt, idempotencyKey, pspReference, declineCode }: Tables['paymentOrders']): string {
  const outcome = pspReference ?? declineCode;
  return `, attempt ${attempt}${outcome === undefined ? ` with key ${idempotencyKey}` : `, ${outcome}`}`;
}

function tellCapture(charge: Tables['charges']): string {
  if (charge.declineCode !== undefined) return `, ${charge.declineCode}`;
  if (charge.businessDate === undefined) return '';
  const fee = formatMoney(money(charge.fee, charge.currency));
  return ` ${formatMoney(charge)}, fee ${fee}, business date ${charge.businessDate}`;
}

function tellPosting(posting: Posting): string {
  return `Dr ${posting.to} / Cr ${posting.from} ${formatMoney(posting)}`;
}
