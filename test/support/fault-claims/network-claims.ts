/** What faults of the network do to messages on their way. */
import { expect } from 'vitest';
import { serviceOf } from '../../../src/domain/addresses.ts';
import type { Sent } from '../../../src/sim/facts.ts';
import { befallen, deliveriesOf, LINK_MS, messagesAt, spanOf, type Claims } from './claim.ts';

export const networkClaims: Claims<'network'> = {
  'network.drop': {
    rule: 'rate: 5%',
    shows(run, fired) {
      for (const fault of fired) {
        const { message } = befallen(run, fault);
        // The same message may be sent again, and come then.
        expect(deliveriesOf(run, message)).not.toContain(fault.at + LINK_MS);
        expect(messagesAt(run, fault.at, fault.concern)).toContain(`lost ${message.type}`);
      }
    },
  },
  'network.delay': {
    rule: 'rate: 10%, by: 50ms to 2h',
    shows(run, fired) {
      for (const fault of fired) {
        const times = deliveriesOf(run, befallen(run, fault).message);
        const inTime = fault.at + LINK_MS;
        expect([times.includes(inTime), times.includes(inTime + fault.fault.byMs)]).toEqual([false, true]);
      }
    },
  },
  'network.duplicate': {
    rule: 'rate: 10%, lag: 1ms to 2h',
    shows(run, fired) {
      for (const fault of fired) {
        const first = fault.at + LINK_MS;
        const times = deliveriesOf(run, befallen(run, fault).message);
        expect(times).toEqual(expect.arrayContaining([first, first + fault.fault.lagMs]));
      }
    },
  },
  'network.reorder': {
    rule: 'rate: 10%, by: 20ms to 500ms',
    shows(run, fired) {
      const overtaken = fired.filter((fault) => {
        const held = befallen(run, fault);
        const [arrived = 0, ...more] = deliveriesOf(run, held.message);
        expect([arrived, more]).toEqual([fault.at + LINK_MS + fault.fault.byMs, []]);
        const isAfter = (fact: Sent): boolean => fact.at > held.at && fact.at + LINK_MS < arrived;
        const link = (fact: Sent): string => `${serviceOf(fact.from)} ${serviceOf(fact.to)}`;
        return run.facts.some((fact) => fact.kind === 'sent' && isAfter(fact) && link(fact) === link(held));
      });
      expect(overtaken.length).toBeGreaterThan(0);
    },
  },
  'network.partition': {
    rule: 'at: 2026-03-02 10:00, for: 40s, between: [executor, ledger], and: payment-service, oneWay: true',
    shows({ facts }, fired) {
      for (const fault of fired) {
        const [from, until] = spanOf(fault);
        const { between, and } = fault.fault;
        const crosses = (one: readonly string[], other: readonly string[]): Sent[] =>
          facts.filter(
            (fact): fact is Sent =>
              fact.kind === 'sent' &&
              fact.at >= from &&
              fact.at < until &&
              one.includes(serviceOf(fact.from)) &&
              other.includes(serviceOf(fact.to)),
          );
        const lost = new Set(facts.flatMap((fact) => (fact.kind === 'lost' ? [fact.message] : [])));
        const [there, back] = [crosses(between, and), crosses(and, between)];
        expect([there.length, back.length].every((count) => count > 10)).toBe(true);
        expect(there.filter(({ message }) => !lost.has(message))).toEqual([]);
        expect(back.filter(({ message }) => lost.has(message))).toEqual([]);
      }
    },
  },
};
