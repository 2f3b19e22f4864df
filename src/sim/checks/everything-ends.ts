/**
 * I21: nothing is left hanging (liveness). Some time after the world has healed each payment event and each accepted refund
 * is final; at the end so is whatever the PSP, the bank and the sellers' payouts began, each file that was taken in is closed, each break that was
 * found is on record, and each ledger item whose line was due is matched or has an open break that says why not.
 */
import { entityOf } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { DeadLetterRecord, PaymentEventRecord, RefundRecord } from '../../domain/records.ts';
import type { Fact, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { createAskedRefunds } from './asked-refunds.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced, spell, spellDuration } from './figures.ts';
import { refundNamedIn } from './matter.ts';
import { createDispatchedOrders } from './dispatched-orders.ts';
import { createNightsEnd } from './nights-end.ts';
import { isRefundOver } from './open-orders.ts';
import { createSettling, type Settling, type Underway } from './settling.ts';
import { buyerOf, thePlatform } from './whose.ts';

/** A payment event or a refund that is not final. */
interface Work extends Underway {
  work: PaymentEventRecord | RefundRecord;
  /** When the payment service or the executor last stored anything about it. */
  movedAt: Instant;
}

/** Something that the PSP, the bank or a payout has begun. */
type Begun = WrittenTo<'charges' | 'pspPayouts' | 'bankTransfers' | 'sellerPayouts' | 'sellerTransfers' | 'payoutRuns'>;

interface State {
  /** Work by its own id, and payment events also by those of their orders. */
  readonly underway: Map<string, Work>;
  readonly begun: Map<string, Begun>;
  /** Dead letters, by the actor's name. */
  readonly letters: Map<string, DeadLetterRecord>;
  readonly settling: Settling;
}

export const everythingEnds: CheckMaker = ({ settleWithinMs }) => {
  const state: State = {
    underway: new Map(),
    begun: new Map(),
    letters: new Map(),
    settling: createSettling(settleWithinMs),
  };
  const dispatched = createDispatchedOrders(state.settling);
  const nights = createNightsEnd(state.settling);
  const askedRefunds = createAskedRefunds(state.settling);
  return {
    id: 'I21',
    name: 'everything-ends',
    statement: `Each payment event, each order that was dispatched or has lapsed, and each accepted refund is final within ${spellDuration(settleWithinMs)} after the world has healed, or, where nothing had to heal, after the last sign of it; at the end each file is closed, each refund that was asked for is answered, each batch of payouts is done, and each ledger item that was due is matched or covered by an open break.`,
    hears: [
      state.settling.hears,
      { others: (fact) => noteSign(fact, state) },
      following(state),
      dispatched.hears,
      nights.hears,
      askedRefunds.hears,
    ],
    conclude(at, witness) {
      for (const work of new Set(state.underway.values())) concludeWork(at, work, state, witness);
      for (const fact of state.begun.values()) concludeBegun(at, fact, state, witness);
      dispatched.conclude(at, witness);
      nights.conclude(at, witness);
      askedRefunds.conclude(at, witness);
    },
  };
};

/** A fact that names a refund is a sign of that refund, and any other one of its order or checkout. */
function noteSign(fact: Fact, { underway }: State): void {
  const work = underway.get(refundNamedIn(fact) ?? fact.concern);
  if (work === undefined) return;
  work.lastAt = fact.at;
  if (isMove(fact)) work.movedAt = fact.at;
}

function isMove(fact: Fact): boolean {
  return fact.kind === 'written' && (fact.service === 'payment-service' || fact.service === 'executor');
}

function following(state: State): Hearing<Witness> {
  const keep = ({ after }: WrittenTo<'sagaDeadLetters' | 'executorDeadLetters' | 'payoutDeadLetters'>): void =>
    void state.letters.set(entityOf(after.id), after);
  const begin = (fact: Begun, witness: Witness): void => followBegun(fact, state, witness);
  return {
    written: {
      paymentEvents(fact, witness) {
        const { id, orderIds, status } = fact.after;
        followWork(fact, [id, ...orderIds], status !== 'received', state, witness);
      },
      refunds: (fact, witness) => followWork(fact, [fact.after.id], isRefundOver(fact.after), state, witness),
      sagaDeadLetters: keep,
      executorDeadLetters: keep,
      payoutDeadLetters: keep,
      charges: begin,
      pspPayouts: begin,
      bankTransfers: begin,
      sellerPayouts: begin,
      sellerTransfers: begin,
      payoutRuns: begin,
    },
  };
}

function followWork(
  { at, after, concern }: WrittenTo<'paymentEvents'> | WrittenTo<'refunds'>,
  names: readonly string[],
  isOver: boolean,
  { underway, letters, settling }: State,
  witness: Witness,
): void {
  const known = underway.get(after.id);
  if (!isOver) {
    const entry = known ?? { work: after, since: at, lastAt: at, movedAt: at };
    entry.work = after;
    for (const name of names) underway.set(name, entry);
    return;
  }
  for (const name of names) {
    underway.delete(name);
    letters.delete(name);
  }
  // A refund that was refused at once, or one that is committed once more.
  if (known === undefined) return;
  witness.checked();
  const late = settling.late(known, at);
  if (late === undefined) return;
  const { amount, currency } = worthOf(after);
  const sentence = `${after.id} of ${spell(amount, currency)} became ${after.status} ${late}`;
  witness.violated({ at, concern, sentence, whose: buyerOf(concern), ...priced(amount, currency) });
}

function followBegun(fact: Begun, { begun }: State, witness: Witness): void {
  // The bank knows a payout under the name that the PSP, or the wallet, gave it; a charge has its name to itself.
  const name = fact.table === 'charges' ? fact.after.id : `${fact.table} ${fact.after.id}`;
  if (isUnfinished(fact)) begun.set(name, fact);
  else if (begun.delete(name)) witness.checked();
}

function isUnfinished({ after }: Begun): boolean {
  switch (after.status) {
    case 'captured':
    case 'declined':
    case 'lapsed':
    case 'accepted':
    case 'paid':
    case 'reversed':
    case 'acknowledged':
    case 'done':
      return false;
    case 'booked':
      return 'returnsAfterMs' in after;
    default:
      return true;
  }
}

function concludeWork(at: Instant, entry: Work, { settling, letters }: State, witness: Witness): void {
  const overdue = settling.hanging(entry, at);
  if (overdue === undefined) return;
  witness.checked();
  const { work } = entry;
  const { amount, currency } = worthOf(work);
  const orders = 'orderIds' in work ? ` with ${listed(work.orderIds)}` : ` for ${work.orderId}`;
  const names: readonly string[] = 'orderIds' in work ? work.orderIds : [work.id];
  const letter = names.map((name) => letters.get(name)).find((one) => one !== undefined);
  const given = letter === undefined ? '' : `; ${letter.id} had given up: ${letter.reason}`;
  const sentence = `${work.id} of ${spell(amount, currency)}${orders} is still ${work.status}, ${overdue}${given}`;
  const concern = 'orderIds' in work ? work.id : work.orderId;
  const found = { at, since: entry.movedAt, concern, sentence, whose: buyerOf(concern) };
  witness.violated({ ...found, ...priced(amount, currency) });
}

function concludeBegun(at: Instant, fact: Begun, { settling }: State, witness: Witness): void {
  const overdue = settling.hanging({ since: fact.at, lastAt: fact.at }, at);
  if (overdue === undefined) return;
  witness.checked();
  const found = { at, since: fact.at, concern: fact.concern };
  if (fact.table === 'payoutRuns') {
    const sentence = `the batch of payouts ${fact.after.id} is still ${fact.after.status}, ${overdue}`;
    return witness.violated({ ...found, sentence });
  }
  const { id, status, amount, currency } = fact.after;
  const sentence = `${id} of ${spell(amount, currency)} is still ${status} at the ${fact.service}, ${overdue}`;
  const whose = fact.table === 'charges' ? buyerOf(fact.concern) : thePlatform;
  witness.violated({ ...found, sentence, whose, ...priced(amount, currency) });
}

function worthOf(work: PaymentEventRecord | RefundRecord): Money {
  return 'total' in work ? { amount: work.total, currency: work.currency } : work;
}
