import { describe, expect, it } from 'vitest';
import { faultKinds } from '../../sim/faults/catalogue.ts';
import { faultReference } from '../../sim/scenario/fault-reference.ts';
import { faultKindLines, faultTableLines } from './fault-reference.ts';

const plain = (_: string, text: string): string => text;

describe('the table of faults', () => {
  const lines = faultTableLines(faultKinds.map(faultReference), plain);

  it('begins with which rule wins, and has every kind with what happens', () => {
    expect(lines[0]).toBe('Rules are tried in order; the first that strikes at a site wins.');
    for (const kind of faultKinds) {
      const told = lines.filter((line) => line.startsWith(`  ${kind} `));
      expect(told.length).toBeGreaterThan(0);
      expect(told[0]).toMatch(/ [A-Z].*\.$/);
    }
  });

  it('has a kind under each place at which it strikes', () => {
    const heads = lines.map((line, index) => {
      const above = lines.slice(0, index).findLast((each) => /^[A-Z]/.test(each));
      return line.startsWith('  service.crash') ? above : undefined;
    });
    expect(heads.filter((head) => head !== undefined)).toEqual([
      'A message about to be handled',
      'A transaction',
      'At a time, for a while',
    ]);
  });
});

describe('one kind of fault', () => {
  it('is told with its keys, what is written there, and an example', () => {
    const lines = faultKindLines(faultReference('settlement.line-wrong-date'), plain);
    expect(lines.map((line) => line.replaceAll(/ {2,}/g, '  '))).toEqual([
      "settlement.line-wrong-date  The date of a line of a night's file is wrong.",
      "  strikes  a line of a night's file",
      '  rate  a percentage such as 2.5%  The share of cases in which it happens.',
      expect.stringMatching(/^ {2}during {2}two local times such as 2026-03-02 10:00 to 2026-03-02 11:00 {2}When /),
      '  budget  a whole number  How often it happens at most; any number of times when left out.',
      '  by  whole days from -30d to 30d, or a range; -2d to 2d when left out  By how many days the date is wrong.',
      '  rate is needed',
      '',
      '  faults:',
      '  - { fault: settlement.line-wrong-date, rate: 1%, by: -2d to 2d }',
    ]);
  });

  it.each([
    ['psp.outage', '  one of every and at is needed'],
    ['service.crash', '  one of rate, every and at is needed'],
  ] as const)('says what %s cannot do without', (kind, line) => {
    expect(faultKindLines(faultReference(kind), plain)).toContain(line);
  });
});
