import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargeLine, fileChain, payoutLine, refundLine } from '../../../test/support/night-files.ts';
import { scriptedJudge } from '../../../test/support/scripted-judge.ts';
import {
  effectOf,
  proofProblems,
  sequelProblems,
  type FileBefore,
  type SettlementFile,
} from '../../domain/settlement-file.ts';
import type { LineFault } from '../faults/fault.ts';
import { createShownBooks } from './shown-books.ts';

/** 97.10 on Monday; 48.55 less 25.00 and the payout on Tuesday; 19.42 on Wednesday. */
const nights = fileChain(
  [chargeLine(17, 10_000, 290)],
  [chargeLine(18, 5000, 145), refundLine(17, 2500), payoutLine('payout-EUR-2026-03-03', 9710)],
  [chargeLine(19, 2000, 58)],
);
const [monday, tuesday, wednesday] = nights as [SettlementFile, SettlementFile, SettlementFile];
const lostCharge = { 'settlement psp EUR/2026-03-02 order-17.1 #1': { kind: 'settlement.line-missing' } } as const;

function balances({ opening, closing, lineCount }: SettlementFile): number[] {
  return [opening, closing, lineCount];
}

describe('books without a fault', () => {
  it('are shown as they are, and every charge and refund was asked about', () => {
    const { judge, asked, labels } = scriptedJudge({});
    const show = createShownBooks(judge);
    expect(nights.map((file) => show(file).file)).toEqual(nights);
    expect(asked).toEqual([
      'settlement psp EUR/2026-03-02 order-17.1 #1',
      'settlement psp EUR/2026-03-03 order-18.1 #1',
      'settlement psp EUR/2026-03-03 refund-17.1.1 #1',
      'settlement psp EUR/2026-03-04 order-19.1 #1',
    ]);
    expect(labels).toEqual([]);
  });

  it('have two sites for two charges of one order', () => {
    const { judge, asked } = scriptedJudge({});
    const [twice] = fileChain([chargeLine(17, 10_000, 290), chargeLine(17, 10_000, 290)]);
    createShownBooks(judge)(twice as SettlementFile);
    expect(asked).toEqual([
      'settlement psp EUR/2026-03-02 order-17.1 #1',
      'settlement psp EUR/2026-03-02 order-17.1 #2',
    ]);
  });
});

describe('faults in lines', () => {
  const script = {
    ...lostCharge,
    'settlement psp EUR/2026-03-03 order-18.1 #1': { kind: 'settlement.line-unknown' },
    'settlement psp EUR/2026-03-03 refund-17.1.1 #1': { kind: 'settlement.line-wrong-amount', byMinorUnits: 100 },
    'settlement psp EUR/2026-03-04 order-19.1 #1': { kind: 'settlement.line-duplicate' },
  } as const;

  it('are carried on in the balance over three files, each of which proves itself', () => {
    const show = createShownBooks(scriptedJudge(script).judge);
    // Without the 97.10.
    expect(balances(show(monday).file)).toEqual([0, 0, 0]);
    // 48.55 + 50.00 - 26.00 - 97.10.
    expect(balances(show(tuesday).file)).toEqual([0, -2455, 4]);
    // 19.42 twice.
    expect(balances(show(wednesday).file)).toEqual([-2455, 1429, 2]);
  });

  it('are labelled with what should be found', () => {
    const { judge, labels } = scriptedJudge(script);
    const show = createShownBooks(judge);
    for (const file of nights) show(file);
    const label = { source: 'psp', currency: 'EUR' };
    expect(labels).toEqual([
      { ...label, date: '2026-03-02', reference: 'ch_17_1_1', amount: 10_000 },
      { ...label, date: '2026-03-03', reference: 'ch_unknown_18_1_1', amount: 5000 },
      { ...label, date: '2026-03-03', reference: 're_17_1_1', amount: 100 },
      { ...label, date: '2026-03-04', reference: 'ch_19_1_1', amount: 2000 },
    ]);
  });

  it('are shown again when a file is sent again, and not asked for again', () => {
    const { judge, asked } = scriptedJudge(script);
    const show = createShownBooks(judge);
    const first = nights.map((file) => show(file));
    const sites = asked.length;
    expect([...nights].reverse().map((file) => show(file))).toEqual(first.reverse());
    expect(asked).toHaveLength(sites);
  });

  it('in one currency leave the other alone', () => {
    const show = createShownBooks(scriptedJudge(lostCharge).judge);
    const yen = { ...monday, currency: 'JPY' as SettlementFile['currency'] };
    expect([show(monday).file.closing, show(yen).file.closing]).toEqual([0, 9710]);
  });
});

it('a file that is overtaken by the next one is shown without a fault: it fits what was shown already', () => {
  const { judge, asked } = scriptedJudge(lostCharge);
  const show = createShownBooks(judge);
  expect(show(tuesday).file).toEqual(tuesday);
  expect(show(monday).file).toEqual(monday);
  expect(asked).not.toContain('settlement psp EUR/2026-03-02 order-17.1 #1');
});

it.each<[LineFault['kind'] | 'none', number]>([
  ['none', 0],
  ['settlement.line-missing', 0],
  ['settlement.line-duplicate', 2],
  ['settlement.line-unknown', 2],
])('the first sound line after a first one with %s is at %i', (kind, soundAt) => {
  const fault = { kind } as LineFault;
  const { judge } = scriptedJudge(kind === 'none' ? {} : { 'settlement psp EUR/2026-03-02 order-1.1 #1': fault });
  const [file] = fileChain([chargeLine(1, 1000, 29), chargeLine(2, 2000, 58)]);
  expect(createShownBooks(judge)(file as SettlementFile).soundAt).toBe(soundAt);
});

const anyFault: fc.Arbitrary<LineFault | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<LineFault>(
    { kind: 'settlement.line-missing' },
    { kind: 'settlement.line-duplicate' },
    { kind: 'settlement.line-unknown' },
    { kind: 'settlement.line-wrong-amount', byMinorUnits: -300 },
    { kind: 'settlement.fee-drift', byMinorUnits: 12 },
    { kind: 'settlement.fx-rounding', byMinorUnits: -1 },
    { kind: 'settlement.line-wrong-date', byDays: 3 },
  ),
);

it('files prove themselves and fit one another, whatever is wrong with their lines and in whatever order they leave', () => {
  const faults = fc.array(fc.array(anyFault, { maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(faults, fc.infiniteStream(fc.nat({ max: 4 })), (byNight, draws) => {
      const chain = fileChain(
        ...byNight.map((lines, night) => lines.map((_, n) => chargeLine(10 * night + n + 1, 500, 14))),
      );
      const script = byNight.flatMap((lines, night) =>
        lines.flatMap((fault, n) =>
          fault
            ? [[`settlement psp EUR/${chain[night]?.date ?? ''} order-${10 * night + n + 1}.1 #1`, fault] as const]
            : [],
        ),
      );
      const show = createShownBooks(scriptedJudge(Object.fromEntries(script)).judge);
      for (const draw of [...draws.take(5)]) {
        const file = chain[draw];
        if (file !== undefined) show(file);
      }
      let previous: FileBefore | undefined;
      for (const file of chain) {
        const shown = show(file).file;
        expect(proofProblems(shown, shown.lines.map(effectOf))).toEqual([]);
        expect(sequelProblems(shown, previous)).toEqual([]);
        previous = { sequence: shown.sequence, closings: [shown.closing] };
      }
    }),
  );
});
