import { describe, expect, it } from 'vitest';
import { chargeLine, fileOf, monday, payoutLine, refundLine, tuesday } from '../../test/support/week-of-files.ts';
import { minorUnits } from './money.ts';
import { balanceAfter, effectOf, proofProblems, sequelProblems } from './settlement-file.ts';

const opening = minorUnits(9710);

describe('effectOf', () => {
  it('adds a charge less its fee to the balance, and takes a refund and a payout from it', () => {
    expect(effectOf(chargeLine(17, monday))).toBe(9710);
    expect(effectOf(refundLine(17, monday, 4000))).toBe(-4000);
    expect(effectOf(payoutLine(monday, 10_000))).toBe(-10_000);
  });
});

describe('proofProblems', () => {
  const file = fileOf(tuesday, [chargeLine(17, tuesday), refundLine(16, tuesday, 4000)], { opening });

  it('finds none when the file has all of its lines and they lead to its closing balance', () => {
    expect(balanceAfter(file, [9710, -4000])).toBe(15_420);
    expect(proofProblems(file, [9710, -4000])).toEqual([]);
  });

  it('notices a line that was cut off', () => {
    expect(proofProblems(file, [9710])).toEqual([
      'it was made with 2 lines and has 1',
      'its lines lead to 194.20 EUR and it closes at 154.20 EUR',
    ]);
  });

  it('notices a line that is gone though the balance does not need it', () => {
    expect(proofProblems({ ...file, lineCount: 3 }, [9710, -4000])).toEqual(['it was made with 3 lines and has 2']);
  });

  it('notices an amount that is wrong by a penny', () => {
    expect(proofProblems(file, [9709, -4000])).toEqual(['its lines lead to 154.19 EUR and it closes at 154.20 EUR']);
  });
});

describe('sequelProblems', () => {
  const file = fileOf(tuesday, [], { opening });
  const before = { sequence: 1, closings: [opening] };

  it('finds none when the file opens where the one before it closed', () => {
    expect(sequelProblems(file, before)).toEqual([]);
  });

  it('wants the first file to open at zero with sequence 1', () => {
    expect(sequelProblems(fileOf(monday, []), undefined)).toEqual([]);
    expect(sequelProblems(file, undefined)).toEqual([
      'its number is 2 where 1 was due',
      'it opens at 97.10 EUR where the file before it closed at 0.00 EUR',
    ]);
  });

  it.each([
    ['a gap', 4, 'its number is 4 where 2 was due'],
    ['a repeat', 1, 'its number is 1 where 2 was due'],
  ])('notices %s in the sequence', (_, sequence, problem) => {
    expect(sequelProblems({ ...file, sequence }, before)).toEqual([problem]);
  });

  it('notices an opening balance that is not the closing balance before it, by a penny', () => {
    expect(sequelProblems({ ...file, opening: minorUnits(9711) }, before)).toEqual([
      'it opens at 97.11 EUR where the file before it closed at 97.10 EUR',
    ]);
  });

  it('takes a file that was made before the one before it was corrected', () => {
    expect(sequelProblems(file, { sequence: 1, closings: [opening, minorUnits(9700)] })).toEqual([]);
  });
});
