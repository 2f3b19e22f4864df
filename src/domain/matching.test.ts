import { describe, expect, it } from 'vitest';
import { matchFile, matchingOf, openAfter, told } from '../../test/support/matching.ts';
import {
  capture,
  chargeLine,
  fileOf,
  monday,
  noon,
  payoutLine,
  paidRefund,
  refundLine,
  tuesday,
  waiting,
  wednesday,
} from '../../test/support/week-of-files.ts';
import { EUR } from '../../test/support/machine-bench.ts';
import { unusedLines } from './matching.ts';
import { minorUnits, money } from './money.ts';

const sale = waiting(capture(17, monday));
const line = chargeLine(17, monday);
const lineName = 'psp/EUR/2026-03-02/charge/ch_17_1_1';

describe('a line and a capture of the same charge', () => {
  it('match when they have the same amount', () => {
    expect(matchFile(fileOf(monday, [line]), { newItems: [sale] })).toEqual({
      matches: [
        {
          id: lineName,
          fileId: 'psp/EUR/2026-03-02',
          transactionId: 'capture/order-17.1',
          orderId: 'order-17.1',
          ...money(10_000, EUR),
        },
      ],
      items: [{ ...sale, status: 'matched' }],
      found: [],
      explained: [],
      settled: [],
    });
  });

  it('do not match when the amounts differ: a break says by how much, and the capture stays open', () => {
    const result = matchFile(fileOf(monday, [chargeLine(17, monday, { gross: 10_010 })]), { newItems: [sale] });
    expect(result.items).toEqual([sale]);
    expect(result.matches).toEqual([]);
    expect(result.found).toEqual([
      {
        id: 'break-amountDiffers-ch_17_1_1',
        kind: 'amountDiffers',
        source: 'psp',
        about: lineName,
        reference: 'ch_17_1_1',
        orderId: 'order-17.1',
        openedOn: '2026-03-02',
        status: 'open',
        explanation: 'the file for 2026-03-02 says 100.10 EUR, the ledger 100.00 EUR',
        ...money(10, EUR),
      },
    ]);
  });

  it('whose amounts differ are not reported as missing as well, neither now nor on the next night', () => {
    const first = matchFile(fileOf(monday, [chargeLine(17, monday, { gross: 9990 })]), { newItems: [sale] });
    expect(told(first)).toEqual(['break amountDiffers ch_17_1_1 -10']);
    expect(told(matchFile(fileOf(tuesday, []), { openItems: [sale], openBreaks: first.found }))).toEqual([]);
  });

  it('of two captures of one charge, matches the first: the other one is missing in the file', () => {
    const second = { ...sale, id: 'capture/order-17.1/again' };
    expect(told(matchFile(fileOf(monday, [line]), { newItems: [sale, second] }))).toEqual([
      `match ${lineName}`,
      'break missingInFile ch_17_1_1 10000',
    ]);
  });
});

describe('the fee of a line', () => {
  it('is a break when it is not the agreed one, although the line matches', () => {
    const { matches, found } = matchFile(fileOf(monday, [chargeLine(17, monday, { fee: 310 })]), { newItems: [sale] });
    expect(matches).toHaveLength(1);
    expect(found).toMatchObject([
      { kind: 'feeDiffers', amount: 20, explanation: 'the PSP kept 3.10 EUR; 2.90 EUR was agreed' },
    ]);
  });

  it('may be too low as well, and has a fixed part where one was agreed', () => {
    const free = fileOf(monday, [chargeLine(17, monday, { fee: 0 })]);
    expect(matchFile(free, { newItems: [sale] }).found).toMatchObject([{ kind: 'feeDiffers', amount: -290 }]);
    const agreedFee = { rate: 29_000, fixed: { EUR: minorUnits(30) } };
    const dearer = fileOf(monday, [chargeLine(17, monday, { fee: 320 })]);
    expect(matchFile(dearer, { newItems: [sale], agreedFee }).found).toEqual([]);
  });

  it('is that of the sale: a wrong amount in the line does not make the fee wrong', () => {
    const wrong = chargeLine(17, monday, { gross: 12_000 });
    expect(told(matchFile(fileOf(monday, [wrong]), { newItems: [sale] }))).toEqual([
      'break amountDiffers ch_17_1_1 2000',
    ]);
  });
});

describe('a sale at 23:59:55 that the PSP books at 00:00:30', () => {
  const first = matchFile(fileOf(monday, []), { newItems: [sale] });
  const booked = { ...chargeLine(17, tuesday), capturedAt: Date.parse('2026-03-02T23:00:30Z') };

  it('is missing in the file of its own date', () => {
    expect(first.items).toEqual([sale]);
    expect(first.found).toMatchObject([
      {
        id: 'break-missingInFile-ch_17_1_1',
        about: 'capture/order-17.1',
        amount: 10_000,
        explanation: 'sold on 2026-03-02 and not in the file for 2026-03-02: a later file should list it',
      },
    ]);
  });

  it('matches the line of the next file, which explains the break', () => {
    const second = matchFile(fileOf(tuesday, [booked]), { openItems: [sale], openBreaks: first.found });
    expect(told(second)).toEqual(['match psp/EUR/2026-03-03/charge/ch_17_1_1', 'explained missingInFile-ch_17_1_1']);
    expect(second.explained).toMatchObject([
      {
        resolvedOn: '2026-03-03',
        explanation: 'the PSP booked it on 2026-03-03; the sale was made on 2026-03-02',
      },
    ]);
  });

  it('is one break however many nights it is missing, and the item is not stored again', () => {
    const second = matchFile(fileOf(tuesday, []), { openItems: [sale], openBreaks: first.found });
    expect([told(second), second.items]).toEqual([[], []]);
  });

  it('is no break on its own date when it was sold on the next one', () => {
    expect(told(matchFile(fileOf(monday, []), { newItems: [waiting(capture(17, tuesday))] }))).toEqual([]);
  });
});

describe('a line that is listed a file late', () => {
  it('explains the break of the day before and is not wrongly dated', () => {
    const first = matchFile(fileOf(monday, []), { newItems: [sale] });
    const second = matchFile(fileOf(tuesday, [line]), { openItems: [sale], openBreaks: first.found });
    expect(told(second)).toEqual(['match psp/EUR/2026-03-03/charge/ch_17_1_1', 'explained missingInFile-ch_17_1_1']);
    expect(second.explained[0]?.explanation).toBe('the file for 2026-03-03 lists it; the sale was made on 2026-03-02');
  });
});

describe('the date of a line', () => {
  it('that is after the date of its file is a break, although the line matches', () => {
    const { matches, found } = matchFile(fileOf(monday, [chargeLine(17, tuesday)]), { newItems: [sale] });
    expect(matches).toHaveLength(1);
    expect(found).toMatchObject([
      {
        kind: 'dateDiffers',
        amount: 10_000,
        explanation: "the file for 2026-03-02 dates it 2026-03-03, which is after the file's own date",
      },
    ]);
  });

  it('that is before the sale is a break', () => {
    const late = waiting(capture(17, tuesday));
    const { found } = matchFile(fileOf(tuesday, [chargeLine(17, monday)]), { newItems: [late] });
    expect(found).toMatchObject([
      {
        kind: 'dateDiffers',
        explanation: 'the file for 2026-03-03 dates it 2026-03-02; by the ledger it is of 2026-03-03',
      },
    ]);
  });

  it('that is before the sale by no more than clocks are apart is none', () => {
    const atMidnight = noon(monday) + 43_200_000;
    const late = waiting(capture(17, tuesday));
    const dated = (ms: number): string[] =>
      told(matchFile(fileOf(tuesday, [{ ...line, capturedAt: atMidnight - ms }]), { newItems: [late] }));
    expect(dated(900_000)).toEqual(['match psp/EUR/2026-03-03/charge/ch_17_1_1']);
    expect(dated(900_001)).toContain('break dateDiffers ch_17_1_1 10000');
  });

  it('of a charge that the ledger does not know can only be after its file', () => {
    expect(told(matchFile(fileOf(monday, [chargeLine(17, wednesday)])))).toEqual([
      'break missingInLedger ch_17_1_1 10000',
      'break dateDiffers ch_17_1_1 10000',
    ]);
    expect(told(matchFile(fileOf(wednesday, [line])))).toEqual(['break missingInLedger ch_17_1_1 10000']);
  });
});

describe('a refund in the file', () => {
  const paid = waiting(paidRefund(17, monday, 4000));

  it('matches the refund that the ledger has posted as paid', () => {
    const result = matchFile(fileOf(monday, [refundLine(17, monday, 4000)]), { newItems: [paid] });
    expect(result.matches).toMatchObject([
      { id: 'psp/EUR/2026-03-02/refund/re_17_1_1', transactionId: 'refundPaid/refund-17.1.1', amount: 4000 },
    ]);
    expect(told(result)).toHaveLength(1);
  });

  it('with another amount is a break: more has gone back than the ledger says', () => {
    const { found } = matchFile(fileOf(monday, [refundLine(17, monday, 4100)]), { newItems: [paid] });
    expect(found).toMatchObject([
      {
        kind: 'amountDiffers',
        amount: 100,
        explanation: 'the file for 2026-03-02 says 41.00 EUR, the ledger 40.00 EUR',
      },
    ]);
  });

  it('that the ledger does not know is a break, and one that is not listed too', () => {
    expect(matchFile(fileOf(monday, [refundLine(17, monday, 4000)]))).toMatchObject({
      found: [{ explanation: 'the file for 2026-03-02 lists re_17_1_1; the ledger has no refund for it yet' }],
      settled: [],
    });
    expect(matchFile(fileOf(monday, []), { newItems: [paid] }).found).toMatchObject([
      { explanation: 'refunded on 2026-03-02 and not in the file for 2026-03-02: a later file should list it' },
    ]);
  });
});

describe('a payout in the file', () => {
  const payout = payoutLine(monday, 9710);

  it('matches the posting that the file leads to, and waits for the bank', () => {
    const posting = { id: 'payout/payout-EUR-2026-03-02', ...money(9710, EUR) };
    expect(matchFile(fileOf(monday, [payout]))).toMatchObject({
      matches: [
        { id: 'psp/EUR/2026-03-02/payout/payout-EUR-2026-03-02', transactionId: posting.id, ...money(9710, EUR) },
      ],
      items: [{ ...posting, source: 'bank', reference: 'payout-EUR-2026-03-02', date: '2026-03-05', status: 'open' }],
      found: [],
    });
  });

  it('that is listed twice is matched once and posted once, in one file or in two', () => {
    const first = matchFile(fileOf(monday, [payout, payout]));
    expect([first.matches.length, first.items.length]).toEqual([1, 1]);
    expect(first.found).toMatchObject([{ kind: 'listedTwice', reference: 'payout-EUR-2026-03-02', amount: 9710 }]);
    const known = { openBreaks: [], earlierMatches: first.matches };
    expect(told(matchFile(fileOf(tuesday, [payout]), known))).toEqual(['break listedTwice payout-EUR-2026-03-02 9710']);
    expect(unusedLines(matchingOf(fileOf(tuesday, [payout]), known))).toEqual([]);
  });
});

describe('what is posted for a file', () => {
  it('are the lines that no earlier file used, each once, whether or not they match', () => {
    const [second, third] = [chargeLine(18, tuesday), chargeLine(19, tuesday)];
    const earlier = matchFile(fileOf(monday, [line, third]), { newItems: [sale] });
    const known = { openBreaks: openAfter([], earlier), earlierMatches: earlier.matches };
    const file = fileOf(tuesday, [line, second, third, second]);
    expect(unusedLines(matchingOf(file, known))).toEqual([second]);
  });
});
