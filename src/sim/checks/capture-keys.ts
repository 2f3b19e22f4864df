/**
 * An authorisation is captured once, under the key of its charge: whatever the PSP is asked to capture under it has one
 * amount, and another one is not answered with success. What is kept of a capture goes when its order is closed.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { Money } from '../../domain/money.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';
import { buyerOf } from './whose.ts';

export interface CaptureKeys {
  readonly hears: Hearing<Witness>;
}

interface Use {
  /** What the executor has promised to ask for. */
  readonly body: Money;
  /** Whether the PSP has been asked for it. */
  asked: boolean;
  /** Another amount that the PSP has been asked to capture. */
  conflict: (Money & { readonly since: Instant }) | undefined;
}

type Uses = Map<OrderId, Use>;

export function createCaptureKeys(): CaptureKeys {
  const uses: Uses = new Map();
  return {
    hears: {
      written: {
        captureOrders({ before, after }) {
          if (before === undefined) uses.set(after.id, { body: after, asked: false, conflict: undefined });
        },
        charges(fact, witness) {
          if (uses.size > 0) judgeCharge(fact, uses, witness);
        },
        orderProgress({ after }) {
          if (uses.size > 0 && isClosed(after)) uses.delete(after.id);
        },
      },
      delivered: { CaptureRequested: ({ at, message }, witness) => ask(at, message, uses, witness) },
      sent: { CaptureAnswered: ({ at, message }, witness) => judgeAnswer(at, message, uses, witness) },
    },
  };
}

function ask(at: Instant, { orderId, amount }: MessageOf<'CaptureRequested'>, uses: Uses, witness: Witness): void {
  // A copy that arrives long after its order is closed begins nothing.
  const use = uses.get(orderId);
  if (use === undefined) return;
  if (use.asked) witness.checked();
  use.asked = true;
  if (!sameAmount(use.body, amount)) use.conflict = { ...amount, since: at };
}

function judgeAnswer(
  at: Instant,
  { orderId, key, outcome }: MessageOf<'CaptureAnswered'>,
  uses: Uses,
  witness: Witness,
): void {
  const use = uses.get(orderId);
  if (use?.conflict === undefined || outcome.status !== 'captured') return;
  const { body, conflict } = use;
  witness.checked();
  const sentence = `the capture of ${key} stands for ${spellMoney(body)}, was asked for again as ${spellMoney(conflict)}, and the PSP answered that with success; it was to be refused`;
  const found = { at, since: conflict.since, concern: orderId, sentence };
  witness.violated({ ...found, ...priced(conflict.amount, conflict.currency) });
}

function judgeCharge({ at, before, after }: WrittenTo<'charges'>, uses: Uses, witness: Witness): void {
  const body = uses.get(after.orderId)?.body;
  if (body === undefined || after.status !== 'captured' || before?.status === 'captured') return;
  witness.checked();
  if (sameAmount(body, after)) return;
  const { id, orderId, amount, currency } = after;
  const sentence = `the PSP captures ${spellMoney(after)} of ${id}, and the executor was to capture ${spellMoney(body)}`;
  witness.violated({ at, concern: orderId, sentence, whose: buyerOf(orderId), ...priced(amount, currency) });
}

function sameAmount(one: Money, other: Money): boolean {
  return one.amount === other.amount && one.currency === other.currency;
}

function spellMoney({ amount, currency }: Money): string {
  return spell(amount, currency);
}
