import { describe, expect, it } from 'vitest';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { chargeLine, fileOf, monday, payoutLine, refundLine, tuesday } from '../../../test/support/week-of-files.ts';
import type { OrderId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { BreakKind, BreakRecord } from '../../domain/night-records.ts';
import type { BankStatement } from '../../domain/settlement-file.ts';
import { wrongClaim, type Standing } from './break-claims.ts';
import type { CashItem } from './cash-items.ts';
import type { FileContent } from './file-content.ts';
import type { LineItem } from './line-items.ts';

/**
 * What stands on Monday: a charge of 100.00 EUR of order-17.1, listed with 99.90 EUR and with a fee of 3.10 EUR where
 * 2.90 EUR is agreed; one of order-18.1 that no file lists; and a payout of 97.00 EUR that the bank shows with 97.10 EUR.
 */
const charged: LineItem = {
  reference: 'ch_17_1_1',
  currency: EUR,
  orderId: 'order-17.1' as OrderId,
  refundId: undefined,
  truth: 10_000,
  posted: 10_000,
  feePosted: 310,
  postedAt: 0,
  firstAt: 0,
  lines: 1,
  listed: 9990,
  feeListed: 310,
  listedAt: 0,
  formerly: [],
};
const unlisted = { ...charged, reference: 'ch_18_1_1', orderId: 'order-18.1' as OrderId, lines: 0, listed: 0 };
const payout = payoutLine(monday, 9700);
const arriving: CashItem = {
  reference: payout.reference,
  currency: EUR,
  account: 'psp:in_transit',
  advised: 9700,
  stated: 9710,
  formerly: [],
  sentOff: 9700,
  cashed: 9700,
  changedAt: 0,
};
const statement: BankStatement = {
  ...{ currency: EUR, date: tuesday, sequence: 1, revision: 1, lineCount: 1 },
  ...{ opening: minorUnits(0), closing: minorUnits(9710) },
  lines: [{ reference: payout.reference, amount: minorUnits(9710), bookedAt: 0, valueDate: tuesday }],
};

function standing({ item = charged, cash = arriving, gross = 9990, fee = 310 } = {}): Standing {
  const files = new Map<string, FileContent>([
    ['psp/EUR/2026-03-02', fileOf(monday, [chargeLine(17, monday, { gross, fee }), refundLine(19, monday, 500)])],
    ['bank/EUR/2026-03-03', statement],
  ]);
  return {
    file: (id) => files.get(id),
    lineItem: (reference) => [item, unlisted].find((one) => one.reference === reference),
    cashItem: (reference) => (reference === cash.reference ? cash : undefined),
    agreedFee: { rate: 29_000, fixed: {} },
  };
}

const line = 'psp/EUR/2026-03-02/charge/ch_17_1_1';
const entry = `bank/EUR/2026-03-03/${payout.reference}`;

function open(kind: BreakKind, amount: number, more: Partial<BreakRecord> = {}): BreakRecord {
  const reference = more.reference ?? 'ch_17_1_1';
  return {
    id: `break-${kind}-${reference}`,
    kind,
    source: 'psp',
    about: line,
    reference,
    orderId: 'order-17.1' as OrderId,
    openedOn: monday,
    status: 'open',
    explanation: '',
    ...money(amount, EUR),
    ...more,
  };
}

function atBank(kind: BreakKind, amount: number, about = entry): BreakRecord {
  const { orderId: _, ...found } = open(kind, amount, { source: 'bank', about, reference: payout.reference });
  return found;
}

describe('a break about a line', () => {
  it.each<[BreakKind, number]>([
    ['amountDiffers', -10],
    ['feeDiffers', 20],
    ['listedTwice', 9990],
    ['dateDiffers', 9990],
    ['missingInLedger', 9990],
  ])('%s is about %i minor units, and not about one more', (kind, due) => {
    expect(wrongClaim(open(kind, due), standing())).toBeUndefined();
    expect(wrongClaim(open(kind, due + 1), standing())?.difference).toBe(1);
  });

  it('that a revision has changed is about what the line is now', () => {
    expect(wrongClaim(open('amountDiffers', -10), standing({ gross: 9995 }))).toEqual({
      sentence:
        'break-amountDiffers-ch_17_1_1 says -0.10 EUR of psp/EUR/2026-03-02/charge/ch_17_1_1, where it is -0.05 EUR by what stands',
      difference: -5,
    });
  });

  it('about a fee is about what is posted, where the line has another one by now', () => {
    expect(wrongClaim(open('feeDiffers', -10), standing({ fee: 300 }))).toBeUndefined();
    expect(wrongClaim(open('feeDiffers', 20), standing({ fee: 300 }))?.difference).toBe(30);
  });

  it('on which all agree by now is wrong by all that it says', () => {
    const agreed = { ...standing(), lineItem: () => undefined };
    expect(wrongClaim(open('amountDiffers', -10), agreed)?.difference).toBe(-10);
  });

  it.each([
    ['of another order', { orderId: 'order-18.1' as OrderId }],
    ['under another reference', { reference: 'ch_18_1_1' }],
    ['that the file does not have', { about: 'psp/EUR/2026-03-02/charge/ch_99_1_1' }],
    ['of a file that nobody knows', { about: 'psp/EUR/2026-03-03/charge/ch_17_1_1' }],
  ])('%s is wrong', (_, more) => {
    expect(wrongClaim(open('amountDiffers', -10, more), standing())?.sentence).toContain('not what stands there');
  });
});

describe('a break about a posting that no file lists', () => {
  const missing = (amount: number, orderId: string): BreakRecord =>
    open('missingInFile', amount, {
      about: 'capture/order-18.1',
      reference: 'ch_18_1_1',
      orderId: orderId as OrderId,
    });

  it('is about as much as is posted, and of its order', () => {
    expect(wrongClaim(missing(10_000, 'order-18.1'), standing())).toBeUndefined();
    expect(wrongClaim(missing(9999, 'order-18.1'), standing())?.difference).toBe(-1);
    expect(wrongClaim(missing(10_000, 'order-17.1'), standing())?.sentence).toContain('about ch_18_1_1 of order-17.1');
  });

  it('may be about one of two postings', () => {
    const found = open('missingInFile', 10_000, { about: 'capture/order-17.1' });
    expect(wrongClaim(found, standing({ item: { ...charged, posted: 20_000 } }))).toBeUndefined();
  });

  it('is about what the bank was to show', () => {
    expect(wrongClaim(atBank('missingInFile', 9700, 'payout/x'), standing())).toBeUndefined();
    expect(wrongClaim(atBank('missingInFile', 9710, 'payout/x'), standing())?.difference).toBe(10);
  });
});

describe('a break about an entry of the bank', () => {
  it.each<[BreakKind, number]>([
    ['amountDiffers', 10],
    ['listedTwice', 9710],
    ['missingInLedger', 9700],
  ])('%s is about %i minor units, and not about one more', (kind, due) => {
    expect(wrongClaim(atBank(kind, due), standing())).toBeUndefined();
    expect(wrongClaim(atBank(kind, due + 1), standing())?.difference).toBe(1);
  });

  it('that was posted as it was shown is about what was advised after that', () => {
    const early = standing({ cash: { ...arriving, cashed: 9710 } });
    expect(wrongClaim(atBank('amountDiffers', 10), early)).toBeUndefined();
    expect(wrongClaim(atBank('amountDiffers', 9), early)?.difference).toBe(-1);
  });
});

it('what is said of a file as a whole is for others to judge', () => {
  const of = { about: 'psp/EUR/2026-03-02', reference: 'psp/EUR/2026-03-02' };
  expect(wrongClaim(open('fileMissing', 7, of), standing())).toBeUndefined();
  expect(wrongClaim(open('fileDoesNotProve', 7, of), standing())).toBeUndefined();
});
