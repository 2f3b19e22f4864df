/** What a database does to the transactions of the executor, one for each step of an order. */
import { expect } from 'vitest';
import type { AuditedRun } from '../audited-run.ts';
import { COMMIT_MS, writtenAt, type Claims } from './claim.ts';

export const databaseClaims: Claims<'database'> = {
  'database.fail': {
    rule: 'rate: 15%, on: executor',
    shows(run, fired) {
      for (const { at, concern } of fired) expect(writtenAt(run, 'executor', concern, at + COMMIT_MS)).toEqual([]);
    },
  },
  'database.slow': {
    rule: 'rate: 15%, on: executor, by: 100ms to 800ms',
    shows(run, fired) {
      for (const { at, concern, fault } of fired) {
        expect(writtenAt(run, 'executor', concern, at + COMMIT_MS)).toEqual([]);
        expect(writtenAt(run, 'executor', concern, at + COMMIT_MS + fault.byMs)).not.toEqual([]);
      }
    },
  },
  'database.stall': {
    rule: 'rate: 15%, on: executor, by: 100ms to 800ms',
    shows(run, fired) {
      for (const { at, concern, fault } of fired) {
        const durableAt = at + COMMIT_MS;
        const [written] = writtenAt(run, 'executor', concern, durableAt);
        expect(written).toBeDefined();
        // Whoever asked goes on when it is acknowledged, and not before.
        const said = sentTimes(run, written?.by ?? '', durableAt, durableAt + fault.byMs);
        expect(new Set(said)).toEqual(new Set([durableAt + fault.byMs]));
      }
    },
  },
  'database.lose-unsynced': {
    rule: 'rate: 10%, on: executor, for: 5s to 1min, budget: 6',
    shows(run, fired) {
      const crashes = timesOf(run, 'crashed');
      for (const { at, concern } of fired) {
        expect(writtenAt(run, 'executor', concern, at + COMMIT_MS)).toEqual([]);
        expect(crashes).toContain(at + COMMIT_MS);
      }
      // Of two at once, the first decides for how long.
      const downFor = fired.map(({ fault }) => fault.downMs);
      const restarts = timesOf(run, 'restarted');
      for (const [index, at] of crashes.entries()) expect(downFor).toContain((restarts[index] ?? 0) - at);
    },
  },
};

/** When the executor, which is the only one that it happens to, crashed or restarted. */
function timesOf({ facts }: AuditedRun, kind: 'crashed' | 'restarted'): number[] {
  return facts.flatMap((fact) => (fact.kind === kind ? [fact.at] : []));
}

/** When an actor sent something, between two instants, both included. */
function sentTimes({ facts }: AuditedRun, by: string, from: number, until: number): number[] {
  return facts.flatMap((fact) =>
    fact.kind === 'sent' && fact.from === by && fact.at >= from && fact.at <= until ? [fact.at] : [],
  );
}
