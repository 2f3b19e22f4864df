/**
 * Refunds that are refused: rightly so where nothing was captured of the order, or less than the refund is left to give
 * back. The PSP is held to what it has paid back, the payment service to what it has promised; and what it has promised it
 * takes back only when the PSP refuses. Each refund is judged once by either, and forgotten when it is over: the buyer who
 * asks again is told the same once more.
 */
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { Money } from '../../domain/money.ts';
import type { Sent, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Finding, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isRefundOver } from './open-orders.ts';
import { createTally, type Tally } from './tally.ts';
import { buyerOf } from './whose.ts';

/** Per order: what the PSP captured, what is promised to be given back of it, and what the PSP has paid back. */
interface Sums {
  readonly captured: Tally<OrderId>;
  readonly promised: Tally<OrderId>;
  readonly paidBack: Tally<OrderId>;
}

interface Ask extends Money {
  /** What had been promised of the order and taken back when the refund was asked for. */
  readonly releasedBefore: number;
  state: 'asked' | 'accepted' | 'refusedByPsp';
}

interface State extends Sums {
  readonly asks: Map<RefundId, Ask>;
  /** What was promised of each order and taken back. */
  readonly released: Tally<OrderId>;
}

/** @param sums with the same fact in them already */
export function refusals(sums: Sums): Hearing<Witness> {
  const state: State = { ...sums, asks: new Map(), released: createTally() };
  const { asks } = state;
  return {
    sent: {
      RefundWanted: ({ message: { refundId, orderId, amount } }) =>
        void asks.set(refundId, asked(orderId, amount, state)),
      RefundClosed: (fact, witness) => judgeAnswer(fact, state, witness),
    },
    written: {
      refunds: (fact, witness) => judgeRecord(fact, state, witness),
      pspRefunds: (fact, witness) => judgePsp(fact, state, witness),
    },
  };
}

function asked(orderId: OrderId, { amount, currency }: Money, { released }: State): Ask {
  return { amount, currency, releasedBefore: released.of(orderId), state: 'asked' };
}

/** Of a refund that is refused without a record. */
function judgeAnswer({ at, message }: Sent<MessageOf<'RefundClosed'>>, state: State, witness: Witness): void {
  const { refundId: id, orderId, outcome } = message;
  const ask = state.asks.get(id);
  state.asks.delete(id);
  if (outcome !== 'refused' || ask?.state !== 'asked') return;
  judge({ at, id, orderId, by: 'the payment service' }, ask, mostPromised(orderId, ask, state), state, witness);
}

function judgeRecord({ at, before, after }: WrittenTo<'refunds'>, state: State, witness: Witness): void {
  const { id, orderId, status } = after;
  if (before?.status === status) return;
  const ask = state.asks.get(id) ?? asked(orderId, after, state);
  if (isRefundOver(after)) state.asks.delete(id);
  else state.asks.set(id, ask);
  const by = 'the payment service';
  if (status !== 'refused') {
    if (ask.state === 'asked') ask.state = 'accepted';
  } else if (before === undefined) {
    if (ask.state === 'asked') judge({ at, id, orderId, by }, after, mostPromised(orderId, ask, state), state, witness);
  } else {
    state.released.add(orderId, before.amount);
    if (ask.state === 'accepted') takenBack({ at, id, orderId, by }, after, witness);
  }
}

function judgePsp({ at, before, after }: WrittenTo<'pspRefunds'>, state: State, witness: Witness): void {
  const { id, orderId, status } = after;
  if (status !== 'refused' || before?.status === 'refused') return;
  const ask = state.asks.get(id);
  if (ask !== undefined) ask.state = 'refusedByPsp';
  judge({ at, id, orderId, by: 'the PSP' }, after, state.paidBack.of(orderId), state, witness);
}

/**
 * At the most what was promised of the order at any time since the refund was asked for: it was decided upon somewhere in
 * between, and what others had reserved may have been given back since.
 */
function mostPromised(orderId: OrderId, { releasedBefore }: Ask, { promised, released }: State): number {
  return promised.of(orderId) + released.of(orderId) - releasedBefore;
}

interface Refusal extends Pick<Finding, 'at'> {
  readonly id: RefundId;
  readonly orderId: OrderId;
  readonly by: string;
}

function judge(
  { at, id, orderId, by }: Refusal,
  { amount, currency }: Money,
  back: number,
  { captured }: Sums,
  witness: Witness,
): void {
  witness.checked();
  const whole = captured.of(orderId);
  if (amount <= 0 || back + amount > whole) return;
  const sentence = `${by} refuses ${id} of ${spell(amount, currency)}, and ${spell(whole - back, currency)} is left of the ${spell(whole, currency)} that was captured of ${orderId}`;
  witness.violated({ at, concern: orderId, sentence, whose: buyerOf(orderId), ...priced(amount, currency) });
}

function takenBack({ at, id, orderId, by }: Refusal, { amount, currency }: Money, witness: Witness): void {
  witness.checked();
  const sentence = `${by} refuses ${id} of ${spell(amount, currency)}, which it had accepted, and the PSP has not refused it`;
  witness.violated({ at, concern: orderId, sentence, whose: buyerOf(orderId), ...priced(amount, currency) });
}
