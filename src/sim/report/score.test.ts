import { describe, expect, it } from 'vitest';
import { EUR } from '../../../test/support/machine-bench.ts';
import { chargeLine, fileOf, monday, statementOf, tuesday, wednesday } from '../../../test/support/week-of-files.ts';
import { currency } from '../../domain/currency.ts';
import { money } from '../../domain/money.ts';
import { breakKinds, type BreakKind, type BreakRecord, type FileContentRecord } from '../../domain/night-records.ts';
import type { SettlementFile } from '../../domain/settlement-file.ts';
import { breakId } from '../../domain/sitting.ts';
import type { Faulted, Label } from '../facts.ts';
import type { Fault } from '../faults/fault.ts';
import { breakKindsOf, faultKindOf } from './fitting-breaks.ts';
import { scoreResults } from './score.ts';

const hour = 3_600_000;

function injected(fault: Fault, reference?: string, rest: Partial<Label> = {}, at = 0): Faulted {
  const label: Label = { source: 'psp', currency: EUR, date: monday, reference, amount: 10_000, ...rest };
  return { kind: 'faulted', at, site: 'settlement psp EUR/2026-03-02', concern: 'file', fault, label };
}

function broken(kind: BreakKind, reference: string, rest: Partial<BreakRecord> = {}): BreakRecord {
  const about = reference.startsWith('psp/') ? reference : `psp/EUR/2026-03-02/charge/${reference}`;
  const story = { openedOn: monday, status: 'open', explanation: '' } as const;
  const names = { id: breakId(kind, reference), kind, source: 'psp', about, reference } as const;
  return { ...names, ...story, ...money(10_000, EUR), ...rest };
}

function kept(file: SettlementFile): FileContentRecord {
  const fileId = `psp/EUR/${file.date}`;
  return { id: `${fileId}#${file.revision}`, fileId, content: file };
}

const contents = [kept(fileOf(monday, [chargeLine(17, monday)])), kept(fileOf(tuesday, []))];
const lineMissing: Fault = { kind: 'settlement.line-missing' };
const resentCorrected: Fault = { kind: 'settlement.file-resent-corrected', byMinorUnits: 1, afterMs: 1 };

describe('an injected discrepancy', () => {
  it('is found when a break of a fitting kind is about its line, be it open or explained by now', () => {
    const faulted = [injected(lineMissing, 'ch_17_1_1'), injected(lineMissing, 'ch_18_1_1', { amount: 500 })];
    const breaks = [
      broken('missingInFile', 'ch_17_1_1'),
      broken('missingInFile', 'ch_18_1_1', { status: 'resolved', resolvedOn: tuesday }),
    ];
    expect(scoreResults(faulted, breaks)).toEqual([
      {
        kind: 'settlement.line-missing',
        injected: 2,
        found: 2,
        missed: 0,
        harmless: 0,
        real: 0,
        falsely: 0,
        money: { EUR: 10_500 },
        undetected: {},
        longestMs: null,
        nights: { '2026-03-02': { injected: 2, found: 2, harmless: 0 } },
      },
    ]);
  });

  it('is missed when the break is of another kind, about another line or from the other source', () => {
    const breaks = [
      broken('feeDiffers', 'ch_17_1_1'),
      broken('missingInFile', 'ch_18_1_1'),
      broken('missingInFile', 'ch_17_1_1', { source: 'bank' }),
    ];
    expect(scoreResults([injected(lineMissing, 'ch_17_1_1')], breaks)).toMatchObject([
      { found: 0, missed: 1, money: { EUR: 10_000 }, undetected: { EUR: 10_000 }, falsely: 2 },
      { kind: 'settlement.fee-drift', injected: 0, falsely: 1 },
    ]);
  });

  it('is counted by night, and its money by currency', () => {
    const JPY = currency('JPY');
    const faulted = [
      injected(lineMissing, 'ch_17_1_1'),
      injected(lineMissing, 'ch_18_1_1', { date: tuesday, currency: JPY, amount: 700 }),
    ];
    expect(scoreResults(faulted, [broken('missingInFile', 'ch_17_1_1')])).toMatchObject([
      {
        money: { EUR: 10_000, JPY: 700 },
        undetected: { JPY: 700 },
        nights: {
          '2026-03-02': { injected: 1, found: 1, harmless: 0 },
          '2026-03-03': { injected: 1, found: 0, harmless: 0 },
        },
      },
    ]);
  });

  it('counts its money once, at its worst, however often the file was sent', () => {
    const cut = (amount: number, rest: Partial<Label> = {}): Faulted =>
      injected({ kind: 'settlement.file-truncated', lines: 1 }, undefined, { amount, ...rest });
    const faulted = [cut(400), cut(900), cut(300), cut(50, { date: tuesday }), cut(7, { source: 'bank' })];
    expect(scoreResults(faulted, [broken('fileDoesNotProve', 'psp/EUR/2026-03-02')])).toMatchObject([
      { injected: 5, found: 3, missed: 2, money: { EUR: 957 }, undetected: { EUR: 57 } },
    ]);
  });

  it('was undetected from its injection to the opening of its break', () => {
    const faulted = [
      injected(lineMissing, 'ch_17_1_1', {}, 2 * hour),
      injected(lineMissing, 'ch_18_1_1', {}, 2 * hour),
    ];
    const breaks = [broken('missingInFile', 'ch_17_1_1'), broken('missingInFile', 'ch_18_1_1')];
    const openedAt = new Map(breaks.map(({ id }, index) => [id, (5 + index) * hour]));
    expect(scoreResults(faulted, breaks, { openedAt })).toMatchObject([{ longestMs: 4 * hour }]);
  });

  it('without a label is not judged', () => {
    const drop: Faulted = { kind: 'faulted', at: 0, site: 'x', concern: 'y', fault: { kind: 'network.drop' } };
    expect(scoreResults([drop], [])).toEqual([]);
  });
});

describe('what should be found of a file as a whole', () => {
  const fileId = 'psp/EUR/2026-03-02';
  it.each<[Fault, BreakRecord]>([
    [{ kind: 'settlement.file-missing' }, broken('fileMissing', fileId)],
    [{ kind: 'settlement.file-late', byMs: 9 * hour }, broken('fileMissing', fileId)],
    [{ kind: 'settlement.file-truncated', lines: 1 }, broken('fileDoesNotProve', fileId)],
    [resentCorrected, broken('amountDiffers', 'ch_17_1_1')],
    [resentCorrected, broken('fileDoesNotProve', fileId)],
  ])('$kind', (fault, found) => {
    expect(scoreResults([injected(fault)], [found])).toMatchObject([{ found: 1, missed: 0, falsely: 0 }]);
    expect(scoreResults([injected(fault, undefined, { date: tuesday })], [found])[0]).toMatchObject({ missed: 1 });
  });
});

describe('harmless is', () => {
  it.each<[string, Fault, FileContentRecord[]]>([
    ['a duplicate', { kind: 'settlement.file-duplicate', lagMs: 1 }, []],
    ['a file that came before it was expected', { kind: 'settlement.file-late', byMs: 1 }, contents],
    ['a lost copy of a file that came', { kind: 'settlement.file-missing' }, contents],
    ['a truncated copy of a file that is there whole', { kind: 'settlement.file-truncated', lines: 1 }, contents],
    [
      'a mistake that was corrected before it was matched',
      resentCorrected,
      [kept(fileOf(monday, [], { revision: 2 }))],
    ],
    ['a wrong line in a file that never came', lineMissing, contents.slice(1)],
  ])('%s', (_, fault, files) => {
    const [score] = scoreResults([injected(fault, undefined)], [], { contents: files });
    expect(score).toMatchObject({ injected: 1, found: 0, missed: 0, harmless: 1, undetected: {} });
    expect(score?.nights).toEqual({ '2026-03-02': { injected: 1, found: 0, harmless: 1 } });
  });

  it('not a truncated file that was taken for whole', () => {
    const accepted = kept(fileOf(monday, [], { lineCount: 1 }));
    const faulted = [injected({ kind: 'settlement.file-truncated', lines: 1 })];
    expect(scoreResults(faulted, [], { contents: [accepted] })).toMatchObject([{ missed: 1, harmless: 0 }]);
  });

  it('not a file that never came, without a break', () => {
    expect(scoreResults([injected({ kind: 'settlement.file-missing' })], [])).toMatchObject([{ missed: 1 }]);
  });
});

describe('falsely found', () => {
  it('is a break that stays open though nothing was injected; one that was explained is not', () => {
    const breaks = [
      broken('amountDiffers', 'ch_17_1_1'),
      broken('missingInFile', 'ch_18_1_1', { status: 'resolved', resolvedOn: tuesday }),
    ];
    expect(scoreResults([], breaks, { contents })).toMatchObject([
      { kind: 'settlement.line-wrong-amount', injected: 0, falsely: 1, money: {} },
    ]);
  });

  it('is not what truly differed when the break was opened: that was rightly found, and not injected', () => {
    const breaks = [broken('missingInLedger', 'ch_17_1_2'), broken('missingInLedger', 'ch_18_1_2')];
    const real = new Set(['break-missingInLedger-ch_17_1_2']);
    const contentsOfWeek = [...contents, kept(fileOf(wednesday, []))];
    expect(scoreResults([], breaks, { contents: contentsOfWeek, real })).toMatchObject([
      { kind: 'settlement.line-unknown', injected: 0, found: 0, real: 1, falsely: 1 },
    ]);
  });

  it('is not a sale of the last night, which no later file could list', () => {
    const open = (openedOn: typeof monday): BreakRecord => broken('missingInFile', 'ch_17_1_1', { openedOn });
    expect(scoreResults([], [open(tuesday)], { contents })).toEqual([]);
    expect(scoreResults([], [open(monday)], { contents })).toMatchObject([{ falsely: 1 }]);
    const bank = { ...open(monday), source: 'bank' } as const;
    const statement = { id: 'bank/EUR/2026-03-02#1', fileId: 'bank/EUR/2026-03-02', content: statementOf(monday, []) };
    expect(scoreResults([], [bank], { contents: [...contents, statement] })).toEqual([]);
  });

  it('is charged to the fault that usually leaves such a break', () => {
    for (const kind of breakKinds) expect(breakKindsOf(faultKindOf(kind))).toContain(kind);
  });
});
