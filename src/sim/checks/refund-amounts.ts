/**
 * The amount of a refund, all the way: what the buyer wants is what is stored, paid back by the PSP, posted and listed, and
 * what is taken from the seller and from the platform add up to it. A refund is forgotten when it was refused, or posted and
 * its line matched.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { Money, PartsPerMillion } from '../../domain/money.ts';
import type { MatchRecord } from '../../domain/night-records.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckSettings, Witness } from './check.ts';
import { agreedShare } from './agreed-shares.ts';
import { settlementFileOf } from './file-content.ts';
import { priced, spell } from './figures.ts';
import { amountOfLine, withLine, type ListedLine } from './listed-amounts.ts';
import { refundOf } from './matter.ts';
import { spellRate, worthOf, type Quotes } from './quotes.ts';
import { thePlatform } from './whose.ts';

interface Refund {
  readonly orderId: OrderId;
  readonly amount: Money;
  /** What the payment service says was given back of the order before. */
  before: number | undefined;
  debited: number | undefined;
  listed: readonly ListedLine[];
  posted: boolean;
  matched: boolean;
}

export interface RefundAmounts {
  readonly hears: Hearing<Witness>;
}

type Refunds = Map<RefundId, Refund>;

/** What the seller's share of a refund depends on. */
interface Terms {
  readonly platformFee: PartsPerMillion;
  readonly quotes: Quotes;
}

export function createRefundAmounts({ policy: { platformFee } }: CheckSettings, quotes: Quotes): RefundAmounts {
  const refunds: Refunds = new Map();
  const terms = { platformFee, quotes };
  return { hears: following(refunds, terms) };
}

function begin(refunds: Refunds, id: RefundId, orderId: OrderId, amount: Money): void {
  if (refunds.has(id)) return;
  const nothing = { before: undefined, debited: undefined, posted: false, matched: false };
  refunds.set(id, { orderId, amount, ...nothing, listed: [] });
}

function finish(refunds: Refunds, id: RefundId, step: 'posted' | 'matched'): void {
  const refund = refunds.get(id);
  if (refund === undefined) return;
  refund[step] = true;
  if (refund.posted && refund.matched) refunds.delete(id);
}

function following(refunds: Refunds, terms: Terms): Hearing<Witness> {
  return {
    sent: {
      RefundWanted: ({ message }) => begin(refunds, message.refundId, message.orderId, message.amount),
      RefundAsked({ at, message: { refundId: id, amount: asked } }, witness) {
        compare({ at, id, where: 'the request' }, asked.amount, asked.currency, refunds.get(id), witness);
      },
      RefundClosed({ message }) {
        if (message.outcome === 'refused') refunds.delete(message.refundId);
      },
    },
    written: {
      refunds: (fact, witness) => followSaga(fact, refunds, witness),
      refundOrders({ at, before, after }, witness) {
        const { id, amount, currency } = after;
        if (before?.amount === amount) return;
        compare({ at, id, where: "the executor's refund" }, amount, currency, refunds.get(id), witness);
      },
      pspRefunds({ at, before, after }, witness) {
        const { id, reference, status, amount, currency } = after;
        if (status !== 'refunded' || before?.amount === amount) return;
        compare({ at, id, where: `the PSP's refund ${reference}` }, amount, currency, refunds.get(id), witness);
      },
      debits(fact, witness) {
        if (fact.before === undefined) judgeDebit(fact, refunds.get(fact.after.id), terms, witness);
      },
      transactions({ at, before, after }, witness) {
        if (before === undefined) judgePosting(at, after, refunds, terms, witness);
      },
      fileContents({ after }) {
        for (const line of settlementFileOf(after)?.lines ?? []) {
          const refund = line.type === 'refund' ? refunds.get(line.refundId) : undefined;
          if (line.type !== 'refund' || refund === undefined) continue;
          refund.listed = withLine(refund.listed, `${after.fileId}/refund/${line.reference}`, line.amount);
        }
      },
      matches: (fact, witness) => judgeMatch(fact, refunds, witness),
    },
  };
}

function followSaga({ at, before: earlier, after }: WrittenTo<'refunds'>, refunds: Refunds, witness: Witness): void {
  const { id, orderId, status, amount, currency, before } = after;
  if (earlier === undefined) begin(refunds, id, orderId, { amount, currency });
  const refund = refunds.get(id);
  if (refund === undefined) return;
  refund.before = before;
  if (earlier?.amount !== amount) compare({ at, id, where: 'the stored refund' }, amount, currency, refund, witness);
  if (status === 'refused') refunds.delete(id);
  if (status === 'posted') finish(refunds, id, 'posted');
}

function judgeMatch({ at, after }: WrittenTo<'matches'>, refunds: Refunds, witness: Witness): void {
  const id = refundOfMatch(after);
  const refund = id === undefined ? undefined : refunds.get(id);
  if (id === undefined || refund === undefined) return;
  const { amount, currency } = after;
  compare({ at, id, where: `the matched line ${after.id}` }, amount, currency, refund, witness);
  const line = amountOfLine(refund.listed, after.id);
  if (line !== undefined) compare({ at, id, where: `the file's line ${after.id}` }, line, currency, refund, witness);
  finish(refunds, id, 'matched');
}

/** The refund whose line a match is of; undefined for a match of anything else. */
export function refundOfMatch({ transactionId }: MatchRecord): RefundId | undefined {
  return transactionId.startsWith('refundPaid/') ? refundOf({ id: transactionId, kind: 'refundPaid' }) : undefined;
}

/** An amount of a refund that is found somewhere, and when. */
interface Place {
  readonly at: Instant;
  readonly id: RefundId;
  readonly where: string;
}

function compare(
  { at, id, where }: Place,
  amount: number,
  currency: Currency,
  refund: Refund | undefined,
  witness: Witness,
): void {
  if (refund === undefined) return;
  witness.checked();
  const { amount: expected, orderId } = refund;
  if (amount === expected.amount && currency === expected.currency) return;
  const sentence = `${where} has ${spell(amount, currency)} for ${id}, and the buyer wants ${spell(expected.amount, expected.currency)}`;
  const difference = currency === expected.currency ? amount - expected.amount : amount;
  witness.violated({ at, concern: orderId, sentence, ...priced(difference, currency) });
}

/**
 * Shares are taken of all that has been given back so far, and so is what they are worth at the rate of the sale, so that
 * those of several refunds add up to those of the sale.
 */
function judgeDebit(
  { at, after }: WrittenTo<'debits'>,
  refund: Refund | undefined,
  { platformFee, quotes }: Terms,
  witness: Witness,
): void {
  const { id, amount, currency } = after;
  if (refund?.before === undefined) return;
  refund.debited = amount;
  const { before, orderId } = refund;
  const all = before + refund.amount.amount;
  // A share of an amount that is not exact is not defined; that amount is reported where it is found.
  if (!Number.isSafeInteger(all) || before < 0 || all < before) return;
  witness.checked();
  const { currency: own } = refund.amount;
  const quote = quotes.of(orderId);
  const shareOfAll = (sum: number): number => {
    const share = agreedShare(sum, 1_000_000 - platformFee);
    return quote === undefined ? share : worthOf(share, own, quote);
  };
  const share = shareOfAll(all) - shareOfAll(before);
  const paidIn = quote?.currency ?? own;
  if (amount === share && currency === paidIn) return;
  const rate = quote === undefined ? '' : ` at the rate of the sale, ${spellRate(own, quote)}`;
  const sentence = `the wallet gives back ${spell(amount, currency)} for ${id}, and the seller's share of ${spell(refund.amount.amount, own)} after ${spell(before, own)} is ${spell(share, paidIn)}${rate}`;
  const whose = amount > share ? `the seller of ${orderId}` : thePlatform;
  witness.violated({ at, concern: orderId, sentence, whose, ...priced(amount - share, currency) });
}

function judgePosting(
  at: Instant,
  transaction: LedgerTransactionRecord,
  refunds: Refunds,
  { quotes }: Terms,
  witness: Witness,
): void {
  const { id, kind, orderId } = transaction;
  const refundId = refundOf(transaction);
  const refund = refundId === undefined ? undefined : refunds.get(refundId);
  if (refundId === undefined || refund === undefined) return;
  const quote = orderId === undefined ? undefined : quotes.of(orderId);
  const postings = transaction.postings.filter(({ currency }) => currency !== quote?.currency);
  const [posting] = postings;
  if (posting === undefined) return;
  const sum = postings.reduce((total, { amount }) => total + amount, 0);
  compare({ at, id: refundId, where: `the posting ${id}` }, sum, posting.currency, refund, witness);
  // A debit that was converted is no part of the sum.
  if (kind !== 'refund' || refund.debited === undefined || quote !== undefined) return;
  const platform = postings.reduce((total, { to, amount }) => total + (to === 'platform_fee' ? amount : 0), 0);
  const where = `the debit with the platform's part of ${id}`;
  compare({ at, id: refundId, where }, refund.debited + platform, posting.currency, refund, witness);
}
