/**
 * I20: no promise without a record. Each acknowledgement is compared, as it leaves, with what is durable at that moment;
 * and a record that was durable does not come back as a new one. About a checkout whose buyer has the answer, a service
 * may only be repeating itself.
 */
import type { MessageOf } from '../../domain/messages.ts';
import type { Money } from '../../domain/money.ts';
import type { Fact, Written } from '../facts.ts';
import type { CheckMaker } from './check.ts';
import { createDurable, type Durable, type NightTable, type StoredCheckout, type StoredOrder } from './durable.ts';
import { priced, spell } from './figures.ts';

export const acknowledgedIsDurable: CheckMaker = () => {
  const durable = createDurable();
  return {
    id: 'I20',
    name: 'acknowledged-is-durable',
    statement: 'What a service acknowledges is durable when the acknowledgement leaves, and stays so.',
    observe(fact, witness) {
      const claim =
        fact.kind === 'written' ? vanished(fact, durable) : fact.kind === 'sent' ? claimOf(fact, durable) : undefined;
      durable.observe(fact);
      if (claim === undefined) return;
      witness.checked();
      if (claim.missing === undefined) return;
      const money = claim.money === undefined ? {} : priced(claim.money.amount, claim.money.currency);
      witness.violated({
        at: fact.at,
        concern: fact.concern,
        sentence: `${claim.said}, and ${claim.missing}`,
        ...money,
      });
    },
  };
};

/** What is said to be durable, and what speaks against it. */
interface Claim {
  readonly said: string;
  readonly missing: string | undefined;
  readonly money?: Money | undefined;
}

type Said = Exclude<Fact, Written>;

function claimOf({ message }: Said, durable: Durable): Claim | undefined {
  switch (message.type) {
    case 'BuyAccepted':
    case 'CheckoutClosed': {
      const checkout = durable.checkout(message.checkoutId);
      if (checkout === undefined) return undefined;
      return message.type === 'BuyAccepted' ? accepted(message, checkout, durable) : ended(message, checkout);
    }
    case 'SettlementFileSent':
      return night(
        `the file psp/${message.file.currency}/${message.file.date} is sent`,
        'settlementBatches',
        `${message.file.currency}/${message.file.date}`,
        durable,
      );
    case 'BankStatementSent': {
      const { currency, date } = message.statement;
      return night(`the statement bank/${currency}/${date} is sent`, 'bankStatements', `${currency}/${date}`, durable);
    }
    case 'PayoutInstructed':
      return {
        ...night(`the bank is to carry ${message.payoutId}`, 'pspPayouts', message.payoutId, durable),
        money: message.amount,
      };
    case 'FilePosted':
      return night(`${message.requestId} is acknowledged as posted`, 'postedRequests', message.requestId, durable);
    case 'ChargeAnswered':
    case 'OrderExecuted':
    case 'SellerCredited':
    case 'SalePosted':
    case 'OrderClosed': {
      const order = durable.order(message.orderId);
      return order && { money: order.progress, ...orderClaim(message, order) };
    }
    default:
      return undefined;
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

function orderClaim(
  message: MessageOf<'ChargeAnswered' | 'OrderExecuted' | 'SellerCredited' | 'SalePosted' | 'OrderClosed'>,
  order: StoredOrder,
): Claim {
  const { orderId } = message;
  switch (message.type) {
    case 'ChargeAnswered': {
      const { status } = message.outcome;
      // A decline may also refuse a key that was used before, which says nothing about the charge that is stored.
      const missing =
        status === 'captured' ? otherThan(status, 'the charge', order.charges.get(message.key)?.status) : undefined;
      return { said: `the PSP answers that ${message.key} was ${status}`, missing };
    }
    case 'OrderExecuted': {
      const { status } = message.outcome;
      return {
        said: `${orderId} is acknowledged as ${status}`,
        missing: otherThan(status, 'its payment order', order.paymentOrder?.status),
      };
    }
    case 'SellerCredited': {
      const { credit } = order;
      const { amount } = message;
      const same = credit?.amount === amount.amount && credit.currency === amount.currency;
      const stored =
        credit === undefined ? 'no credit is stored' : `the stored credit is ${spell(credit.amount, credit.currency)}`;
      return {
        said: `${message.sellerId} is credited ${spell(amount.amount, amount.currency)} for ${orderId}`,
        missing: same ? undefined : stored,
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

function night(said: string, table: NightTable, id: string, durable: Durable): Claim {
  return { said, missing: durable.hasNight(table, id) ? undefined : `no record of it is stored` };
}

function otherThan(expected: string, what: string, stored: string | undefined): string | undefined {
  if (stored === expected) return undefined;
  return stored === undefined ? `${what} is not stored` : `${what} is stored as ${stored}`;
}

/** A record that is new to its database though it was there before. */
function vanished(fact: Written, durable: Durable): Claim | undefined {
  if (fact.before !== undefined || !isKnown(fact, durable)) return undefined;
  const money = 'amount' in fact.after ? fact.after : undefined;
  return {
    said: `${fact.after.id} is stored in ${fact.table}`,
    missing: 'the one that was stored there before is gone',
    money,
  };
}

function isKnown(fact: Written, durable: Durable): boolean {
  switch (fact.table) {
    case 'paymentEvents':
      return durable.checkout(fact.after.id)?.event !== undefined;
    case 'orderProgress':
      return durable.order(fact.after.id)?.progress !== undefined;
    case 'paymentOrders':
      return durable.order(fact.after.id)?.paymentOrder !== undefined;
    case 'credits':
      return durable.order(fact.after.id)?.credit !== undefined;
    case 'charges':
      return durable.order(fact.after.orderId)?.charges.has(fact.after.id) === true;
    default:
      return false;
  }
}
