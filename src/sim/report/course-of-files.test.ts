import { describe, expect, it } from 'vitest';
import { sent, written } from '../../../test/support/fact-tape.ts';
import { EUR } from '../../../test/support/machine-bench.ts';
import { chargeLine, fileOf, monday } from '../../../test/support/week-of-files.ts';
import { addressOf } from '../../domain/addresses.ts';
import { money } from '../../domain/money.ts';
import type { BreakKind, BreakRecord } from '../../domain/night-records.ts';
import type { Fact, Faulted } from '../facts.ts';
import type { Fault } from '../faults/fault.ts';
import { createCourse } from './course.ts';

const night = addressOf.settlementNight(EUR, monday);
const fileId = `psp/EUR/${monday}`;

function injected(fault: Fault, reference?: string): Faulted {
  const label = { source: 'psp', currency: EUR, date: monday, reference, amount: 100 } as const;
  return { kind: 'faulted', at: 0, site: `settlement psp EUR/${monday} #1`, concern: 'order-17.1', fault, label };
}

function broken(kind: BreakKind, reference: string, at = 5): Fact {
  const about = reference === fileId ? fileId : `${fileId}/charge/${reference}`;
  const names = { id: `break-${kind}-${reference}`, kind, source: 'psp', about, reference } as const;
  const found: BreakRecord = { ...names, openedOn: monday, status: 'open', explanation: '', ...money(100, EUR) };
  return written(at, addressOf.break(found.id), ['breaks', found]);
}

function changed(fault: Faulted, ...facts: readonly Fact[]): number {
  const course = createCourse();
  for (const fact of [fault, ...facts]) course.observe(fact);
  return course.changed(fault.fault.kind);
}

describe('a fault of a line', () => {
  const missing = injected({ kind: 'settlement.line-missing' }, 'ch_17_1_1');

  it('has changed the course when there is a break about that line', () => {
    expect(changed(missing, broken('missingInFile', 'ch_17_1_1'))).toBe(1);
  });

  it('has not when the break is about another line of the file', () => {
    expect(changed(missing, broken('missingInFile', 'ch_18_1_1'))).toBe(0);
  });
});

describe('a fault of a file', () => {
  const truncated = injected({ kind: 'settlement.file-truncated', lines: 2 });
  const asked = sent(5, night, addressOf.pspFile(EUR, monday), { type: 'FileRequested', currency: EUR, date: monday });

  it('has changed the course when the file is asked for', () => {
    expect(changed(injected({ kind: 'settlement.file-missing' }), asked)).toBe(1);
  });

  it('has changed it when there is a break of the kind that it leaves', () => {
    expect(changed(truncated, broken('fileDoesNotProve', fileId))).toBe(1);
    expect(changed(truncated, broken('listedTwice', 'ch_17_1_1'))).toBe(0);
  });

  it('has not when nobody acts upon the copy', () => {
    const duplicate = injected({ kind: 'settlement.file-duplicate', lagMs: 60_000 });
    expect(changed(duplicate, broken('missingInLedger', 'ch_17_1_1'))).toBe(0);
  });

  it('that was sent wrong and then right has when the second revision is taken in', () => {
    const corrected = injected({ kind: 'settlement.file-resent-corrected', byMinorUnits: 1, afterMs: 60_000 });
    const stored = (revision: number): Fact => {
      const content = { ...fileOf(monday, [chargeLine(17, monday)]), revision };
      return written(5, night, ['fileContents', { id: `${fileId}#${revision}`, fileId, content }]);
    };
    expect(changed(corrected, stored(1))).toBe(0);
    expect(changed(corrected, stored(2))).toBe(1);
    expect(changed(truncated, stored(2))).toBe(0);
  });
});
