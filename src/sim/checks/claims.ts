/**
 * What a message claims to be durable, and what speaks against it. About a checkout or a refund whose buyer has the answer
 * a service may only be repeating itself: such a message claims nothing.
 */
import type { Message, MessageOf } from '../../domain/messages.ts';
import { captureClaim } from './capture-claims.ts';
import { otherAmountThan, otherThan, type Claim } from './claim.ts';
import type { Durable, NightTable, StoredCheckout, StoredOrder } from './durable.ts';
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
      return order && { money: order.progress, ...orderClaim(message, order) };
    }
    case 'OrderAuthorised':
    case 'DispatchNoted':
    case 'DispatchClosed':
    case 'CaptureAnswered':
    case 'CaptureNotified':
    case 'CaptureExecuted': {
      const order = durable.order(message.orderId);
      return order && { money: order.progress, ...captureClaim(message, order) };
    }
    case 'RefundAccepted':
    case 'RefundAnswered':
    case 'RefundExecuted':
    case 'SellerDebited':
    case 'RefundPosted':
    case 'RefundClosed': {
      const refund = durable.refund(message.refundId);
      return refund && { money: refund.refund, ...refundClaim(message, refund) };
    }
    default:
      return nightClaim(message, durable);
  }
}

function nightClaim(message: Message, durable: Durable): Claim | undefined {
  switch (message.type) {
    case 'SettlementFileSent': {
      const { currency, date } = message.file;
      return night(`the file psp/${currency}/${date} is sent`, 'settlementBatches', `${currency}/${date}`, durable);
    }
    case 'BankStatementSent': {
      const { currency, date } = message.statement;
      return night(`the statement bank/${currency}/${date} is sent`, 'bankStatements', `${currency}/${date}`, durable);
    }
    case 'PayoutInstructed': {
      const { payoutId, amount: money } = message;
      return { ...night(`the bank is to carry ${payoutId}`, 'pspPayouts', payoutId, durable), money };
    }
    case 'PayoutAccepted':
      return night(`the bank says that it carries ${message.payoutId}`, 'bankTransfers', message.payoutId, durable);
    case 'FilePosted':
      return night(`${message.requestId} is acknowledged as posted`, 'postedRequests', message.requestId, durable);
    case 'BreakNoted': {
      const { breakId, status } = message;
      if (status === 'overtaken') return undefined;
      const stored = durable.statusOf('breaks', breakId);
      // A break that was resolved meanwhile is noted all the same.
      const isStored = stored === status || stored === 'resolved';
      return {
        said: `${breakId} is noted as ${status}`,
        missing: isStored ? undefined : otherThan(status, 'it', stored),
      };
    }
    case 'NightOver': {
      const { currency, date } = message;
      const statuses = (['psp', 'bank'] as const).map((source) =>
        durable.statusOf('files', `${source}/${currency}/${date}`),
      );
      const missing = statuses.includes('closed') ? undefined : 'no file of it is stored as closed';
      return { said: `the night of ${currency}/${date} is said to be over`, missing };
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
  return { said: `${checkoutId} is accepted`, missing };
}

function ended({ checkoutId, outcome }: MessageOf<'CheckoutClosed'>, { event }: StoredCheckout): Claim {
  const money = event && { amount: event.total, currency: event.currency };
  return {
    said: `the buyer of ${checkoutId} is told ${outcome}`,
    missing: otherThan(outcome, 'its payment event', event?.status),
    money,
  };
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
      return {
        said: `${orderId} is acknowledged as ${status}`,
        missing: otherThan(status, 'its payment order', order.paymentOrder?.status),
      };
    }
    case 'SellerCredited': {
      const { sellerId, amount } = message;
      return {
        said: `${sellerId} is credited ${spell(amount.amount, amount.currency)} for ${orderId}`,
        missing: otherAmountThan(amount, 'credit', order.credit),
        money: amount,
      };
    }
    case 'SalePosted': {
      const absent = (['capture', 'allocate'] as const).filter((kind) => !order.transactions.has(kind));
      const missing = absent.length === 0 ? undefined : `the ledger has no ${absent.join(' and no ')} posting of it`;
      return { said: `${orderId} is acknowledged as posted`, missing };
    }
    case 'OrderClosed': {
      const status = message.paid ? 'posted' : 'declined';
      return { said: `${orderId} is closed as ${status}`, missing: otherThan(status, 'it', order.progress?.status) };
    }
  }
}

function chargeClaim(
  { key, outcome }: MessageOf<'ChargeAnswered' | 'ChargeNotified'>,
  { charges }: StoredOrder,
): Claim {
  const said = `the PSP answers that ${key} was ${outcome.status}`;
  // A decline may also refuse a key that was used before, which says nothing about the charge that is stored.
  if (outcome.status === 'declined') return { said, missing: undefined };
  const { reference, status } = outcome;
  const stored = [...charges.values()].find((charge) => charge.reference === reference);
  // What was authorised may have been captured since, or have lapsed.
  const wasAuthorised = status === 'authorised' && stored?.authorisedAt !== undefined;
  return { said, missing: wasAuthorised ? undefined : otherThan(status, 'the charge', stored?.status) };
}

function night(said: string, table: NightTable, id: string, durable: Durable): Claim {
  return { said, missing: durable.hasNight(table, id) ? undefined : `no record of it is stored` };
}
