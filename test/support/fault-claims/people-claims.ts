/** What buyers, their browsers and operators do. */
import { expect } from 'vitest';
import { businessDate, closeOf } from '../../../src/domain/calendar.ts';
import type { AuditedRun } from '../audited-run.ts';
import { befallen, deliveriesOf, LINK_MS, type Claims } from './claim.ts';

const cutOff = closeOf({ zone: 'Europe/Amsterdam', cutOff: 21 * 60 }, businessDate('2026-03-02'));

export const peopleClaims: Claims<'cutoff' | 'operator' | 'client'> = {
  'cutoff.straddle': {
    rule: 'rate: 50%, fromCutOff: -4s to 4s',
    shows(run, fired) {
      for (const { concern, fault } of fired)
        expect(broughtAt(run, 'BuyerArrived', concern)).toEqual([cutOff + fault.fromCutOffMs]);
      // Buyers who come at the cut-off are on either side of it.
      const dates = run.facts.flatMap((fact) =>
        fact.kind === 'written' && fact.table === 'charges' ? [fact.after.businessDate] : [],
      );
      expect([...new Set(dates)].filter((date) => date !== undefined).sort()).toEqual(['2026-03-02', '2026-03-03']);
    },
  },
  'operator.replay-batch': {
    rule: 'rate: 50%, after: 1min to 6h',
    shows(run, fired) {
      for (const { at, site, concern, fault } of fired)
        expect(broughtAt(run, jobOf(site), concern)).toEqual([at, at + fault.afterMs]);
    },
  },
  'operator.double-run': {
    rule: 'rate: 50%',
    shows(run, fired) {
      for (const { at, site, concern } of fired) expect(broughtAt(run, jobOf(site), concern)).toEqual([at, at]);
    },
  },
  'client.double-click': {
    rule: 'rate: 50%, lag: 50ms to 500ms',
    shows(run, fired) {
      for (const fault of fired) {
        const first = fault.at + LINK_MS;
        expect(deliveriesOf(run, befallen(run, fault).message)).toEqual([first, first + fault.fault.lagMs]);
      }
    },
  },
  'client.retry-storm': {
    rule: 'rate: 30%, clicks: 3 to 9, spacing: 20ms to 500ms',
    shows(run, fired) {
      for (const fault of fired) {
        const { clicks, everyMs } = fault.fault;
        const times = Array.from({ length: clicks }, (_, click) => fault.at + LINK_MS + click * everyMs);
        expect(deliveriesOf(run, befallen(run, fault).message)).toEqual(times);
      }
    },
  },
};

/** When something came in from outside. */
function broughtAt({ facts }: AuditedRun, type: string | undefined, concern: string): number[] {
  return facts.flatMap((fact) =>
    fact.kind === 'sent' && fact.message.type === type && fact.concern === concern ? [fact.at] : [],
  );
}

/** `psp job FileDue psp/EUR/2026-03-02 #1` */
function jobOf(site: string): string | undefined {
  return site.split(' ')[2];
}
