/**
 * Who pays and who is paid, for I3: the card and the sellers of the basket, wherever an order is stored, charged and
 * credited. An order is forgotten when it is closed.
 */
import { walletId, type OrderId, type SellerId } from '../../domain/ids.ts';
import type { Written, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';
import { buyerOf } from './whose.ts';

interface Parties {
  readonly card: string;
  readonly sellerId: SellerId;
}

type Known = Map<OrderId, Parties>;
type OfOrder = Extract<Written, { readonly table: 'orderProgress' | 'paymentOrders' | 'charges' | 'credits' }>;
type OfSeller = Extract<OfOrder, { readonly table: 'orderProgress' | 'paymentOrders' }>;

export function parties(): Hearing<Witness> {
  const known: Known = new Map();
  return {
    sent: {
      BuyerArrived({ message: { basket } }) {
        for (const { orderId, sellerId } of basket.orders) known.set(orderId, { card: basket.card, sellerId });
      },
    },
    written: {
      orderProgress(fact, witness) {
        const { id, card, sellerId } = fact.after;
        judgeCard(fact, id, fact.before?.card, card, known, witness);
        judgeSeller(fact, id, fact.before?.sellerId, sellerId, known, witness);
        if (isClosed(fact.after)) known.delete(id);
      },
      paymentEvents: (fact, witness) => judgeBuyersCard(fact, known, witness),
      paymentOrders(fact, witness) {
        judgeCard(fact, fact.after.id, fact.before?.card, fact.after.card, known, witness);
        judgeSeller(fact, fact.after.id, fact.before?.sellerId, fact.after.sellerId, known, witness);
      },
      charges(fact, witness) {
        judgeCard(fact, fact.after.orderId, fact.before?.card, fact.after.card, known, witness);
      },
      credits: (fact, witness) => judgeCredit(fact, known, witness),
    },
  };
}

/** What stays as it was has been judged. */
function judgeCard(
  fact: OfOrder,
  id: OrderId,
  before: string | undefined,
  card: string,
  known: Known,
  witness: Witness,
): void {
  const expected = known.get(id)?.card;
  if (expected === undefined || card === before) return;
  witness.checked();
  if (card !== expected)
    report(fact, id, `is to be paid with ${card}, and the buyer pays with ${expected}`, buyerOf(id), witness);
}

/** The orders of a checkout are all paid with one card. */
function judgeBuyersCard({ at, before, after }: WrittenTo<'paymentEvents'>, known: Known, witness: Witness): void {
  const { id, card, orderIds, total, currency } = after;
  const [first] = orderIds;
  const expected = first === undefined ? undefined : known.get(first)?.card;
  if (before !== undefined || expected === undefined) return;
  witness.checked();
  if (card === expected) return;
  const sentence = `${id} of ${spell(total, currency)} is stored with ${card}, and the buyer pays with ${expected}`;
  witness.violated({ at, concern: id, sentence, whose: buyerOf(id), ...priced(total, currency) });
}

function judgeSeller(
  fact: OfSeller,
  id: OrderId,
  before: SellerId | undefined,
  sellerId: SellerId,
  known: Known,
  witness: Witness,
): void {
  const expected = known.get(id)?.sellerId;
  if (expected === undefined || sellerId === before) return;
  witness.checked();
  if (sellerId !== expected)
    report(fact, id, `is stored for ${sellerId}, and the basket has ${expected}`, expected, witness);
}

function judgeCredit(fact: Extract<OfOrder, { readonly table: 'credits' }>, known: Known, witness: Witness): void {
  const { id, walletId: wallet, currency } = fact.after;
  const seller = known.get(id)?.sellerId;
  if (seller === undefined || fact.before !== undefined) return;
  witness.checked();
  if (wallet !== walletId(seller, currency))
    report(fact, id, `is credited to ${wallet}, and the basket has ${seller}`, seller, witness);
}

function report({ at, after, table }: OfOrder, id: OrderId, wrong: string, whose: string, witness: Witness): void {
  const { amount, currency } = after;
  const name = table === 'charges' ? after.reference : id;
  const sentence = `${name} of ${spell(amount, currency)} ${wrong}`;
  witness.violated({ at, concern: id, sentence, whose, ...priced(amount, currency) });
}
