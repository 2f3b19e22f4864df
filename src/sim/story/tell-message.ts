/** What a message says, in words: one teller per message of the protocol. */
import type { ChargeOutcome, Message, MessageOf, MessageType, OrderOutcome } from '../../domain/messages.ts';
import { formatMoney, money } from '../../domain/money.ts';

type Tellers = { readonly [T in MessageType]: (message: MessageOf<T>) => string };

const tellers: Tellers = {
  BuyerArrived: ({ basket }) => `a buyer arrives: ${basket.orders.map((order) => order.product).join(', ')}`,
  Buy: ({ basket }) => `Buy for ${formatMoney(basket.total)} in ${counted(basket.orders.length, 'order')}`,
  BuyAccepted: () => 'your order is accepted',
  StartOrder: ({ order }) => `start the order of ${formatMoney(order.amount)} for ${order.sellerId}`,
  ExecuteOrder: ({ amount }) => `execute the order: charge ${formatMoney(amount)}`,
  ChargeRequested: ({ amount, key, card }) => `charge ${formatMoney(amount)} to ${card}, idempotency key ${key}`,
  ChargeInquiry: ({ key }) => `what became of ${key}?`,
  ChargeAnswered: ({ outcome, key }) => `${key}: ${tellCharge(outcome)}`,
  ChargePending: ({ key }) => `${key} is still being processed`,
  ChargeNotFound: ({ key }) => `${key} is not known`,
  OrderExecuted: ({ outcome }) => `the order is executed: ${tellOrder(outcome)}`,
  CreditSeller: ({ sellerId, amount }) => `credit ${sellerId} with ${formatMoney(amount)}`,
  SellerCredited: ({ sellerId, amount }) => `${sellerId} is credited with ${formatMoney(amount)}`,
  PostSale: ({ sale }) =>
    `post the sale of ${formatMoney(sale.amount)}, of which ${formatMoney(sale.allocation.platform)} is the platform's`,
  SalePosted: () => 'the sale is posted',
  OrderClosed: ({ paid }) => `the order is closed, ${paid ? 'paid' : 'not paid'}`,
  CheckoutClosed: ({ outcome }) => `the checkout is closed: ${outcome}`,
  DayClosed: ({ currency, date }) => `the business date ${date} is closed in ${currency}`,
  PayoutInstructed: ({ payoutId, amount }) => `pay out ${formatMoney(amount)} as ${payoutId}`,
  FileDue: ({ currency, date }) => `the ${currency} file for ${date} is due`,
  SettlementFileSent: ({ file }) => `the ${file.currency} file for ${file.date}: ${counted(file.lines.length, 'line')}`,
  StatementDue: ({ currency, date }) => `the ${currency} statement for ${date} is due`,
  BankStatementSent: ({ statement }) =>
    `the ${statement.currency} statement for ${statement.date}: closing balance ${formatMoney(money(statement.closing, statement.currency))}`,
  LedgerExtractRequested: ({ currency }) => `which captures in ${currency} are new?`,
  LedgerExtractSent: ({ items }) => `${counted(items.length, 'capture')} since the last file`,
  PostFile: ({ file }) => `post the fees and payouts of ${counted(file.lines.length, 'line')}`,
  PostStatement: ({ statement }) => `post the cash of ${counted(statement.lines.length, 'line')}`,
  FilePosted: ({ requestId }) => `${requestId} is posted`,
  BreakFound: ({ found }) => `a break, ${found.kind}: ${found.explanation}`,
  BreakExplained: ({ breakId, explanation }) => `${breakId} is explained: ${explanation}`,
};

export function tellMessage(message: Message): string {
  return teller(message.type)(message);
}

/** The tellers are typed by message; looking one up by a message's own type keeps the two together. */
function teller(type: MessageType): (message: Message) => string {
  return tellers[type] as (message: Message) => string;
}

function tellCharge(outcome: ChargeOutcome): string {
  return outcome.status === 'captured'
    ? `captured as ${outcome.reference}`
    : `${outcome.kind} decline, ${outcome.code}`;
}

function tellOrder(outcome: OrderOutcome): string {
  return outcome.status === 'captured' ? `captured as ${outcome.pspReference}` : `declined, ${outcome.code}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
