/**
 * What the PSP owes, for I13: batches that were due at a cut-off are paid out then or later, unless together they come to
 * nothing, which is carried. A batch that is filed after its cut-off counts from the next one on.
 */
import { addDays, type BusinessDate, type Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { Policy } from '../../domain/policy.ts';
import type { SettlementBatchRecord } from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { thePlatform } from './whose.ts';

export interface UnpaidBatches {
  readonly hears: Hearing;
  conclude(at: Instant, witness: Witness): void;
}

interface Batch extends Pick<SettlementBatchRecord, 'id' | 'currency' | 'date'> {
  /** Charges less refunds and fees, in minor units. */
  readonly net: number;
  /** The cut-off at which it was due first. */
  dueSince: Instant | undefined;
}

export function createUnpaidBatches({ payoutAfterDays }: Policy): UnpaidBatches {
  const unpaid = new Map<string, Batch>();
  const closed = new Map<Currency, BusinessDate>();
  return {
    hears: {
      delivered: {
        DayClosed({ at, message: { currency, date } }) {
          const last = closed.get(currency);
          // Whoever closes a date again finds the payout that was made.
          if (last !== undefined && last >= date) return;
          closed.set(currency, date);
          const lastDue = addDays(date, -payoutAfterDays);
          for (const batch of unpaid.values())
            if (batch.currency === currency && batch.date <= lastDue) batch.dueSince ??= at;
        },
      },
      written: {
        settlementBatches({ before, after: { id, currency, date, gross, refunded, fees, status } }) {
          // Whether a payout names it is judged where it is taken for paid.
          if (status === 'paidOut') unpaid.delete(id);
          if (before !== undefined) return;
          unpaid.set(id, { id, currency, date, net: gross - refunded - fees, dueSince: undefined });
        },
        pspPayouts({ before, after }) {
          if (before === undefined) for (const id of after.batches) unpaid.delete(id);
        },
      },
    },
    conclude(at, witness) {
      for (const currency of closed.keys()) {
        witness.checked();
        const owed = [...unpaid.values()].filter((batch) => batch.currency === currency);
        judge(at, currency, owed, witness);
      }
    },
  };
}

function judge(at: Instant, currency: Currency, unpaid: readonly Batch[], witness: Witness): void {
  const due = unpaid.filter(({ dueSince }) => dueSince !== undefined);
  // One that was filed meanwhile may have been set off against them.
  const later = unpaid.filter(({ dueSince, net }) => dueSince === undefined && net < 0);
  const [first] = due;
  const owed = total(due);
  if (first === undefined || owed + total(later) <= 0) return;
  const sentence = `${listed(due.map(({ id }) => id))} came to ${spell(owed, currency)}, which was due, and no payout was made of it`;
  const found = { at, since: first.dueSince, concern: `psp/${first.id}`, sentence, whose: thePlatform };
  witness.violated({ ...found, ...priced(owed, currency) });
}

function total(batches: readonly Batch[]): number {
  return batches.reduce((sum, { net }) => sum + net, 0);
}
