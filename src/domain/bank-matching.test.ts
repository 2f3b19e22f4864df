import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchBankStatement, type BankMatching } from './bank-matching.ts';
import { addDays, businessDate, type BusinessDate } from './calendar.ts';
import { currency } from './currency.ts';
import type { MatchResult } from './matching.ts';
import { minorUnits, money } from './money.ts';
import type { BreakRecord, OpenItemRecord } from './records.ts';
import type { BankLine } from './settlement-file.ts';

const EUR = currency('EUR');
const monday = businessDate('2026-03-02');
const tuesday = businessDate('2026-03-03');
const wednesday = businessDate('2026-03-04');

/** The payout of a day of March on the bank's statement. */
function line(day: number, amount: number, valueDate: BusinessDate = monday): BankLine {
  return { reference: `payout-EUR-2026-03-0${day}`, amount: minorUnits(amount), bookedAt: 1, valueDate };
}

/** The same payout as the PSP advised it, due at the bank on a date. */
function item(day: number, amount: number, date: BusinessDate = monday): OpenItemRecord {
  const reference = `payout-EUR-2026-03-0${day}`;
  return { id: `payout/${reference}`, source: 'bank', reference, date, status: 'open', ...money(amount, EUR) };
}

function morning(date: BusinessDate, lines: BankLine[], rest: Partial<BankMatching> = {}): MatchResult {
  const zero = minorUnits(0);
  const statement = { currency: EUR, date, sequence: 1, opening: zero, closing: zero, lines };
  return matchBankStatement({ statement, fileId: `bank/EUR/${date}`, items: [], openBreaks: [], ...rest });
}

const nothing: MatchResult = { matches: [], items: [], found: [], explained: [] };

describe('a payout on the statement', () => {
  it('matches the payout that the PSP advised', () => {
    expect(morning(monday, [line(2, 9710)], { items: [item(2, 9710)] })).toEqual({
      ...nothing,
      matches: [
        {
          id: 'bank/EUR/2026-03-02/payout-EUR-2026-03-02',
          fileId: 'bank/EUR/2026-03-02',
          transactionId: 'payout/payout-EUR-2026-03-02',
          ...money(9710, EUR),
        },
      ],
      items: [{ ...item(2, 9710), status: 'matched' }],
    });
  });

  it('that is earlier than it was due matches too', () => {
    expect(morning(monday, [line(2, 9710)], { items: [item(2, 9710, wednesday)] }).matches).toHaveLength(1);
  });

  it('with another amount is a break that says by how much, and is not missing on the next statement', () => {
    const first = morning(monday, [line(2, 9700)], { items: [item(2, 9710)] });
    expect(first.matches).toEqual([]);
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
    expect(morning(tuesday, [], { items: [item(2, 9710)], openBreaks: first.found })).toEqual(nothing);
  });

  it('that is shown twice is matched once, and the second line is a break', () => {
    const { matches, found } = morning(monday, [line(2, 9710), line(2, 9710)], { items: [item(2, 9710)] });
    expect(matches).toHaveLength(1);
    expect(found).toMatchObject([{ kind: 'missingInLedger', amount: 9710 }]);
  });
});

describe('a payout that is due', () => {
  const first = morning(monday, [], { items: [item(2, 9710)] });

  it('and not on the statement is a break', () => {
    expect(first).toEqual({
      ...nothing,
      found: [
        {
          id: 'break-missingInFile-payout-EUR-2026-03-02',
          kind: 'missingInFile',
          source: 'bank',
          about: 'payout/payout-EUR-2026-03-02',
          reference: 'payout-EUR-2026-03-02',
          openedOn: '2026-03-02',
          status: 'open',
          explanation: 'due at the bank on 2026-03-02 and not on the statement for 2026-03-02',
          ...money(9710, EUR),
        },
      ],
    });
  });

  it('is one break however many days it is missing', () => {
    expect(morning(tuesday, [], { items: [item(2, 9710)], openBreaks: first.found })).toEqual(nothing);
  });

  it('is explained by the statement that shows it', () => {
    const second = morning(tuesday, [line(2, 9710, tuesday)], { items: [item(2, 9710)], openBreaks: first.found });
    expect(second.matches).toHaveLength(1);
    expect(second.explained).toEqual([
      { breakId: 'break-missingInFile-payout-EUR-2026-03-02', explanation: 'the bank booked it on 2026-03-03' },
    ]);
  });

  it('is no longer missing when a later statement shows it with another amount', () => {
    const second = morning(tuesday, [line(2, 9700, tuesday)], { items: [item(2, 9710)], openBreaks: first.found });
    expect(second.found).toMatchObject([{ kind: 'amountDiffers', amount: -10 }]);
    expect(second.explained).toMatchObject([{ breakId: 'break-missingInFile-payout-EUR-2026-03-02' }]);
  });

  it('tomorrow is not missing today', () => {
    expect(morning(monday, [], { items: [item(2, 9710, tuesday)] })).toEqual(nothing);
  });
});

describe('money that nobody advised', () => {
  const first = morning(monday, [line(2, 9710)]);

  it('is a break', () => {
    expect(first).toMatchObject({
      matches: [],
      found: [
        {
          kind: 'missingInLedger',
          amount: 9710,
          explanation: 'the bank shows 97.10 EUR; the PSP has advised no such payout',
        },
      ],
    });
  });

  it('is matched and explained when the PSP’s file comes after the statement', () => {
    const second = morning(tuesday, [], { items: [item(2, 9710)], openBreaks: first.found });
    expect(second.matches).toMatchObject([
      { id: 'bank/EUR/2026-03-02/payout-EUR-2026-03-02', transactionId: 'payout/payout-EUR-2026-03-02' },
    ]);
    expect(second.items).toEqual([{ ...item(2, 9710), status: 'matched' }]);
    expect(second.explained).toEqual([
      { breakId: 'break-missingInLedger-payout-EUR-2026-03-02', explanation: 'the PSP advised it after the statement' },
    ]);
    expect(second.found).toEqual([]);
  });

  it('becomes a difference when the PSP then advises another amount', () => {
    const second = morning(tuesday, [], { items: [item(2, 9000)], openBreaks: first.found });
    expect(second.matches).toEqual([]);
    expect(second.found).toMatchObject([{ kind: 'amountDiffers', amount: 710 }]);
    expect(second.explained).toMatchObject([{ breakId: 'break-missingInLedger-payout-EUR-2026-03-02' }]);
  });
});

it('an empty statement of a day without payouts leads to nothing', () => {
  expect(morning(monday, [])).toEqual(nothing);
});

it('whichever of file and statement comes first, every payout ends up matched once and every break explained', () => {
  const payouts = fc.array(fc.record({ due: fc.nat(3), shown: fc.nat(3), advised: fc.nat(3) }), { maxLength: 9 });
  fc.assert(
    fc.property(payouts, (all) => {
      let [items, openBreaks]: [OpenItemRecord[], BreakRecord[]] = [[], []];
      const matched: string[] = [];
      for (let n = 0; n <= 4; n += 1) {
        const lines = all.flatMap(({ shown }, index) => (shown === n ? [line(index + 1, 100)] : []));
        const advised = all.flatMap(({ due, advised: on }, index) =>
          on === n ? [item(index + 1, 100, addDays(monday, due))] : [],
        );
        items = items.concat(advised);
        const result = morning(addDays(monday, n), lines, { items, openBreaks });
        const [closed, explained] = [result.items.map(({ id }) => id), result.explained.map(({ breakId }) => breakId)];
        items = items.filter(({ id }) => !closed.includes(id));
        openBreaks = [...openBreaks.filter(({ id }) => !explained.includes(id)), ...result.found];
        matched.push(...result.matches.map(({ id }) => id));
      }
      expect([items, openBreaks]).toEqual([[], []]);
      expect([matched.length, new Set(matched).size]).toEqual([all.length, all.length]);
    }),
  );
});
