/**
 * A refund's id is its idempotency key: the PSP pays it once, whatever it is asked under the id has one body (order,
 * charge, amount), and another body is not answered with success. What is kept of a refund goes when it is over.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { IdempotencyKey, OrderId, RefundId } from '../../domain/ids.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { Money } from '../../domain/money.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isRefundOver } from './open-orders.ts';
import { thePlatform } from './whose.ts';

export interface RefundKeys {
  readonly hears: Hearing<Witness>;
}

interface Body extends Money {
  readonly orderId: OrderId;
  readonly key: IdempotencyKey;
}

interface Use {
  readonly body: Body;
  /** Whether the PSP has been asked for it. */
  asked: boolean;
  /** Another body that the PSP has been asked for under the id. */
  conflict: (Body & { readonly since: Instant }) | undefined;
}

export function createRefundKeys(): RefundKeys {
  const uses = new Map<RefundId, Use>();
  return {
    hears: {
      written: {
        pspRefunds: (fact, witness) => judgeRefund(fact, uses, witness),
        refunds({ after }) {
          const { id } = after;
          // The promise comes first: what is asked of the PSP has the body that was promised.
          if (isRefundOver(after)) uses.delete(id);
          else if (!uses.has(id)) uses.set(id, { body: after, asked: false, conflict: undefined });
        },
      },
      delivered: { RefundRequested: ({ at, message }, witness) => ask(at, message, uses, witness) },
      sent: { RefundAnswered: ({ at, message }, witness) => judgeAnswer(at, message, uses, witness) },
    },
  };
}

function ask(
  at: Instant,
  { refundId, orderId, key, amount }: MessageOf<'RefundRequested'>,
  uses: ReadonlyMap<RefundId, Use>,
  witness: Witness,
): void {
  // A copy that arrives long after its refund is over begins nothing.
  const use = uses.get(refundId);
  if (use === undefined) return;
  if (use.asked) witness.checked();
  use.asked = true;
  const body = { orderId, key, ...amount };
  if (!sameBody(use.body, body)) use.conflict = { ...body, since: at };
}

function judgeAnswer(
  at: Instant,
  { refundId, orderId, outcome }: MessageOf<'RefundAnswered'>,
  uses: ReadonlyMap<RefundId, Use>,
  witness: Witness,
): void {
  const use = uses.get(refundId);
  if (use?.conflict === undefined || outcome.status !== 'refunded') return;
  const { body, conflict } = use;
  witness.checked();
  const sentence = `${refundId} stands for ${spellBody(body)}, was asked for again as ${spellBody(conflict)}, and the PSP answered that with success; it was to be refused`;
  const found = { at, since: conflict.since, concern: orderId, sentence };
  witness.violated({ ...found, ...priced(conflict.amount, conflict.currency) });
}

function judgeRefund(
  { at, before, after }: WrittenTo<'pspRefunds'>,
  uses: ReadonlyMap<RefundId, Use>,
  witness: Witness,
): void {
  const { id, orderId, reference, status, amount, currency } = after;
  const known = before ?? uses.get(id)?.body;
  if (known === undefined || status !== 'refunded') return;
  witness.checked();
  if (!sameBody(known, after)) {
    const sentence = `the PSP pays back ${spellBody(after)} as ${id}, which stands for ${spellBody(known)}`;
    return witness.violated({ at, concern: orderId, sentence, ...priced(amount, currency) });
  }
  if (before?.status !== 'refunded') return;
  if (before.reference === reference && before.refundedAt === after.refundedAt) return;
  const sentence = `${id} paid back ${spell(amount, currency)} as ${before.reference} and again as ${reference}; one effect was expected`;
  witness.violated({ at, concern: orderId, sentence, whose: thePlatform, ...priced(amount, currency) });
}

function sameBody(one: Body, other: Body): boolean {
  return (
    one.orderId === other.orderId &&
    one.key === other.key &&
    one.amount === other.amount &&
    one.currency === other.currency
  );
}

function spellBody({ orderId, key, amount, currency }: Body): string {
  return `${spell(amount, currency)} of ${key} for ${orderId}`;
}
