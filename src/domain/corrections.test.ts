import { describe, expect, it } from 'vitest';
import { matchFile, matchingOf, openAfter, told } from '../../test/support/matching.ts';
import {
  capture,
  chargeLine,
  fileOf,
  monday,
  payoutLine,
  thursday,
  tuesday,
  waiting,
  wednesday,
} from '../../test/support/week-of-files.ts';
import { unusedLines } from './matching.ts';
import type { OpenItemRecord } from './night-records.ts';
import type { SettlementLine } from './settlement-file.ts';
import type { MatchResult } from './sitting.ts';

const sale = waiting(capture(17, monday));
const right = chargeLine(17, monday);
const wrong = chargeLine(17, monday, { gross: 9990 });

/** Monday's file, and then its second revision, which comes when Tuesday is closed. */
function corrected(
  first: readonly SettlementLine[],
  second: readonly SettlementLine[],
  items: readonly OpenItemRecord[] = [sale],
  newItems: readonly OpenItemRecord[] = [],
): { readonly before: MatchResult; readonly after: MatchResult; readonly posted: SettlementLine[] } {
  const before = matchFile(fileOf(monday, first), { newItems: items });
  const matched = new Set(before.matches.map(({ transactionId }) => transactionId));
  const known = {
    earlier: [fileOf(monday, first)],
    on: tuesday,
    openItems: items.filter(({ id }) => !matched.has(id)),
    newItems,
    openBreaks: before.found,
    earlierMatches: before.matches,
  };
  const file = fileOf(monday, second, { revision: 2 });
  return { before, after: matchFile(file, known), posted: unusedLines(matchingOf(file, known)) };
}

describe('an amount that is corrected', () => {
  it('matches, and explains the break; the fee is not posted again', () => {
    const { after, posted } = corrected([wrong], [right]);
    expect(told(after)).toEqual(['match psp/EUR/2026-03-02/charge/ch_17_1_1', 'explained amountDiffers-ch_17_1_1']);
    expect(after.items).toEqual([{ ...sale, status: 'matched' }]);
    expect(after.explained).toEqual([
      {
        breakId: 'break-amountDiffers-ch_17_1_1',
        resolvedOn: '2026-03-03',
        explanation: 'revision 2 of the file for 2026-03-02 says 100.00 EUR, as the ledger does',
      },
    ]);
    expect(posted).toEqual([]);
  });

  it('and is still wrong stays the same break, about what the correction says', () => {
    const { before, after } = corrected([wrong], [chargeLine(17, monday, { gross: 9995 })]);
    expect(told(before)).toEqual(['break amountDiffers ch_17_1_1 -10']);
    expect(after.found).toEqual([
      {
        ...before.found[0],
        amount: -5,
        explanation: 'revision 2 of the file for 2026-03-02 says 99.95 EUR, the ledger 100.00 EUR',
        revision: 2,
      },
    ]);
  });

  it('and is wrong by as much as before leads to nothing', () => {
    expect(told(corrected([wrong], [wrong, payoutLine(monday, 9700)]).after)).toEqual([
      'match psp/EUR/2026-03-02/payout/payout-EUR-2026-03-02',
    ]);
  });

  it('twice after it was matched is one break, about what the last correction says', () => {
    const { before, after } = corrected([right], [wrong]);
    const third = matchFile(fileOf(monday, [chargeLine(17, monday, { gross: 10_020 })], { revision: 3 }), {
      earlier: [fileOf(monday, [right]), fileOf(monday, [wrong], { revision: 2 })],
      on: wednesday,
      openBreaks: after.found,
      earlierMatches: before.matches,
    });
    expect(third.found).toEqual([
      {
        ...after.found[0],
        amount: 20,
        explanation: 'revision 3 of the file for 2026-03-02 says 100.20 EUR; 100.00 EUR was matched before',
        revision: 3,
      },
    ]);
  });

  it('and that the ledger still does not know is a break about the correct amount', () => {
    const { before, after } = corrected([wrong], [right], []);
    expect(told(before)).toEqual(['break missingInLedger ch_17_1_1 9990']);
    expect(after.found).toMatchObject([{ amount: 10_000, revision: 2, openedOn: monday }]);
    expect(after.found[0]?.explanation).toBe(
      'revision 2 of the file for 2026-03-02 lists ch_17_1_1 with 100.00 EUR; the ledger has no capture for it yet',
    );
  });

  it('of a line that matched is a break: what was matched stays as it is', () => {
    const { after } = corrected([right], [wrong]);
    expect(told(after)).toEqual(['break amountDiffers ch_17_1_1 -10']);
    expect(after.found[0]?.explanation).toBe(
      'revision 2 of the file for 2026-03-02 says 99.90 EUR; 100.00 EUR was matched before',
    );
  });

  it('that was right at first and wrong in between explains what it was wrong by', () => {
    const { before, after } = corrected([right], [wrong]);
    const file = fileOf(monday, [right], { revision: 3 });
    const third = matchFile(file, {
      earlier: [fileOf(monday, [right]), fileOf(monday, [wrong], { revision: 2 })],
      on: wednesday,
      openBreaks: after.found,
      earlierMatches: before.matches,
    });
    expect(told(third)).toEqual(['explained amountDiffers-ch_17_1_1']);
    expect(third.explained[0]?.explanation).toContain('again, as it was matched');
  });

  it('of a payout is a break, since the payout is posted', () => {
    const { after, posted } = corrected([payoutLine(monday, 9700)], [payoutLine(monday, 9710)], []);
    expect(told(after)).toEqual(['break amountDiffers payout-EUR-2026-03-02 10']);
    expect([posted, after.items]).toEqual([[], []]);
  });
});

describe('a line that did not change', () => {
  it('is not used again, and leads to nothing', () => {
    const { after, posted } = corrected([right, payoutLine(monday, 9710)], [right, payoutLine(monday, 9710)]);
    expect([told(after), after.items, posted]).toEqual([[], [], []]);
  });

  it('that the ledger did not know is matched when the ledger knows it by then', () => {
    const { before, after } = corrected([right], [right], [], [sale]);
    expect(told(before)).toEqual(['break missingInLedger ch_17_1_1 10000']);
    expect(told(after)).toEqual(['match psp/EUR/2026-03-02/charge/ch_17_1_1', 'explained missingInLedger-ch_17_1_1']);
  });

  it('that the ledger still does not know stays a break, and the executor is told again', () => {
    const { after } = corrected([right], [right], []);
    expect([told(after), after.settled]).toEqual([[], [right]]);
  });
});

describe('a line that is new in a correction', () => {
  it('is used: it explains what was missing, and its fee is posted', () => {
    const { before, after, posted } = corrected([], [right]);
    expect(told(before)).toEqual(['break missingInFile ch_17_1_1 10000']);
    expect(told(after)).toEqual(['match psp/EUR/2026-03-02/charge/ch_17_1_1', 'explained missingInFile-ch_17_1_1']);
    expect(posted).toEqual([right]);
  });

  it('and was used by another file meanwhile is listed twice', () => {
    const { matches } = matchFile(fileOf(tuesday, [right]), { newItems: [sale] });
    const file = fileOf(monday, [right], { revision: 2 });
    const after = matchFile(file, { earlier: [fileOf(monday, [])], on: tuesday, earlierMatches: matches });
    expect(told(after)).toEqual(['break listedTwice ch_17_1_1 10000']);
  });
});

describe('a line that a correction takes back', () => {
  it('is no break any longer when the ledger never knew it', () => {
    const { after } = corrected([chargeLine(99, monday)], [], []);
    expect(after.explained).toMatchObject([
      {
        breakId: 'break-missingInLedger-ch_99_1_1',
        explanation: 'revision 2 of the file for 2026-03-02 no longer lists it',
      },
    ]);
    expect([after.found, after.settled]).toEqual([[], []]);
  });

  it('is a break when it was matched', () => {
    const { after } = corrected([right], []);
    expect(after.found).toMatchObject([
      {
        kind: 'missingInFile',
        about: 'capture/order-17.1',
        amount: 10_000,
        explanation:
          'revision 2 of the file for 2026-03-02 no longer lists it; it was matched with a line of an earlier revision',
      },
    ]);
  });

  it('leaves the sale missing when its amount was wrong', () => {
    expect(told(corrected([wrong], []).after)).toEqual([
      'break missingInFile ch_17_1_1 10000',
      'explained amountDiffers-ch_17_1_1',
    ]);
  });
});

describe('what else a correction puts right', () => {
  it('a line that was listed twice, and is listed once', () => {
    expect(told(corrected([right, right], [right]).after)).toEqual(['explained listedTwice-ch_17_1_1']);
    expect(told(corrected([right, right], [right, right]).after)).toEqual([]);
  });

  it('not a line that is still listed twice: the break is about what the line is now, and told once', () => {
    const { before, after } = corrected([right, right], [wrong, wrong, right]);
    expect(told(before)).toContain('break listedTwice ch_17_1_1 10000');
    expect(told(after)).toEqual(['break listedTwice ch_17_1_1 9990', 'break amountDiffers ch_17_1_1 -10']);
    expect(after.found[0]).toMatchObject({ openedOn: monday, revision: 2 });
  });

  it('a date that was wrong', () => {
    const misdated = chargeLine(17, wednesday);
    expect(told(corrected([misdated], [right]).after)).toEqual(['explained dateDiffers-ch_17_1_1']);
    expect(told(corrected([misdated], [misdated]).after)).toEqual([]);
    expect(told(corrected([right], [misdated]).after)).toEqual(['break dateDiffers ch_17_1_1 10000']);
  });

  it('not a date that is wrong in another way: the break tells the date that the file has now', () => {
    const { before, after } = corrected([chargeLine(17, wednesday)], [chargeLine(17, thursday)]);
    expect(after.found).toEqual([
      {
        ...before.found[0],
        explanation: "revision 2 of the file for 2026-03-02 dates it 2026-03-05, which is after the file's own date",
        revision: 2,
      },
    ]);
  });

  it('not a date that is as wrong as it was, of a line with another amount: the break is about that', () => {
    const { before, after } = corrected([chargeLine(17, wednesday)], [chargeLine(17, wednesday, { gross: 9990 })]);
    expect(told(after)).toEqual(['break amountDiffers ch_17_1_1 -10', 'break dateDiffers ch_17_1_1 9990']);
    expect(after.found[1]).toEqual({ ...before.found[0], amount: 9990, revision: 2 });
  });

  it('not a fee, which is posted as it was: the break is about the difference, and may be found only now', () => {
    const dearer = chargeLine(17, monday, { fee: 310 });
    const { before, after: agreed } = corrected([dearer], [right]);
    expect(told(before)).toContain('break feeDiffers ch_17_1_1 20');
    expect(agreed.found).toEqual([
      {
        ...before.found[0],
        amount: -20,
        explanation: 'revision 2 of the file for 2026-03-02 says that the PSP kept 2.90 EUR; 3.10 EUR is posted',
        revision: 2,
      },
    ]);
    const { after } = corrected([right], [dearer]);
    expect(after.found).toMatchObject([
      {
        kind: 'feeDiffers',
        amount: 20,
        explanation: 'revision 2 of the file for 2026-03-02 says that the PSP kept 3.10 EUR; 2.90 EUR is posted',
      },
    ]);
  });

  it.each([
    ['that was agreed is over when the file has it again', 290, ['explained feeDiffers-ch_17_1_1']],
    [
      'that was not agreed is what the break is about when the file has it again',
      310,
      ['break feeDiffers ch_17_1_1 20'],
    ],
    ['is compared with the posted one and not with that of the revision between', 300, []],
  ])('a fee %s', (_, first, expected) => {
    const [posted, between] = [chargeLine(17, monday, { fee: first }), chargeLine(17, monday, { fee: first + 30 })];
    const { before, after } = corrected([posted], [between]);
    expect(told(after)).toEqual(['break feeDiffers ch_17_1_1 30']);
    const last = first === 300 ? between : posted;
    const third = matchFile(fileOf(monday, [last], { revision: 3 }), {
      earlier: [fileOf(monday, [posted]), fileOf(monday, [between], { revision: 2 })],
      on: wednesday,
      openBreaks: openAfter(before.found, after).filter(({ amount }) => amount === 30),
      earlierMatches: before.matches,
    });
    expect(told(third)).toEqual(expected);
  });

  it('a fee that was not agreed is found when the ledger knows the sale', () => {
    const dearer = chargeLine(17, monday, { fee: 310 });
    const { before, after } = corrected([dearer], [dearer], [], [sale]);
    expect(told(before)).toEqual(['break missingInLedger ch_17_1_1 10000']);
    expect(told(after)).toContain('break feeDiffers ch_17_1_1 20');
  });
});

it('a correction that comes after later nights reports what is missing in all of them', () => {
  const late = waiting(capture(18, tuesday));
  const { after } = corrected([right], [right], [sale], [late]);
  expect(after.found).toMatchObject([
    {
      kind: 'missingInFile',
      openedOn: '2026-03-03',
      explanation: 'sold on 2026-03-03 and in no file up to the one for 2026-03-03: a later file should list it',
    },
  ]);
  expect(openAfter([], after)).toHaveLength(1);
});
