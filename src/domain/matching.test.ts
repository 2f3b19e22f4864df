import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, businessDate, type BusinessDate } from './calendar.ts';
import { currency } from './currency.ts';
import { idempotencyKey, orderId, pspReference } from './ids.ts';
import { matchSettlementFile, type Matching, type MatchResult } from './matching.ts';
import { minorUnits, money } from './money.ts';
import type { BreakRecord, OpenItemRecord } from './records.ts';
import type { ChargeLine, SettlementLine } from './settlement-file.ts';

const EUR = currency('EUR');
const monday = businessDate('2026-03-02');
const tuesday = businessDate('2026-03-03');
/** 00:00:30 in Amsterdam on Tuesday. */
const capturedAt = Date.parse('2026-03-02T23:00:30Z');

/** The n-th sale in the PSP's file, by default with the agreed fee of 2.9 %. */
function line(n: number, gross: number, fee = Math.floor((gross * 29 + 500) / 1000)): ChargeLine {
  const order = orderId(n, 1);
  const reference = pspReference(idempotencyKey(order, 1));
  return { type: 'charge', reference, orderId: order, capturedAt, gross: minorUnits(gross), fee: minorUnits(fee) };
}

/** The n-th sale in the ledger. */
function item(n: number, amount: number, date: BusinessDate = monday): OpenItemRecord {
  const order = orderId(n, 1);
  const reference = pspReference(idempotencyKey(order, 1));
  return {
    id: `capture/${order}`,
    source: 'psp',
    reference,
    date,
    orderId: order,
    status: 'open',
    ...money(amount, EUR),
  };
}

function night(date: BusinessDate, lines: SettlementLine[], rest: Partial<Matching> = {}): MatchResult {
  const zero = minorUnits(0);
  return matchSettlementFile({
    file: { currency: EUR, date, sequence: 1, opening: zero, closing: zero, lines },
    fileId: `psp/EUR/${date}`,
    items: [],
    openBreaks: [],
    agreedFee: { rate: 29_000, fixed: {} },
    payoutDueOn: businessDate('2026-03-05'),
    ...rest,
  });
}

const nothing: MatchResult = { matches: [], items: [], found: [], explained: [] };

describe('a line and a capture of the same charge', () => {
  it('match when they have the same amount', () => {
    expect(night(monday, [line(17, 10_000)], { items: [item(17, 10_000)] })).toEqual({
      ...nothing,
      matches: [
        {
          id: 'psp/EUR/2026-03-02/charge/ch_17_1_1',
          fileId: 'psp/EUR/2026-03-02',
          transactionId: 'capture/order-17.1',
          orderId: 'order-17.1',
          ...money(10_000, EUR),
        },
      ],
      items: [{ ...item(17, 10_000), status: 'matched' }],
    });
  });

  it('do not match when the amounts differ: a break says by how much, and the capture stays open', () => {
    expect(night(monday, [line(17, 10_010)], { items: [item(17, 10_000)] })).toEqual({
      ...nothing,
      items: [item(17, 10_000)],
      found: [
        {
          id: 'break-amountDiffers-ch_17_1_1',
          kind: 'amountDiffers',
          source: 'psp',
          about: 'psp/EUR/2026-03-02/charge/ch_17_1_1',
          reference: 'ch_17_1_1',
          orderId: 'order-17.1',
          openedOn: '2026-03-02',
          status: 'open',
          explanation: 'the file says 100.10 EUR, the ledger 100.00 EUR',
          ...money(10, EUR),
        },
      ],
    });
  });

  it('whose amounts differ are not reported as missing as well, neither now nor on the next night', () => {
    const { items, found } = night(monday, [line(17, 9000)], { items: [item(17, 10_000)] });
    expect(found).toMatchObject([{ kind: 'amountDiffers', amount: -1000 }]);
    expect(night(tuesday, [], { items, openBreaks: found })).toEqual({ ...nothing, items });
  });
});

describe('the fee of a line', () => {
  it('is a break when it is not the agreed one, although the line matches', () => {
    const { matches, found } = night(monday, [line(17, 10_000, 310)], { items: [item(17, 10_000)] });
    expect(matches).toHaveLength(1);
    expect(found).toMatchObject([
      {
        kind: 'feeDiffers',
        amount: 20,
        orderId: 'order-17.1',
        explanation: 'the PSP kept 3.10 EUR; 2.90 EUR was agreed',
      },
    ]);
  });

  it('may be too low as well', () => {
    expect(night(monday, [line(17, 10_000, 0)], { items: [item(17, 10_000)] }).found).toMatchObject([
      { kind: 'feeDiffers', amount: -290 },
    ]);
  });

  it('has a fixed part where one was agreed', () => {
    const agreedFee = { rate: 29_000, fixed: { EUR: minorUnits(30) } };
    expect(night(monday, [line(17, 10_000, 320)], { items: [item(17, 10_000)], agreedFee }).found).toEqual([]);
  });

  it('is looked at although the ledger does not know the charge', () => {
    expect(night(monday, [line(17, 10_000, 291)]).found.map(({ kind }) => kind)).toEqual([
      'missingInLedger',
      'feeDiffers',
    ]);
  });
});

describe('a sale at 23:59:55 that the PSP books at 00:00:30', () => {
  const first = night(monday, [], { items: [item(17, 10_000)] });

  it('is missing in the file of its own date', () => {
    expect(first).toEqual({
      ...nothing,
      items: [item(17, 10_000)],
      found: [
        {
          id: 'break-missingInFile-ch_17_1_1',
          kind: 'missingInFile',
          source: 'psp',
          about: 'capture/order-17.1',
          reference: 'ch_17_1_1',
          orderId: 'order-17.1',
          openedOn: '2026-03-02',
          status: 'open',
          explanation: 'sold on 2026-03-02 and not in the file for 2026-03-02: a later file should list it',
          ...money(10_000, EUR),
        },
      ],
    });
  });

  it('matches the line of the next file, which explains the break', () => {
    const second = night(tuesday, [line(17, 10_000)], { items: first.items, openBreaks: first.found });
    expect(second.matches).toMatchObject([
      { id: 'psp/EUR/2026-03-03/charge/ch_17_1_1', transactionId: 'capture/order-17.1' },
    ]);
    expect(second.explained).toEqual([
      {
        breakId: 'break-missingInFile-ch_17_1_1',
        explanation: 'the PSP booked it on 2026-03-03; the sale was made on 2026-03-02',
      },
    ]);
    expect(second.found).toEqual([]);
  });

  it('is one break however many nights it is missing', () => {
    expect(night(tuesday, [], { items: first.items, openBreaks: first.found })).toEqual({
      ...nothing,
      items: first.items,
    });
  });

  it('is no longer missing when the next file lists it with another amount: only the difference stays open', () => {
    const second = night(tuesday, [line(17, 9990)], { items: first.items, openBreaks: first.found });
    expect(second.found).toMatchObject([{ kind: 'amountDiffers', amount: -10 }]);
    expect(second.explained).toMatchObject([{ breakId: 'break-missingInFile-ch_17_1_1' }]);
  });
});

it('a sale made after the file’s date is not missing from it', () => {
  expect(night(monday, [], { items: [item(17, 10_000, tuesday)] })).toEqual({
    ...nothing,
    items: [item(17, 10_000, tuesday)],
  });
});

describe('a line that the ledger does not know', () => {
  const first = night(monday, [line(17, 10_000)]);

  it('is a break over its whole amount', () => {
    expect(first).toMatchObject({
      matches: [],
      items: [],
      found: [
        {
          id: 'break-missingInLedger-ch_17_1_1',
          kind: 'missingInLedger',
          about: 'psp/EUR/2026-03-02/charge/ch_17_1_1',
          amount: 10_000,
          explanation: 'the file for 2026-03-02 lists ch_17_1_1; the ledger has no capture for it yet',
        },
      ],
    });
  });

  it('is matched and explained when the capture has reached the ledger by the next night', () => {
    const second = night(tuesday, [], { items: [item(17, 10_000)], openBreaks: first.found });
    expect(second.matches).toMatchObject([
      { id: 'psp/EUR/2026-03-02/charge/ch_17_1_1', transactionId: 'capture/order-17.1' },
    ]);
    expect(second.items).toEqual([{ ...item(17, 10_000), status: 'matched' }]);
    expect(second.explained).toEqual([
      { breakId: 'break-missingInLedger-ch_17_1_1', explanation: 'the capture reached the ledger after the file' },
    ]);
    expect(second.found).toEqual([]);
  });

  it('becomes a difference when the capture that reaches the ledger has another amount', () => {
    const second = night(tuesday, [], { items: [item(17, 9000)], openBreaks: first.found });
    expect(second.matches).toEqual([]);
    expect(second.items).toEqual([item(17, 9000)]);
    expect(second.found).toMatchObject([
      { kind: 'amountDiffers', amount: 1000, about: 'psp/EUR/2026-03-02/charge/ch_17_1_1', openedOn: '2026-03-03' },
    ]);
    expect(second.explained).toMatchObject([{ breakId: 'break-missingInLedger-ch_17_1_1' }]);
    expect(night(businessDate('2026-03-04'), [], { items: second.items, openBreaks: second.found }).found).toEqual([]);
  });
});

describe('a payout in the file', () => {
  const payout = { type: 'payout', reference: 'payout-EUR-2026-03-02', amount: minorUnits(9710) } as const;

  it('matches the posting that the file leads to, and waits for the bank', () => {
    const posting = { id: 'payout/payout-EUR-2026-03-02', ...money(9710, EUR) };
    expect(night(monday, [payout])).toEqual({
      ...nothing,
      matches: [
        {
          id: 'psp/EUR/2026-03-02/payout/payout-EUR-2026-03-02',
          fileId: 'psp/EUR/2026-03-02',
          transactionId: posting.id,
          ...money(9710, EUR),
        },
      ],
      items: [{ ...posting, source: 'bank', reference: 'payout-EUR-2026-03-02', date: '2026-03-05', status: 'open' }],
    });
  });

  it('that is listed twice is matched once, and the second line is a break', () => {
    const { matches, items, found } = night(monday, [payout, payout, payout]);
    expect([matches.length, items.length]).toEqual([1, 1]);
    expect(found).toMatchObject([{ kind: 'missingInLedger', reference: 'payout-EUR-2026-03-02', amount: 9710 }]);
  });
});

it('a charge that is listed twice is matched once, and the second line is a break', () => {
  const { matches, found } = night(monday, [line(17, 10_000), line(17, 10_000)], { items: [item(17, 10_000)] });
  expect(matches).toHaveLength(1);
  const explanation = 'the file for 2026-03-02 lists ch_17_1_1 more than once; the ledger has it once';
  expect(found).toMatchObject([{ kind: 'missingInLedger', reference: 'ch_17_1_1', amount: 10_000, explanation }]);
});

it('an empty file of a day without sales leads to nothing', () => {
  expect(night(monday, [])).toEqual(nothing);
});

it('whatever comes late on either side, every sale ends up matched once and every break explained', () => {
  const sales = fc.array(
    fc.record({ amount: fc.integer({ min: 1, max: 100_000 }), sold: fc.nat(2), listed: fc.nat(2), posted: fc.nat(4) }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(sales, (all) => {
      let [items, openBreaks]: [OpenItemRecord[], BreakRecord[]] = [[], []];
      const matched: string[] = [];
      for (let n = 0; n <= 5; n += 1) {
        const lines = all.flatMap(({ amount, sold, listed }, index) =>
          sold + listed === n ? [line(index + 1, amount)] : [],
        );
        const posted = all.flatMap(({ amount, sold, posted: on }, index) =>
          Math.max(sold, on) === n ? [item(index + 1, amount, addDays(monday, sold))] : [],
        );
        const result = night(addDays(monday, n), lines, { items: [...items, ...posted], openBreaks });
        const explained = new Set(result.explained.map(({ breakId }) => breakId));
        items = result.items.filter(({ status }) => status === 'open');
        openBreaks = [...openBreaks.filter(({ id }) => !explained.has(id)), ...result.found];
        matched.push(...result.matches.map(({ id }) => id));
      }
      expect([items, openBreaks]).toEqual([[], []]);
      expect(new Set(matched).size).toBe(all.length);
      expect(matched).toHaveLength(all.length);
    }),
  );
});
