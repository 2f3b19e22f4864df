/**
 * I5: never more than was allowed. At the PSP's own truth a charge stands as the card's issuer has decided, and captures no
 * more than was authorised, which is nothing any more once the authorisation has expired; and what is given back of an
 * order, as the payment service promises it, the PSP pays it and the ledger books it, is positive each time and never more
 * than was captured, and is refused only where it would be more. A refund may come at any time, so one number is kept for
 * each captured order.
 */
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { Money } from '../../domain/money.ts';
import type { ChargeRecord, LedgerTransactionRecord, RefundRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { authorisations } from './authorisations.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { issuerDecisions } from './issuer-decisions.ts';
import { refusals } from './refusals.ts';
import { createTally, type Tally } from './tally.ts';
import { buyerOf, thePlatform } from './whose.ts';

interface State {
  /** What the PSP captured, per order. */
  readonly captured: Tally<OrderId>;
  /** What is given back of each order that has refunds. */
  readonly promised: Tally<OrderId>;
  /** By how much more is reserved for refunds than is promised. */
  readonly astray: Tally<OrderId>;
  readonly paidBack: Tally<OrderId>;
  readonly posted: Tally<OrderId>;
}

export const withinAuthorisation: CheckMaker = ({ policy }) => {
  const state: State = {
    captured: createTally(),
    promised: createTally(),
    astray: createTally(),
    paidBack: createTally(),
    posted: createTally(),
  };
  return {
    id: 'I5',
    name: 'within-authorisation',
    statement:
      "A charge is approved or declined as the card's issuer has decided; what is captured of it is positive and no more than what is authorised by the issuer when it is captured; each refund is positive, the refunds of an order are no more than was captured, what is reserved for them is what they come to, and none is refused that still fits; an authorisation is good for as long as was agreed, and nobody lets it go before.",
    hears: [following(state), issuerDecisions(), refusals(state), ...authorisations(policy)],
  };
};

function following(state: State): Hearing<Witness> {
  return {
    written: {
      charges({ at, before, after }, witness) {
        if (after.status === 'captured') judgeCapture(at, before, after, state, witness);
      },
      refunds: (fact, witness) => promise(fact, state, witness),
      refundBalances: (fact, witness) => judgeReserved(fact, state, witness),
      pspRefunds({ at, before, after }, witness) {
        if (after.status !== 'refunded' || before?.status === 'refunded') return;
        const { orderId, reference } = after;
        judgeBack({ at, orderId, what: `${reference} pays back` }, after, state.paidBack, state, witness);
      },
      debits: judgeDebit,
      transactions: (fact, witness) => judgePosting(fact, state, witness),
    },
  };
}

function judgeDebit({ at, after }: WrittenTo<'debits'>, witness: Witness): void {
  const { id, walletId, amount, currency, orderId } = after;
  witness.checked();
  if (amount >= 0) return;
  const sentence = `${walletId} was debited ${spell(amount, currency)} for ${id}; a refund takes from the seller`;
  witness.violated({ at, concern: orderId, sentence, whose: thePlatform, ...priced(amount, currency) });
}

function judgeCapture(
  at: Instant,
  before: ChargeRecord | undefined,
  after: ChargeRecord,
  { captured }: State,
  witness: Witness,
): void {
  const { reference, orderId, amount, currency, capturedAt, expiresAt } = after;
  const hasExpired = expiresAt !== undefined && capturedAt !== undefined && capturedAt >= expiresAt;
  const authorised = hasExpired ? 0 : after.authorised;
  const earlier = before?.status === 'captured' ? before.amount : 0;
  if (amount !== earlier) captured.add(orderId, amount - earlier);
  if (before?.status === 'captured' && before.amount === amount && before.authorised === after.authorised) return;
  witness.checked();
  if (amount > 0 && amount <= authorised) return;
  const until = hasExpired ? `, whose authorisation expired at ${isoInstant(expiresAt)},` : '';
  const sentence = `${reference}${until} captured ${spell(amount, currency)} and ${spell(authorised, currency)} was authorised`;
  witness.violated({
    at,
    concern: orderId,
    sentence,
    whose: buyerOf(orderId),
    ...priced(amount - authorised, currency),
  });
}

/** What the payment service has accepted counts until it is refused. */
function promise({ at, before, after }: WrittenTo<'refunds'>, state: State, witness: Witness): void {
  const earlier = promisedBy(before);
  if (before !== undefined && promisedBy(after) === earlier) return;
  if (earlier !== 0) state.promised.add(after.orderId, -earlier);
  if (after.status === 'refused') return;
  judgeBack({ at, orderId: after.orderId, what: `${after.id} is to give back` }, after, state.promised, state, witness);
}

function promisedBy(refund: RefundRecord | undefined): number {
  return refund === undefined || refund.status === 'refused' ? 0 : refund.amount;
}

/** What is reserved for refunds is stored together with the promise of each. */
function judgeReserved(
  { at, after }: WrittenTo<'refundBalances'>,
  { captured, promised, astray }: State,
  witness: Witness,
): void {
  const { id, reserved } = after;
  const strayed = reserved - promised.of(id) - astray.of(id);
  // Of most orders nothing ever goes astray, and nothing is kept.
  if (strayed !== 0) astray.add(id, strayed);
  witness.checked();
  const isWithin = reserved >= 0 && reserved <= captured.of(id);
  if (isWithin && strayed === 0) return;
  const whole = isWithin ? `where ${promised.of(id)} are promised` : `of which ${captured.of(id)} were captured`;
  const sentence = `${reserved} minor units are reserved for refunds of ${id}, ${whole}`;
  witness.violated({ at, concern: id, sentence });
}

function judgePosting({ at, before, after }: WrittenTo<'transactions'>, state: State, witness: Witness): void {
  const { id, kind, orderId, postings } = after;
  const [posting] = postings;
  if (kind !== 'refundPaid' || orderId === undefined || posting === undefined) return;
  if (before !== undefined) state.posted.add(orderId, -sumOf(before));
  const back = { amount: sumOf(after), currency: posting.currency };
  judgeBack({ at, orderId, what: `${id} books` }, back, state.posted, state, witness);
}

function sumOf({ postings }: LedgerTransactionRecord): number {
  return postings.reduce((sum, { amount }) => sum + amount, 0);
}

interface Back {
  readonly at: Instant;
  readonly orderId: OrderId;
  readonly what: string;
}

/** Adds what is given back to what was given back of the order before, and holds the sum against what was captured. */
function judgeBack(
  { at, orderId, what }: Back,
  { amount, currency }: Pick<Money, 'currency'> & { readonly amount: number },
  sums: Tally<OrderId>,
  { captured }: State,
  witness: Witness,
): void {
  sums.add(orderId, amount);
  witness.checked();
  const given = `${what} ${spell(amount, currency)} of ${orderId}`;
  if (amount <= 0) {
    const sentence = `${given}; a refund is positive`;
    return witness.violated({ at, concern: orderId, sentence, whose: buyerOf(orderId), ...priced(amount, currency) });
  }
  const [all, whole] = [sums.of(orderId), captured.of(orderId)];
  if (all <= whole) return;
  const sentence = `${given}, which makes ${spell(all, currency)} of the ${spell(whole, currency)} that was captured`;
  witness.violated({ at, concern: orderId, sentence, whose: thePlatform, ...priced(all - whole, currency) });
}
