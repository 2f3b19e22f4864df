/**
 * What the PSP's files have shown to reconciliation: which are reconciled, and by when the last of them was taken in. What
 * the ledger held at that time was shown, too.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { WrittenTo } from '../facts.ts';

export interface Shown {
  observe(fact: WrittenTo<'files'>): void;
  isReconciled(fileId: string): boolean;
  /** When the last file that has been reconciled was taken in. */
  until(currency: Currency): Instant;
}

export function createShown(): Shown {
  const takenIn = new Map<string, Instant>();
  const reconciled = new Set<string>();
  const until = new Map<Currency, Instant>();
  return {
    observe(fact) {
      if (fact.after.source !== 'psp') return;
      const { id, currency, status } = fact.after;
      if (status === 'stored') {
        // A corrected file is not reconciled until it is reconciled anew.
        reconciled.delete(id);
        if (fact.before?.status !== 'stored' || !takenIn.has(id)) takenIn.set(id, fact.at);
        return;
      }
      if (reconciled.has(id)) return;
      reconciled.add(id);
      until.set(currency, Math.max(until.get(currency) ?? 0, takenIn.get(id) ?? fact.at));
      takenIn.delete(id);
    },
    isReconciled: (fileId) => reconciled.has(fileId),
    until: (currency) => until.get(currency) ?? 0,
  };
}
