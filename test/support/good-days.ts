/**
 * Three business days of a small shop in which nothing is wrong: four checkouts with five orders, of which one times out,
 * one is softly declined first, one is declined for good and one crosses midnight between the request and the capture;
 * the PSP's three files, two payouts, and the bank's three statements. All amounts are cents, worked out by hand:
 *
 *   order   sale   seller  platform  PSP fee   file
 *   1.1     1200     1080       120       60   2 March    2.9 % is 34.8, rounded 35, and 25
 *   1.2     3000     2700       300      112   2 March    87 and 25
 *   2.1      820      738        82       49   2 March    23.78, rounded 24, and 25
 *   3.1      500   declined
 *   4.1     1000      900       100       54   3 March    29 and 25
 */
import { businessDate, type Instant } from '../../src/domain/calendar.ts';
import type { PspReference, OrderId } from '../../src/domain/ids.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import type { BreakRecord } from '../../src/domain/night-records.ts';
import type { BankTransferRecord, PspPayoutRecord } from '../../src/domain/records.ts';
import type { BankLine, BankStatement, SettlementLine } from '../../src/domain/settlement-file.ts';
import type { Fact } from '../../src/sim/facts.ts';
import { berlin, createFactTape, threaded, type FactTape } from './fact-tape.ts';
import { order, playCheckout } from './good-days-checkouts.ts';
import { bookTransfer, fileOf, payOut, type Batch } from './good-days-files.ts';
import { bankNight, pspNight } from './good-days-nights.ts';
import { EUR } from './good-days-policy.ts';

const march2 = businessDate('2026-03-02');
const march3 = businessDate('2026-03-03');
const march4 = businessDate('2026-03-04');
const march5 = businessDate('2026-03-05');

/** When the run is over: the second payout is booked at the bank and on no statement yet. */
export const endOfGoodDays: Instant = berlin(march5, '07:00');

export function goodDays(): Fact[] {
  const tape = createFactTape(berlin(march2, '10:00'));
  playCheckouts(tape);
  const files = [fileOf(batches[0], lines[0]), fileOf(batches[1], lines[1]), fileOf(batches[2], lines[2])] as const;

  tape.waitUntil(berlin(march3, '03:00'));
  pspNight(tape, batches[0], files[0], { found: [straddler], payoutDueOn: march3 });
  tape.waitUntil(berlin(march3, '05:00'));
  bankNight(tape, statementOf({ date: march2, sequence: 1, opening: 0, closing: 0, lines: [] }));

  tape.waitUntil(berlin(march4, '00:00'));
  payOut(tape, payouts[0], transfers[0]);
  tape.waitUntil(berlin(march4, '03:00'));
  const explained = [{ record: straddler, explanation: 'the PSP booked it on 2026-03-03' }];
  pspNight(tape, batches[1], files[1], { explained, payoutDueOn: march4 });
  tape.waitUntil(berlin(march4, '05:00'));
  bankNight(tape, statementOf({ date: march3, sequence: 2, opening: 0, closing: 0, lines: [] }));
  bookTransfer(tape, transfers[0]);

  tape.waitUntil(berlin(march5, '00:00'));
  payOut(tape, payouts[1], transfers[1]);
  tape.waitUntil(berlin(march5, '03:00'));
  pspNight(tape, batches[2], files[2], { payoutDueOn: march5 });
  tape.waitUntil(berlin(march5, '05:00'));
  const shown = [
    { reference: payouts[0].id, amount: minorUnits(4799), bookedAt: transfers[0].bookedAt, valueDate: march4 },
  ];
  bankNight(tape, statementOf({ date: march4, sequence: 3, opening: 0, closing: 4799, lines: shown }));
  bookTransfer(tape, transfers[1]);
  return threaded(tape.facts);
}

interface Shown extends Pick<BankStatement, 'date' | 'sequence'> {
  readonly opening: number;
  readonly closing: number;
  readonly lines: readonly BankLine[];
}

export function statementOf({ date, sequence, opening, closing, lines: shown }: Shown): BankStatement {
  const amounts = { opening: minorUnits(opening), closing: minorUnits(closing) };
  return { currency: EUR, date, sequence, revision: 1, lineCount: shown.length, ...amounts, lines: shown };
}

/** The four checkouts, up to midnight. */
export function playCheckouts(tape: FactTape): void {
  playCheckout(tape, {
    n: 1,
    outcome: 'paid',
    orders: [
      order(1, 1, 1, { amount: 1200, sellerPart: 1080, fee: 60, balance: 1080, version: 1 }),
      order(1, 2, 2, { amount: 3000, sellerPart: 2700, fee: 112, balance: 2700, version: 1, trouble: 'timeout' }),
    ],
  });
  tape.waitUntil(berlin(march2, '11:00'));
  playCheckout(tape, {
    n: 2,
    outcome: 'paid',
    orders: [
      order(2, 1, 1, { amount: 820, sellerPart: 738, fee: 49, balance: 1818, version: 2, trouble: 'softDecline' }),
    ],
  });
  tape.waitUntil(berlin(march2, '12:00'));
  playCheckout(tape, {
    n: 3,
    outcome: 'declined',
    orders: [
      order(3, 1, 2, { amount: 500, sellerPart: 450, fee: 40, balance: 2700, version: 1, trouble: 'hardDecline' }),
    ],
  });
  tape.waitUntil(berlin(march2, '23:59:58'));
  playCheckout(tape, {
    n: 4,
    outcome: 'paid',
    capturedAt: berlin(march3, '00:00:01'),
    orders: [order(4, 1, 1, { amount: 1000, sellerPart: 900, fee: 54, balance: 2718, version: 3 })],
  });
}

function balances(opening: number, gross: number, fees: number, paidOut: number, closing: number): Balances {
  return {
    opening: minorUnits(opening),
    gross: minorUnits(gross),
    refunded: minorUnits(0),
    fees: minorUnits(fees),
    paidOut: minorUnits(paidOut),
    closing: minorUnits(closing),
  };
}

type Balances = Omit<Batch, 'date' | 'sequence' | 'charges'>;

export const batches = [
  { date: march2, sequence: 1, charges: 3, ...balances(0, 5020, 221, 0, 4799) },
  { date: march3, sequence: 2, charges: 1, ...balances(4799, 1000, 54, 4799, 946) },
  { date: march4, sequence: 3, charges: 0, ...balances(946, 0, 0, 946, 0) },
] as const;

export const payouts = [
  { id: 'payout-EUR-2026-03-03', date: march3, batches: ['EUR/2026-03-02'], ...money(4799, EUR) },
  { id: 'payout-EUR-2026-03-04', date: march4, batches: ['EUR/2026-03-03'], ...money(946, EUR) },
] as const satisfies readonly Omit<PspPayoutRecord, 'status'>[];

/** The cut-off is heard of two milliseconds later, the payout is stored in three, and the bank hears of it in two. */
export const onTheWay = 7;

export const transfers = [
  { id: payouts[0].id, bookedAt: berlin(march4, '06:00') + onTheWay, valueDate: march4, ...money(4799, EUR) },
  { id: payouts[1].id, bookedAt: berlin(march5, '06:00') + onTheWay, valueDate: march5, ...money(946, EUR) },
] as const satisfies readonly Omit<BankTransferRecord, 'status'>[];

export const lines: readonly [SettlementLine[], SettlementLine[], SettlementLine[]] = [
  [
    chargeLine('1.1', 'ch_1_1_1', berlin(march2, '10:00:00') + 214, 1200, 60),
    chargeLine('1.2', 'ch_1_2_1', berlin(march2, '10:00:00') + 454, 3000, 112),
    chargeLine('2.1', 'ch_2_1_2', berlin(march2, '11:00:02') + 227, 820, 49),
  ],
  [chargeLine('4.1', 'ch_4_1_1', berlin(march3, '00:00:01'), 1000, 54), payoutLine(payouts[0])],
  [payoutLine(payouts[1])],
];

function chargeLine(
  orderNumber: string,
  reference: string,
  capturedAt: Instant,
  gross: number,
  fee: number,
): SettlementLine {
  return {
    type: 'charge',
    reference: reference as PspReference,
    orderId: `order-${orderNumber}` as OrderId,
    capturedAt,
    gross: minorUnits(gross),
    fee: minorUnits(fee),
  };
}

function payoutLine({ id, amount }: Pick<PspPayoutRecord, 'id' | 'amount'>): SettlementLine {
  return { type: 'payout', reference: id, amount };
}

export const straddler: BreakRecord = {
  id: 'break-missingInFile-ch_4_1_1',
  kind: 'missingInFile',
  source: 'psp',
  about: 'capture/order-4.1',
  reference: 'ch_4_1_1',
  orderId: 'order-4.1' as OrderId,
  openedOn: march2,
  status: 'open',
  explanation: 'sold on 2026-03-02 and not in the file for 2026-03-02: a later file should list it',
  ...money(1000, EUR),
};
