import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakNamed, matchFile, openAfter, told } from '../../test/support/matching.ts';
import { capture, chargeLine, fileOf, monday, tuesday, waiting, wednesday } from '../../test/support/week-of-files.ts';
import { addDays } from './calendar.ts';
import type { BreakRecord, MatchRecord, OpenItemRecord } from './night-records.ts';

const sale = waiting(capture(17, monday));
const line = chargeLine(17, monday);
const lineName = 'psp/EUR/2026-03-02/charge/ch_17_1_1';

describe('a charge that the ledger does not know', () => {
  const first = matchFile(fileOf(monday, [line]));

  it('is a break, and the executor is told of it', () => {
    expect(first.settled).toEqual([line]);
    expect(first.found).toMatchObject([
      {
        id: 'break-missingInLedger-ch_17_1_1',
        about: lineName,
        orderId: 'order-17.1',
        amount: 10_000,
        explanation: 'the file for 2026-03-02 lists ch_17_1_1; the ledger has no capture for it yet',
      },
    ]);
  });

  it('is told to the executor again each night while the break is open', () => {
    const known = { openBreaks: first.found, earlierLines: new Map([[lineName, line]]) };
    expect(matchFile(fileOf(tuesday, []), known).settled).toEqual([line]);
    expect(matchFile(fileOf(tuesday, []), { ...known, newItems: [sale] }).settled).toEqual([]);
  });

  it('is matched and explained when the capture has reached the ledger by the next night', () => {
    const second = matchFile(fileOf(tuesday, []), { newItems: [sale], openBreaks: first.found });
    expect(second.matches).toMatchObject([{ id: lineName, transactionId: 'capture/order-17.1' }]);
    expect(second.items).toEqual([{ ...sale, status: 'matched' }]);
    expect(second.explained).toMatchObject([{ explanation: 'it reached the ledger after the file that lists it' }]);
    expect(second.found).toEqual([]);
  });

  it('becomes a difference when the capture that reaches the ledger has another amount', () => {
    const late = waiting(capture(17, monday, 9000));
    const second = matchFile(fileOf(tuesday, []), { newItems: [late], openBreaks: first.found });
    expect(told(second)).toEqual(['break amountDiffers ch_17_1_1 1000', 'explained missingInLedger-ch_17_1_1']);
    expect(breakNamed('amountDiffers', 'ch_17_1_1', second.found)).toMatchObject({
      about: lineName,
      openedOn: '2026-03-03',
      explanation: 'the file said 100.00 EUR, the ledger 90.00 EUR',
    });
    const openBreaks = openAfter(first.found, second);
    expect(told(matchFile(fileOf(wednesday, []), { openItems: [late], openBreaks }))).toEqual([]);
  });

  it('is matched by the amount that a correction gave it meanwhile', () => {
    const unknown = matchFile(fileOf(monday, [chargeLine(17, monday, { gross: 9990 })]));
    const known = { openBreaks: unknown.found, earlierLines: new Map([[lineName, line]]) };
    expect(told(matchFile(fileOf(tuesday, []), { ...known, newItems: [sale] }))).toEqual([
      `match ${lineName}`,
      'explained missingInLedger-ch_17_1_1',
    ]);
  });

  it('has its fee looked at when the sale is known, by the amount of the sale', () => {
    // 2.9 % of the 120.00 in the file would be 3.48, of the 100.00 in the ledger they are 2.90.
    const wrong = chargeLine(17, monday, { gross: 12_000, fee: 310 });
    const unknown = matchFile(fileOf(monday, [wrong]));
    expect(told(unknown)).toEqual(['break missingInLedger ch_17_1_1 12000']);
    const known = { openBreaks: unknown.found, earlierLines: new Map([[lineName, wrong]]) };
    expect(told(matchFile(fileOf(tuesday, []), { ...known, newItems: [sale] }))).toEqual([
      'break amountDiffers ch_17_1_1 2000',
      'break feeDiffers ch_17_1_1 20',
      'explained missingInLedger-ch_17_1_1',
    ]);
  });
});

describe('a file that is matched with the sales of one date only', () => {
  it('takes those of that date, and leaves all others open as if the file did not list them', () => {
    const late = chargeLine(17, tuesday);
    const known = { openItems: [sale], newItems: [waiting(capture(18, tuesday))], matchedOnlyOn: tuesday };
    const { matches, found, items } = matchFile(fileOf(tuesday, [late, chargeLine(18, tuesday)]), known);
    expect(matches.map(({ transactionId }) => transactionId)).toEqual(['capture/order-18.1']);
    expect(found.map(({ kind, reference }) => `${kind} ${reference}`)).toEqual([
      'missingInLedger ch_17_1_1',
      'missingInFile ch_17_1_1',
    ]);
    expect(items).toMatchObject([{ id: 'capture/order-18.1', status: 'matched' }]);
  });
});

describe('a line that is listed twice', () => {
  it('in one file is matched once, and what is listed more often is one break', () => {
    const { matches, found } = matchFile(fileOf(monday, [line, line, line]), { newItems: [sale] });
    expect(matches).toHaveLength(1);
    expect(found).toMatchObject([
      {
        kind: 'listedTwice',
        about: lineName,
        amount: 10_000,
        explanation: 'the file for 2026-03-02 lists ch_17_1_1 more than once',
      },
    ]);
  });

  it('in two files belongs to the first', () => {
    const { matches: earlierMatches } = matchFile(fileOf(monday, [line]), { newItems: [sale] });
    const second = matchFile(fileOf(tuesday, [line]), { earlierMatches });
    expect(second.matches).toEqual([]);
    expect(second.found).toMatchObject([
      {
        kind: 'listedTwice',
        about: 'psp/EUR/2026-03-03/charge/ch_17_1_1',
        explanation: 'the file for 2026-03-03 lists ch_17_1_1, and the file for 2026-03-02 has listed it before',
      },
    ]);
  });

  it('belongs to the first also when the ledger did not know it then, and knows it now', () => {
    const first = matchFile(fileOf(monday, [line]));
    const second = matchFile(fileOf(tuesday, [line]), { newItems: [sale], openBreaks: first.found });
    expect(told(second)).toEqual([
      `match ${lineName}`,
      'break listedTwice ch_17_1_1 10000',
      'explained missingInLedger-ch_17_1_1',
    ]);
  });

  it('belongs to the first also when its amount was wrong there', () => {
    const first = matchFile(fileOf(monday, [chargeLine(17, monday, { gross: 9990 })]), { newItems: [sale] });
    const second = matchFile(fileOf(tuesday, [line]), { openItems: [sale], openBreaks: first.found });
    expect(told(second)).toEqual(['break listedTwice ch_17_1_1 10000']);
  });
});

it('an empty file of a day without sales leads to nothing', () => {
  expect(told(matchFile(fileOf(monday, [])))).toEqual([]);
});

describe('whatever comes late on either side', () => {
  const sales = fc.array(
    fc.record({ amount: fc.integer({ min: 1, max: 100_000 }), sold: fc.nat(2), listed: fc.nat(2), posted: fc.nat(4) }),
    { maxLength: 12 },
  );

  it('every sale ends up matched once and every break explained', () => {
    fc.assert(
      fc.property(sales, (all) => {
        let [openItems, openBreaks]: [OpenItemRecord[], BreakRecord[]] = [[], []];
        const matches: MatchRecord[] = [];
        for (let n = 0; n <= 5; n += 1) {
          const lines = all.flatMap(({ amount, sold, listed }, index) => {
            const fee = Math.floor((amount * 29 + 500) / 1000);
            return sold + listed === n ? [chargeLine(index + 1, addDays(monday, n), { gross: amount, fee })] : [];
          });
          const newItems = all.flatMap(({ amount, sold, posted }, index) =>
            Math.max(sold, posted) === n ? [waiting(capture(index + 1, addDays(monday, sold), amount))] : [],
          );
          const file = fileOf(addDays(monday, n), lines);
          const result = matchFile(file, { openItems, newItems, openBreaks, earlierMatches: matches });
          const over = new Set(result.items.filter(({ status }) => status === 'matched').map(({ id }) => id));
          openItems = [...openItems, ...newItems].filter(({ id }) => !over.has(id));
          openBreaks = openAfter(openBreaks, result);
          matches.push(...result.matches);
        }
        expect([openItems, openBreaks]).toEqual([[], []]);
        expect([matches.length, new Set(matches.map(({ id }) => id)).size]).toEqual([all.length, all.length]);
      }),
    );
  });
});
