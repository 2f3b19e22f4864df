/**
 * I14: one amount, all the way. What the basket says of an order is what is stored, charged, posted and listed, and the
 * credit, before it is converted, and the platform's fee add up to it; of an order that is captured later, what the seller
 * says was dispatched is what is captured, posted and listed; the same goes for what is given back; and every amount in every
 * record is a whole number of minor units. An order is forgotten when it was declined or has lapsed, or was posted and its
 * line matched.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { OrderId } from '../../domain/ids.ts';
import { money, shareOf, type Money } from '../../domain/money.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { Sent, Written, WrittenTo } from '../facts.ts';
import { amountsOf } from './amounts.ts';
import type { CheckMaker, CheckSettings, Witness } from './check.ts';
import { settlementFileOf } from './file-content.ts';
import { priced, spell } from './figures.ts';
import { createListed, type Listed } from './listed-amounts.ts';
import { createQuotedRates } from './quoted-rates.ts';
import { createQuotes, spellRate, worthOf, type Quotes } from './quotes.ts';
import { createRefundAmounts, refundOfMatch } from './refund-amounts.ts';
import { buyerOf, thePlatform } from './whose.ts';

interface Order {
  /** As the buyer ordered it. */
  readonly ordered: Money;
  /** What is to be captured of it: all, unless its seller packs only a part. */
  amount: Money;
  credited: number | undefined;
  /** What the PSP's files say that it captured. */
  readonly listed: Listed;
  posted: boolean;
  matched: boolean;
}

interface State {
  readonly orders: Map<OrderId, Order>;
  readonly settings: CheckSettings;
  readonly quotes: Quotes;
}

/** Where an amount is found, and when. */
interface Place {
  readonly at: Instant;
  readonly orderId: OrderId;
  readonly where: string;
  /** What is found there is what the buyer pays. */
  readonly isPaid?: boolean;
  /** What is found there is the whole order, whatever is captured of it. */
  readonly isWhole?: boolean;
}

export const exactMinorUnits: CheckMaker = (settings) => {
  const quotes = createQuotes();
  const state: State = { orders: new Map(), settings, quotes };
  const quotedRates = createQuotedRates(settings, quotes);
  const refundAmounts = createRefundAmounts(settings, quotes);
  return {
    id: 'I14',
    name: 'exact-minor-units',
    statement:
      "Every amount is a whole number of minor units, and an order's is the same in the basket, at the PSP, in the ledger and in the file, and the sum of credit and platform fee; and so is a refund's; what is converted is worth what the rate says that was quoted for the order.",
    observe(fact, witness) {
      if (fact.kind === 'written') {
        judgeExact(fact, witness);
        quotes.observe(fact);
        quotedRates.observe(fact, witness);
        follow(fact, state, witness);
      }
      if (fact.kind === 'sent') hear(fact, state, witness);
      refundAmounts.observe(fact, witness);
    },
  };
};

function judgeExact(fact: Written, witness: Witness): void {
  for (const { what, amount } of amountsOf(fact)) {
    witness.checked();
    if (Number.isSafeInteger(amount) || wasThere(fact, what, amount)) continue;
    const sentence = `the ${what} of ${fact.after.id} in ${fact.table} is ${amount}, which is no whole number of minor units`;
    witness.violated({ at: fact.at, concern: fact.concern, sentence });
  }
}

/** An amount that a record carries along from version to version is reported once. */
function wasThere({ table, before }: Written, what: string, amount: number): boolean {
  if (before === undefined) return false;
  const earlier = amountsOf({ table, after: before } as Written);
  return earlier.some((one) => one.what === what && one.amount === amount);
}

function hear({ message, at }: Sent, { orders }: State, witness: Witness): void {
  if (message.type === 'BuyerArrived')
    for (const { orderId, amount } of message.basket.orders) begin(orders, orderId, amount);
  if (message.type === 'OrderPacked') {
    const order = orders.get(message.orderId);
    if (order !== undefined) order.amount = message.amount;
  }
  if (message.type === 'OrderDispatched') {
    const { orderId, amount } = message;
    compare({ at, orderId, where: 'the dispatch' }, amount.amount, amount.currency, orders.get(orderId), witness);
  }
  if (message.type !== 'Buy') return;
  for (const { orderId, amount } of message.basket.orders) {
    const place = { at, orderId, where: 'the Buy', isPaid: true, isWhole: true };
    compare(place, amount.amount, amount.currency, orders.get(orderId), witness);
  }
}

function follow(fact: Written, state: State, witness: Witness): void {
  const { orders } = state;
  const { at } = fact;
  const found = (orderId: OrderId, where: string, { amount, currency }: Money, isWhole: boolean): void =>
    compare({ at, orderId, where, isPaid: true, isWhole }, amount, currency, orders.get(orderId), witness);
  switch (fact.table) {
    case 'orderProgress': {
      const { id, status, amount, currency } = fact.after;
      if (fact.before === undefined) begin(orders, id, { amount, currency });
      if (fact.before !== undefined && isNew(fact)) found(id, 'the dispatched order', fact.after, false);
      if (status === 'declined' || status === 'lapsed') orders.delete(id);
      if (status === 'posted') finish(id, orders, 'posted');
      break;
    }
    case 'paymentOrders':
      if (isNew(fact)) found(fact.after.id, 'the payment order', fact.after, true);
      break;
    case 'captureOrders':
      if (isNew(fact)) found(fact.after.id, "the executor's capture", fact.after, false);
      break;
    case 'charges':
      judgeCharge(fact, found);
      break;
    case 'credits':
      return credit(fact.after.id, fact.at, fact.after, state, witness);
    case 'transactions':
      // A posting that is written over is history edited, for another check to judge.
      if (fact.before === undefined) judgePosting(fact.at, fact.after, state, witness);
      break;
    case 'fileContents':
      for (const line of settlementFileOf(fact.after)?.lines ?? []) {
        if (line.type !== 'charge') continue;
        orders.get(line.orderId)?.listed.note(`${fact.after.fileId}/charge/${line.reference}`, line.gross);
      }
      break;
    case 'matches':
      if (refundOfMatch(fact.after) === undefined) judgeMatch(fact, orders, witness);
      break;
    default:
      break;
  }
}

type Found = (orderId: OrderId, where: string, amount: Money, isWhole: boolean) => void;

/** A charge is asked for as a whole; what is captured later of an authorisation may be less. */
function judgeCharge(fact: WrittenTo<'charges'>, found: Found): void {
  const { before, after } = fact;
  const isCapture = before?.status !== 'captured' && after.status === 'captured' && after.authorisedAt !== undefined;
  if (isNew(fact) || isCapture) found(after.orderId, `the PSP's charge ${after.reference}`, after, !isCapture);
}

function judgeMatch({ at, after }: WrittenTo<'matches'>, orders: Map<OrderId, Order>, witness: Witness): void {
  const { id, orderId, amount, currency } = after;
  const order = orderId === undefined ? undefined : orders.get(orderId);
  if (orderId === undefined || order === undefined) return;
  compare({ at, orderId, where: `the matched line ${id}` }, amount, currency, order, witness);
  const line = order.listed.of(id);
  if (line !== undefined) compare({ at, orderId, where: `the file's line ${id}` }, line, currency, order, witness);
  finish(orderId, orders, 'matched');
}

/** An amount is compared where it is first stored, and where it changes. */
function isNew({ before, after }: { readonly before: Money | undefined; readonly after: Money }): boolean {
  return before?.amount !== after.amount || before.currency !== after.currency;
}

function begin(orders: Map<OrderId, Order>, id: OrderId, amount: Money): void {
  if (orders.has(id)) return;
  orders.set(id, {
    ordered: amount,
    amount,
    credited: undefined,
    listed: createListed(),
    posted: false,
    matched: false,
  });
}

function finish(id: OrderId, orders: Map<OrderId, Order>, step: 'posted' | 'matched'): void {
  const order = orders.get(id);
  if (order === undefined) return;
  order[step] = true;
  if (order.posted && order.matched) orders.delete(id);
}

function compare(
  { at, orderId, where, isPaid = false, isWhole = false }: Place,
  amount: number,
  currency: Currency,
  order: Order | undefined,
  witness: Witness,
): void {
  if (order === undefined) return;
  witness.checked();
  const expected = isWhole ? order.ordered : order.amount;
  if (amount === expected.amount && currency === expected.currency) return;
  const sentence = `${where} has ${spell(amount, currency)} for ${orderId}, and ${isWhole ? 'the basket has' : sourceOf(order)} ${spell(expected.amount, expected.currency)}`;
  const difference = currency === expected.currency ? amount - expected.amount : amount;
  const whose = !isPaid || currency !== expected.currency ? undefined : payerOf(orderId, difference);
  witness.violated({ at, concern: orderId, sentence, whose, ...priced(difference, currency) });
}

/** Where it is said what is to be captured. */
function sourceOf({ ordered, amount }: Order): string {
  return ordered === amount ? 'the basket has' : 'the seller packed';
}

/** The buyer pays too much, or too little is there for the seller. */
function payerOf(orderId: OrderId, tooMuch: number): string {
  return tooMuch > 0 ? buyerOf(orderId) : `the seller of ${orderId}`;
}

/**
 * The seller's share is the whole less the platform's, rounded half up, as a split by the largest remainder makes it, and what
 * that is worth where it is converted.
 */
function credit(
  id: OrderId,
  at: Instant,
  { amount, currency }: Money,
  { orders, settings, quotes }: State,
  witness: Witness,
): void {
  const order = orders.get(id);
  if (order === undefined) return;
  order.credited = amount;
  // A share of an amount that is not exact is not defined; that amount is reported where it is found.
  if (!Number.isSafeInteger(order.amount.amount) || order.amount.amount < 0) return;
  witness.checked();
  const quote = quotes.of(id);
  const whole = shareOf(order.amount, 1_000_000 - settings.policy.platformFee);
  const share = quote === undefined ? whole : money(worthOf(whole.amount, whole.currency, quote), quote.currency);
  if (amount === share.amount && currency === share.currency) return;
  const rate = quote === undefined ? '' : ` at ${spellRate(whole.currency, quote)}`;
  const sentence = `the wallet has ${spell(amount, currency)} for ${id}, and the seller's share of ${spell(order.amount.amount, order.amount.currency)} is ${spell(share.amount, share.currency)}${rate}`;
  const tooMuch = amount - share.amount;
  const whose = tooMuch > 0 ? thePlatform : `the seller of ${id}`;
  witness.violated({ at, concern: id, sentence, whose, ...priced(tooMuch, currency) });
}

function judgePosting(
  at: Instant,
  { id, kind, orderId, postings }: LedgerTransactionRecord,
  { orders, quotes }: State,
  witness: Witness,
): void {
  if (orderId === undefined) return;
  const quote = quotes.of(orderId);
  const own = postings.filter(({ currency }) => currency !== quote?.currency);
  const [posting] = own;
  if (posting === undefined) return;
  const order = orders.get(orderId);
  const sum = own.reduce((total, { amount }) => total + amount, 0);
  if (kind === 'capture') compare({ at, orderId, where: `the posting ${id}` }, sum, posting.currency, order, witness);
  if (kind !== 'allocate') return;
  const platform = postings.reduce((total, { from, amount }) => total + (from === 'platform_fee' ? amount : 0), 0);
  // A credit that was converted is no part of the sum: the share that was exchanged for it is.
  const credited = (quote === undefined ? order?.credited : undefined) ?? sum - platform;
  compare(
    { at, orderId, where: `the credit with the platform fee of ${id}` },
    credited + platform,
    posting.currency,
    order,
    witness,
  );
  compare({ at, orderId, where: `the posting ${id}` }, sum, posting.currency, order, witness);
}
