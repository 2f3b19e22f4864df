import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameRecord } from './same-record.ts';

describe('sameRecord', () => {
  it('compares fields, in any order, and what lists hold', () => {
    expect(sameRecord({ id: 'a', batches: ['x', 'y'] }, { batches: ['x', 'y'], id: 'a' })).toBe(true);
    expect(sameRecord({ id: 'a', batches: ['x', 'y'] }, { id: 'a', batches: ['x'] })).toBe(false);
    expect(sameRecord<object>({ id: 'a' }, { id: 'a', settledOn: '2026-03-02' })).toBe(false);
    expect(sameRecord<object>({ id: 'a', settledOn: '2026-03-02' }, { id: 'a' })).toBe(false);
  });

  it('leaves one field out when it is told to', () => {
    expect(sameRecord<object>({ id: 'a' }, { id: 'a', settledOn: '2026-03-02' }, 'settledOn')).toBe(true);
    expect(sameRecord<object>({ id: 'a' }, { id: 'b', settledOn: '2026-03-02' }, 'settledOn')).toBe(false);
  });

  it('sees a change of any one field', () => {
    const record = fc.dictionary(fc.string(), fc.integer(), { minKeys: 1 });
    fc.assert(
      fc.property(record, fc.nat(), (before, n) => {
        const fields = Object.keys(before);
        const field = fields[n % fields.length] ?? '';
        expect(sameRecord(before, { ...before })).toBe(true);
        expect(sameRecord(before, { ...before, [field]: (before[field] ?? 0) + 1 })).toBe(false);
      }),
    );
  });
});
