/**
 * What a message claims to be durable, and what speaks against it. About a checkout or a refund whose buyer has the answer
 * a service may only be repeating itself: such a message claims nothing.
 */
import type { ChargeOutcome, Message, MessageOf } from '../../domain/messages.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import { captureClaim } from './capture-claims.ts';
import { claim, otherAmountThan, otherThan, stored, unposted, type Claim } from './claim.ts';
import type { Durable, StoredCheckout, StoredOrder } from './durable.ts';
import { spell } from './figures.ts';
import { payoutClaim } from './payout-claims.ts';
import { refundClaim } from './refund-claims.ts';

export function claimOf(message: Message, durable: Durable): Claim | undefined {
  switch (message.type) {
    case 'BuyAccepted':
    case 'CheckoutClosed': {
      const checkout = durable.checkout(message.checkoutId);
      if (checkout === undefined) return undefined;
      return message.type === 'BuyAccepted' ? accepted(message, checkout, durable) : ended(message, checkout);
    }
    case 'ChargeAnswered':
    case 'ChargeNotified':
    case 'OrderExecuted':
    case 'SellerCredited':
    case 'SalePosted':
    case 'OrderClosed': {
      const order = durable.order(message.orderId);
      return order && orderClaim(message, order);
    }
    case 'OrderAuthorised':
    case 'DispatchNoted':
    case 'DispatchClosed':
    case 'CaptureAnswered':
    case 'CaptureNotified':
    case 'CaptureExecuted': {
      const order = durable.order(message.orderId);
      return order && captureClaim(message, order);
    }
    case 'RefundAccepted':
    case 'RefundAnswered':
    case 'RefundExecuted':
    case 'SellerDebited':
    case 'RefundPosted':
    case 'RefundClosed': {
      const refund = durable.refund(message.refundId);
      return refund && refundClaim(message, refund);
    }
    default:
      return nightClaim(message, durable);
  }
}

function nightClaim(message: Message, durable: Durable): Claim | undefined {
  switch (message.type) {
    case 'SettlementFileSent': {
      const name = `${message.file.currency}/${message.file.date}`;
      return stored(durable, 'settlementBatches', name, () => `the file psp/${name} is sent`);
    }
    case 'BankStatementSent': {
      const name = `${message.statement.currency}/${message.statement.date}`;
      return stored(durable, 'bankStatements', name, () => `the statement bank/${name} is sent`);
    }
    case 'PayoutInstructed': {
      const { payoutId, amount } = message;
      return stored(durable, 'pspPayouts', payoutId, () => `the bank is to carry ${payoutId}`, amount);
    }
    case 'PayoutAccepted': {
      const { payoutId } = message;
      return stored(durable, 'bankTransfers', payoutId, () => `the bank says that it carries ${payoutId}`);
    }
    case 'FilePosted': {
      const { requestId } = message;
      return stored(durable, 'postedRequests', requestId, () => `${requestId} is acknowledged as posted`);
    }
    case 'BreakNoted': {
      const { breakId, status } = message;
      if (status === 'overtaken') return undefined;
      const found = durable.statusOf('breaks', breakId);
      // A break that was resolved meanwhile is noted all the same.
      const missing = found === 'resolved' ? undefined : otherThan(status, 'it', found);
      return claim(missing, () => `${breakId} is noted as ${status}`);
    }
    case 'NightOver': {
      const { currency, date } = message;
      const statuses = (['psp', 'bank'] as const).map((source) =>
        durable.statusOf('files', `${source}/${currency}/${date}`),
      );
      const missing = statuses.includes('closed') ? undefined : 'no file of it is stored as closed';
      return claim(missing, () => `the night of ${currency}/${date} is said to be over`);
    }
    default:
      return payoutClaim(message, durable);
  }
}

function accepted(
  { checkoutId }: MessageOf<'BuyAccepted'>,
  { event, orderIds }: StoredCheckout,
  durable: Durable,
): Claim {
  const unstored = orderIds.find((id) => durable.order(id)?.progress === undefined);
  const missing =
    event === undefined
      ? 'no payment event is stored'
      : unstored === undefined
        ? undefined
        : `${unstored} is not stored`;
  return claim(missing, () => `${checkoutId} is accepted`);
}

function ended({ checkoutId, outcome }: MessageOf<'CheckoutClosed'>, { event }: StoredCheckout): Claim {
  const money = event && { amount: event.total, currency: event.currency };
  const missing = otherThan(outcome, 'its payment event', event?.status);
  return claim(missing, () => `the buyer of ${checkoutId} is told ${outcome}`, money);
}

type OrderMessage = MessageOf<
  'ChargeAnswered' | 'ChargeNotified' | 'OrderExecuted' | 'SellerCredited' | 'SalePosted' | 'OrderClosed'
>;

function orderClaim(message: OrderMessage, order: StoredOrder): Claim {
  const { orderId } = message;
  switch (message.type) {
    case 'ChargeAnswered':
    case 'ChargeNotified':
      return chargeClaim(message, order);
    case 'OrderExecuted': {
      const { status } = message.outcome;
      const missing = otherThan(status, 'its payment order', order.paymentOrder?.status);
      return claim(missing, () => `${orderId} is acknowledged as ${status}`, order.progress);
    }
    case 'SellerCredited': {
      const { sellerId, amount } = message;
      const missing = otherAmountThan(amount, 'credit', order.credit);
      const said = (): string => `${sellerId} is credited ${spell(amount.amount, amount.currency)} for ${orderId}`;
      return claim(missing, said, amount);
    }
    case 'SalePosted': {
      const missing = unposted(saleKinds, order.transactions);
      return claim(missing, () => `${orderId} is acknowledged as posted`, order.progress);
    }
    case 'OrderClosed': {
      const status = message.paid ? 'posted' : 'declined';
      const missing = otherThan(status, 'it', order.progress?.status);
      return claim(missing, () => `${orderId} is closed as ${status}`, order.progress);
    }
  }
}

const saleKinds = ['capture', 'allocate'] as const;

function chargeClaim(
  { key, outcome }: MessageOf<'ChargeAnswered' | 'ChargeNotified'>,
  { charges, progress }: StoredOrder,
): Claim {
  return claim(uncharged(outcome, charges), () => `the PSP answers that ${key} was ${outcome.status}`, progress);
}

function uncharged(outcome: ChargeOutcome, charges: readonly ChargeRecord[]): string | undefined {
  // A decline may also refuse a key that was used before, which says nothing about the charge that is stored.
  if (outcome.status === 'declined') return undefined;
  const { reference, status } = outcome;
  const found = charges.find((charge) => charge.reference === reference);
  // What was authorised may have been captured since, or have lapsed.
  const wasAuthorised = status === 'authorised' && found?.authorisedAt !== undefined;
  return wasAuthorised ? undefined : otherThan(status, 'the charge', found?.status);
}
