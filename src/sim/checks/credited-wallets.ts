/**
 * Whose sale a refund takes back, for I8: it is on record for the seller who was credited for the order, that wallet is
 * debited, and no other. A refund may come at any time, so where buyers ask for money back one name is kept for each
 * credited order.
 */
import type { OrderId } from '../../domain/ids.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckSettings, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { holderOf } from './whose.ts';

export function creditedWallets({ hasRefunds }: CheckSettings): readonly Hearing<Witness>[] {
  if (!hasRefunds) return [];
  const credited = new Map<OrderId, string>();
  const names = new Map<string, string>();
  /** Each record brings a copy of the name, of which one is enough. */
  const nameOf = (walletId: string): string => {
    const known = names.get(walletId);
    if (known === undefined) names.set(walletId, walletId);
    return known ?? walletId;
  };
  return [
    {
      written: {
        credits({ before, after }) {
          if (before === undefined) credited.set(after.id, nameOf(after.walletId));
        },
        refunds(fact, witness) {
          if (fact.before === undefined) judgeSeller(fact, credited.get(fact.after.orderId), witness);
        },
        debits(fact, witness) {
          if (fact.before === undefined) judge(fact, credited.get(fact.after.orderId), witness);
        },
      },
    },
  ];
}

function judgeSeller({ at, after }: WrittenTo<'refunds'>, walletId: string | undefined, witness: Witness): void {
  const { id, orderId, sellerId, amount, currency } = after;
  // A wish for money back of what nobody was credited for is refused.
  if (walletId === undefined) return;
  witness.checked();
  const expected = holderOf(walletId);
  if (sellerId === expected) return;
  const sentence = `${id} of ${spell(amount, currency)} is stored for ${sellerId}, and ${expected} was credited for ${orderId}`;
  witness.violated({ at, concern: orderId, sentence, whose: sellerId, ...priced(amount, currency) });
}

function judge({ at, after }: WrittenTo<'debits'>, expected: string | undefined, witness: Witness): void {
  const { id, orderId, walletId, amount, currency } = after;
  witness.checked();
  if (walletId === expected) return;
  const sentence = `${walletId} was debited ${spell(amount, currency)} for ${id}, and ${expected ?? 'no wallet'} was credited for ${orderId}`;
  witness.violated({ at, concern: orderId, sentence, whose: holderOf(walletId), ...priced(amount, currency) });
}
