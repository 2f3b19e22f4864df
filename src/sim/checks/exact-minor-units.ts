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
import { money, type Money } from '../../domain/money.ts';
import type { LedgerTransactionRecord, OrderProgressRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { agreedPspFee, agreedShare } from './agreed-shares.ts';
import { amounts } from './amounts.ts';
import type { CheckMaker, CheckSettings, Witness } from './check.ts';
import { settlementFileOf } from './file-content.ts';
import { priced, spell } from './figures.ts';
import { amountOfLine, withLine, type ListedLine } from './listed-amounts.ts';
import { createQuotedRates } from './quoted-rates.ts';
import { createQuotes, spellRate, worthOf, type Quotes } from './quotes.ts';
import { createRefundAmounts, refundOfMatch } from './refund-amounts.ts';
import { buyerOf, thePlatform, thePsp } from './whose.ts';

interface Order {
  readonly id: OrderId;
  /** As the buyer ordered it. */
  readonly ordered: Money;
  /** What is to be captured of it: all, unless its seller packs only a part. */
  amount: Money;
  credited: number | undefined;
  /** What the PSP's files say that it captured. */
  listed: readonly ListedLine[];
  posted: boolean;
  matched: boolean;
}

type Orders = Map<OrderId, Order>;

interface State {
  readonly orders: Orders;
  readonly settings: CheckSettings;
  readonly quotes: Quotes;
}

/** An amount as it is found: it need not be exact. */
interface Figure {
  readonly amount: number;
  readonly currency: Currency;
}

/** Where an amount is found. */
interface Place {
  readonly where: string;
  /** What is found there is what the buyer pays. */
  readonly isPaid: boolean;
  /** What is found there is the whole order, whatever is captured of it. */
  readonly isWhole: boolean;
}

const places = {
  buy: { where: 'the Buy', isPaid: true, isWhole: true },
  paymentOrder: { where: 'the payment order', isPaid: true, isWhole: true },
  charge: { where: "the PSP's charge", isPaid: true, isWhole: true },
  dispatch: { where: 'the dispatch', isPaid: false, isWhole: false },
  dispatchedOrder: { where: 'the dispatched order', isPaid: true, isWhole: false },
  authorisedOrder: { where: 'what is noted as authorised', isPaid: false, isWhole: true },
  captureOrder: { where: "the executor's capture", isPaid: true, isWhole: false },
  capture: { where: "the PSP's charge", isPaid: true, isWhole: false },
  posting: { where: 'the posting', isPaid: false, isWhole: false },
  allocation: { where: 'the credit with the platform fee of', isPaid: false, isWhole: false },
  match: { where: 'the matched line', isPaid: false, isWhole: false },
  line: { where: "the file's line", isPaid: false, isWhole: false },
} as const satisfies Record<string, Place>;

export const exactMinorUnits: CheckMaker = (settings) => {
  const quotes = createQuotes();
  const quotedRates = createQuotedRates(settings, quotes);
  const refundAmounts = createRefundAmounts(settings, quotes);
  const orders: Orders = new Map();
  const state: State = { orders, settings, quotes };
  return {
    id: 'I14',
    name: 'exact-minor-units',
    statement:
      "Every amount is a whole number of minor units, and an order's is the same in the basket, at the PSP, in the ledger and in the file, and the sum of credit and platform fee; and so is a refund's; the PSP's fee is what was agreed; what is converted is worth what the rate says that was quoted for the order, the market's of its date.",
    hears: [amounts, quotes.hears, quotedRates.hears, ordering(orders), following(state), refundAmounts.hears],
  };
};

function ordering(orders: Orders): Hearing<Witness> {
  return {
    sent: {
      BuyerArrived({ message }) {
        for (const { orderId, amount } of message.basket.orders) begin(orders, orderId, amount);
      },
      Buy({ at, message }, witness) {
        for (const { orderId, amount } of message.basket.orders)
          compare(at, places.buy, undefined, amount, orders.get(orderId), witness);
      },
      OrderPacked({ message }) {
        const order = orders.get(message.orderId);
        if (order !== undefined) order.amount = message.amount;
      },
      OrderDispatched({ at, message: { orderId, amount } }, witness) {
        compare(at, places.dispatch, undefined, amount, orders.get(orderId), witness);
      },
    },
  };
}

function following(state: State): Hearing<Witness> {
  const { orders } = state;
  return {
    written: {
      orderProgress({ at, before, after }, witness) {
        const { id, status } = after;
        if (before === undefined) begin(orders, id, { amount: after.amount, currency: after.currency });
        else if (isNew(before, after)) compare(at, places.dispatchedOrder, undefined, after, orders.get(id), witness);
        judgeAuthorised(at, before, after, orders, witness);
        if (status === 'declined' || status === 'lapsed') orders.delete(id);
        if (status === 'posted') finish(id, orders, 'posted');
      },
      paymentOrders({ at, before, after }, witness) {
        if (isNew(before, after)) compare(at, places.paymentOrder, undefined, after, orders.get(after.id), witness);
      },
      captureOrders({ at, before, after }, witness) {
        if (isNew(before, after)) compare(at, places.captureOrder, undefined, after, orders.get(after.id), witness);
      },
      charges(fact, witness) {
        judgeCharge(fact, orders, witness);
        if (fact.after.status === 'captured' && fact.before?.status !== 'captured') judgeFee(fact, state, witness);
      },
      credits: ({ at, after }, witness) => credit(after.id, at, after, state, witness),
      transactions({ at, before, after }, witness) {
        // A posting that is written over is history edited, for another check to judge.
        if (before === undefined) judgePosting(at, after, state, witness);
      },
      fileContents({ after }) {
        for (const line of settlementFileOf(after)?.lines ?? []) {
          const order = line.type === 'charge' ? orders.get(line.orderId) : undefined;
          if (line.type !== 'charge' || order === undefined) continue;
          order.listed = withLine(order.listed, `${after.fileId}/charge/${line.reference}`, line.gross);
        }
      },
      matches(fact, witness) {
        if (refundOfMatch(fact.after) === undefined) judgeMatch(fact, orders, witness);
      },
    },
  };
}

/** What was authorised is noted when the order takes the amount that is captured. */
function judgeAuthorised(
  at: Instant,
  before: OrderProgressRecord | undefined,
  { id, authorised: amount, currency }: OrderProgressRecord,
  orders: Orders,
  witness: Witness,
): void {
  if (amount === undefined || amount === before?.authorised) return;
  compare(at, places.authorisedOrder, undefined, { amount, currency }, orders.get(id), witness);
}

/** A charge is asked for as a whole; what is captured later of an authorisation may be less. */
function judgeCharge({ at, before, after }: WrittenTo<'charges'>, orders: Orders, witness: Witness): void {
  const isCapture = after.authorisedAt !== undefined && after.status === 'captured' && before?.status !== 'captured';
  if (!isCapture && !isNew(before, after)) return;
  const place = isCapture ? places.capture : places.charge;
  compare(at, place, after.reference, after, orders.get(after.orderId), witness);
}

/** What the PSP keeps of a charge is what its price list says, in the PSP's own books. */
function judgeFee({ at, after }: WrittenTo<'charges'>, { settings }: State, witness: Witness): void {
  const { reference, orderId, amount, currency, fee } = after;
  // A share of an amount that is not exact is not defined; that amount is reported where it is found.
  if (!Number.isSafeInteger(amount) || amount < 0) return;
  witness.checked();
  const agreed = agreedPspFee(amount, currency, settings.policy.pspFee);
  if (fee === agreed) return;
  const sentence = `the PSP keeps ${spell(fee, currency)} of ${reference}, and its fee for ${spell(amount, currency)} is ${spell(agreed, currency)}`;
  const whose = fee > agreed ? thePlatform : thePsp;
  witness.violated({ at, concern: orderId, sentence, whose, ...priced(fee - agreed, currency) });
}

function judgeMatch({ at, after }: WrittenTo<'matches'>, orders: Orders, witness: Witness): void {
  const { id, orderId, currency } = after;
  const order = orderId === undefined ? undefined : orders.get(orderId);
  if (order === undefined) return;
  compare(at, places.match, id, after, order, witness);
  const amount = amountOfLine(order.listed, id);
  if (amount !== undefined) compare(at, places.line, id, { amount, currency }, order, witness);
  finish(order.id, orders, 'matched');
}

/** An amount is compared where it is first stored, and where it changes. */
function isNew(before: Money | undefined, after: Money): boolean {
  return before?.amount !== after.amount || before.currency !== after.currency;
}

function begin(orders: Orders, id: OrderId, amount: Money): void {
  if (orders.has(id)) return;
  orders.set(id, { id, ordered: amount, amount, credited: undefined, listed: [], posted: false, matched: false });
}

function finish(id: OrderId, orders: Orders, step: 'posted' | 'matched'): void {
  const order = orders.get(id);
  if (order === undefined) return;
  order[step] = true;
  if (order.posted && order.matched) orders.delete(id);
}

/** Of an order that is not known, or no longer, nothing is expected. */
function compare(
  at: Instant,
  place: Place,
  /** Of what is found in this place; undefined where there is one of it only. */
  name: string | undefined,
  found: Figure,
  order: Order | undefined,
  witness: Witness,
): void {
  if (order === undefined) return;
  witness.checked();
  const expected = place.isWhole ? order.ordered : order.amount;
  const { amount, currency } = found;
  if (amount === expected.amount && currency === expected.currency) return;
  const { where, isPaid, isWhole } = place;
  const named = name === undefined ? where : `${where} ${name}`;
  const sentence = `${named} has ${spell(amount, currency)} for ${order.id}, and ${isWhole ? 'the basket has' : sourceOf(order)} ${spell(expected.amount, expected.currency)}`;
  const difference = currency === expected.currency ? amount - expected.amount : amount;
  const whose = !isPaid || currency !== expected.currency ? undefined : payerOf(order.id, difference);
  witness.violated({ at, concern: order.id, sentence, whose, ...priced(difference, currency) });
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
  const { amount: all, currency: own } = order.amount;
  const whole = money(agreedShare(all, 1_000_000 - settings.policy.platformFee), own);
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
  if (orderId === undefined || (kind !== 'capture' && kind !== 'allocate')) return;
  const order = orders.get(orderId);
  const quote = quotes.of(orderId);
  let [sum, platform] = [0, 0];
  let currency: Currency | undefined;
  for (const posting of postings) {
    if (posting.from === 'platform_fee') platform += posting.amount;
    if (posting.currency === quote?.currency) continue;
    currency ??= posting.currency;
    sum += posting.amount;
  }
  if (order === undefined || currency === undefined) return;
  if (kind === 'allocate') {
    // A credit that was converted is no part of the sum: the share that was exchanged for it is.
    const credited = (quote === undefined ? order.credited : undefined) ?? sum - platform;
    compare(at, places.allocation, id, { amount: credited + platform, currency }, order, witness);
  }
  compare(at, places.posting, id, { amount: sum, currency }, order, witness);
}
