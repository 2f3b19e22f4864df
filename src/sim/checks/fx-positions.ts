/**
 * What the house holds in its position of foreign exchange, item by item: a sale puts the seller's share into it in the
 * buyer's currency and takes what it is worth out of it in the seller's, and a refund does the opposite, at the rate of the
 * sale. Whatever a transaction moves there that no sale and no refund explains is reported when it is posted. An order or a
 * refund that is closed explains nothing more, and is forgotten.
 */
import { bookOf } from '../../domain/accounts.ts';
import type { Currency } from '../../domain/currency.ts';
import type { Quote } from '../../domain/fx.ts';
import { money, shareOf, type PartsPerMillion } from '../../domain/money.ts';
import type { LedgerTransactionRecord, OrderProgressRecord, RefundRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckSettings, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { matterOf, type Matter } from './matter.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import { createQuotes, spellRate, worthOf, type Quotes } from './quotes.ts';
import { createTally, type Tally } from './tally.ts';
import { thePlatform } from './whose.ts';

export interface FxPositions {
  readonly hears: readonly Hearing<Witness>[];
}

/** What a sale or a refund moves, in minor units: what the seller's share is, and what it is worth. */
interface Item {
  readonly currency: Currency;
  readonly quote: Quote;
  /** Debits minus credits. */
  readonly share: number;
  readonly worth: number;
  /** A transaction explains its item once. */
  posted: boolean;
}

export function createFxPositions({ policy: { platformFee } }: CheckSettings): FxPositions {
  const quotes = createQuotes();
  const items = new Map<Matter, Item>();
  return {
    hears: [quotes.hears, selling(quotes, items, platformFee)],
  };
}

function selling(quotes: Quotes, items: Map<Matter, Item>, platformFee: PartsPerMillion): Hearing<Witness> {
  return {
    written: {
      orderProgress({ before, after }) {
        if (isClosed(after)) items.delete(after.id);
        // Of an order that is dispatched in part, that part is sold.
        else if (before?.amount !== after.amount)
          keep(items, after.id, saleOf(after, quotes.of(after.id), platformFee));
      },
      refunds({ before, after }) {
        if (isRefundOver(after)) items.delete(after.id);
        else if (before === undefined) keep(items, after.id, refundOf(after, quotes.of(after.orderId), platformFee));
      },
      transactions: (fact, witness) => judge(fact, items, witness),
    },
  };
}

/** What has been posted is not explained anew. */
function keep(items: Map<Matter, Item>, matter: Matter, item: Item | undefined): void {
  if (item !== undefined && items.get(matter)?.posted !== true) items.set(matter, item);
}

/** A share of an amount that is not exact is not defined; that amount is reported where it is found. */
function saleOf(
  { amount, currency }: OrderProgressRecord,
  quote: Quote | undefined,
  platformFee: PartsPerMillion,
): Item | undefined {
  if (quote === undefined || !isExact(amount)) return undefined;
  const share = sellersShare(amount, currency, platformFee);
  return { currency, quote, share: -share, worth: worthOf(share, currency, quote), posted: false };
}

/** Of all that has been given back by then, less what had been given back before. */
function refundOf(
  { amount, before, currency }: RefundRecord,
  quote: Quote | undefined,
  platformFee: PartsPerMillion,
): Item | undefined {
  if (quote === undefined || !isExact(before) || !isExact(before + amount)) return undefined;
  const earlier = sellersShare(before, currency, platformFee);
  const all = sellersShare(before + amount, currency, platformFee);
  const worth = worthOf(earlier, currency, quote) - worthOf(all, currency, quote);
  return { currency, quote, share: all - earlier, worth, posted: false };
}

function isExact(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 0;
}

function sellersShare(amount: number, currency: Currency, platformFee: PartsPerMillion): number {
  return shareOf(money(amount, currency), 1_000_000 - platformFee).amount;
}

function judge(
  { at, concern, before, after }: WrittenTo<'transactions'>,
  items: Map<Matter, Item>,
  witness: Witness,
): void {
  const item = before === undefined ? explanationOf(after, items) : undefined;
  // Few transactions have anything to do with the position.
  if (item === undefined && !movesPosition(after) && !(before !== undefined && movesPosition(before))) return;
  const moved = createTally<Currency>();
  position(after, 1, moved);
  if (before !== undefined) position(before, -1, moved);
  const explained = createTally<Currency>();
  if (item !== undefined) {
    explained.add(item.currency, item.share);
    explained.add(item.quote.currency, item.worth);
  }
  const currencies = new Set([...moved.keys(), ...explained.keys()]);
  witness.checked();
  for (const currency of currencies) {
    const unexplained = moved.of(currency) - explained.of(currency);
    if (unexplained === 0) continue;
    const rate = item === undefined ? 'nothing' : spell(explained.of(currency), currency);
    const by = item === undefined ? '' : ` at the rate of the sale, ${spellRate(item.currency, item.quote)}`;
    const sentence = `${after.id} moves fx:position by ${spell(moved.of(currency), currency)}, of which ${rate} is explained${by}`;
    const whose = unexplained < 0 && currency === item?.quote.currency ? sellerOf(after) : thePlatform;
    witness.violated({ at, concern: after.orderId ?? concern, sentence, whose, ...priced(unexplained, currency) });
  }
}

/** The sale or the refund that a transaction posts, the first time that it is posted. */
function explanationOf(transaction: LedgerTransactionRecord, items: ReadonlyMap<Matter, Item>): Item | undefined {
  if (transaction.kind !== 'allocate' && transaction.kind !== 'refund') return undefined;
  const matter = matterOf(transaction);
  const item = matter === undefined ? undefined : items.get(matter);
  if (item === undefined || item.posted) return undefined;
  item.posted = true;
  return item;
}

function movesPosition({ postings }: LedgerTransactionRecord): boolean {
  return postings.some(({ from, to }) => bookOf(from) === 'fx:position' || bookOf(to) === 'fx:position');
}

function position({ postings }: LedgerTransactionRecord, sign: 1 | -1, moved: Tally<Currency>): void {
  for (const { from, to, amount, currency } of postings) {
    if (bookOf(from) === 'fx:position') moved.add(currency, -sign * amount);
    if (bookOf(to) === 'fx:position') moved.add(currency, sign * amount);
  }
}

/** What the position holds too little of, the seller got too little of. */
function sellerOf({ orderId }: LedgerTransactionRecord): string {
  return orderId === undefined ? thePlatform : `the seller of ${orderId}`;
}
