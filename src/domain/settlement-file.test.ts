import { describe, expect, it } from 'vitest';
import { idempotencyKey, orderId, pspReference } from './ids.ts';
import { minorUnits } from './money.ts';
import { effectOf, proofProblems } from './settlement-file.ts';

const file = { sequence: 2, opening: minorUnits(9710), closing: minorUnits(19_420) };
const previous = { sequence: 1, closing: minorUnits(9710) };

describe('effectOf', () => {
  it('adds a charge less its fee to the balance, and takes a payout from it', () => {
    const order = orderId(17, 1);
    const reference = pspReference(idempotencyKey(order, 1));
    const gross = minorUnits(10_000);
    expect(effectOf({ type: 'charge', reference, orderId: order, capturedAt: 0, gross, fee: minorUnits(290) })).toBe(
      9710,
    );
    expect(effectOf({ type: 'payout', reference: 'payout-EUR-2026-03-02', amount: gross })).toBe(-10_000);
  });
});

describe('proofProblems', () => {
  it('finds none when the file follows the one before and its lines lead to its closing balance', () => {
    expect(proofProblems(file, [9710, 9710, -9710], previous)).toEqual([]);
  });

  it('wants the first file to open at zero with sequence 1', () => {
    const first = { sequence: 1, opening: minorUnits(0), closing: minorUnits(0) };
    expect(proofProblems(first, [], undefined)).toEqual([]);
    expect(proofProblems(file, [9710], undefined)).toEqual([
      'its sequence number is 2 where 1 was due',
      'it opens at 9710 where the file before it closed at 0',
    ]);
  });

  it.each([
    ['a gap', 4, 'its sequence number is 4 where 2 was due'],
    ['a repeat', 1, 'its sequence number is 1 where 2 was due'],
  ])('notices %s in the sequence', (_, sequence, problem) => {
    expect(proofProblems({ ...file, sequence }, [9710], previous)).toEqual([problem]);
  });

  it('notices an opening balance that is not the closing balance before it', () => {
    const opening = minorUnits(9711);
    expect(proofProblems({ ...file, opening }, [9709], previous)).toEqual([
      'it opens at 9711 where the file before it closed at 9710',
    ]);
  });

  it('notices a line that is missing, by a penny', () => {
    expect(proofProblems(file, [9709], previous)).toEqual(['its lines lead to 19419 and it closes at 19420']);
    expect(proofProblems(file, [], previous)).toEqual(['its lines lead to 9710 and it closes at 19420']);
  });
});
