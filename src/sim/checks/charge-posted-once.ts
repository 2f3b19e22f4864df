/**
 * I7: what the PSP has moved and what the ledger has posted are one to one: its captured charges and the capture postings,
 * its paid refunds and the two postings of each, on account of the order that was charged, as is the PSP's fee; and
 * reconciliation finds each pair that both sides have shown it. A charge or refund is forgotten when its posting, its line
 * and their match are all there, and the fee of a charge.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { OrderId, PspReference, RefundId } from '../../domain/ids.ts';
import type { MatchRecord } from '../../domain/night-records.ts';
import type { Posting } from '../../domain/posting.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { SettlementFile } from '../../domain/settlement-file.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { settlementFileOf } from './file-content.ts';
import { listed, priced, spell } from './figures.ts';
import { refundOf } from './matter.ts';
import { createOpenBreaks, type OpenBreaks } from './open-breaks.ts';
import { createOpenOrders, type OpenOrders } from './open-orders.ts';
import { createShown, type Shown } from './shown.ts';
import { buyerOf, thePlatform } from './whose.ts';

/** A captured charge or a paid refund. */
interface Moved {
  readonly what: 'capture' | 'refund';
  readonly reference: PspReference;
  readonly orderId: OrderId;
  readonly refundId: RefundId | undefined;
  readonly amount: number;
  readonly currency: Currency;
  readonly movedAt: Instant;
  /** What was posted to the receivable for it. */
  postings: readonly string[];
  /** What was posted to the seller and the platform for it, of a refund. */
  sides: readonly string[];
  postedAt: Instant;
  posted: number;
  /** The file with its line, as reconciliation stored it, and the amount of the line. */
  listedIn: string | undefined;
  listedAt: Instant;
  listed: number;
  matched: boolean;
  /** Whether the PSP's fee is still to be posted. */
  owesFee: boolean;
  missed: boolean;
}

interface State {
  readonly moved: Map<PspReference, Moved>;
  /** The reference of each paid refund that is remembered. */
  readonly references: Map<RefundId, PspReference>;
  readonly shown: Shown;
  readonly openOrders: OpenOrders;
  readonly breaks: OpenBreaks;
}

export const chargePostedOnce: CheckMaker = () => {
  const state: State = {
    moved: new Map(),
    references: new Map(),
    shown: createShown(),
    openOrders: createOpenOrders(),
    breaks: createOpenBreaks(),
  };
  return {
    id: 'I7',
    name: 'charge-posted-once',
    statement:
      'Each captured charge has exactly one capture posting and each paid refund one of either kind, each of these postings has its charge or refund, and reconciliation pairs the two.',
    hears: [state.openOrders.hears, state.breaks.hears, state.shown.hears, folding(state)],
    conclude(at, witness) {
      for (const one of state.moved.values()) {
        const isUnposted = one.postings.length === 0 || lacksSides(one);
        // That an order or a refund is still open at the end is another finding.
        if (isUnposted && state.openOrders.has(one.refundId ?? one.orderId)) continue;
        witness.checked();
        // Whatever an order that is over was charged for, the buyer has nothing for it.
        const whose = one.what === 'capture' ? buyerOf(one.orderId) : thePlatform;
        if (isUnposted) reportUnposted(at, one, whose, witness);
        else if (isOverlooked(one, state)) reportOverlooked(at, one, witness);
      }
    },
  };
};

function folding(state: State): Hearing<Witness> {
  const judge = (fact: WrittenTo<'orderProgress' | 'refunds'>, witness: Witness): void => {
    if (fact.after.status === 'posted') judgePosted(fact, state, witness);
  };
  return {
    written: {
      charges({ at, before, after }) {
        if (after.status === 'captured' && before?.status !== 'captured')
          begin(at, after, undefined, after.fee > 0, state);
      },
      pspRefunds({ at, before, after }) {
        if (after.status === 'refunded' && before?.status !== 'refunded') begin(at, after, after.id, false, state);
      },
      transactions({ at, before, after }, witness) {
        if (before !== undefined) return;
        if (after.kind === 'pspFee') postFee(at, after, state, witness);
        else post(at, after, state, witness);
      },
      orderProgress: judge,
      refunds: judge,
      fileContents: ({ at, after }) => list(at, after.fileId, settlementFileOf(after), state),
      matches: ({ after }) => match(after, state),
    },
  };
}

/** An order or a refund is said to be posted. */
function judgePosted({ at, after }: WrittenTo<'orderProgress' | 'refunds'>, { moved }: State, witness: Witness): void {
  const one = after.pspReference === undefined ? undefined : moved.get(after.pspReference);
  if (one === undefined) return;
  witness.checked();
  const whose = one.what === 'capture' ? after.sellerId : thePlatform;
  if (one.postings.length === 0 || lacksSides(one)) reportUnposted(at, one, whose, witness);
}

type Beginning = Pick<Moved, 'reference' | 'orderId' | 'amount' | 'currency'>;

function begin(
  movedAt: Instant,
  { reference, orderId, amount, currency }: Beginning,
  refundId: RefundId | undefined,
  owesFee: boolean,
  { moved, references }: State,
): void {
  if (refundId !== undefined) references.set(refundId, reference);
  moved.set(reference, {
    what: refundId === undefined ? 'capture' : 'refund',
    reference,
    orderId,
    refundId,
    amount,
    currency,
    movedAt,
    postings: [],
    sides: [],
    postedAt: 0,
    posted: 0,
    listedIn: undefined,
    listedAt: 0,
    listed: 0,
    matched: false,
    owesFee,
    missed: false,
  });
}

function post(at: Instant, transaction: LedgerTransactionRecord, state: State, witness: Witness): void {
  const { id, kind, orderId, pspReference, postings } = transaction;
  if (kind !== 'capture' && kind !== 'refundPaid' && kind !== 'refund') return;
  witness.checked();
  const refundId = refundOf(transaction);
  const reference = kind === 'refund' && refundId !== undefined ? state.references.get(refundId) : pspReference;
  const one = reference === undefined ? undefined : state.moved.get(reference);
  const concern = orderId ?? id;
  const sum = postings.reduce((total, { amount }) => total + amount, 0);
  if (one === undefined || (one.what === 'capture') !== (kind === 'capture')) {
    const what = kind === 'capture' ? 'capture' : 'refund';
    const sentence = `${id} posts ${spellPosted(sum, postings)} for ${reference ?? refundId ?? `no ${what}`}, of which the PSP holds no ${what} that is still to be posted`;
    return witness.violated({ at, concern, sentence, whose: thePlatform, ...pricePosted(sum, postings) });
  }
  judgeOrder(at, transaction, one, witness);
  if (kind === 'refund') {
    one.sides = [...one.sides, id];
  } else {
    one.postings = [...one.postings, id];
    one.postedAt = at;
    one.posted = sum;
  }
  const known = kind === 'refund' ? one.sides : one.postings;
  if (known.length === 1) return dropWhenOver(one, state);
  const sentence = `${one.reference} is posted ${known.length} times, by ${listed(known)}, of ${spellPosted(sum, postings)} each; one posting was expected`;
  // The two sides of a refund take from the seller and the platform alike.
  const whose = kind === 'refund' ? undefined : thePlatform;
  witness.violated({ at, concern, sentence, whose, ...pricePosted(sum, postings) });
}

/** A fee that is posted once more, or of a charge that the PSP does not hold, is for other checks to judge. */
function postFee(at: Instant, transaction: LedgerTransactionRecord, state: State, witness: Witness): void {
  const { pspReference } = transaction;
  const one = pspReference === undefined ? undefined : state.moved.get(pspReference);
  if (one?.owesFee !== true) return;
  witness.checked();
  judgeOrder(at, transaction, one, witness);
  one.owesFee = false;
  dropWhenOver(one, state);
}

function judgeOrder(
  at: Instant,
  { id, orderId, postings }: LedgerTransactionRecord,
  one: Moved,
  witness: Witness,
): void {
  if (orderId === one.orderId) return;
  const sum = sumOf(postings);
  const sentence = `${id} posts ${spellPosted(sum, postings)} of ${one.reference} on account of ${orderId ?? 'no order'}; the PSP has it for ${one.orderId}`;
  witness.violated({ at, concern: one.orderId, sentence, ...pricePosted(sum, postings) });
}

function sumOf(postings: readonly Posting[]): number {
  return postings.reduce((total, { amount }) => total + amount, 0);
}

function spellPosted(sum: number, [posting]: readonly Posting[]): string {
  return posting === undefined ? 'nothing' : spell(sum, posting.currency);
}

function pricePosted(sum: number, [posting]: readonly Posting[]): ReturnType<typeof priced> {
  return posting === undefined ? {} : priced(sum, posting.currency);
}

/** Only the PSP's files have lines of charges and refunds. */
function list(at: Instant, fileId: string, file: SettlementFile | undefined, { moved }: State): void {
  for (const line of file?.lines ?? []) {
    const one = line.type === 'payout' ? undefined : moved.get(line.reference);
    if (line.type === 'payout' || one === undefined) continue;
    one.listedIn = fileId;
    one.listedAt = at;
    one.listed = line.type === 'charge' ? line.gross : line.amount;
  }
}

/** A match is named after its line: `psp/EUR/2026-03-02/charge/ch_17_1_1`. */
function match({ id, transactionId }: MatchRecord, state: State): void {
  const one = state.moved.get(id.slice(id.lastIndexOf('/') + 1) as PspReference);
  if (one === undefined || !one.postings.includes(transactionId)) return;
  one.matched = true;
  dropWhenOver(one, state);
}

function dropWhenOver(one: Moved, { moved, references }: State): void {
  if (!one.matched || one.owesFee || one.postings.length !== 1 || lacksSides(one)) return;
  moved.delete(one.reference);
  if (one.refundId !== undefined) references.delete(one.refundId);
}

function lacksSides({ what, sides }: Moved): boolean {
  return what === 'refund' && sides.length === 0;
}

function reportUnposted(at: Instant, one: Moved, whose: string, witness: Witness): void {
  if (one.missed) return;
  one.missed = true;
  const { what, reference, orderId, refundId, postings, amount, currency, movedAt: since } = one;
  const missing = postings.length === 0 ? `${what} posting` : 'posting to the seller and the platform';
  const sentence = `${reference} ${what === 'capture' ? 'captured' : 'paid back'} ${spell(amount, currency)} for ${refundId ?? orderId} and the ledger has no ${missing} of it`;
  witness.violated({ at, since, concern: orderId, sentence, whose, ...priced(amount, currency) });
}

/** The line's file is reconciled and the posting was there before the last file was taken in, and yet the two never met. */
function isOverlooked(
  { reference, listedIn, listed: amount, posted, matched, postedAt, currency }: Moved,
  state: State,
): boolean {
  // Two amounts that differ are not a pair: that is a break, as two dates may be.
  if (matched || listedIn === undefined || amount !== posted) return false;
  const inDispute = state.breaks
    .about(reference)
    .some(({ kind }) => kind === 'amountDiffers' || kind === 'dateDiffers');
  return !inDispute && state.shown.isReconciled(listedIn) && postedAt < state.shown.until(currency);
}

function reportOverlooked(at: Instant, one: Moved, witness: Witness): void {
  const { reference, orderId, amount, currency, listedIn, listedAt, postings, postedAt } = one;
  const since = Math.max(listedAt, postedAt);
  const sentence = `${reference} of ${spell(amount, currency)} is listed in ${listedIn ?? 'no file'} and posted by ${listed(postings)}, and reconciliation never matched the two`;
  witness.violated({ at, since, concern: orderId, sentence, ...priced(amount, currency) });
}
