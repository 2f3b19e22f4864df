/**
 * Who is in a batch of the sellers' payouts, for I13: whoever has something available when it begins. And a batch that is
 * due begins. What comes into a wallet after the batch was due may come too late for it.
 */
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import { walletId } from '../../domain/ids.ts';
import type { PayoutRunRecord } from '../../domain/payout-records.ts';
import { payoutRunId } from '../../domain/seller-payouts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import type { SellerFunds } from './seller-funds.ts';
import { holderOf } from './whose.ts';

export interface PayoutRuns {
  readonly hears: Hearing<Witness>;
  conclude(at: Instant, witness: Witness): void;
}

export function createPayoutRuns(funds: SellerFunds): PayoutRuns {
  const begun = new Set<string>();
  /** When each batch that has not begun was due first. */
  const dueAt = new Map<string, Instant>();
  return {
    hears: {
      delivered: {
        PayoutRunDue({ at, message: { currency, date } }) {
          const id = payoutRunId(currency, date);
          if (!begun.has(id) && !dueAt.has(id)) dueAt.set(id, at);
        },
      },
      written: {
        payoutRuns({ at, before, after }, witness) {
          if (before !== undefined) return;
          judgeRun(at, after, dueAt.get(after.id) ?? at, funds, witness);
          begun.add(after.id);
          dueAt.delete(after.id);
        },
      },
    },
    conclude(at, witness) {
      for (const [id, since] of dueAt) {
        witness.checked();
        const sentence = `the batch of payouts ${id} was due at ${isoInstant(since)} and has not begun`;
        witness.violated({ at, since, concern: id, sentence });
      }
    },
  };
}

function judgeRun(
  at: Instant,
  { id, currency, asOf, sellers }: PayoutRunRecord,
  dueAt: Instant,
  funds: SellerFunds,
  witness: Witness,
): void {
  const listed = new Set(sellers.map((seller) => walletId(seller, currency)));
  witness.checked();
  for (const wallet of funds.inHandSince(currency, dueAt)) {
    if (listed.has(wallet)) continue;
    const { amount, isAtMost } = funds.payable(wallet, currency, asOf);
    if (amount === 0 || isAtMost) continue;
    const sentence = `the batch of payouts ${id} leaves ${wallet} out, of whose ${spell(funds.all(wallet), currency)} ${spell(amount, currency)} is available`;
    witness.violated({ at, concern: id, sentence, whose: holderOf(wallet), ...priced(amount, currency) });
  }
}
