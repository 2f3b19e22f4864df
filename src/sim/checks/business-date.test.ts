import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isWrite,
  repeat,
  reword,
  rewrite,
  without,
  type Edit,
} from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { berlin, createFactTape, written } from '../../../test/support/fact-tape.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays, lines as linesOfFiles } from '../../../test/support/good-days.ts';
import { EUR, goodPolicy, goodSettings } from '../../../test/support/good-days-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate as dateOf, type BusinessDate } from '../../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { ChargeLine, SettlementLine } from '../../domain/settlement-file.ts';
import { businessDate } from './business-date.ts';

const days = goodDays();
const march2 = dateOf('2026-03-02');
const march3 = dateOf('2026-03-03');
const home = addressOf.charge(idempotencyKey(orderId(9, 1), 1));

function charge(n: number, capturedAt: number, date: string): ChargeRecord {
  const key = idempotencyKey(orderId(n, 1), 1);
  const captured = { status: 'captured', capturedAt, businessDate: dateOf(date) } as const;
  const amounts = { authorised: minorUnits(700), fee: minorUnits(0), ...money(700, EUR) };
  return {
    id: key,
    idempotencyKey: key,
    reference: pspReference(key),
    orderId: orderId(n, 1),
    card: 'card',
    ...captured,
    ...amounts,
  };
}

/** The PSP sends the file of a date with other lines. */
function showing(date: BusinessDate, change: (lines: readonly SettlementLine[]) => readonly SettlementLine[]): Edit {
  return reword(
    'SettlementFileSent',
    ({ file }) => file.date === date,
    ({ file }) => {
      const lines = change(file.lines);
      return { file: { ...file, lines, lineCount: lines.length } };
    },
  );
}

/** The line of a charge, as the good days' files show it. */
function lineOf(reference: string): ChargeLine {
  const line = linesOfFiles.flat().find((one) => one.reference === reference);
  if (line?.type !== 'charge') throw new Error(`there is no charge ${reference}`);
  return line;
}

describe('business-date', () => {
  it('sees a charge across midnight that is booked on the day before, and then not listed with that day', () => {
    const facts = edited(
      days,
      rewrite('charges', ({ id, status }) => id === 'order-4.1:1' && status === 'captured', { businessDate: march2 }),
    );
    expect(verdicts(businessDate, facts)).toEqual([
      'the business date of ch_4_1_1 is 2026-03-02; it was captured at 2026-03-02T23:00:01.000Z, which is 2026-03-03 in Europe/Berlin [1000 EUR]',
      'ch_4_1_1 of 10.00 EUR belongs to 2026-03-02 and was there when the file for 2026-03-02 was begun, which does not list it [1000 EUR]',
    ]);
  });

  it('sees a calendar that forgets that the clocks went back', () => {
    // On 25 October 2026 Berlin is at +01:00 from 03:00 on; at +02:00 half past eleven at night would be the next day.
    const late = berlin(dateOf('2026-10-25'), '23:30');
    const tape = createFactTape(late);
    const psp = addressOf.charge(idempotencyKey(orderId(7, 1), 1));
    tape.commit(psp, ['charges', charge(7, late, '2026-10-25')]);
    tape.commit(psp, ['charges', charge(8, late, '2026-10-26')]);
    expect(verdicts(businessDate, tape.facts)).toEqual([
      'the business date of ch_8_1_1 is 2026-10-26; it was captured at 2026-10-25T22:30:00.000Z, which is 2026-10-25 in Europe/Berlin [700 EUR]',
    ]);
  });

  it('reads the cut-off and the zone of the PSP that was agreed', () => {
    const evening = berlin(march2, '21:00');
    const tape = createFactTape(evening);
    tape.commit(
      addressOf.charge(idempotencyKey(orderId(7, 1), 1)),
      ['charges', charge(7, evening, '2026-03-03')],
      ['charges', charge(8, evening - 1, '2026-03-02')],
    );
    const settings = {
      ...goodSettings,
      policy: { ...goodPolicy, pspCalendar: { zone: 'Europe/Berlin', cutOff: 21 * 60 } },
    };
    expect(examine(businessDate, tape.facts, settings).findings).toEqual([]);
    expect(examine(businessDate, tape.facts).findings).toHaveLength(1);
  });

  it('lets a charge that became durable after its file was begun be in the next one, and sees when it is not', () => {
    const late = addAfter(
      (fact) => isWrite(fact, 'settlementBatches', ({ date }) => date === march2),
      ({ at }) => [written(at, home, ['charges', charge(9, berlin(march2, '23:00'), '2026-03-02')])],
    );
    const missed =
      'ch_9_1_1 of 7.00 EUR belongs to 2026-03-02 and was there when the file for 2026-03-03 was begun, which does not list it [700 EUR]';
    expect(verdicts(businessDate, edited(days, late))).toEqual([missed]);
    const listed = addAfter(
      (fact) => isWrite(fact, 'settlementBatches', ({ date }) => date === march3),
      ({ at }) => [
        written(at, home, ['charges', { ...charge(9, berlin(march2, '23:00'), '2026-03-02'), settledOn: march3 }]),
      ],
    );
    const counted = rewrite('settlementBatches', ({ date }) => date === march3, {
      charges: 2,
      gross: minorUnits(1700),
    });
    const line: ChargeLine = {
      ...{ type: 'charge', reference: pspReference(idempotencyKey(orderId(9, 1), 1)), orderId: orderId(9, 1) },
      ...{ capturedAt: berlin(march2, '23:00'), gross: minorUnits(700), fee: minorUnits(0) },
    };
    const shown = showing(march3, (lines) => [...lines, line]);
    expect(verdicts(businessDate, edited(days, late, listed, counted, shown))).toEqual([]);
    expect(verdicts(businessDate, edited(days, late, listed, counted))).toEqual([
      'psp/EUR/2026-03-03 was sent without ch_9_1_1, which its batch lists [700 EUR]',
    ]);
  });

  it('sees a charge that was there and is left to the next file', () => {
    const isListed = ({ id, settledOn }: ChargeRecord): boolean => id === 'order-2.1:2' && settledOn !== undefined;
    const listed = days.find((fact) => isWrite(fact, 'charges', isListed));
    if (listed?.kind !== 'written' || listed.table !== 'charges') throw new Error('the charge is listed in no file');
    const later = { ...listed.after, settledOn: march3 };
    const left = [
      without('charges', isListed),
      rewrite('settlementBatches', ({ date }) => date === march2, {
        charges: 2,
        gross: minorUnits(4200),
        fees: minorUnits(172),
      }),
      rewrite('settlementBatches', ({ date }) => date === march3, {
        charges: 2,
        gross: minorUnits(1820),
        fees: minorUnits(103),
      }),
      addAfter(
        (fact) => isWrite(fact, 'settlementBatches', ({ date }) => date === march3),
        ({ at }) => [written(at, home, ['charges', later])],
      ),
      showing(march2, (lines) => lines.filter(({ reference }) => reference !== 'ch_2_1_2')),
      showing(march3, (lines) => [...lines, lineOf('ch_2_1_2')]),
    ];
    expect(verdicts(businessDate, edited(days, ...left))).toEqual([
      'ch_2_1_2 of 8.20 EUR belongs to 2026-03-02 and was there when the file for 2026-03-02 was begun, which does not list it [820 EUR]',
    ]);
  });

  it('sees a charge that is marked with a file that is not the one being made', () => {
    const marked = rewrite('charges', ({ id, settledOn }) => id === 'order-2.1:2' && settledOn !== undefined, {
      settledOn: march3,
    });
    expect(verdicts(businessDate, edited(days, marked))).toEqual([
      'ch_2_1_2 of 8.20 EUR has the business date 2026-03-02 and the file for 2026-03-02 is being made when it is said to be listed in the file for 2026-03-03 [820 EUR]',
      'batch EUR/2026-03-02 says that it holds 3 charges of 50.20 EUR, 2.21 EUR of fees, 0.00 EUR of refunds and 0.00 EUR of payouts; it lists 2 charges of 42.00 EUR, 1.72 EUR of fees, 0.00 EUR of refunds and 0.00 EUR of payouts [820 EUR]',
      'psp/EUR/2026-03-02 was sent with ch_2_1_2, which its batch does not list [820 EUR]',
      'psp/EUR/2026-03-03 was sent without ch_2_1_2, which its batch lists [820 EUR]',
    ]);
  });

  it('sees a charge that is in another file afterwards, or in none', () => {
    const isListed = ({ id, settledOn }: ChargeRecord): boolean => id === 'order-2.1:2' && settledOn !== undefined;
    expect(verdicts(businessDate, edited(days, repeat('charges', isListed, { settledOn: march3 })))).toEqual([
      'ch_2_1_2 was listed in the file for 2026-03-02 and is said to be listed in the one for 2026-03-03 instead',
      'psp/EUR/2026-03-03 was sent without ch_2_1_2, which its batch lists [820 EUR]',
    ]);
    const captured = days.filter((fact) =>
      isWrite(fact, 'charges', ({ id, status }) => id === 'order-2.1:2' && status === 'captured'),
    );
    const forgotten = addAfter(
      (fact) => isWrite(fact, 'charges', isListed),
      () => captured.slice(0, 1),
    );
    expect(verdicts(businessDate, edited(days, forgotten))).toEqual([
      'ch_2_1_2 was listed in the file for 2026-03-02 and is said to be listed in none any more',
    ]);
  });

  it('sees a charge and a payout that are listed before their day', () => {
    const early = [
      rewrite('charges', ({ id, settledOn }) => id === 'order-1.1:1' && settledOn !== undefined, {
        settledOn: dateOf('2026-03-01'),
      }),
      rewrite('settlementBatches', ({ date }) => date === march2, {
        charges: 2,
        gross: minorUnits(3820),
        fees: minorUnits(161),
      }),
      showing(march2, (lines) => lines.filter(({ reference }) => reference !== 'ch_1_1_1')),
    ];
    expect(verdicts(businessDate, edited(days, ...early))).toEqual([
      'ch_1_1_1 of 12.00 EUR has the business date 2026-03-02 and is listed in the file for 2026-03-01 [1200 EUR]',
    ]);
    const payout = rewrite('pspPayouts', ({ id }) => id === 'payout-EUR-2026-03-03', { date: dateOf('2026-03-04') });
    expect(verdicts(businessDate, edited(days, payout))).toEqual([
      'payout-EUR-2026-03-03 of 47.99 EUR has the date 2026-03-04, which was not over when it was made, at 2026-03-03T23:00:00.005Z [4799 EUR]',
      'payout-EUR-2026-03-03 of 47.99 EUR has the business date 2026-03-04 and is listed in the file for 2026-03-03 [4799 EUR]',
    ]);
  });

  it('sees a refund that is booked on the day on which it was asked for, or posted so', () => {
    const refunds = refundedDays();
    const early = rewrite('pspRefunds', ({ id }) => id === 'refund-2.1.1', { businessDate: march3 });
    expect(verdicts(businessDate, edited(refunds, early), endOfRefundedDays)).toEqual([
      'the business date of re_2_1_1 is 2026-03-03; it was paid back at 2026-03-03T23:00:01.000Z, which is 2026-03-04 in Europe/Berlin [300 EUR]',
      're_2_1_1 of 3.00 EUR belongs to 2026-03-03 and was there when the file for 2026-03-03 was begun, which does not list it [300 EUR]',
    ]);
    const posted = rewrite('transactions', ({ id }) => id === 'refundPaid/refund-2.1.1', { saleDate: march3 });
    expect(verdicts(businessDate, edited(refunds, posted), endOfRefundedDays)).toEqual([
      'the sale date of refundPaid/refund-2.1.1 is 2026-03-03; it was paid back at 2026-03-03T23:00:01.000Z, which is 2026-03-04 in Europe/Berlin [300 EUR]',
    ]);
  });

  it('sees a batch that counts a charge less than it lists', () => {
    const fewer = rewrite('settlementBatches', ({ date }) => date === march2, { charges: 2, gross: minorUnits(4200) });
    expect(verdicts(businessDate, edited(days, fewer))).toEqual([
      'batch EUR/2026-03-02 says that it holds 2 charges of 42.00 EUR, 2.21 EUR of fees, 0.00 EUR of refunds and 0.00 EUR of payouts; it lists 3 charges of 50.20 EUR, 2.21 EUR of fees, 0.00 EUR of refunds and 0.00 EUR of payouts [820 EUR]',
    ]);
  });

  it('sees a batch whose fees are not those of its charges', () => {
    // 60 + 112 + 49, and a cent.
    const dearer = rewrite('settlementBatches', ({ date }) => date === march2, { fees: minorUnits(222) });
    expect(verdicts(businessDate, edited(days, dearer))).toEqual([
      'batch EUR/2026-03-02 says that it holds 3 charges of 50.20 EUR, 2.22 EUR of fees, 0.00 EUR of refunds and 0.00 EUR of payouts; it lists 3 charges of 50.20 EUR, 2.21 EUR of fees, 0.00 EUR of refunds and 0.00 EUR of payouts [1 EUR]',
    ]);
  });

  it('sees a payout that has the date of a day to come: the file of that day would list it', () => {
    const late = (date: string): string[] =>
      verdicts(
        businessDate,
        edited(
          days,
          rewrite('pspPayouts', ({ id }) => id === 'payout-EUR-2026-03-04', { date: dateOf(date) }),
        ),
      ).filter((sentence) => sentence.includes('has the date'));
    expect(late('2026-03-04')).toEqual([]);
    expect(late('2026-03-05')).toEqual([
      'payout-EUR-2026-03-04 of 9.46 EUR has the date 2026-03-05, which was not over when it was made, at 2026-03-04T23:00:00.005Z [946 EUR]',
    ]);
  });

  it('sees a sale that is dated by the capture instead of the request', () => {
    expect(
      verdicts(
        businessDate,
        edited(
          days,
          rewrite('transactions', ({ id }) => id === 'capture/order-4.1', { saleDate: march3 }),
        ),
      ),
    ).toEqual([
      'the sale date of capture/order-4.1 is 2026-03-03; it was asked for at 2026-03-02T22:59:58.011Z, which is 2026-03-02 in Europe/Berlin [1000 EUR]',
    ]);
  });

  it('sees a transfer with a value date that is not that of its booking', () => {
    const early = rewrite('bankTransfers', ({ id }) => id === 'payout-EUR-2026-03-03', { valueDate: march3 });
    expect(new Set(verdicts(businessDate, edited(days, early)))).toEqual(
      new Set([
        'the value date of payout-EUR-2026-03-03 is 2026-03-03; it was booked at 2026-03-04T05:00:00.007Z, which is 2026-03-04 in Europe/Berlin [4799 EUR]',
        'bank/EUR/2026-03-04 was sent with other figures of payout-EUR-2026-03-03 than the bank holds',
      ]),
    );
  });
});
