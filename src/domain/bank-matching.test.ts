import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EUR } from '../../test/support/machine-bench.ts';
import { openAfter, told } from '../../test/support/matching.ts';
import { advised, bankLine, monday, statementOf, tuesday, wednesday } from '../../test/support/week-of-files.ts';
import { advisedLines, matchBankStatement, unusedBankLines, type BankMatching } from './bank-matching.ts';
import { addDays } from './calendar.ts';
import { money } from './money.ts';
import type { BreakRecord, MatchRecord, OpenItemRecord } from './night-records.ts';
import type { BankStatement } from './settlement-file.ts';
import type { MatchResult } from './sitting.ts';

const payout = advised(monday, 9710);
const line = bankLine(monday, 9710);

function matchingOf(statement: BankStatement, rest: Partial<BankMatching> = {}): BankMatching {
  const { date } = statement;
  const known = { openItems: [], newItems: [], openBreaks: [], earlierMatches: [] };
  return { statement, fileId: `bank/EUR/${date}`, on: date, ...known, ...rest };
}

function morning(statement: BankStatement, rest: Partial<BankMatching> = {}): MatchResult {
  return matchBankStatement(matchingOf(statement, rest));
}

it('payouts that are taken for cash on the word of the PSP are all that wait, dated by when they are due', () => {
  const later = advised(tuesday, 500, wednesday);
  const matching = matchingOf(statementOf(monday, [line]), { openItems: [payout], newItems: [later] });
  const inTheMorning = (date: string): number => Date.parse(`${date}T00:00:00+01:00`);
  expect(advisedLines(matching, 'Europe/Amsterdam')).toEqual([
    { reference: 'payout-EUR-2026-03-02', amount: 9710, bookedAt: inTheMorning(monday), valueDate: monday },
    { reference: 'payout-EUR-2026-03-03', amount: 500, bookedAt: inTheMorning(wednesday), valueDate: wednesday },
  ]);
});

describe('a payout on the statement', () => {
  it('matches the payout that the PSP advised, and is posted', () => {
    const statement = statementOf(monday, [line]);
    expect(morning(statement, { openItems: [payout] })).toEqual({
      matches: [
        {
          id: 'bank/EUR/2026-03-02/payout-EUR-2026-03-02',
          fileId: 'bank/EUR/2026-03-02',
          transactionId: 'payout/payout-EUR-2026-03-02',
          ...money(9710, EUR),
        },
      ],
      items: [{ ...payout, status: 'matched' }],
      found: [],
      explained: [],
      settled: [],
    });
    expect(unusedBankLines(matchingOf(statement, { openItems: [payout] }))).toEqual([line]);
  });

  it('that is earlier than it was due matches too', () => {
    const due = advised(monday, 9710, wednesday);
    expect(told(morning(statementOf(monday, [line]), { openItems: [due] }))).toEqual([
      'match bank/EUR/2026-03-02/payout-EUR-2026-03-02',
    ]);
  });

  it('with another amount is a break that says by how much; what was advised is posted', () => {
    const statement = statementOf(monday, [bankLine(monday, 9700)]);
    const first = morning(statement, { openItems: [payout] });
    expect([first.matches, first.items]).toEqual([[], []]);
    expect(first.found).toEqual([
      {
        id: 'break-amountDiffers-payout-EUR-2026-03-02',
        kind: 'amountDiffers',
        source: 'bank',
        about: 'bank/EUR/2026-03-02/payout-EUR-2026-03-02',
        reference: 'payout-EUR-2026-03-02',
        openedOn: '2026-03-02',
        status: 'open',
        explanation: 'the bank shows 97.00 EUR, the PSP advised 97.10 EUR',
        ...money(-10, EUR),
      },
    ]);
    expect(unusedBankLines(matchingOf(statement, { openItems: [payout] }))).toMatchObject([{ amount: 9710 }]);
    expect(told(morning(statementOf(tuesday, []), { openItems: [payout], openBreaks: first.found }))).toEqual([]);
  });

  it('that is shown twice is matched and posted once, in one statement or in two', () => {
    const twice = statementOf(monday, [line, line]);
    const first = morning(twice, { openItems: [payout] });
    expect(told(first)).toEqual([
      'match bank/EUR/2026-03-02/payout-EUR-2026-03-02',
      'break listedTwice payout-EUR-2026-03-02 9710',
    ]);
    expect(unusedBankLines(matchingOf(twice, { openItems: [payout] }))).toHaveLength(1);
    const known = { earlierMatches: first.matches };
    const second = morning(statementOf(tuesday, [line]), known);
    expect(second.found[0]?.explanation).toBe(
      'the statement for 2026-03-03 shows payout-EUR-2026-03-02 after the statement for 2026-03-02 did',
    );
    expect(unusedBankLines(matchingOf(statementOf(tuesday, [line]), known))).toEqual([]);
  });
});

describe('a payout that is due', () => {
  const first = morning(statementOf(monday, []), { openItems: [payout] });

  it('and not on the statement is a break', () => {
    expect(first.found).toMatchObject([
      {
        id: 'break-missingInFile-payout-EUR-2026-03-02',
        about: 'payout/payout-EUR-2026-03-02',
        explanation: 'due at the bank on 2026-03-02 and not on the statement for 2026-03-02',
        amount: 9710,
      },
    ]);
  });

  it('is one break however many days it is missing', () => {
    expect(told(morning(statementOf(tuesday, []), { openItems: [payout], openBreaks: first.found }))).toEqual([]);
  });

  it('is explained by the statement that shows it, be it with another amount', () => {
    const known = { openItems: [payout], openBreaks: first.found };
    const second = morning(statementOf(tuesday, [bankLine(monday, 9710, tuesday)]), known);
    expect(second.matches).toHaveLength(1);
    expect(second.explained).toEqual([
      {
        breakId: 'break-missingInFile-payout-EUR-2026-03-02',
        resolvedOn: '2026-03-03',
        explanation: 'the bank booked it on 2026-03-03',
      },
    ]);
    expect(told(morning(statementOf(tuesday, [bankLine(monday, 9700)]), known))).toEqual([
      'break amountDiffers payout-EUR-2026-03-02 -10',
      'explained missingInFile-payout-EUR-2026-03-02',
    ]);
  });

  it('tomorrow is not missing today', () => {
    expect(told(morning(statementOf(monday, []), { openItems: [advised(monday, 9710, tuesday)] }))).toEqual([]);
  });
});

describe('money that nobody advised', () => {
  const first = morning(statementOf(monday, [line]));

  it('is a break, and posted as the bank shows it', () => {
    expect(first.found).toMatchObject([
      {
        kind: 'missingInLedger',
        amount: 9710,
        explanation: 'the bank shows 97.10 EUR; the PSP has advised no such payout',
      },
    ]);
    expect(unusedBankLines(matchingOf(statementOf(monday, [line])))).toEqual([line]);
  });

  it('is matched and explained when the PSP’s file comes after the statement', () => {
    const second = morning(statementOf(tuesday, []), { openItems: [payout], openBreaks: first.found });
    expect(told(second)).toEqual([
      'match bank/EUR/2026-03-02/payout-EUR-2026-03-02',
      'explained missingInLedger-payout-EUR-2026-03-02',
    ]);
    expect(second.explained[0]?.explanation).toBe('the PSP advised it after the statement');
  });

  it('becomes a difference when the PSP then advises another amount', () => {
    const second = morning(statementOf(tuesday, []), { openItems: [advised(monday, 9000)], openBreaks: first.found });
    expect(told(second)).toEqual([
      'break amountDiffers payout-EUR-2026-03-02 710',
      'explained missingInLedger-payout-EUR-2026-03-02',
    ]);
  });
});

describe('a corrected statement', () => {
  const again = statementOf(monday, [line], { revision: 2 });

  it('explains the amount that was wrong, and nothing is posted: what was advised is posted already', () => {
    const before = morning(statementOf(monday, [bankLine(monday, 9700)]), { openItems: [payout] });
    const known = { openItems: [payout], openBreaks: before.found };
    const after = morning(again, known);
    expect(told(after)).toEqual([
      'match bank/EUR/2026-03-02/payout-EUR-2026-03-02',
      'explained amountDiffers-payout-EUR-2026-03-02',
    ]);
    expect(after.explained[0]?.explanation).toBe(
      'revision 2 of the statement for 2026-03-02 shows 97.10 EUR, as the PSP advised',
    );
    expect(unusedBankLines(matchingOf(again, known))).toEqual([]);
  });

  it('that says the same leads to nothing, and one that says otherwise to a break', () => {
    const { matches: earlierMatches } = morning(statementOf(monday, [line]), { openItems: [payout] });
    expect(told(morning(again, { earlierMatches }))).toEqual([]);
    const otherwise = statementOf(monday, [bankLine(monday, 9700)], { revision: 2 });
    expect(morning(otherwise, { earlierMatches }).found).toMatchObject([
      {
        kind: 'amountDiffers',
        amount: -10,
        explanation: 'revision 2 of the statement for 2026-03-02 shows 97.00 EUR; 97.10 EUR is posted',
      },
    ]);
  });

  it('that is still wrong brings the break up to date, be the payout waited for or posted', () => {
    const early = morning(statementOf(monday, [bankLine(monday, 9700)]), { openItems: [payout] });
    const second = statementOf(monday, [bankLine(monday, 9705)], { revision: 2 });
    const later = morning(second, {
      openItems: [payout],
      openBreaks: early.found,
    });
    expect(later.found).toMatchObject([{ amount: -5, revision: 2 }]);
    expect(later.found[0]?.explanation).toContain('shows 97.05 EUR, the PSP advised 97.10 EUR');
    const unadvised = morning(statementOf(monday, [line]));
    const wrong = morning(second, { openBreaks: unadvised.found });
    const third = statementOf(monday, [bankLine(monday, 9708)], { revision: 3 });
    const still = morning(third, { openBreaks: openAfter(unadvised.found, wrong) });
    expect([told(wrong), told(still)]).toEqual([
      ['break amountDiffers payout-EUR-2026-03-02 -5'],
      ['break amountDiffers payout-EUR-2026-03-02 -2'],
    ]);
    expect(still.found[0]).toMatchObject({ posted: 9710, revision: 3 });
  });

  it('that was right at first and wrong in between explains what it was wrong by', () => {
    const { matches: earlierMatches } = morning(statementOf(monday, [line]), { openItems: [payout] });
    const wrong = morning(statementOf(monday, [bankLine(monday, 9700)], { revision: 2 }), { earlierMatches });
    const right = statementOf(monday, [line], { revision: 3 });
    expect(told(morning(right, { earlierMatches, openBreaks: wrong.found }))).toEqual([
      'explained amountDiffers-payout-EUR-2026-03-02',
    ]);
  });

  it('of money that nobody has advised yet is a break, since the first amount is posted', () => {
    const before = morning(statementOf(monday, [bankLine(monday, 9700)]));
    expect(told(morning(again, { openBreaks: before.found }))).toEqual([
      'break amountDiffers payout-EUR-2026-03-02 10',
    ]);
  });

  it('of a wrong amount that was posted before the payout was advised leaves the difference open: the cash is wrong', () => {
    const shown = morning(statementOf(monday, [bankLine(monday, 9700)]));
    const known = { openItems: [payout], openBreaks: shown.found };
    const disputed = morning(statementOf(tuesday, []), known);
    expect(disputed.found).toMatchObject([{ kind: 'amountDiffers', amount: -10, posted: 9700 }]);
    const after = morning(again, { openItems: [payout], openBreaks: disputed.found });
    expect(told(after)).toEqual([
      'match bank/EUR/2026-03-02/payout-EUR-2026-03-02',
      'break amountDiffers payout-EUR-2026-03-02 10',
    ]);
    const explanation = 'revision 2 of the statement for 2026-03-02 shows 97.10 EUR; 97.00 EUR is posted';
    expect(after.found[0]).toMatchObject({ explanation, posted: 9700, revision: 2 });
    const third = statementOf(monday, [bankLine(monday, 9700)], { revision: 3 });
    const last = morning(third, { openBreaks: after.found, earlierMatches: after.matches });
    expect(told(last)).toEqual(['break amountDiffers payout-EUR-2026-03-02 -10']);
  });

  it('that is wrong in another way, of a payout whose cash was posted before it was advised, is about the cash', () => {
    const shown = morning(statementOf(monday, [bankLine(monday, 9700)]));
    const disputed = morning(statementOf(tuesday, []), { openItems: [payout], openBreaks: shown.found });
    const wrong = statementOf(monday, [bankLine(monday, 9705)], { revision: 2 });
    const after = morning(wrong, { openItems: [payout], openBreaks: disputed.found });
    expect(told(after)).toEqual(['break amountDiffers payout-EUR-2026-03-02 5']);
  });

  it('that still shows a payout twice is about as much as it shows now', () => {
    const twice = morning(statementOf(monday, [line, line]), { openItems: [payout] });
    const other = bankLine(monday, 9700);
    const known = { openBreaks: twice.found, earlierMatches: twice.matches };
    expect(told(morning(statementOf(monday, [other, other], { revision: 2 }), known))).toEqual([
      'break amountDiffers payout-EUR-2026-03-02 -10',
      'break listedTwice payout-EUR-2026-03-02 9700',
    ]);
  });
});

it('whichever of file and statement comes first, every payout ends up matched once and every break explained', () => {
  const payouts = fc.array(fc.record({ due: fc.nat(3), shown: fc.nat(3), told: fc.nat(3) }), { maxLength: 9 });
  fc.assert(
    fc.property(payouts, (all) => {
      let [openItems, openBreaks]: [OpenItemRecord[], BreakRecord[]] = [[], []];
      const matches: MatchRecord[] = [];
      for (let n = 0; n <= 4; n += 1) {
        const madeOn = (index: number) => addDays(monday, -index);
        const lines = all.flatMap(({ shown }, index) => (shown === n ? [bankLine(madeOn(index), 100)] : []));
        const known = all.flatMap((one, index) =>
          one.told === n ? [advised(madeOn(index), 100, addDays(monday, one.due))] : [],
        );
        openItems = openItems.concat(known);
        const statement = statementOf(addDays(monday, n), lines);
        const result = morning(statement, { openItems, openBreaks, earlierMatches: matches });
        const over = new Set(result.items.map(({ id }) => id));
        openItems = openItems.filter(({ id }) => !over.has(id));
        openBreaks = openAfter(openBreaks, result);
        matches.push(...result.matches);
      }
      expect([openItems, openBreaks]).toEqual([[], []]);
      expect([matches.length, new Set(matches.map(({ id }) => id)).size]).toEqual([all.length, all.length]);
    }),
  );
});
