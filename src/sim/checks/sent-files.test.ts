import { describe, expect, it } from 'vitest';
import { addAfter, edited, isMessage, reword, silent, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { goodDays, lines } from '../../../test/support/good-days.ts';
import { payoutDays, payoutVerdicts } from '../../../test/support/payout-days.ts';
import { businessDate as dateOf } from '../../domain/calendar.ts';
import { orderId } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import { isSellerLine } from '../../domain/seller-payouts.ts';
import type { BankLine, ChargeLine, SettlementLine } from '../../domain/settlement-file.ts';
import type { FileFault, LineFault } from '../faults/fault.ts';
import type { Fact } from '../facts.ts';
import { businessDate } from './business-date.ts';

const days = goodDays();
const march2 = dateOf('2026-03-02');
const march3 = dateOf('2026-03-03');
/** Charges of 12.00, 30.00 and 8.20. */
const ofMarch2 = lines[0];
/** A charge of 10.00 and the payout of 47.99. */
const ofMarch3 = lines[1];

/** The PSP sends the file of a date with these lines. */
function sends(date: string, shown: readonly SettlementLine[], lineCount = shown.length): Edit {
  return reword(
    'SettlementFileSent',
    ({ file }) => file.date === date,
    ({ file }) => ({ file: { ...file, lines: shown, lineCount } }),
  );
}

/** Something happens to a line of the file of 2 March on its way. */
function onTheWay(fault: LineFault | FileFault, reference: string): Edit {
  return (facts) => {
    const index = facts.findIndex(isFile);
    const label = { source: 'psp', currency: EUR, date: march2, reference, amount: 1200 } as const;
    const site = 'settlement psp EUR/2026-03-02 order-1.1 #1';
    const faulted = { kind: 'faulted', at: facts[index]?.at ?? 0, site, concern: 'order-1.1', fault, label } as const;
    return facts.toSpliced(index, 0, faulted);
  };
}

function isFile(fact: Fact): boolean {
  return fact.kind === 'sent' && isMessage(fact, 'SettlementFileSent', ({ file }) => file.date === march2);
}

function found(...edits: readonly Edit[]): string[] {
  return verdicts(businessDate, edited(days, ...edits));
}

describe('the file that the PSP sends', () => {
  it('shows what its batch lists', () => {
    expect(found()).toEqual([]);
    expect(verdicts(businessDate, refundedDays(), endOfRefundedDays)).toEqual([]);
  });

  it('may not leave a charge out, nor a payout', () => {
    expect(found(sends(march2, ofMarch2.slice(1)))).toEqual([
      'psp/EUR/2026-03-02 was sent without ch_1_1_1, which its batch lists [1200 EUR]',
    ]);
    expect(found(sends(march3, ofMarch3.slice(0, 1)))).toEqual([
      'psp/EUR/2026-03-03 was sent without payout-EUR-2026-03-03, which its batch lists [4799 EUR]',
    ]);
  });

  it('may not leave a refund out', () => {
    const shown = reword(
      'SettlementFileSent',
      ({ file }) => file.date === march2,
      ({ file }) => ({ file: { ...file, lineCount: 1, lines: file.lines.slice(0, 1) } }),
    );
    expect(verdicts(businessDate, edited(refundedDays(), shown), endOfRefundedDays)).toEqual([
      'psp/EUR/2026-03-02 was sent without re_1_1_1 and re_1_1_2, which its batch lists [1200 EUR]',
    ]);
  });

  it('may not show what belongs to another one, nor anything twice', () => {
    expect(found(sends(march2, [...ofMarch2, ...ofMarch3.slice(0, 1)]))).toEqual([
      'psp/EUR/2026-03-02 was sent with ch_4_1_1, which its batch does not list [1000 EUR]',
    ]);
    expect(found(sends(march2, [...ofMarch2, ...ofMarch2.slice(2)]))).toEqual([
      'psp/EUR/2026-03-02 was sent with ch_2_1_2 more than once [820 EUR]',
    ]);
  });

  it('may not be made from what was unlisted when its batch was stored: that is the next file', () => {
    expect(found(sends(march2, ofMarch3.slice(0, 1)))).toEqual([
      // 12.00 + 30.00 + 8.20 + 10.00.
      'psp/EUR/2026-03-02 was sent without ch_1_1_1, ch_1_2_1 and ch_2_1_2, which its batch lists; with ch_4_1_1, which its batch does not list [6020 EUR]',
    ]);
    expect(found(sends(march2, []))).toEqual([
      'psp/EUR/2026-03-02 was sent without ch_1_1_1, ch_1_2_1 and ch_2_1_2, which its batch lists [5020 EUR]',
    ]);
  });

  it('may not show another amount, fee, order or time than the PSP holds', () => {
    const [first, ...others] = ofMarch2;
    if (first?.type !== 'charge') throw new Error('the first line is no charge');
    const shown = (change: Partial<ChargeLine>): string[] => found(sends(march2, [{ ...first, ...change }, ...others]));
    const wrong = 'psp/EUR/2026-03-02 was sent with other figures of ch_1_1_1 than the PSP holds';
    expect(shown({})).toEqual([]);
    expect(shown({ gross: minorUnits(1195) })).toEqual([`${wrong} [5 EUR]`]);
    expect(shown({ fee: minorUnits(112) })).toEqual([`${wrong} [52 EUR]`]);
    expect(shown({ orderId: orderId(1, 2) })).toEqual([wrong]);
    expect(shown({ capturedAt: first.capturedAt - 86_400_000 })).toEqual([wrong]);
  });

  it('may not give the fee of each charge to the next, though the sum is the same', () => {
    const swapped = ofMarch2.map((line, index) => {
      const other = ofMarch2[ofMarch2.length - 1 - index];
      return line.type === 'charge' && other?.type === 'charge' ? { ...line, fee: other.fee } : line;
    });
    // 60 and 49 have changed places; 112 is in the middle.
    expect(found(sends(march2, swapped))).toEqual([
      'psp/EUR/2026-03-02 was sent with other figures of ch_1_1_1 and ch_2_1_2 than the PSP holds [22 EUR]',
    ]);
  });

  it('may not show another payout or refund than the PSP has made', () => {
    const [charge, payout] = ofMarch3;
    if (charge === undefined || payout?.type !== 'payout') throw new Error('the second line is no payout');
    expect(found(sends(march3, [charge, { ...payout, amount: minorUnits(4800) }]))).toEqual([
      'psp/EUR/2026-03-03 was sent with other figures of payout-EUR-2026-03-03 than the PSP holds [1 EUR]',
    ]);
    const later = reword(
      'SettlementFileSent',
      ({ file }) => file.date === march2,
      ({ file }) => ({
        file: {
          ...file,
          lines: file.lines.map((line) =>
            line.type === 'refund' && line.reference === 're_1_1_1'
              ? { ...line, refundedAt: line.refundedAt + 3_600_000 }
              : line,
          ),
        },
      }),
    );
    expect(verdicts(businessDate, edited(refundedDays(), later), endOfRefundedDays)).toEqual([
      'psp/EUR/2026-03-02 was sent with other figures of re_1_1_1 than the PSP holds',
    ]);
  });

  it('has the first three of many that are wrong named', () => {
    const strange = ['ch_5_1_1', 'ch_6_1_1', 'ch_7_1_1', 'ch_8_1_1', 'ch_9_1_1'].map(
      (reference) => ({ ...ofMarch2[0], reference }) as SettlementLine,
    );
    expect(found(sends(march2, [...ofMarch2, ...strange]))).toEqual([
      'psp/EUR/2026-03-02 was sent with ch_5_1_1, ch_6_1_1, ch_7_1_1 and 2 others, which its batch does not list [6000 EUR]',
    ]);
  });

  it('is one mistake, however often it is sent, and whatever the files after it show', () => {
    const again = addAfter(isFile, (fact) => [fact]);
    expect(found(again, sends(march2, ofMarch2.slice(1)))).toHaveLength(1);
    expect(found(sends(march2, ofMarch2.slice(1)), sends(march3, ofMarch3.slice(1)))).toHaveLength(2);
  });

  it('may never be sent: that is another mistake', () => {
    expect(found(silent('SettlementFileSent'))).toEqual([]);
  });
});

describe('the statement that the bank sends', () => {
  const isStatement = (fact: Fact): boolean =>
    fact.kind === 'sent' && isMessage(fact, 'BankStatementSent', ({ statement }) => statement.lines.length > 0);
  const shows = (change: (line: BankLine) => readonly BankLine[]): Edit =>
    reword(
      'BankStatementSent',
      () => true,
      ({ statement }) => {
        const shown = statement.lines.flatMap(change);
        return { statement: { ...statement, lines: shown, lineCount: shown.length } };
      },
    );
  const dearer = shows((line) => [{ ...line, amount: minorUnits(line.amount + 1) }]);

  it('shows each transfer with its amount and its value date', () => {
    expect(found(dearer)).toEqual([
      'bank/EUR/2026-03-04 was sent with other figures of payout-EUR-2026-03-03 than the bank holds [1 EUR]',
    ]);
    expect(found(shows((line) => [{ ...line, valueDate: march2 }]))).toEqual([
      'bank/EUR/2026-03-04 was sent with other figures of payout-EUR-2026-03-03 than the bank holds',
    ]);
  });

  it('shows it once, and no other', () => {
    expect(found(shows(() => []))).toEqual([
      'bank/EUR/2026-03-04 was sent without payout-EUR-2026-03-03, which its record lists [4799 EUR]',
    ]);
    expect(found(shows((line) => [line, { ...line, reference: 'payout-EUR-2026-03-01' }]))).toEqual([
      'bank/EUR/2026-03-04 was sent with payout-EUR-2026-03-01, which its record does not list [4799 EUR]',
    ]);
  });

  it('shows what went to a seller as money that left, and what came back as money that came', () => {
    expect(payoutVerdicts(businessDate, payoutDays)).toEqual([]);
    // What came from the PSP is left as it is.
    const turned = shows((line) => [
      isSellerLine(line.reference) ? { ...line, amount: minorUnits(-line.amount) } : line,
    ]);
    expect(payoutVerdicts(businessDate, edited(payoutDays, turned))).toEqual([
      // 90.00 that went is shown as 90.00 that came, and 90.00 that came back as 90.00 that went.
      'bank/EUR/2026-03-03 was sent with other figures of payout-seller-1-EUR-2026-03-03 and return-payout-seller-1-EUR-2026-03-03 than the bank holds [36000 EUR]',
    ]);
  });

  it('may be wrong in one amount where it is sent once more, corrected', () => {
    const fault = { kind: 'settlement.file-resent-corrected', byMinorUnits: 1, afterMs: 1 } as const;
    const site = 'settlement bank EUR/2026-03-04 file #1';
    const resent: Edit = (facts) => {
      const index = facts.findIndex(isStatement);
      return facts.toSpliced(index, 0, { kind: 'faulted', at: facts[index]?.at ?? 0, site, concern: 'file', fault });
    };
    expect(found(resent, dearer)).toEqual([]);
  });
});

describe('what happens to a file on its way is no mistake of the PSP’s', () => {
  const [first, second] = ofMarch2;
  const unknown = { ...first, reference: 'ch_unknown_1_1_1' } as SettlementLine;

  it.each<[string, readonly SettlementLine[], LineFault, string]>([
    ['a line that is missing', ofMarch2.slice(1), { kind: 'settlement.line-missing' }, 'ch_1_1_1'],
    [
      'a line that is there twice',
      [first, ...ofMarch2].flatMap(known),
      { kind: 'settlement.line-duplicate' },
      'ch_1_1_1',
    ],
    ['a line of nobody', [...ofMarch2, unknown], { kind: 'settlement.line-unknown' }, 'ch_unknown_1_1_1'],
  ])('%s', (_, shown, fault, reference) => {
    expect(found(sends(march2, shown))).toHaveLength(1);
    expect(found(sends(march2, shown), onTheWay(fault, reference))).toEqual([]);
    // It excuses this line and no other.
    const another = [...shown, ...[second].flatMap(known)];
    expect(found(sends(march2, another), onTheWay(fault, reference))).toEqual([
      'psp/EUR/2026-03-02 was sent with ch_1_2_1 more than once [3000 EUR]',
    ]);
  });

  it.each<[string, Partial<ChargeLine>, LineFault]>([
    ['another amount', { gross: minorUnits(1300) }, { kind: 'settlement.line-wrong-amount', byMinorUnits: 100 }],
    ['an amount that is rounded', { gross: minorUnits(1201) }, { kind: 'settlement.fx-rounding', byMinorUnits: 1 }],
    ['another fee', { fee: minorUnits(65) }, { kind: 'settlement.fee-drift', byMinorUnits: 5 }],
    ['another day', { capturedAt: 0 }, { kind: 'settlement.line-wrong-date', byDays: -1 }],
  ])('%s', (_, change, fault) => {
    const shown = [{ ...first, ...change } as ChargeLine, ...ofMarch2.slice(1)];
    expect(found(sends(march2, shown))).toHaveLength(1);
    expect(found(sends(march2, shown), onTheWay(fault, 'ch_1_1_1'))).toEqual([]);
    expect(found(sends(march2, shown), onTheWay(fault, 'ch_1_2_1'))).toHaveLength(1);
  });

  it('one amount that is wrong in a version that is corrected, by as much as is corrected, and no second one', () => {
    // 12.00 is shown as 9.00.
    const fault = { kind: 'settlement.file-resent-corrected', byMinorUnits: -300, afterMs: 1 } as const;
    const cheaper = ofMarch2.map((line) => (line.type === 'charge' ? { ...line, gross: minorUnits(900) } : line));
    const corrected = (shown: readonly SettlementLine[], byMinorUnits = -300): string[] =>
      found(sends(march2, shown), onTheWay({ ...fault, byMinorUnits }, 'ch_1_1_1'));
    const one = [...cheaper.slice(0, 1), ...ofMarch2.slice(1)];
    expect(corrected(one)).toEqual([]);
    expect(corrected(one, 100)).toHaveLength(1);
    expect(corrected([...cheaper.slice(0, 2), ...ofMarch2.slice(2)])).toHaveLength(1);
  });

  it('a file that broke off, as its trailer tells', () => {
    expect(found(sends(march2, ofMarch2.slice(0, 1), 3))).toEqual([]);
  });
});

function known(line: SettlementLine | undefined): SettlementLine[] {
  return line === undefined ? [] : [line];
}
