import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { idempotencyKey, orderId, pspReference, refundId, refundReference } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import type { ChargeLine, PayoutLine, RefundLine, SettlementFile } from '../../domain/settlement-file.ts';
import { parsePspCsv, pspCsv } from './psp-csv.ts';

function charge(checkout: number, capturedAt: string, gross: number, fee: number): ChargeLine {
  const order = orderId(checkout, 1);
  return {
    type: 'charge',
    reference: pspReference(idempotencyKey(order, 1)),
    orderId: order,
    capturedAt: Date.parse(capturedAt),
    gross: minorUnits(gross),
    fee: minorUnits(fee),
  };
}

const payout: PayoutLine = { type: 'payout', reference: 'payout-EUR-2026-03-02', amount: minorUnits(9710) };

const refunded = refundId(orderId(16, 2), 1);
const refund: RefundLine = {
  type: 'refund',
  reference: refundReference(refunded),
  orderId: orderId(16, 2),
  refundId: refunded,
  refundedAt: Date.parse('2026-03-02T15:00:00.500Z'),
  amount: minorUnits(1250),
};

/** 97.10 open from the day before and paid out; a sale of 1,200.00, one of 0.10, whose fee of 0.35 exceeds it, and 12.50 given back. */
const file: SettlementFile = {
  currency: currency('EUR'),
  date: businessDate('2026-03-02'),
  sequence: 2,
  revision: 1,
  lineCount: 4,
  opening: minorUnits(9710),
  closing: minorUnits(115_245),
  lines: [
    charge(17, '2026-03-01T23:59:55.007Z', 120_000, 3480),
    charge(18, '2026-03-02T00:00:05.250Z', 10, 35),
    refund,
    payout,
  ],
};

const text = [
  'record,currency,business_date,sequence,revision,reference,order_id,refund_id,captured_at,refunded_at,gross,fee,net,balance,lines',
  'header,EUR,2026-03-02,2,1,,,,,,,,,97.10,',
  'charge,,,,,ch_17_1_1,order-17.1,,2026-03-01T23:59:55.007Z,,1200.00,34.80,1165.20,,',
  'charge,,,,,ch_18_1_1,order-18.1,,2026-03-02T00:00:05.250Z,,0.10,0.35,-0.25,,',
  'refund,,,,,re_16_2_1,order-16.2,refund-16.2.1,,2026-03-02T15:00:00.500Z,,,-12.50,,',
  'payout,,,,,payout-EUR-2026-03-02,,,,,,,-97.10,,',
  'trailer,,,,,,,,,,1200.10,35.15,1055.35,1152.45,4',
  '',
].join('\r\n');

describe('pspCsv', () => {
  it('writes a header, a line per charge, refund and payout, and a trailer that proves the sums', () => {
    expect(pspCsv(file)).toBe(text);
  });

  it('writes yen without decimals and dinars with three', () => {
    const yen = pspCsv({ ...file, currency: currency('JPY') });
    const dinars = pspCsv({ ...file, currency: currency('KWD') });
    expect(yen).toContain('120000,3480,116520,,');
    expect(dinars).toContain('120.000,3.480,116.520,,');
  });

  it('shows a closing balance that its lines do not lead to, as a faulty file has it', () => {
    const faulty = { ...file, closing: minorUnits(1) };
    expect(pspCsv(faulty)).toContain('trailer,,,,,,,,,,1200.10,35.15,-97.09,0.01,4');
    expect(parsePspCsv(pspCsv(faulty))).toEqual(faulty);
  });

  it('shows in its trailer what the file was made with, also when the last lines are cut off', () => {
    const truncated = { ...file, lines: file.lines.slice(0, 2) };
    expect(pspCsv(truncated)).toContain('trailer,,,,,,,,,,1200.10,35.15,1055.35,1152.45,4');
    expect(parsePspCsv(pspCsv(truncated))).toEqual(truncated);
  });

  it('says which revision it is', () => {
    const corrected = { ...file, revision: 2 };
    expect(pspCsv(corrected)).toContain('header,EUR,2026-03-02,2,2,');
    expect(parsePspCsv(pspCsv(corrected))).toEqual(corrected);
  });

  it('quotes a reference with a comma in it', () => {
    const odd = { ...file, lines: [{ ...payout, reference: 'payout, "late"' }] };
    expect(pspCsv(odd)).toContain('payout,,,,,"payout, ""late""",');
    expect(parsePspCsv(pspCsv(odd))).toEqual(odd);
  });
});

describe('parsePspCsv', () => {
  it('gives back every file that was written', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000_000 }).map(minorUnits);
    const charges = fc.record({
      type: fc.constant('charge' as const),
      reference: fc.nat({ max: 99 }).map((n) => pspReference(idempotencyKey(orderId(n + 1, 1), 1))),
      orderId: fc.nat({ max: 99 }).map((n) => orderId(n + 1, 1)),
      capturedAt: fc.integer({ min: Date.parse('1969-12-30T00:00Z'), max: Date.parse('2100-01-01T00:00Z') }),
      gross: cents,
      fee: cents,
    });
    const refunds = fc.record({
      type: fc.constant('refund' as const),
      reference: fc.nat({ max: 99 }).map((n) => refundReference(refundId(orderId(n + 1, 1), 1))),
      orderId: fc.nat({ max: 99 }).map((n) => orderId(n + 1, 1)),
      refundId: fc.nat({ max: 99 }).map((n) => refundId(orderId(n + 1, 1), 1)),
      refundedAt: fc.integer({ min: Date.parse('1969-12-30T00:00Z'), max: Date.parse('2100-01-01T00:00Z') }),
      amount: cents,
    });
    const payouts = fc.record({ type: fc.constant('payout' as const), reference: fc.string(), amount: cents });
    const files = fc.record({
      currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF').map(currency),
      date: fc.nat({ max: 1000 }).map((days) => addDays(businessDate('2026-01-01'), days)),
      sequence: fc.integer({ min: 1, max: 1000 }),
      revision: fc.integer({ min: 1, max: 9 }),
      lineCount: fc.nat(),
      opening: cents,
      closing: cents,
      lines: fc.array(fc.oneof(charges, refunds, payouts)),
    });
    fc.assert(
      fc.property(files, (written) => {
        expect(parsePspCsv(pspCsv(written))).toEqual(written);
      }),
    );
  });

  it('reads a file whose lines end in a line feed only', () => {
    expect(parsePspCsv(text.replaceAll('\r\n', '\n'))).toEqual(file);
  });

  it.each([
    [
      'a file cut off before its trailer',
      text.slice(0, text.indexOf('trailer')),
      'line 6: the file ends without its trailer',
    ],
    ['an empty file', '', 'line 1: column names and a header are due'],
    ['a missing charge', text.replace(/charge,.*_17_.*\r\n/, ''), 'line 6: gross is "1200.10" where "0.10" was due'],
    ['a changed gross', text.replace('1200.00', '1200.01'), 'line 3: net is "1165.20" where "1165.21" was due'],
    ['a changed closing', text.replace('1152.45', '1152.46'), 'line 7: net is "1055.35" where "1055.36" was due'],
    [
      'a count of lines that is none',
      text.replace('1152.45,4', '1152.45,-4'),
      'line 7: lines: "-4" is no count from 0',
    ],
    ['a rounded amount', text.replace('34.80', '34.8'), 'line 3: fee: "34.8" is not an amount of EUR with 2 decimals'],
    [
      'a time with an offset',
      text.replace('250Z', '250+00:00'),
      'line 4: captured_at is "2026-03-02T00:00:05.250+00:00"',
    ],
    ['a date that does not exist', text.replace('2026-03-02,2', '2026-02-30,2'), 'line 2: business_date: '],
    ['an unknown currency', text.replace('EUR', 'EUX'), 'line 2: currency: "EUX" is not an ISO 4217 code'],
    ['a sequence that is no count', text.replace('02,2,', '02,NaN,'), 'line 2: sequence: "NaN" is no count from 1'],
    ['a revision zero', text.replace('02,2,1', '02,2,0'), 'line 2: revision: "0" is no count from 1'],
    [
      'a record of another kind',
      text.replace('payout,', 'dispute,'),
      'line 6: "dispute" is no charge, refund or payout',
    ],
    ['a column too many', text.replace('97.10,\r', '97.10,,\r'), 'line 2: 16 fields where 15 were due'],
    ['other column names', text.replace('gross', 'amount'), 'line 1: gross is "amount" where "gross" was due'],
  ])('refuses %s and names the line', (_, wrong, message) => {
    expect(() => parsePspCsv(wrong)).toThrow(SyntaxError);
    expect(() => parsePspCsv(wrong)).toThrow(message);
  });
});
