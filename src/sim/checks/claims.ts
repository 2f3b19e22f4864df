/**
 * What a message claims to be durable, and what speaks against it. About a checkout or a refund whose buyer has the answer
 * a service may only be repeating itself: such a message claims nothing.
 */
import type { ChargeOutcome, MessageOf } from '../../domain/messages.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';
import { captureClaims } from './capture-claims.ts';
import type { Witness } from './check.ts';
import { claim, claims, claimsOfOrder, otherAmountThan, otherThan, stored, unposted, type Claim } from './claim.ts';
import type { Durable, StoredCheckout, StoredOrder } from './durable.ts';
import { spell } from './figures.ts';
import { payoutClaims } from './payout-claims.ts';
import { refundClaims } from './refund-claims.ts';

export function claimsOf(durable: Durable): readonly Hearing<Witness>[] {
  return [
    paymentClaims(durable),
    captureClaims(durable),
    refundClaims(durable),
    nightClaims(durable),
    payoutClaims(durable),
  ];
}

function paymentClaims(durable: Durable): Hearing<Witness> {
  return {
    sent: {
      BuyAccepted: claims((message) => {
        const checkout = durable.checkout(message.checkoutId);
        return checkout && accepted(message, checkout, durable);
      }),
      ChargeAnswered: claimsOfOrder(durable, chargeClaim),
      ChargeNotified: claimsOfOrder(durable, chargeClaim),
      OrderExecuted: claimsOfOrder(durable, ({ orderId, outcome: { status } }, { paymentOrder, progress }) => {
        const missing = otherThan(status, 'its payment order', paymentOrder?.status);
        return claim(missing, () => `${orderId} is acknowledged as ${status}`, progress);
      }),
      SellerCredited: claimsOfOrder(durable, ({ orderId, sellerId, amount }, { credit }) => {
        const missing = otherAmountThan(amount, 'credit', credit);
        const said = (): string => `${sellerId} is credited ${spell(amount.amount, amount.currency)} for ${orderId}`;
        return claim(missing, said, amount);
      }),
      SalePosted: claimsOfOrder(durable, ({ orderId }, { transactions, progress }) => {
        const missing = unposted(saleKinds, transactions);
        return claim(missing, () => `${orderId} is acknowledged as posted`, progress);
      }),
      OrderClosed: claimsOfOrder(durable, ({ orderId, paid }, { progress }) => {
        const status = paid ? 'posted' : 'declined';
        const missing = otherThan(status, 'it', progress?.status);
        return claim(missing, () => `${orderId} is closed as ${status}`, progress);
      }),
      CheckoutClosed: claims((message) => {
        const checkout = durable.checkout(message.checkoutId);
        return checkout && ended(message, checkout);
      }),
    },
  };
}

function nightClaims(durable: Durable): Hearing<Witness> {
  return {
    sent: {
      SettlementFileSent: claims(({ file: { currency, date } }) => {
        const name = `${currency}/${date}`;
        return stored(durable, 'settlementBatches', name, () => `the file psp/${name} is sent`);
      }),
      BankStatementSent: claims(({ statement: { currency, date } }) => {
        const name = `${currency}/${date}`;
        return stored(durable, 'bankStatements', name, () => `the statement bank/${name} is sent`);
      }),
      PayoutInstructed: claims(({ payoutId, amount }) =>
        stored(durable, 'pspPayouts', payoutId, () => `the bank is to carry ${payoutId}`, amount),
      ),
      PayoutAccepted: claims(({ payoutId }) =>
        stored(durable, 'bankTransfers', payoutId, () => `the bank says that it carries ${payoutId}`),
      ),
      FilePosted: claims(({ requestId }) =>
        stored(durable, 'postedRequests', requestId, () => `${requestId} is acknowledged as posted`),
      ),
      BreakNoted: claims(({ breakId, status }) => {
        if (status === 'overtaken') return undefined;
        const found = durable.statusOf('breaks', breakId);
        // A break that was resolved meanwhile is noted all the same.
        const missing = found === 'resolved' ? undefined : otherThan(status, 'it', found);
        return claim(missing, () => `${breakId} is noted as ${status}`);
      }),
      NightOver: claims(({ currency, date }) => {
        const statuses = (['psp', 'bank'] as const).map((source) =>
          durable.statusOf('files', `${source}/${currency}/${date}`),
        );
        const missing = statuses.includes('closed') ? undefined : 'no file of it is stored as closed';
        return claim(missing, () => `the night of ${currency}/${date} is said to be over`);
      }),
    },
  };
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
