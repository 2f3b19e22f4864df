import { describe, expect, it } from 'vitest';
import type { DefectName } from '../../domain/defects.ts';
import type { Hunted, Killed } from '../../sim/defects/hunted.ts';
import { resultOf } from '../../sim/defects/result.ts';
import { huntedVerdictLine, huntTable, impossibleLines, largeLines, reproduceLines, writtenLines } from './defects.ts';

const plain = (_: string, text: string): string => text;
const loud = (look: string, text: string): string => `<${look}>${text}</${look}>`;
const invariants = new Map([
  ['I2', 'I2 at-most-one-charge'],
  ['I8', 'I8 no-credit-without-capture'],
]);

function killed(name: DefectName, sighting: Partial<Killed['sighting']> = {}): Killed {
  const seen = { invariant: 'I2', name: 'at-most-one-charge', foretold: true, sentence: 'charged twice' };
  const when = { at: '2026-03-02T19:14:16.006Z', afterMs: 44 * 60_000 + 16_006, money: { EUR: 1_230, JPY: 500 } };
  return { name, fate: 'killed', seeds: 1, sighting: { ...seen, ...when, seenBy: ['I2'], ...sighting } };
}

/** The same, cut down to so many checkouts and faults. */
function cutDown(kill: Killed, checkouts: number, faults: number): Killed {
  return { ...kill, shrunk: { checkouts, faults, runs: 9, text: '', sentence: 'charged twice' } };
}

const late = killed('timeout-treated-as-failure');
const early = killed('credit-before-capture', { invariant: 'I8', afterMs: 900, money: {} });
const declined: Hunted = { name: 'credit-on-decline', fate: 'survived', seeds: 20 };
const impossible = [
  { name: 'forged-posting', mistake: 'It is forged.', expected: 'I1', because: 'nobody can' },
] as const;

describe('the table of a hunt', () => {
  const names = [late, early, declined].map(({ name }) => name);

  it('has a row for each defect and a heading for each family, in columns that are as wide everywhere', () => {
    const rowsOf = huntTable(names, invariants, false, plain);
    expect([late, early].flatMap(rowsOf)).toEqual([
      'Keys and retries                        seen first by                 seeds        after  money at risk',
      '  timeout-treated-as-failure  killed    I2 at-most-one-charge             1       45 min  12.30 EUR and 500 JPY',
      '',
      'Wallet, ledger, saga                    seen first by                 seeds        after  money at risk',
      '  credit-before-capture       killed    I8 no-credit-without-capture      1          1 s',
    ]);
  });

  it('begins a family with the first of its defects that is hunted', () => {
    const rowsOf = huntTable([declined.name], invariants, false, plain);
    expect(rowsOf(declined)[0]).toMatch(/^Wallet, ledger, saga /);
    expect(huntTable(names, invariants, false, plain)(declined)[0]).toMatch(/^ {2}credit-on-decline /);
  });

  it('is loud about a defect that nobody saw, that another saw, and that was too much for the simulator', () => {
    const rowsOf = huntTable(names, invariants, false, loud);
    expect(rowsOf(declined)).toEqual([
      expect.stringMatching(/^<bad> {2}credit-on-decline +SURVIVED +20<\/bad>$/),
      '<bad>    !! no invariant saw it in 20 seeds; I8 no-credit-without-capture should have</bad>',
    ]);
    const other = killed('credit-on-decline', { foretold: false });
    expect(rowsOf(other)[1]).toBe(
      '<bad>    !! not foretold: the catalogue says that I8 no-credit-without-capture sees it first; charged twice</bad>',
    );
    const crash: Hunted = { name: 'credit-on-decline', fate: 'crashed', seeds: 3, error: 'a machine fell over' };
    expect(rowsOf(crash)).toEqual([
      expect.stringMatching(/^<bad> {2}credit-on-decline +CRASHED +3<\/bad>$/),
      '<bad>    !! internal error with seed 3: a machine fell over</bad>',
    ]);
  });
});

describe('the table of a hunt that cuts down what it finds', () => {
  const names = [late, early, declined].map(({ name }) => name);

  it('says how little is left, and leaves that empty where nobody saw anything', () => {
    const rowsOf = huntTable(names, invariants, true, plain);
    const rows = [cutDown(late, 1, 2), declined].flatMap(rowsOf);
    expect(rows.slice(0, 2)).toEqual([
      'Keys and retries                        seen first by                 seeds        after  shrunk to              money at risk',
      '  timeout-treated-as-failure  killed    I2 at-most-one-charge             1       45 min  1 checkout, 2 faults   12.30 EUR and 500 JPY',
    ]);
    expect(rows[2]).toMatch(/^ {2}credit-on-decline +SURVIVED +20$/);
  });

  it('marks what takes more than two checkouts and three faults', () => {
    const rowsOf = huntTable(names, invariants, true, loud);
    expect(rowsOf(cutDown(early, 2, 3))).toHaveLength(3);
    const marked = '<doubtful>    ! still large: nothing smaller that shows it was found</doubtful>';
    expect(rowsOf(cutDown(early, 3, 0)).at(-1)).toBe(marked);
    expect(rowsOf(cutDown(early, 1, 4)).at(-1)).toBe(marked);
  });

  it('says why, where the catalogue knows', () => {
    const large = 'a batch is only paid out when it has three charges';
    expect(largeLines(cutDown(late, 3, 1), { large })).toEqual([`    ! still large: ${large}`]);
    for (const hunted of [cutDown(late, 1, 1), late, declined]) expect(largeLines(hunted, { large })).toEqual([]);
  });
});

describe('below the table', () => {
  it('stand mistakes that cannot be made, with the reason', () => {
    expect(impossibleLines([], plain)).toEqual([]);
    expect(impossibleLines(impossible, plain)).toEqual([
      '',
      'Not possible in this structure',
      '  forged-posting',
      '    It is forged.',
      '    not possible, because nobody can',
    ]);
  });

  it('stand the commands that show what was seen', () => {
    const results = [late, declined].map((hunted) =>
      resultOf(hunted, `npx penny run --set defects=${hunted.name}`, ''),
    );
    expect(reproduceLines(results, plain)).toEqual([
      '',
      'Reproduce',
      '  timeout-treated-as-failure  npx penny run --set defects=timeout-treated-as-failure',
    ]);
    expect(reproduceLines(results.slice(1), plain)).toEqual([]);
  });

  it('stands where the small scenarios are: one by its name, several by their folder', () => {
    const results = [cutDown(late, 1, 0), cutDown(early, 1, 0), declined].map((hunted) =>
      resultOf(hunted, '', `r/${hunted.name}.yaml`),
    );
    const result = 'result     r/defects.json';
    expect(writtenLines(results, 'r', 'r/defects.json')).toEqual(['scenarios  2 in r', result]);
    expect(writtenLines(results.slice(1), 'r', 'r/defects.json')).toEqual([
      'scenarios  r/credit-before-capture.yaml',
      result,
    ]);
    expect(writtenLines(results.slice(2), 'r', 'r/defects.json')).toEqual([result]);
  });
});

describe('the verdict of a hunt', () => {
  it('is that the catalogue keeps its word', () => {
    expect(huntedVerdictLine([late, early], 0, plain)).toBe(
      'ALL KILLED  2 of 2 defects seen first as the catalogue says',
    );
    expect(huntedVerdictLine([late], 2, loud)).toBe(
      '<good>ALL KILLED</good>  1 of 1 defect seen first as the catalogue says; 2 others not possible in this structure',
    );
  });

  it('names each defect about which it does not', () => {
    const other = killed('credit-before-capture', { foretold: false });
    expect(huntedVerdictLine([late, other, declined], 1, plain)).toBe(
      'NOT AS FORETOLD  1 of 3 defects seen first as the catalogue says; credit-before-capture was seen first by another ' +
        'invariant; credit-on-decline SURVIVED; 1 other not possible in this structure',
    );
  });

  it('is none where nothing could be run', () => {
    expect(huntedVerdictLine([], 1, plain)).toBe('NOTHING RUN  1 other not possible in this structure');
  });
});
