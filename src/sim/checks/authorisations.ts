/**
 * How long authorisations are good, for I5: for as long as was agreed, and neither the PSP nor the platform lets one go
 * before, except that the platform does so once the PSP has.
 */
import type { Instant } from '../../domain/calendar.ts';
import { isoInstant } from '../../domain/calendar.ts';
import type { OrderId } from '../../domain/ids.ts';
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
  /**
   * Until when the authorisation of each order that is not closed is good; undefined while it has none and once the PSP has
   * let it go.
   */
  readonly goodUntil: Map<OrderId, Instant | undefined>;
}

export function authorisations({ authorisationMs }: Policy): readonly Hearing<Witness>[] {
  // Where every order is captured at once, there is none to be remembered.
  if (authorisationMs === undefined) return [];
  const skews = createClockSkews();
  const state: State = { authorisationMs, skews, goodUntil: new Map() };
  return [
    skews.hears,
    {
      written: {
        charges: (fact, witness) => judgeCharge(fact, state, witness),
        orderProgress(fact, witness) {
          const { before, after } = fact;
          if (after.status === 'lapsed') judgeOrder(fact, state, witness);
          if (isClosed(after)) state.goodUntil.delete(after.id);
          else if (before === undefined && !state.goodUntil.has(after.id)) state.goodUntil.set(after.id, undefined);
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
  note(orderId, expiresAt, state);
  const goodForMs = expiresAt - authorisedAt;
  if (goodForMs === state.authorisationMs) return;
  const sentence = `${reference} is authorised for ${spellDuration(goodForMs)}; ${spellDuration(state.authorisationMs)} were agreed`;
  witness.violated({ ...found, sentence });
}

function note(orderId: OrderId, expiresAt: Instant | undefined, { goodUntil }: State): void {
  if (goodUntil.has(orderId)) goodUntil.set(orderId, expiresAt);
}

function judgeOrder({ at, after }: WrittenTo<'orderProgress'>, { skews, goodUntil }: State, witness: Witness): void {
  const { id, amount, currency } = after;
  const expiresAt = goodUntil.get(id);
  witness.checked();
  if (expiresAt === undefined || at >= expiresAt - skews.most('psp', 'payment-service')) return;
  const sentence = `${id} of ${spell(amount, currency)} is taken for lapsed, and its authorisation is good until ${isoInstant(expiresAt)}`;
  witness.violated({ at, concern: id, sentence, whose: sellerOf(id), ...priced(amount, currency) });
}

function sellerOf(orderId: OrderId): string {
  return `the seller of ${orderId}`;
}
