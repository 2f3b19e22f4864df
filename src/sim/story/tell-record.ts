/** What a commit made durable, in words: one teller per table. */
import { counted } from '../../domain/counted.ts';
import { formatMoney, money } from '../../domain/money.ts';
import type { Posting } from '../../domain/posting.ts';
import type { TableName, Tables } from '../../domain/records.ts';
import type { Written } from '../facts.ts';
import { formatExchangeRate } from '../scenario/units/exchange-rate.ts';

type Tellers = { readonly [T in TableName]: (after: Tables[T], before: Tables[T] | undefined) => string };

const tellers: Tellers = {
  paymentEvents: (event) =>
    event.status === 'received'
      ? `payment event stored: ${formatMoney(money(event.total, event.currency))} in ${counted(event.orderIds.length, 'order')}`
      : `payment event closed: ${event.status}`,
  orderProgress: (order, before) =>
    `order progress stored: ${order.status}${before === undefined ? tellQuote(order) : ''}`,
  refunds: (refund) => `${refund.id} of ${formatMoney(refund)} stored: ${refund.status}${tellReason(refund.reason)}`,
  refundBalances: (balance) => `reserved for refunds of ${balance.id}: ${balance.reserved} minor units in all`,
  sagaDeadLetters: (letter) => tellDeadLetter(letter),
  paymentOrders: (order) => `payment order stored: ${order.status}${tellAttempt(order)}`,
  captureOrders: (order) =>
    `capture of ${formatMoney(order)} stored at the executor: ${order.status}${tellReason(order.code)}`,
  refundOrders: (refund) =>
    `${refund.id} stored at the executor: ${refund.status}${tellReason(refund.pspReference ?? refund.code)}`,
  executorDeadLetters: (letter) => tellDeadLetter(letter),
  charges: (charge, before) =>
    charge.settledOn !== undefined && before?.settledOn === undefined
      ? `charge ${charge.reference} is listed in the file for ${charge.settledOn}`
      : `charge ${charge.reference} stored: ${charge.status}${tellCapture(charge)}`,
  pspRefunds: (refund, before) =>
    refund.settledOn !== undefined && before?.settledOn === undefined
      ? `refund ${refund.reference} is listed in the file for ${refund.settledOn}`
      : `refund ${refund.reference} stored: ${formatMoney(refund)} ${refund.status}${tellReason(refund.code)}`,
  refundTotals: (sum) => `paid back of ${sum.id} so far: ${sum.refunded} minor units`,
  settlementBatches: (batch) => `batch ${batch.id} ${batch.status === 'filed' ? 'filed' : 'paid out'}`,
  pspPayouts: (payout) =>
    payout.status === 'accepted'
      ? `payout ${payout.id} is accepted by the bank`
      : `payout ${payout.id} of ${formatMoney(payout)} made`,
  bankTransfers: (transfer) =>
    transfer.status === 'booked'
      ? `${formatMoney(transfer)} booked with value date ${transfer.valueDate}`
      : `${formatMoney(transfer)} in transit`,
  sellerTransfers: (transfer) => tellSellerTransfer(transfer),
  bankStatements: (statement) => `statement ${statement.id} stored`,
  wallets: (wallet) => `wallet ${wallet.id} stored: balance ${formatMoney(money(wallet.balance, wallet.currency))}`,
  credits: (credit) => `credit stored: ${formatMoney(credit)} to ${credit.walletId}`,
  debits: (debit) => `debit stored: ${formatMoney(debit)} from ${debit.walletId} for ${debit.id}`,
  payoutRuns: ({ id, sellers, status }) =>
    status === 'done' ? `payouts ${id} are made` : `payouts ${id} begun, for ${counted(sellers.length, 'wallet')}`,
  sellerPayouts: (payout) => `payout of ${formatMoney(payout)} to ${payout.sellerId} stored: ${payout.status}`,
  payoutReturns: (payout) => `return stored: ${formatMoney(payout)} to ${payout.walletId}`,
  payoutDeadLetters: (letter) => tellDeadLetter(letter),
  transactions: ({ kind, postings }) => `posted ${kind}: ${postings.map(tellPosting).join('; ')}`,
  postedRequests: (request) => `${counted(request.transactions, 'transaction')} appended for ${request.id}`,
  files: (file) => tellFile(file),
  fileContents: ({ id, content }) => `${id} kept: ${counted(content.lines.length, 'line')}`,
  nightTurns: ({ id, fileId }) =>
    fileId === undefined ? `no file of ${id} is being matched` : `it is the turn of ${fileId}`,
  matches: (match) => `line ${match.id} matched with ${match.transactionId}: ${formatMoney(match)}`,
  openItems: (item) => (item.status === 'open' ? `${item.id} waits for its line` : `${item.id} has found its line`),
  breaks: (found) =>
    found.status === 'open'
      ? `break ${found.revision === undefined ? 'opened' : 'brought up to date'}, ${found.kind}: ${found.explanation}`
      : `break resolved on ${found.resolvedOn ?? found.openedOn}: ${found.explanation}`,
};

export function tellWritten(fact: Written): string {
  const tell = tellers[fact.table] as (after: Written['after'], before: Written['before']) => string;
  return tell(fact.after, fact.before);
}

/** Only an order whose seller is paid in another currency has a rate. */
function tellQuote({ currency, quote }: Tables['orderProgress']): string {
  return quote === undefined ? '' : `, at ${formatExchangeRate(currency, quote.rate, quote.currency)} of ${quote.date}`;
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

function tellFile(file: Tables['files']): string {
  const name = file.revision > 1 ? `${file.id}, revision ${file.revision},` : file.id;
  switch (file.status) {
    case 'stored':
      return `file ${name} stored: ${counted(file.lines, 'line')}`;
    case 'reconciled':
      return `file ${name} reconciled: ${file.matched} of ${counted(file.lines, 'line')} matched`;
    case 'closed':
      return `file ${name} closed: ${counted(file.opened, 'break')} opened, ${file.resolved} explained`;
  }
}

function tellDeadLetter({ id, reason }: Tables['sagaDeadLetters']): string {
  return `${id} is a dead letter: ${reason}`;
}

function tellSellerTransfer(transfer: Tables['sellerTransfers']): string {
  const { status, sellerId, valueDate, returnValueDate = valueDate } = transfer;
  switch (status) {
    case 'inTransit':
      return `${formatMoney(transfer)} in transit to ${sellerId}`;
    case 'booked':
      return `${formatMoney(transfer)} to ${sellerId} booked with value date ${valueDate}`;
    case 'returned':
      return `${formatMoney(transfer)} back from ${sellerId}, booked with value date ${returnValueDate}`;
    case 'acknowledged':
      return `the platform knows that ${transfer.id} came back`;
  }
}

function tellReason(reason: string | undefined): string {
  return reason === undefined ? '' : `, ${reason}`;
}

function tellPosting(posting: Posting): string {
  return `Dr ${posting.to} / Cr ${posting.from} ${formatMoney(posting)}`;
}
