/** What happens to services and their clocks. */
import { expect } from 'vitest';
import { serviceOf } from '../../../src/domain/addresses.ts';
import type { Fact } from '../../../src/sim/facts.ts';
import type { AuditedRun } from '../audited-run.ts';
import { boundFor, deliveriesOf, LINK_MS, spanOf, type Claims } from './claim.ts';

export const serviceClaims: Claims<'service'> = {
  'service.crash': {
    rule: 'rate: 2%, for: 500ms to 3s, budget: 40',
    shows(run, fired) {
      const crashes = run.facts.filter((fact) => fact.kind === 'crashed');
      expect(crashes.length).toBeGreaterThan(5);
      const downFor = fired.map(({ fault }) => ('downMs' in fault ? fault.downMs : 0));
      for (const { at, service } of crashes) {
        const back = run.facts.find((fact) => fact.kind === 'restarted' && fact.service === service && fact.at > at);
        expect(downFor).toContain((back?.at ?? 0) - at);
        expect(handledWithin(run, service, at + 1, back?.at ?? 0)).toEqual([]);
      }
      // Of what a service was about to handle, some is lost with it and some has been handled just before.
      const [before, after] = (['before', 'after'] as const).map((when) =>
        fired.filter(({ fault, site }) => 'when' in fault && fault.when === when && site.includes(' handle ')),
      );
      expect([before?.length, after?.length].every((count) => count !== undefined && count > 0)).toBe(true);
      for (const { at, concern } of before ?? []) expect(kindsAt(run, at, concern)).toContain('lost');
      for (const { at, concern } of after ?? []) expect(kindsAt(run, at, concern)).toContain('delivered');
    },
  },
  'service.pause': {
    rule: 'every: 6s, for: 2s to 4s, on: executor, during: 2026-03-02 10:00 to 2026-03-02 10:02',
    shows(run, fired) {
      let held = 0;
      for (const fault of fired) {
        const [from, until] = spanOf(fault);
        expect(handledWithin(run, 'executor', from, until)).toEqual([]);
        const waiting = boundFor(run, 'executor', from, until);
        held += waiting.length;
        expect(waiting.map(({ message }) => deliveriesOf(run, message))).toEqual(waiting.map(() => [until]));
      }
      expect(held).toBeGreaterThan(5);
    },
  },
  'service.slow': {
    rule: 'at: 2026-03-02 10:00, for: 2min, by: 250ms, on: executor',
    shows(run, fired) {
      for (const fault of fired) {
        const [from, until] = spanOf(fault);
        const late = boundFor(run, 'executor', from, until);
        expect(late.length).toBeGreaterThan(20);
        for (const { at, message } of late)
          expect(deliveriesOf(run, message)).toEqual([at + LINK_MS + fault.fault.byMs]);
      }
    },
  },
  'service.overload': {
    rule: 'every: 6s, for: 2s to 4s, on: executor, during: 2026-03-02 10:00 to 2026-03-02 10:02',
    shows(run, fired) {
      const rejected = fired.flatMap((fault) => boundFor(run, 'executor', ...spanOf(fault)));
      expect(rejected.length).toBeGreaterThan(5);
      for (const { at, message } of rejected) {
        const lost = run.facts.filter((fact) => fact.kind === 'lost' && fact.message === message);
        expect(lost.map((fact) => fact.at)).toEqual([at + LINK_MS]);
      }
    },
  },
};

export const clockClaims: Claims<'clock'> = {
  'clock.skew': {
    rule: 'at: 2026-03-02 10:00, for: 2h, step: -90s, drift: 0s, on: executor',
    shows({ facts }, fired) {
      for (const fault of fired) {
        const [from, until] = spanOf(fault);
        const asked = facts.flatMap((fact) =>
          fact.kind === 'delivered' && fact.message.type === 'ExecuteOrder' ? [fact] : [],
        );
        const skewed = asked.filter(({ at }) => at >= from && at < until);
        expect(skewed.length).toBeGreaterThan(20);
        for (const { at, concern } of skewed) expect(requestedAt(facts, concern)).toContain(at - 90_000);
      }
    },
  },
};

/** What a service handled from an instant until just before another. */
function handledWithin({ facts }: AuditedRun, service: string, from: number, until: number): Fact[] {
  return facts.filter(
    (fact) =>
      fact.kind === 'delivered' &&
      serviceOf(fact.to) === service &&
      fact.at >= from &&
      fact.at < until &&
      from !== until,
  );
}

function kindsAt({ facts }: AuditedRun, at: number, concern: string): string[] {
  return facts.flatMap((fact) => (fact.at === at && fact.concern === concern ? [fact.kind] : []));
}

/** When the executor's order says that it was first asked for. */
function requestedAt(facts: readonly Fact[], order: string): number[] {
  return facts.flatMap((fact) =>
    fact.kind === 'written' && fact.table === 'paymentOrders' && fact.after.id === order
      ? [fact.after.requestedAt]
      : [],
  );
}
