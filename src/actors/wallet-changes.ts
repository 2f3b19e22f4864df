/** The changes that a wallet applies one after the other: what each is about, whose wallet it changes, and its answer. */
import { addressOf } from '../domain/addresses.ts';
import type { Currency } from '../domain/currency.ts';
import { send, type At, type Effect, type Query } from '../domain/effects.ts';
import { walletId, type SellerId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { returnReference } from '../domain/seller-payouts.ts';
import { payoutQueries, repaid, reserved } from './wallet-payouts.ts';

export type Change = At<MessageOf<'CreditSeller' | 'DebitSeller' | 'PayoutDue' | 'RepaySeller'>>;

/** An order has a credit, and a debit for each of its refunds; a payout is made once and comes back once at most. */
export function idOf(change: Change): string {
  switch (change.type) {
    case 'CreditSeller':
      return change.body.orderId;
    case 'DebitSeller':
      return change.body.refundId;
    case 'PayoutDue':
      return change.body.payoutId;
    case 'RepaySeller':
      return returnReference(change.body.payoutId);
  }
}

/** The seller whose wallet is changed, and the currency of that wallet. */
export function ownerOf(change: Change): { readonly sellerId: SellerId; readonly currency: Currency } {
  switch (change.type) {
    case 'CreditSeller':
    case 'DebitSeller':
      return { sellerId: change.body.sellerId, currency: change.body.amount.currency };
    case 'PayoutDue':
      return change.body;
    case 'RepaySeller':
      return { sellerId: change.body.payout.sellerId, currency: change.body.payout.currency };
  }
}

/** What is to be read of the wallet before the change is made. */
export function queriesFor(change: Change): readonly Query[] {
  if (change.type === 'PayoutDue') return payoutQueries(change.body);
  const { sellerId, currency } = ownerOf(change);
  return [{ table: 'wallets', group: walletId(sellerId, currency) }];
}

/** What is told when the change is stored, each time that it is asked for. */
export function confirmation(change: Change): Effect {
  switch (change.type) {
    case 'CreditSeller': {
      const { orderId, sellerId, amount } = change.body;
      return send(addressOf.orderSaga(orderId), { type: 'SellerCredited', orderId, sellerId, amount });
    }
    case 'DebitSeller': {
      const { refundId, orderId, sellerId, amount } = change.body;
      const message = { type: 'SellerDebited', refundId, orderId, sellerId, amount } as const;
      return send(addressOf.refundSaga(refundId), message);
    }
    case 'PayoutDue':
      return reserved(change.body);
    case 'RepaySeller':
      return repaid(change.body);
  }
}
