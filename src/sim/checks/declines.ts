/**
 * What follows a decline, for I17, by the PSP's own records: a softly declined order is tried again, as often as was
 * agreed; one that is declined hard is not. What is kept of an order goes when it is closed, and nothing is kept after that.
 */
import { counted } from '../../domain/counted.ts';
import type { IdempotencyKey, OrderId } from '../../domain/ids.ts';
import type { PaymentOrderRecord } from '../../domain/executor-records.ts';
import type { Policy } from '../../domain/policy.ts';
import type { DeclineKind } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';

interface Decline {
  readonly key: IdempotencyKey;
  readonly kind: DeclineKind | undefined;
}

/** Of each order that is not closed. */
type Declines = Map<OrderId, readonly Decline[]>;

const none: readonly Decline[] = [];

export function declines(policy: Policy): Hearing<Witness> {
  const known: Declines = new Map();
  return {
    written: {
      charges({ before, after: { orderId, idempotencyKey: key, status, declineKind: kind } }) {
        if (status !== 'declined' || before?.status === 'declined') return;
        const earlier = known.get(orderId);
        if (earlier !== undefined) known.set(orderId, [...earlier, { key, kind }]);
      },
      paymentOrders(fact, witness) {
        const { before, after } = fact;
        if (before !== undefined && after.attempt > before.attempt) judgeNext(fact, of(before, known), witness);
        if (after.status === 'declined' && before?.status !== 'declined')
          judgeEnd(fact, of(after, known), policy, witness);
      },
      orderProgress({ before, after }) {
        if (isClosed(after)) known.delete(after.id);
        else if (before === undefined && !known.has(after.id)) known.set(after.id, none);
      },
    },
  };
}

/** Of the present attempt; a PSP that has forgotten a key may have declined it more than once. */
function of({ id, idempotencyKey }: PaymentOrderRecord, known: Declines): readonly Decline[] {
  return known.get(id)?.filter(({ key }) => key === idempotencyKey) ?? [];
}

function judgeNext({ at, after }: WrittenTo<'paymentOrders'>, declined: readonly Decline[], witness: Witness): void {
  // Whether there may be another attempt without any decline is for others to judge, by what it leads to.
  if (declined.length === 0) return;
  witness.checked();
  if (declined.some(({ kind }) => kind === 'soft')) return;
  const { id, attempt, amount, currency } = after;
  const sentence = `attempt ${attempt} of ${id} comes after a hard decline, which is for good`;
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
}

function judgeEnd(
  { at, after }: WrittenTo<'paymentOrders'>,
  declined: readonly Decline[],
  { softDeclineRetries }: Policy,
  witness: Witness,
): void {
  if (declined.length === 0) return;
  witness.checked();
  const { id, attempt, amount, currency, sellerId: whose } = after;
  if (attempt > softDeclineRetries || declined.some(({ kind }) => kind !== 'soft')) return;
  const sentence = `${id} of ${spell(amount, currency)} is given up after a soft decline of attempt ${attempt}; ${counted(1 + softDeclineRetries, 'attempt')} were agreed`;
  witness.violated({ at, concern: id, sentence, whose, ...priced(amount, currency) });
}
