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
import type { LedgerItem } from '../../src/domain/messages.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import type {
  BankTransferRecord,
  BreakRecord,
  ChargeRecord,
  PspPayoutRecord,
  SettlementBatchRecord,
} from '../../src/domain/records.ts';
import type { SettlementLine } from '../../src/domain/settlement-file.ts';
import type { Fact } from '../../src/sim/facts.ts';
import { berlin, createFactTape, threaded, type FactTape } from './fact-tape.ts';
import { order, playCheckout } from './good-checkouts.ts';
import { bankNight, bookTransfer, explainBreak, payOut, pspNight, raiseBreak, type Booked } from './good-nights.ts';
import { EUR } from './good-policy.ts';

const march2 = businessDate('2026-03-02');
const march3 = businessDate('2026-03-03');
const march4 = businessDate('2026-03-04');
const march5 = businessDate('2026-03-05');

/** When the run is over: the second payout is booked at the bank and on no statement yet. */
export const endOfGoodDays: Instant = berlin(march5, '07:00');

export function goodDays(): Fact[] {
  const tape = createFactTape(berlin(march2, '10:00'));
  playCheckouts(tape);
  const booked = bookedOn(tape.facts);

  tape.waitUntil(berlin(march3, '03:00'));
  pspNight(tape, { batch: batches[0], lines: lines[0], seenBefore: 0, seenAfter: 4, payoutDueOn: march3 }, booked);
  raiseBreak(tape, straddler);
  tape.waitUntil(berlin(march3, '05:00'));
  bankNight(tape, { date: march2, sequence: 1, opening: 0, closing: 0, lines: [] });

  tape.waitUntil(berlin(march4, '00:00'));
  payOut(tape, payouts[0], { ...batches[0], id: 'EUR/2026-03-02', currency: EUR, status: 'filed' }, transfers[0]);
  tape.waitUntil(berlin(march4, '03:00'));
  pspNight(tape, { batch: batches[1], lines: lines[1], seenBefore: 4, seenAfter: 4, payoutDueOn: march4 }, booked);
  explainBreak(tape, straddler, march3, 'the PSP booked it on 2026-03-03');
  tape.waitUntil(berlin(march4, '05:00'));
  bankNight(tape, { date: march3, sequence: 2, opening: 0, closing: 0, lines: [] });
  bookTransfer(tape, transfers[0]);

  tape.waitUntil(berlin(march5, '00:00'));
  payOut(tape, payouts[1], { ...batches[1], id: 'EUR/2026-03-03', currency: EUR, status: 'filed' }, transfers[1]);
  tape.waitUntil(berlin(march5, '03:00'));
  pspNight(tape, { batch: batches[2], lines: lines[2], seenBefore: 4, seenAfter: 4, payoutDueOn: march5 }, booked);
  tape.waitUntil(berlin(march5, '05:00'));
  const shown = [
    { reference: payouts[0].id, amount: minorUnits(4799), bookedAt: transfers[0].bookedAt, valueDate: march4 },
  ];
  bankNight(tape, { date: march4, sequence: 3, opening: 0, closing: 4799, lines: shown });
  bookTransfer(tape, transfers[1]);
  return threaded(tape.facts);
}

function playCheckouts(tape: FactTape): void {
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

function bookedOn(facts: readonly Fact[]): Booked {
  const charges: ChargeRecord[] = [];
  const captures: LedgerItem[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'written') continue;
    if (fact.table === 'charges' && fact.after.status === 'captured') charges.push(fact.after);
    if (fact.table !== 'transactions' || fact.after.kind !== 'capture') continue;
    const { id, orderId, pspReference, saleDate, postings } = fact.after;
    const [posting] = postings;
    if (orderId === undefined || pspReference === undefined || saleDate === undefined || posting === undefined)
      continue;
    captures.push({
      transactionId: id,
      orderId,
      pspReference,
      saleDate,
      amount: posting.amount,
      currency: posting.currency,
    });
  }
  return { charges, captures };
}

function balances(opening: number, gross: number, fees: number, paidOut: number, closing: number): Balances {
  return {
    opening: minorUnits(opening),
    gross: minorUnits(gross),
    fees: minorUnits(fees),
    paidOut: minorUnits(paidOut),
    closing: minorUnits(closing),
  };
}

type Balances = Pick<SettlementBatchRecord, 'opening' | 'gross' | 'fees' | 'paidOut' | 'closing'>;

const batches = [
  { date: march2, sequence: 1, charges: 3, ...balances(0, 5020, 221, 0, 4799) },
  { date: march3, sequence: 2, charges: 1, ...balances(4799, 1000, 54, 4799, 946) },
  { date: march4, sequence: 3, charges: 0, ...balances(946, 0, 0, 946, 0) },
] as const;

const payouts = [
  { id: 'payout-EUR-2026-03-03', date: march3, batches: ['EUR/2026-03-02'], ...money(4799, EUR) },
  { id: 'payout-EUR-2026-03-04', date: march4, batches: ['EUR/2026-03-03'], ...money(946, EUR) },
] as const satisfies readonly PspPayoutRecord[];

const transfers = [
  { id: payouts[0].id, status: 'inTransit', bookedAt: berlin(march4, '06:00'), valueDate: march4, ...money(4799, EUR) },
  { id: payouts[1].id, status: 'inTransit', bookedAt: berlin(march5, '06:00'), valueDate: march5, ...money(946, EUR) },
] as const satisfies readonly BankTransferRecord[];

const lines: readonly [SettlementLine[], SettlementLine[], SettlementLine[]] = [
  [
    chargeLine('1.1', 'ch_1_1_1', '10:00:00', 1200, 60),
    chargeLine('1.2', 'ch_1_2_1', '10:00:11', 3000, 112),
    chargeLine('2.1', 'ch_2_1_2', '11:00:03', 820, 49),
  ],
  [chargeLine('4.1', 'ch_4_1_1', '23:59:59', 1000, 54), payoutLine(payouts[0])],
  [payoutLine(payouts[1])],
];

function chargeLine(orderNumber: string, reference: string, time: string, gross: number, fee: number): SettlementLine {
  return {
    type: 'charge',
    reference: reference as PspReference,
    orderId: `order-${orderNumber}` as OrderId,
    capturedAt: berlin(march2, time),
    gross: minorUnits(gross),
    fee: minorUnits(fee),
  };
}

function payoutLine({ id, amount }: PspPayoutRecord): SettlementLine {
  return { type: 'payout', reference: id, amount };
}

const straddler: BreakRecord = {
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
