/**
 * I15: an idempotency key stands for one charge and its one capture, and a refund's id, which is its key, for one refund. A key belongs to one
 * order, its body (order, card, amount) never changes, and whoever asks with another body under a known key is not told
 * that it succeeded. What is kept of a key goes when its order is closed and the PSP has settled what it captured, and of a
 * refund when the refund is over.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { IdempotencyKey, OrderId } from '../../domain/ids.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { Money } from '../../domain/money.ts';
import type { PaymentOrderRecord } from '../../domain/executor-records.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { createCaptureKeys } from './capture-keys.ts';
import { createRefundKeys } from './refund-keys.ts';
import { buyerOf } from './whose.ts';

interface Body extends Money {
  readonly orderId: OrderId;
  readonly card: string;
}

interface Use {
  readonly owner: OrderId;
  /** What the PSP was first asked to charge under the key. */
  body: Body | undefined;
  /** Whether that request has arrived. */
  asked: boolean;
  /** Another body that the PSP has been asked to charge under the key. */
  conflict: (Body & { readonly since: Instant }) | undefined;
}

interface State {
  readonly uses: Map<IdempotencyKey, Use>;
  /** The keys of each order that is open or has something to be settled. */
  readonly keys: Map<OrderId, IdempotencyKey[]>;
}

export const sameKeySameEffect: CheckMaker = () => {
  const state: State = { uses: new Map(), keys: new Map() };
  return {
    id: 'I15',
    name: 'same-key-same-effect',
    statement:
      'One idempotency key has one body and one effect, and the same key with another body is never answered with success; for a refund, its id is the key.',
    hears: [createCaptureKeys().hears, createRefundKeys().hears, following(state)],
  };
};

function following(state: State): Hearing<Witness> {
  return {
    sent: {
      ChargeRequested({ message }) {
        useOf(message.key, message.orderId, state).body ??= bodyOf(message);
      },
      ChargeAnswered: ({ at, message }, witness) => judgeAnswer(at, message, state, witness),
    },
    delivered: { ChargeRequested: ({ at, message }, witness) => arrive(at, message, state, witness) },
    written: {
      paymentOrders({ at, before, after }, witness) {
        if (before?.idempotencyKey !== after.idempotencyKey) judgeOwner(at, after, state, witness);
      },
      charges({ at, before, after }, witness) {
        judgeCharge(at, before, after, state, witness);
        if (after.settledOn !== undefined) forget(after.orderId, state);
      },
      orderProgress({ after }) {
        // A captured order's keys wait for its settlement.
        if (after.status === 'declined' || after.status === 'lapsed') forget(after.id, state);
      },
    },
  };
}

function arrive(at: Instant, message: MessageOf<'ChargeRequested'>, { uses }: State, witness: Witness): void {
  // A copy that arrives long after its order is over begins nothing.
  const use = uses.get(message.key);
  if (use?.body === undefined) return;
  if (use.asked) witness.checked();
  use.asked = true;
  const body = bodyOf(message);
  if (!sameBody(use.body, body)) use.conflict = { ...body, since: at };
}

function bodyOf({ orderId, card, amount: { amount, currency } }: MessageOf<'ChargeRequested'>): Body {
  return { orderId, card, amount, currency };
}

function judgeAnswer(
  at: Instant,
  { key, orderId, outcome }: MessageOf<'ChargeAnswered'>,
  { uses }: State,
  witness: Witness,
): void {
  const use = uses.get(key);
  if (use?.body === undefined || use.conflict === undefined || outcome.status === 'declined') return;
  const { body, conflict } = use;
  witness.checked();
  const sentence = `the key ${key} stands for ${spellBody(body)}, was used again for ${spellBody(conflict)}, and the PSP answered that with success; it was to be refused`;
  const found = { at, since: conflict.since, concern: orderId, sentence };
  witness.violated({ ...found, ...priced(conflict.amount, conflict.currency) });
}

function judgeOwner(at: Instant, order: PaymentOrderRecord, state: State, witness: Witness): void {
  const { id, idempotencyKey: key } = order;
  const { owner } = useOf(key, id, state);
  witness.checked();
  if (owner === id) return;
  const { amount, currency } = order;
  const sentence = `the key ${key} stands for the charge of ${owner} and ${id} of ${spell(amount, currency)} uses it too; a key belongs to one order`;
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
}

function judgeCharge(
  at: Instant,
  before: ChargeRecord | undefined,
  after: ChargeRecord,
  { uses }: State,
  witness: Witness,
): void {
  const known = before === undefined ? uses.get(after.id)?.body : chargedBody(before);
  if (known === undefined) return;
  witness.checked();
  const { id, orderId, currency, amount } = after;
  if (!sameBody(known, chargedBody(after))) {
    const sentence = `the PSP charges ${spellBody(after)} under the key ${id}, which stands for ${spellBody(known)}`;
    return witness.violated({ at, concern: orderId, sentence, whose: buyerOf(orderId), ...priced(amount, currency) });
  }
  if (before?.status !== 'captured' || (before.capturedAt === after.capturedAt && before.reference === after.reference))
    return;
  const sentence = `the key ${id} captured ${spell(amount, currency)} as ${before.reference} and again as ${after.reference}; one effect was expected`;
  witness.violated({ at, concern: orderId, sentence, whose: buyerOf(orderId), ...priced(amount, currency) });
}

/** An authorisation is of all that was asked for, whatever is captured of it. */
function chargedBody(charge: ChargeRecord): Body {
  if (charge.authorisedAt === undefined) return charge;
  const { orderId, card, authorised: amount, currency } = charge;
  return { orderId, card, amount, currency };
}

function useOf(key: IdempotencyKey, owner: OrderId, { uses, keys }: State): Use {
  let use = uses.get(key);
  if (use === undefined) {
    uses.set(key, (use = { owner, body: undefined, asked: false, conflict: undefined }));
    const others = keys.get(owner);
    if (others === undefined) keys.set(owner, [key]);
    else others.push(key);
  }
  return use;
}

function forget(orderId: OrderId, { uses, keys }: State): void {
  for (const key of keys.get(orderId) ?? []) uses.delete(key);
  keys.delete(orderId);
}

function sameBody(one: Body, other: Body): boolean {
  return (
    one.orderId === other.orderId &&
    one.card === other.card &&
    one.amount === other.amount &&
    one.currency === other.currency
  );
}

function spellBody({ orderId, card, amount, currency }: Body): string {
  return `${spell(amount, currency)} from ${card} for ${orderId}`;
}
