import { describe, expect, it } from 'vitest';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import type { Faulted } from '../facts.ts';
import type { Fault } from '../faults/fault.ts';
import { tellFaulted } from './tell-fault.ts';

function told(fault: Fault, site: string, more: Partial<Faulted> = {}): string {
  return tellFaulted({ kind: 'faulted', at: 0, concern: 'order-1.1', site, fault, ...more });
}

describe('a fault', () => {
  it('is told by its kind, its values and its site, and by what it does', () => {
    expect(told({ kind: 'network.delay', byMs: 2_000 }, 'executor→psp ChargeRequested order-1.1 #1')).toBe(
      'network.delay, by 2s, at executor→psp ChargeRequested order-1.1 #1: a message between two services arrives late',
    );
    expect(told({ kind: 'service.crash', when: 'after', downMs: 30_000 }, 'wallet.db commit order-1.1 #1')).toMatch(
      /^service\.crash, when after, for 30s, at wallet\.db commit order-1\.1 #1: a service loses its memory/,
    );
  });

  it('has values below zero, counts, flags and lists in words', () => {
    const skew = { kind: 'clock.skew', service: 'psp', stepMs: -90_000, driftMsPerHour: 2_000 } as const;
    expect(told(skew, 'clock.skew #1', { forMs: 3_600_000 })).toMatch(
      /^clock\.skew, service psp, step -90s, drift 2s, for 1h, at clock\.skew #1: /,
    );
    const partition = { kind: 'network.partition', between: ['ledger'], and: ['wallet', 'psp'], oneWay: true } as const;
    expect(told(partition, 'x', { forMs: 60_000 })).toMatch(
      /^network\.partition, between ledger, and wallet and psp, oneWay true, for 1min, at x: /,
    );
    expect(told({ kind: 'client.retry-storm', clicks: 20, everyMs: 100 }, 'x')).toMatch(
      /^client\.retry-storm, clicks 20, spacing 100ms, at x: /,
    );
  });

  it('in a file says what reconciliation should find', () => {
    const label = {
      source: 'psp',
      currency: currency('EUR'),
      date: businessDate('2026-03-02'),
      reference: 'ch_1_1_1',
      amount: 100,
    } as const;
    const fault = { kind: 'settlement.line-wrong-amount', byMinorUnits: -100 } as const;
    expect(told(fault, 'settlement psp order-1.1 #1', { label })).toBe(
      "settlement.line-wrong-amount, by -100 minor units, at settlement psp order-1.1 #1: the amount of a line of a night's file is wrong" +
        ' (for reconciliation to find in psp/EUR/2026-03-02 about ch_1_1_1, wrong by 1.00 EUR)',
    );
    expect(
      told({ kind: 'settlement.file-missing' }, 'x', { label: { ...label, reference: undefined, amount: 0 } }),
    ).toMatch(/ \(for reconciliation to find in psp\/EUR\/2026-03-02\)$/);
  });
});
