/**
 * I8: a seller is paid from money that the PSP has, and gives back what the PSP has paid back of the seller's own sales.
 * What the PSP says of an order's charges is kept until the order is closed, and of a refund until the refund is.
 */
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { ChargeRecord, PspRefundRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { creditedWallets } from './credited-wallets.ts';
import { priced, spell } from './figures.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import { createQuotes, worthOf, type Quotes } from './quotes.ts';
import { holderOf, thePlatform } from './whose.ts';

interface State {
  /** Of each order that is not closed and each refund that is not over, what the PSP holds; undefined while it is nothing. */
  readonly charges: Map<OrderId, ChargeRecord | undefined>;
  readonly refunds: Map<RefundId, PspRefundRecord | undefined>;
  readonly quotes: Quotes;
}

export const noCreditWithoutCapture: CheckMaker = (settings) => {
  const state: State = { charges: new Map(), refunds: new Map(), quotes: createQuotes() };
  return {
    id: 'I8',
    name: 'no-credit-without-capture',
    statement:
      'No wallet is credited for an order before the PSP holds its capture, nor debited for a refund before the PSP has paid it, nor with more than that, nor for the sale of another.',
    hears: [state.quotes.hears, following(state), ...creditedWallets(settings)],
  };
};

function following({ charges, refunds, quotes }: State): Hearing<Witness> {
  return {
    written: {
      charges({ after }) {
        const { orderId, status, settledOn } = after;
        if (!charges.has(orderId)) return;
        if (status === 'lapsed') charges.set(orderId, undefined);
        else if (settledOn === undefined && charges.get(orderId)?.status !== 'captured') charges.set(orderId, after);
      },
      pspRefunds({ after }) {
        if (after.settledOn === undefined && refunds.has(after.id)) refunds.set(after.id, after);
      },
      orderProgress({ before, after }) {
        if (isClosed(after)) charges.delete(after.id);
        else if (before === undefined && !charges.has(after.id)) charges.set(after.id, undefined);
      },
      refunds({ before, after }) {
        if (isRefundOver(after)) refunds.delete(after.id);
        else if (before === undefined && !refunds.has(after.id)) refunds.set(after.id, undefined);
      },
      credits(fact, witness) {
        if (fact.before === undefined) judgeCredit(fact, charges.get(fact.after.id), quotes, witness);
      },
      debits(fact, witness) {
        if (fact.before === undefined) judgeDebit(fact, refunds.get(fact.after.id), quotes, witness);
      },
    },
  };
}

function judgeCredit(
  { at, after }: WrittenTo<'credits'>,
  charge: ChargeRecord | undefined,
  quotes: Quotes,
  witness: Witness,
): void {
  const { id, walletId, amount, currency } = after;
  witness.checked();
  if (charge?.status === 'captured' && amount <= worth(charge, quotes)) return;
  const sentence = `${walletId} was credited ${spell(amount, currency)} for ${id} ${standing(charge)}`;
  witness.violated({ at, concern: id, sentence, whose: thePlatform, ...priced(amount, currency) });
}

function judgeDebit(
  { at, after }: WrittenTo<'debits'>,
  refund: PspRefundRecord | undefined,
  quotes: Quotes,
  witness: Witness,
): void {
  const { id, orderId, walletId, amount, currency } = after;
  witness.checked();
  // A difference of two amounts that were rounded may be a minor unit more than what it is worth by itself.
  const rounding = quotes.of(orderId) === undefined ? 0 : 1;
  if (refund?.status === 'refunded' && amount <= worth(refund, quotes) + rounding) return;
  const paid = refund === undefined ? 'without a payment of it at the PSP' : refundStanding(refund);
  const sentence = `${walletId} was debited ${spell(amount, currency)} for ${id} ${paid}`;
  witness.violated({ at, concern: orderId, sentence, whose: holderOf(walletId), ...priced(amount, currency) });
}

/** In the currency in which the seller is paid; an amount that is not exact is reported where it is found. */
function worth({ orderId, amount, currency }: ChargeRecord | PspRefundRecord, quotes: Quotes): number {
  const quote = quotes.of(orderId);
  const isExact = Number.isSafeInteger(amount) && amount >= 0;
  return quote === undefined || !isExact ? amount : worthOf(amount, currency, quote);
}

function refundStanding({ status, reference, amount, currency }: PspRefundRecord): string {
  return status === 'refused'
    ? `after ${reference} was refused`
    : `of which ${reference} paid back ${spell(amount, currency)}`;
}

function standing(charge: ChargeRecord | undefined): string {
  switch (charge?.status) {
    case undefined:
      // Nothing has been asked of the PSP, or the order is closed and what the PSP said of it is forgotten.
      return 'without a capture of it at the PSP';
    case 'processing':
      return `while ${charge.reference} was still processing`;
    case 'authorised':
      return `while ${charge.reference} was authorised and not captured`;
    case 'lapsed':
      return `after the authorisation of ${charge.reference} had lapsed`;
    case 'declined':
      return `after ${charge.reference} was declined`;
    case 'captured':
      return `of which ${charge.reference} captured ${spell(charge.amount, charge.currency)}`;
  }
}
