/**
 * What the PSP's files have shown to reconciliation: which are reconciled, and by when the last of them was taken in. What
 * the ledger held at that time was shown, too.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { Hearing } from '../hearing.ts';

export interface Shown {
  readonly hears: Hearing;
  isReconciled(fileId: string): boolean;
  /** When the last file that has been reconciled was taken in. */
  until(currency: Currency): Instant;
}

export function createShown(): Shown {
  const takenIn = new Map<string, Instant>();
  const reconciled = new Set<string>();
  const until = new Map<Currency, Instant>();
  return {
    hears: {
      written: {
        files({ at, before, after }) {
          if (after.source !== 'psp') return;
          const { id, currency, status } = after;
          if (status === 'stored') {
            // A corrected file is not reconciled until it is reconciled anew.
            reconciled.delete(id);
            if (before?.status !== 'stored' || !takenIn.has(id)) takenIn.set(id, at);
            return;
          }
          if (reconciled.has(id)) return;
          reconciled.add(id);
          until.set(currency, Math.max(until.get(currency) ?? 0, takenIn.get(id) ?? at));
          takenIn.delete(id);
        },
      },
    },
    isReconciled: (fileId) => reconciled.has(fileId),
    until: (currency) => until.get(currency) ?? 0,
  };
}
