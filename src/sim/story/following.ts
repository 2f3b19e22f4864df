/**
 * What belongs to the story of an order or a checkout: itself, its refunds, the night whose file lists its charge, the
 * payout that carries its money, the bank's night that shows it, and breaks about any of these. To that of a payout to a
 * seller belong its return, and the lines of both on the bank's statements.
 */
import { checkoutOf } from '../../domain/ids.ts';
import { isSellerLine, returnReference } from '../../domain/seller-payouts.ts';
import type { Written } from '../facts.ts';

export interface Following {
  isFollowed(concern: string): boolean;
  /** A commit may lead further. */
  follow(fact: Written): void;
  /** The night that lists the payout pays out batches too, and theirs is another sale's money. */
  isOfAnother(fact: Written): boolean;
}

export function createFollowing(of: string): Following {
  const followed = new Set<string>([of]);
  const batches = new Set<string>();
  const follow = (...concerns: readonly string[]): void => {
    for (const concern of concerns) followed.add(concern);
  };
  const isFollowed = (concern: string): boolean =>
    followed.has(concern) || followed.has(withoutRevision(concern)) || isPartOf(of, concern);

  /** A charge or a refund leads to the night whose file lists it. */
  const followBatch = ({ currency, date }: { readonly currency: string; readonly date: string }): void => {
    batches.add(`${currency}/${date}`);
    follow(`psp/${currency}/${date}`);
  };
  const followPayout = ({ after }: Extract<Written, { table: 'pspPayouts' }>): void => {
    const { id, currency, date } = after;
    follow(id, `payout/${id}`, `cash/${id}`, `psp/${currency}/${date}`);
  };
  /** One that comes back has a second line, under a name of its own. */
  const followTransfer = ({ after: { id, status } }: Extract<Written, { table: 'sellerTransfers' }>): void => {
    follow(`sellerPayout/${id}`);
    if (status === 'returned') follow(returnReference(id), `sellerReturn/${id}`);
  };

  return {
    isFollowed,
    follow(fact) {
      switch (fact.table) {
        case 'charges':
        case 'pspRefunds': {
          const date = fact.after.settledOn ?? fact.after.businessDate;
          if (date !== undefined && isFollowed(fact.concern)) followBatch({ currency: fact.after.currency, date });
          return;
        }
        case 'pspPayouts':
          if (fact.after.batches.some((batch) => batches.has(batch))) followPayout(fact);
          return;
        case 'bankTransfers': {
          const { status, currency, valueDate } = fact.after;
          if (status === 'booked' && isFollowed(fact.concern)) follow(`bank/${currency}/${valueDate}`);
          return;
        }
        case 'sellerTransfers':
          if (isFollowed(fact.concern)) followTransfer(fact);
          return;
        // What was late is listed by a later file than the one that it was due in.
        case 'settlementBatches':
          if (fact.after.payouts.some((payout) => followed.has(payout))) follow(fact.concern);
          return;
        case 'bankStatements': {
          const shown = fact.after.transfers.filter((transfer) => followed.has(transfer));
          if (shown.length > 0) follow(fact.concern);
          follow(...shown.filter(isSellerLine).map((transfer) => `${fact.concern}/${transfer}`));
          return;
        }
        case 'breaks':
          if (isFollowed(fact.concern) || isFollowed(fact.after.about)) follow(fact.after.id, fact.concern);
          break;
        default:
        // No other record leads further.
      }
    },
    isOfAnother: ({ table, after }) =>
      table === 'settlementBatches' && after.status === 'paidOut' && !batches.has(after.id),
  };
}

/** By its name alone: a checkout's orders, an order's checkout and refunds, a payout's transfers. */
function isPartOf(of: string, concern: string): boolean {
  // The bank may be told of a payout under a reference of its own.
  if (of.startsWith('payout-seller-')) return concern.startsWith(`${of}-`);
  if (of.startsWith('checkout-')) return checkoutOf(concern) === of;
  if (!of.startsWith('order-')) return false;
  return concern === checkoutOf(of) || concern.startsWith(`${of.replace('order-', 'refund-')}.`);
}

/** What a later revision of a file asks for is about the file all the same. */
function withoutRevision(concern: string): string {
  return concern.replace(/#\d+$/, '');
}
