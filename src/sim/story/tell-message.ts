/** What a message says, in words: one teller per message of the protocol. */
import type { CaptureOutcome } from '../../domain/capture-messages.ts';
import { counted } from '../../domain/counted.ts';
import type { Allocation } from '../../domain/fees.ts';
import type {
  ChargeOutcome,
  Message,
  MessageOf,
  MessageType,
  OrderOutcome,
  RefundOutcome,
} from '../../domain/messages.ts';
import { formatMoney, money } from '../../domain/money.ts';
import type { TransferStatus } from '../../domain/payout-messages.ts';
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';
import { formatDuration } from '../scenario/units/duration.ts';

type Tellers = { readonly [T in MessageType]: (message: MessageOf<T>) => string };

const tellers: Tellers = {
  BuyerArrived: ({ basket }) => `a buyer arrives: ${basket.orders.map((order) => order.product).join(', ')}`,
  Buy: ({ basket }) => `Buy for ${formatMoney(basket.total)} in ${counted(basket.orders.length, 'order')}`,
  BuyAccepted: () => 'your order is accepted',
  StartOrder: () => 'start the order',
  ExecuteOrder: ({ amount, sellerId, captureLater }) =>
    `execute the order: ${captureLater ? 'authorise' : 'charge'} ${formatMoney(amount)} for ${sellerId}`,

  PspCallAsked: () => 'may the PSP be called?',
  PspCallGranted: () => 'the PSP may be called',
  PspCallRefused: ({ retryAfterMs }) => `the circuit is open: ask again in ${formatDuration(retryAfterMs)}`,
  PspCallEnded: ({ answered }) => `the PSP ${answered ? 'has answered' : 'has not answered'}`,

  ChargeRequested: ({ amount, key, card, unkeyed, captureLater }) =>
    `${captureLater ? 'authorise' : 'charge'} ${formatMoney(amount)} to ${card}, ${unkeyed ? 'no idempotency key, named' : 'idempotency key'} ${key}`,
  ChargeInquiry: ({ key }) => `what became of ${key}?`,
  ChargeAnswered: ({ outcome, key }) => `${key}: ${tellCharge(outcome)}`,
  ChargePending: ({ key }) => `${key} is still being processed`,
  ChargeNotFound: ({ key }) => `${key} is not known`,
  PspRefused: ({ key, status, retryAfterMs }) => `${key}: refused with ${status}${tellRetry(retryAfterMs)}`,
  ChargeNotified: ({ outcome, key }) => `webhook for ${key}: ${tellCharge(outcome)}`,

  OrderExecuted: ({ outcome }) => `the order is executed: ${tellOrder(outcome)}`,
  CreditSeller: ({ sellerId, amount }) => `credit ${sellerId} with ${formatMoney(amount)}`,
  SellerCredited: ({ sellerId, amount }) => `${sellerId} is credited with ${formatMoney(amount)}`,
  PostSale: ({ sale }) =>
    `post the sale of ${formatMoney(sale.amount)}, of which ${formatMoney(sale.allocation.platform)} is the platform's${tellExchange(sale.allocation)}`,
  SalePosted: () => 'the sale is posted',
  OrderClosed: ({ paid }) => `the order is closed, ${paid ? 'paid' : 'not paid'}`,
  CheckoutClosed: ({ outcome }) => `the checkout is closed: ${outcome}`,

  OrderAuthorised: () => 'the order is authorised',
  OrderPacked: ({ amount }) => `goods for ${formatMoney(amount)} are packed`,
  OrderDispatched: ({ amount }) => `goods for ${formatMoney(amount)} are dispatched`,
  DispatchNoted: () => 'the dispatch is noted',
  ExecuteCapture: ({ key, amount }) => `execute the capture: ${formatMoney(amount)} of ${key}`,
  CaptureRequested: ({ key, amount, forced }) =>
    `capture ${formatMoney(amount)} of ${key}${forced ? ', whether it is still authorised or not' : ''}`,
  CaptureInquiry: ({ key }) => `what became of the capture of ${key}?`,
  CaptureAnswered: ({ key, outcome }) => `the capture of ${key}: ${tellCapture(outcome)}`,
  CaptureNotFound: ({ key }) => `of ${key} nothing is captured`,
  CaptureNotified: ({ key, outcome }) => `webhook for the capture of ${key}: ${tellCapture(outcome)}`,
  CaptureExecuted: ({ outcome }) =>
    `the capture is executed: ${outcome.status === 'captured' ? 'captured' : `refused, ${outcome.code}`}`,
  DispatchClosed: ({ outcome }) => `the order is closed: ${outcome}`,
  RefundWanted: ({ refundId, amount }) => `the buyer wants ${formatMoney(amount)} back: ${refundId}`,
  RefundAsked: ({ refundId, amount }) => `give ${formatMoney(amount)} back as ${refundId}`,
  RefundAccepted: ({ refundId }) => `${refundId} is accepted`,
  RefundClosed: ({ refundId, outcome }) => `${refundId} is closed: ${outcome}`,
  ExecuteRefund: ({ refundId, key, amount }) => `execute ${refundId}: pay ${formatMoney(amount)} of ${key} back`,
  RefundRequested: ({ refundId, key, amount }) => `pay ${formatMoney(amount)} of ${key} back, as ${refundId}`,
  RefundInquiry: ({ refundId }) => `what became of ${refundId}?`,
  RefundAnswered: ({ refundId, outcome }) => `${refundId}: ${tellRefund(outcome)}`,
  RefundNotFound: ({ refundId }) => `${refundId} is not known`,
  RefundExecuted: ({ refundId, outcome }) => `${refundId} is executed: ${tellRefund(outcome)}`,
  DebitSeller: ({ sellerId, amount, refundId }) => `debit ${sellerId} with ${formatMoney(amount)} for ${refundId}`,
  SellerDebited: ({ sellerId, amount, refundId }) =>
    `${sellerId} is debited with ${formatMoney(amount)} for ${refundId}`,
  PostRefund: ({ refund }) =>
    `post ${refund.refundId} of ${formatMoney(refund.amount)}, of which ${formatMoney(refund.allocation.platform)} is the platform's${tellExchange(refund.allocation)}`,
  RefundPosted: ({ refundId }) => `${refundId} is posted`,

  PayoutRunDue: ({ currency, date }) => `the payouts of ${date} in ${currency} are due`,
  PayoutDue: ({ sellerId, currency }) => `pay ${sellerId} out what is available in ${currency}`,
  PayoutAnswered: ({ outcome }) => (outcome === 'reserved' ? 'the payout is made' : 'nothing is available'),
  StartPayout: () => 'start the payout',
  PostSellerPayout: ({ sellerId, amount }) => `post the payout of ${formatMoney(amount)} to ${sellerId}`,
  SellerPayoutPosted: () => 'the payout is posted',
  SellerTransferInstructed: ({ sellerId, amount, payoutId }) =>
    `transfer ${formatMoney(amount)} to ${sellerId} as ${payoutId}`,
  SellerTransferInquiry: ({ payoutId }) => `what became of ${payoutId}?`,
  SellerTransferReported: ({ payoutId, status }) => `${payoutId}: ${transferStatus[status]}`,
  SellerTransferNoted: ({ payoutId }) => `we know that ${payoutId} came back`,
  RepaySeller: ({ payout }) => `put ${formatMoney(payout)} back into the wallet`,
  SellerRepaid: ({ amount }) => `${formatMoney(amount)} is back in the wallet`,
  PostSellerReturn: ({ sellerId, amount }) => `post the return of ${formatMoney(amount)} from ${sellerId}`,
  SellerReturnPosted: () => 'the return is posted',
  PayoutExtractRequested: ({ currency }) => `which payouts to sellers in ${currency} are new?`,
  PayoutExtractSent: ({ items }) => `${counted(items.length, 'payout')} since the last statement`,

  DayClosed: ({ currency, date }) => `the business date ${date} is closed in ${currency}`,
  PayoutInstructed: ({ payoutId, amount }) => `pay out ${formatMoney(amount)} as ${payoutId}`,
  PayoutAccepted: ({ payoutId }) => `${payoutId} is on its way`,
  FileDue: ({ currency, date }) => `the ${currency} file for ${date} is due`,
  SettlementFileSent: ({ file }) => `${tellFile('file', file)}: ${counted(file.lines.length, 'line')}`,
  StatementDue: ({ currency, date }) => `the ${currency} statement for ${date} is due`,
  BankStatementSent: ({ statement }) =>
    `${tellFile('statement', statement)}: closing balance ${formatMoney(money(statement.closing, statement.currency))}`,
  FileExpected: ({ currency, date }) => `the ${currency} file for ${date} should be here by now`,
  FileRequested: ({ currency, date }) => `where is the ${currency} file for ${date}?`,
  StatementExpected: ({ currency, date }) => `the ${currency} statement for ${date} should be here by now`,
  StatementRequested: ({ currency, date }) => `where is the ${currency} statement for ${date}?`,

  LedgerExtractRequested: ({ currency }) => `which captures and refunds in ${currency} are new?`,
  LedgerExtractSent: ({ items }) => `${counted(items.length, 'item')} since the last file`,
  PostFile: ({ lines }) => `post the fees and payouts of ${counted(lines.length, 'line')}`,
  PostStatement: ({ lines }) => `post the cash of ${counted(lines.length, 'line')}`,
  FilePosted: ({ requestId }) => `${requestId} is posted`,
  BreakFound: ({ found }) => `a break, ${found.kind}: ${found.explanation}`,
  BreakExplained: ({ breakId, explanation }) => `${breakId} is explained: ${explanation}`,
  BreakNoted: ({ breakId, status }) => `${breakId} is noted: ${status}`,
  NightOver: ({ currency, date }) => `the night of ${date} in ${currency} is over`,
  ChargeSettled: ({ reference, amount }) => `the PSP has settled ${formatMoney(amount)} as ${reference}`,
};

const transferStatus: Readonly<Record<TransferStatus, string>> = {
  notFound: 'not known',
  inTransit: 'on its way',
  settled: 'it has arrived',
  returned: 'it has come back',
};

export function tellMessage(message: Message): string {
  return teller(message.type)(message);
}

/** The tellers are typed by message; looking one up by a message's own type keeps the two together. */
function teller(type: MessageType): (message: Message) => string {
  return tellers[type] as (message: Message) => string;
}

/** Where the seller is paid in another currency than the buyer's. */
function tellExchange({ seller, converted }: Allocation): string {
  return converted === undefined ? '' : ` and ${formatMoney(seller)} is the seller's, as ${formatMoney(converted)}`;
}

function tellCharge(outcome: ChargeOutcome): string {
  return outcome.status === 'declined'
    ? `${outcome.kind} decline, ${outcome.code}`
    : `${outcome.status} as ${outcome.reference}`;
}

function tellCapture(outcome: CaptureOutcome): string {
  return outcome.status === 'captured' ? `captured as ${outcome.reference}` : `refused, ${outcome.code}`;
}

function tellOrder(outcome: OrderOutcome): string {
  return outcome.status === 'declined' ? `declined, ${outcome.code}` : `${outcome.status} as ${outcome.pspReference}`;
}

function tellRefund(outcome: RefundOutcome): string {
  return outcome.status === 'refunded' ? `paid back as ${outcome.reference}` : `refused, ${outcome.code}`;
}

function tellRetry(retryAfterMs: number): string {
  return retryAfterMs === 0 ? '' : `, come again in ${formatDuration(retryAfterMs)}`;
}

/** A file's first version is just the file. */
function tellFile(what: string, { currency, date, revision }: SettlementFile | BankStatement): string {
  return `the ${currency} ${what} for ${date}${revision > 1 ? `, revision ${revision}` : ''}`;
}
