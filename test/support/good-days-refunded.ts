/**
 * Three business days with refunds, in which nothing is wrong: a sale that is given back in two parts, and a third part
 * that is refused; and a refund that is asked for before midnight and paid after it. All amounts are cents:
 *
 *   order  refund  amount  seller  platform  PSP's date
 *   1.1    sale      1200    1080       120   2 March
 *   1.1    1.1.1      500     450        50   2 March
 *   1.1    1.1.2      700     630        70   2 March
 *   2.1    sale      3000    2700       300   3 March
 *   2.1    2.1.1      300     270        30   4 March
 */
import { businessDate, type Instant } from '../../src/domain/calendar.ts';
import { orderId, refundId, sellerId } from '../../src/domain/ids.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import type { ChargeLine } from '../../src/domain/settlement-file.ts';
import type { Fact } from '../../src/sim/facts.ts';
import { berlin, createFactTape, threaded, type FactTape } from './fact-tape.ts';
import { order, playCheckout } from './good-days-checkouts.ts';
import { bookTransfer, fileOf, payOut, writesTo, type Batch } from './good-days-files.ts';
import { bankNight, pspNight } from './good-days-nights.ts';
import { EUR } from './good-days-policy.ts';
import { playRefund, refundLine, refuseRefund } from './good-days-refunds.ts';
import { statementOf, onTheWay } from './good-days.ts';

const march2 = businessDate('2026-03-02');
const march3 = businessDate('2026-03-03');
const march4 = businessDate('2026-03-04');
const march5 = businessDate('2026-03-05');
const [first, second] = [orderId(1, 1), orderId(2, 1)];

export const endOfRefundedDays: Instant = berlin(march5, '07:00');

export function refundedDays(): Fact[] {
  const tape = createFactTape(berlin(march2, '10:00'));
  const sale = order(1, 1, 1, { amount: 1200, sellerPart: 1080, fee: 60, balance: 1080, version: 1 });
  playCheckout(tape, { n: 1, outcome: 'paid', orders: [sale] });
  giveBackInParts(tape);
  tape.waitUntil(berlin(march3, '03:00'));
  const lines = [charge(tape, 'ch_1_1_1'), refundLine(tape, refundId(first, 1)), refundLine(tape, refundId(first, 2))];
  pspNight(tape, batches[0], fileOf(batches[0], lines), { payoutDueOn: march3 });
  tape.waitUntil(berlin(march3, '05:00'));
  bankNight(tape, statementOf({ date: march2, sequence: 1, opening: 0, closing: 0, lines: [] }));

  tape.waitUntil(berlin(march3, '11:00'));
  const another = order(2, 1, 2, { amount: 3000, sellerPart: 2700, fee: 112, balance: 2700, version: 1 });
  playCheckout(tape, { n: 2, outcome: 'paid', orders: [another] });
  tape.waitUntil(berlin(march3, '23:59:59'));
  const overMidnight = { amount: 300, before: 0, sellerPart: 270, balance: 2430, version: 2 };
  playRefund(tape, {
    ...{ id: refundId(second, 1), seller: sellerId(2), ...overMidnight },
    paidAt: berlin(march4, '00:00:01'),
  });
  tape.waitUntil(berlin(march4, '03:00'));
  pspNight(tape, batches[1], fileOf(batches[1], [charge(tape, 'ch_2_1_1')]), { payoutDueOn: march4 });
  tape.waitUntil(berlin(march4, '05:00'));
  bankNight(tape, statementOf({ date: march3, sequence: 2, opening: 0, closing: 0, lines: [] }));

  tape.waitUntil(berlin(march5, '00:00'));
  payOut(tape, payout, transfer);
  tape.waitUntil(berlin(march5, '03:00'));
  const last = [
    refundLine(tape, refundId(second, 1)),
    { type: 'payout', reference: payout.id, amount: payout.amount },
  ] as const;
  pspNight(tape, batches[2], fileOf(batches[2], last), { payoutDueOn: march5 });
  tape.waitUntil(berlin(march5, '05:00'));
  bankNight(tape, statementOf({ date: march4, sequence: 3, opening: 0, closing: 0, lines: [] }));
  bookTransfer(tape, transfer);
  return threaded(tape.facts);
}

function giveBackInParts(tape: FactTape): void {
  const seller = sellerId(1);
  tape.waitUntil(berlin(march2, '15:00'));
  const half = { amount: 500, before: 0, sellerPart: 450, balance: 630, version: 2 };
  playRefund(tape, { id: refundId(first, 1), seller, ...half });
  tape.waitUntil(berlin(march2, '16:00'));
  const rest = { amount: 700, before: 500, sellerPart: 630, balance: 0, version: 3 };
  playRefund(tape, { id: refundId(first, 2), seller, ...rest });
  tape.waitUntil(berlin(march2, '17:00'));
  refuseRefund(tape, { id: refundId(first, 3), seller, amount: 100, before: 1200 });
}

function charge(tape: FactTape, reference: string): ChargeLine {
  const captured = writesTo(tape, 'charges').find((one) => one.reference === reference);
  if (captured?.capturedAt === undefined) throw new Error(`${reference} is not captured`);
  const { orderId: of, capturedAt, amount, fee } = captured;
  return { type: 'charge', reference: captured.reference, orderId: of, capturedAt, gross: amount, fee };
}

function batch(date: Batch['date'], sequence: number, charges: number, figures: readonly number[]): Batch {
  const [opening = 0, gross = 0, refunded = 0, fees = 0, paidOut = 0, closing = 0] = figures;
  return {
    ...{ date, sequence, charges, opening: minorUnits(opening), gross: minorUnits(gross) },
    ...{ refunded: minorUnits(refunded), fees: minorUnits(fees), paidOut: minorUnits(paidOut) },
    closing: minorUnits(closing),
  };
}

const batches = [
  batch(march2, 1, 1, [0, 1200, 1200, 60, 0, -60]),
  batch(march3, 2, 1, [-60, 3000, 0, 112, 0, 2828]),
  batch(march4, 3, 0, [2828, 0, 300, 0, 2828, -300]),
] as const;

/** 1200 - 1200 - 60 of the first batch, and 3000 - 112 of the second. */
const payout = {
  ...{ id: 'payout-EUR-2026-03-04', date: march4, batches: ['EUR/2026-03-02', 'EUR/2026-03-03'] },
  ...money(2828, EUR),
};

const transfer = {
  id: payout.id,
  bookedAt: berlin(march5, '06:00') + onTheWay,
  valueDate: march5,
  ...money(2828, EUR),
};
