/** What must be durable before a message may leave, told from the protocol alone. */
import type { Message } from '../../src/domain/messages.ts';
import type { Written } from '../../src/sim/facts.ts';

/** The names under which a stored record can be ground for a message: with its status, and by its idempotency key. */
export function namesOf({ table, after }: Written): string[] {
  const names = [`${table} ${after.id}`];
  if ('status' in after) names.push(`${table} ${after.id} ${after.status}`);
  if ('idempotencyKey' in after) names.push(`${table} ${after.idempotencyKey}`);
  return names;
}

/** The record that must be stored before the message is sent; undefined where a message rests on nothing. */
export function groundOf(message: Message): string | undefined {
  switch (message.type) {
    case 'BuyAccepted':
      return `paymentEvents ${message.checkoutId}`;
    case 'StartOrder':
    case 'ExecuteOrder':
      return `orderProgress ${message.orderId} accepted`;
    case 'ChargeRequested':
      return `paymentOrders ${message.key}`;
    case 'ChargeInquiry':
      return `paymentOrders ${message.orderId} unknown`;
    case 'ChargeAnswered':
      return `charges ${message.key} ${message.outcome.status}`;
    case 'OrderExecuted':
      return `paymentOrders ${message.orderId} ${message.outcome.status}`;
    case 'CreditSeller':
      return `orderProgress ${message.orderId} captured`;
    case 'SellerCredited':
      return `credits ${message.orderId}`;
    case 'PostSale':
      return `orderProgress ${message.orderId} credited`;
    case 'SalePosted':
      return `transactions capture/${message.orderId}`;
    case 'OrderClosed':
      return `orderProgress ${message.orderId} ${message.paid ? 'posted' : 'declined'}`;
    case 'CheckoutClosed':
      return `paymentEvents ${message.checkoutId} ${message.outcome}`;
    case 'PayoutInstructed':
      return `pspPayouts ${message.payoutId}`;
    case 'SettlementFileSent':
      return `settlementBatches ${message.file.currency}/${message.file.date}`;
    case 'BankStatementSent':
      return `bankStatements ${message.statement.currency}/${message.statement.date}`;
    case 'LedgerExtractRequested':
      return `files psp/${message.currency}/${message.date}`;
    case 'PostFile':
    case 'PostStatement':
      return `files ${message.requestId}`;
    case 'FilePosted':
      return `postedRequests ${message.requestId}`;
    case 'BreakFound':
      return `files psp/${message.found.currency}/${message.found.openedOn} reconciled`;
    case 'BreakExplained':
    case 'BuyerArrived':
    case 'Buy':
    case 'ChargePending':
    case 'ChargeNotFound':
    case 'DayClosed':
    case 'FileDue':
    case 'StatementDue':
    case 'LedgerExtractSent':
      return undefined;
  }
}
