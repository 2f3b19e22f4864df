import { describe, expect, it } from 'vitest';
import { sent, delivered, threaded, written, type Row } from '../../../test/support/fact-tape.ts';
import { hearAll } from '../../../test/support/hear-all.ts';
import { EUR } from '../../../test/support/machine-bench.ts';
import {
  chargeLine,
  fileOf,
  monday,
  noon,
  statementOf,
  tuesday,
  wednesday,
} from '../../../test/support/week-of-files.ts';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import { addressOf } from '../../domain/addresses.ts';
import type { BusinessDate } from '../../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference, sellerId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { BreakKind, BreakRecord } from '../../domain/night-records.ts';
import { sellerPayoutTransaction } from '../../domain/payout-postings.ts';
import { captureTransaction, payoutTransaction } from '../../domain/postings.ts';
import { sellerPayoutId } from '../../domain/seller-payouts.ts';
import { breakId } from '../../domain/sitting.ts';
import type { SettlementFile } from '../../domain/settlement-file.ts';
import { settingsWith } from '../defects/catalogue.ts';
import type { Fact } from '../facts.ts';
import { createRealBreaks } from './real-breaks.ts';

const order = orderId(17, 1);
const key = idempotencyKey(order, 1);
const reference = pspReference(key);
const night = addressOf.settlementNight(EUR, monday);
/** 2.9 %: 2.90 of 100.00. */
const agreed = { rate: 29_000, fixed: {} };

/** The PSP has captured 100.00 and kept 2.90 of it, and listed that in Monday's file. */
function charged(rest: Partial<{ amount: number; fee: number; on: BusinessDate; listedOn: BusinessDate }> = {}): Row {
  const { amount = 10_000, fee = 290, on = monday, listedOn = on } = rest;
  const names = { id: key, idempotencyKey: key, reference, orderId: order, card: 'tok_1', status: 'captured' } as const;
  const dates = { capturedAt: noon(on), businessDate: on, settledOn: listedOn };
  return [
    'charges',
    { ...names, ...dates, authorised: minorUnits(amount), fee: minorUnits(fee), ...money(amount, EUR) },
  ];
}

/** The ledger has posted the sale. */
function posted(amount = 10_000, postedAs: string = order, saleDate = monday): Row {
  const allocation = { seller: money(9_000, EUR), platform: money(1_000, EUR) };
  const sale = { orderId: order, sellerId: sellerId(3), pspReference: reference, saleDate, postedAs };
  return ['transactions', captureTransaction({ ...sale, amount: money(amount, EUR), allocation }, noon(monday))];
}

function broken(kind: BreakKind, about: string = reference, rest: Partial<BreakRecord> = {}): Row {
  const names = { id: breakId(kind, about), kind, source: 'psp', about, reference: about } as const;
  const story = { openedOn: monday, status: 'open', explanation: '' } as const;
  return ['breaks', { ...names, ...story, ...money(10_000, EUR), ...rest }];
}

function rows(...all: readonly Row[]): Fact[] {
  return all.map((row) => written(0, night, row));
}

/** The last break is judged. */
function isReal(...facts: readonly Fact[]): boolean {
  const real = createRealBreaks(agreed);
  hearAll(real.hears, threaded(facts));
  return real.ids.size > 0;
}

describe('a break about a line is real', () => {
  it.each<[string, BreakKind, readonly Row[]]>([
    ['the PSP holds a charge that the ledger does not know', 'missingInLedger', [charged()]],
    ['the ledger holds a capture without a charge', 'missingInFile', [posted()]],
    ['the PSP lists the charge in a later file', 'missingInFile', [charged({ on: tuesday }), posted()]],
    ['one charge was posted twice', 'missingInFile', [charged(), posted(), posted(10_000, `${order}/again`)]],
    ['the PSP charged another amount', 'amountDiffers', [charged({ amount: 10_010 }), posted()]],
    [
      'one of two captures of the charge has another amount',
      'amountDiffers',
      [charged(), posted(), posted(5_000, 'b')],
    ],
    ['the PSP kept another fee than was agreed', 'feeDiffers', [charged({ fee: 310 }), posted()]],
    ['the fee is that of another amount', 'feeDiffers', [charged(), posted(20_000)]],
    ['the PSP dates the charge before the sale', 'dateDiffers', [charged(), posted(10_000, order, tuesday)]],
    ['the PSP lists it before its date', 'dateDiffers', [charged({ on: tuesday, listedOn: monday }), posted()]],
  ])('when %s', (_, kind, truth) => {
    expect(isReal(...rows(...truth, broken(kind)))).toBe(true);
  });
});

describe('a break about a line accuses what is right', () => {
  const kinds = [
    'missingInLedger',
    'missingInFile',
    'amountDiffers',
    'feeDiffers',
    'dateDiffers',
    'listedTwice',
  ] as const;
  it.each(kinds)('when PSP and ledger hold the same, and it says %s', (kind) => {
    expect(isReal(...rows(charged(), posted(), broken(kind)))).toBe(false);
  });

  it('when neither side holds what an injected line speaks of', () => {
    expect(isReal(...rows(broken('missingInLedger', 'ch_unknown_17_1_1')))).toBe(false);
  });
});

describe('a break is judged by the night on which it was opened', () => {
  it('so that a capture that is posted later does not make it false', () => {
    expect(isReal(...rows(charged(), broken('missingInLedger'), posted()))).toBe(true);
  });

  it('and again when it is opened again', () => {
    const resolved = broken('missingInLedger', reference, { status: 'resolved', resolvedOn: tuesday });
    const again = broken('missingInLedger', reference, { openedOn: wednesday });
    expect(isReal(...rows(charged(), broken('missingInLedger'), posted(), resolved, again))).toBe(false);
  });
});

describe('a break about a payout is judged by what the bank holds', () => {
  const id = 'payout-EUR-2026-03-03';
  const booked = (amount: number): Row => {
    const dates = { bookedAt: noon(tuesday), valueDate: tuesday };
    return ['bankTransfers', { id, status: 'booked', ...dates, ...money(amount, EUR) }];
  };
  const advised: Row = ['transactions', payoutTransaction(id, money(9_710, EUR), 0)];
  const about = (kind: BreakKind): Row => broken(kind, id, { source: 'bank', openedOn: tuesday });

  it.each<[BreakKind, readonly Row[], boolean]>([
    ['missingInLedger', [booked(9_710)], true],
    ['missingInFile', [advised], true],
    ['amountDiffers', [booked(9_700), advised], true],
    ['amountDiffers', [booked(9_710), advised], false],
    ['missingInFile', [booked(9_710), advised], false],
  ])('%s, case %#', (kind, truth, real) => {
    expect(isReal(...rows(...truth, about(kind)))).toBe(real);
  });

  it('to a seller, which leaves the account, and comes back as a line of its own', () => {
    const payoutId = sellerPayoutId(sellerId(3), EUR, monday);
    const seller = sellerId(3);
    const transfer = { id: payoutId, sellerId: seller, bookedAt: noon(monday), valueDate: monday };
    const back = { returnedAt: noon(tuesday), returnValueDate: tuesday };
    const out: Row = ['sellerTransfers', { ...transfer, status: 'booked', ...money(500, EUR) }];
    const returned: Row = ['sellerTransfers', { ...transfer, ...back, status: 'returned', ...money(500, EUR) }];
    const post = (amount: number): Row => [
      'transactions',
      sellerPayoutTransaction({ payoutId, sellerId: seller, amount: money(amount, EUR) }, 0),
    ];
    const differs = broken('amountDiffers', payoutId, { source: 'bank' });
    expect(isReal(...rows(out, post(500), differs))).toBe(false);
    expect(isReal(...rows(out, post(600), differs))).toBe(true);
    const unknown = broken('missingInLedger', `return-${payoutId}`, { source: 'bank', openedOn: tuesday });
    expect(isReal(...rows(out, post(500), unknown))).toBe(false);
    expect(isReal(...rows(returned, post(500), unknown))).toBe(true);
  });
});

describe('a break about a file is real', () => {
  const fileId = `psp/EUR/${monday}`;
  const file = fileOf(monday, [chargeLine(17, monday)]);
  const arrives = (content: SettlementFile): Fact =>
    delivered(0, addressOf.pspFile(EUR, content.date), night, { type: 'SettlementFileSent', file: content });
  const kept: Row = ['fileContents', { id: `${fileId}#1`, fileId, content: file }];

  it('that is missing, as long as it has not come', () => {
    expect(isReal(...rows(broken('fileMissing', fileId)))).toBe(true);
    expect(isReal(...rows(kept, broken('fileMissing', fileId)))).toBe(false);
  });

  it('that does not prove itself, when one came that does not', () => {
    const judged = rows(broken('fileDoesNotProve', fileId));
    expect(isReal(arrives({ ...file, lines: [] }), ...judged)).toBe(true);
    expect(isReal(arrives(file), ...judged)).toBe(false);
  });

  it('that does not follow the one before it, as both came', () => {
    const next = `psp/EUR/${tuesday}`;
    const second = fileOf(tuesday, [], { opening: file.closing });
    const judged = rows(broken('fileDoesNotProve', `${next}/opening`, { about: next, reference: next }));
    expect(isReal(arrives(file), arrives(second), ...judged)).toBe(false);
    expect(isReal(arrives(file), arrives({ ...second, opening: minorUnits(7) }), ...judged)).toBe(true);
    expect(isReal(arrives(second), ...judged)).toBe(true);
    expect(isReal(...judged)).toBe(false);
  });

  it('of the bank, by the same rules', () => {
    const statement = statementOf(monday, []);
    const message = { type: 'BankStatementSent', statement: { ...statement, closing: minorUnits(5) } } as const;
    const from = addressOf.bankStatement(EUR, monday);
    const judged = rows(broken('fileDoesNotProve', `bank/EUR/${monday}`, { source: 'bank' }));
    expect(isReal(delivered(0, from, addressOf.bankNight(EUR, monday), message), ...judged)).toBe(true);
    expect(isReal(sent(0, from, addressOf.bankNight(EUR, monday), message), ...judged)).toBe(false);
  });
});

describe('the breaks of a whole run', () => {
  it('that a mistake in the payment system caused are real, and none is false', () => {
    const { score } = simulate(shippedScenario('defect-bench', settingsWith('timeout-treated-as-failure'))).report;
    expect(score).toMatchObject([{ kind: 'settlement.line-unknown', injected: 0, falsely: 0 }]);
    expect(score[0]?.real).toBeGreaterThan(0);
  });

  it('that a mistake in reconciliation itself caused are false', () => {
    const twice = 'faults=[{ fault: settlement.file-duplicate, on: psp, rate: 100%, lag: 4h }]';
    const settings = [...settingsWith('file-applied-twice'), twice, 'traffic.checkouts=12'];
    const { score } = simulate(shippedScenario('defect-bench', settings)).report;
    const unknown = score.find(({ kind }) => kind === 'settlement.line-unknown');
    expect(unknown).toMatchObject({ injected: 0, real: 0 });
    expect(unknown?.falsely).toBeGreaterThan(0);
  });
});
