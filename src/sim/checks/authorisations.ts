/**
 * How long authorisations are good, for I5: for as long as was agreed, which the executor and the payment service know as
 * the PSP does; and neither the PSP nor the platform lets one go before, except that the platform does so once the PSP has.
 */
import type { Instant } from '../../domain/calendar.ts';
import { isoInstant } from '../../domain/calendar.ts';
import type { OrderId, PspReference } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { createClockSkews, type ClockSkews } from './clock-skews.ts';
import { priced, spell, spellDuration } from './figures.ts';
import { isClosed } from './open-orders.ts';

interface State {
  readonly authorisationMs: number;
  readonly skews: ClockSkews;
  /** Of each order that is not closed; undefined while it has none and once the PSP has let it go. */
  readonly good: Map<OrderId, Authorisation | undefined>;
}

interface Authorisation {
  readonly reference: PspReference;
  readonly expiresAt: Instant;
}

export function authorisations({ authorisationMs }: Policy): readonly Hearing<Witness>[] {
  // Where every order is captured at once, there is none to be remembered.
  if (authorisationMs === undefined) return [];
  const skews = createClockSkews();
  const state: State = { authorisationMs, skews, good: new Map() };
  return [
    skews.hears,
    {
      written: {
        charges: (fact, witness) => judgeCharge(fact, state, witness),
        orderProgress(fact, witness) {
          const { before, after } = fact;
          if (after.status === 'authorised') judgeKnown(fact, 'the payment service', state, witness);
          if (after.status === 'lapsed') judgeOrder(fact, state, witness);
          if (isClosed(after)) state.good.delete(after.id);
          else if (before === undefined && !state.good.has(after.id)) state.good.set(after.id, undefined);
        },
        paymentOrders(fact, witness) {
          if (fact.after.status === 'authorised') judgeKnown(fact, 'the executor', state, witness);
        },
      },
    },
  ];
}

function judgeCharge({ at, before, after }: WrittenTo<'charges'>, state: State, witness: Witness): void {
  const { reference, orderId, status, authorised, currency, authorisedAt = 0, expiresAt = 0 } = after;
  if (before?.status === status || (status !== 'authorised' && status !== 'lapsed')) return;
  witness.checked();
  const found = { at, concern: orderId, whose: sellerOf(orderId), ...priced(authorised, currency) };
  if (status === 'lapsed') {
    note(orderId, undefined, state);
    if (at >= expiresAt - state.skews.most('psp')) return;
    const sentence = `the PSP lets ${reference} of ${spell(authorised, currency)} go, and it is good until ${isoInstant(expiresAt)}`;
    return witness.violated({ ...found, sentence });
  }
  note(orderId, { reference, expiresAt }, state);
  const goodForMs = expiresAt - authorisedAt;
  if (goodForMs === state.authorisationMs) return;
  const sentence = `${reference} is authorised for ${spellDuration(goodForMs)}; ${spellDuration(state.authorisationMs)} were agreed`;
  witness.violated({ ...found, sentence });
}

function note(orderId: OrderId, authorisation: Authorisation | undefined, { good }: State): void {
  if (good.has(orderId)) good.set(orderId, authorisation);
}

/** By which instant the platform waits for the seller, or gives the order up. Another charge of the order has one of its own. */
function judgeKnown(
  { at, after }: WrittenTo<'paymentOrders' | 'orderProgress'>,
  who: string,
  { good }: State,
  witness: Witness,
): void {
  const { id, pspReference, expiresAt, amount, currency } = after;
  const held = good.get(id);
  if (held === undefined || held.reference !== pspReference) return;
  witness.checked();
  if (expiresAt === held.expiresAt) return;
  const known = expiresAt === undefined ? 'without an end' : `as good until ${isoInstant(expiresAt)}`;
  const sentence = `${who} knows the authorisation of ${id} ${known}, and it is good until ${isoInstant(held.expiresAt)}`;
  witness.violated({ at, concern: id, sentence, whose: sellerOf(id), ...priced(amount, currency) });
}

function judgeOrder({ at, after }: WrittenTo<'orderProgress'>, { skews, good }: State, witness: Witness): void {
  const { id, amount, currency } = after;
  const expiresAt = good.get(id)?.expiresAt;
  witness.checked();
  if (expiresAt === undefined || at >= expiresAt - skews.most('psp', 'payment-service')) return;
  const sentence = `${id} of ${spell(amount, currency)} is taken for lapsed, and its authorisation is good until ${isoInstant(expiresAt)}`;
  witness.violated({ at, concern: id, sentence, whose: sellerOf(id), ...priced(amount, currency) });
}

function sellerOf(orderId: OrderId): string {
  return `the seller of ${orderId}`;
}
