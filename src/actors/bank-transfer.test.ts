import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { BankTransferRecord } from '../domain/records.ts';
import { bankTransfer } from './bank-transfer.ts';

const payoutId = 'payout-EUR-2026-03-02';
const instruct: MessageOf<'PayoutInstructed'> = { type: 'PayoutInstructed', payoutId, amount: money(9710, EUR) };
const accepts = 'PayoutAccepted → psp/payout-EUR-2026-03-02';
const inTransit: BankTransferRecord = {
  id: payoutId,
  status: 'inTransit',
  bookedAt: Date.parse('2026-03-03T01:00:00.050Z'),
  valueDate: businessDate('2026-03-02'),
  ...money(9710, EUR),
};
const booked: BankTransferRecord = { ...inTransit, status: 'booked' };

/** The PSP pays out at midnight in Amsterdam, and the bank hears of it 50 ms later. */
function bank(settings: Partial<BenchSettings> = {}): Bench {
  return bench(bankTransfer, { entity: `transfer-${payoutId}`, start: '2026-03-02T23:00:00.050Z', ...settings });
}

describe('a transfer of 97.10', () => {
  it('is known and accepted, two hours in transit, and then booked', () => {
    const transfer = bank();
    expect(transfer.tell(instruct)).toEqual(['commit TransferStored']);
    // 03:00 in Amsterdam is 20:00 of the day before in New York.
    expect(transfer.writes()).toEqual([{ op: 'insert', table: 'bankTransfers', record: inTransit }]);
    expect(transfer.acknowledge()).toEqual([accepts]);
    expect(transfer.messages()).toEqual([{ type: 'PayoutAccepted', payoutId }]);
    expect(transfer.wait(7_199_999)).toEqual([]);
    expect(transfer.state()).toBe('inTransit');
    expect(transfer.wait(1)).toEqual(['commit BookingStored']);
    expect(transfer.writes()).toEqual([{ op: 'advance', table: 'bankTransfers', record: booked, from: 'inTransit' }]);
    expect(transfer.acknowledge()).toEqual([]);
    expect(transfer.done()).toBe(true);
  });

  it.each([
    ['2026-03-03T02:59:59.999Z', '2026-03-02'],
    ['2026-03-03T03:00:00Z', '2026-03-03'],
  ])('instructed at %s has the value date %s: midnight in New York is at 05:00 UTC', (start, valueDate) => {
    const transfer = bank({ start });
    transfer.tell(instruct);
    expect(transfer.writes()).toMatchObject([{ record: { bookedAt: Date.parse(start) + 7_200_000, valueDate } }]);
  });

  it('that is instructed twice is one transfer, and is accepted again at every stage from the first commit on', () => {
    const transfer = bank();
    transfer.tell(instruct);
    expect(transfer.tell(instruct)).toEqual([]);
    transfer.acknowledge();
    expect(transfer.tell(instruct)).toEqual([accepts]);
    transfer.wait(7_200_000);
    expect(transfer.tell(instruct)).toEqual([accepts]);
    expect(transfer.state()).toBe('storingBooking');
    const again = bank({ record: booked });
    expect(again.tell(instruct)).toEqual([accepts]);
    expect(again.done()).toBe(true);
  });
});

describe('after a crash of the bank', () => {
  it.each([
    ['the restart', { type: 'Resumed' } as const, []],
    ['the PSP, which is answered', instruct, [accepts]],
  ])('a transfer on its way is booked when it was due, woken by %s', (_, event, answers) => {
    const transfer = bank({ record: inTransit, start: '2026-03-03T00:15:00.050Z' });
    expect(transfer.tell(event)).toEqual(answers);
    expect(transfer.wait(2_699_999)).toEqual([]);
    expect(transfer.wait(1)).toEqual(['commit BookingStored']);
    expect(transfer.writes()).toEqual([{ op: 'advance', table: 'bankTransfers', record: booked, from: 'inTransit' }]);
  });

  it('a transfer that was due meanwhile is booked now, with the value date of today', () => {
    const transfer = bank({ record: inTransit, start: '2026-03-03T06:00:00Z' });
    expect(transfer.tell({ type: 'Resumed' })).toEqual([]);
    expect(transfer.wait(0)).toEqual(['commit BookingStored']);
    const record = { ...booked, bookedAt: Date.parse('2026-03-03T06:00:00Z'), valueDate: '2026-03-03' };
    expect(transfer.writes()).toEqual([{ op: 'advance', table: 'bankTransfers', record, from: 'inTransit' }]);
  });

  it('a booking that is stored after all stays as it is: the second one is refused', () => {
    const transfer = bank({ record: inTransit, start: '2026-03-03T06:00:00Z' });
    transfer.tell({ type: 'Resumed' });
    transfer.wait(0);
    expect(transfer.refuse('stale')).toEqual([]);
    expect(transfer.done()).toBe(true);
  });

  it.each([['nothing was stored', undefined] as const, ['it is booked', booked] as const])(
    'there is nothing to do when %s',
    (_, record) => {
      const transfer = bank({ record });
      expect(transfer.tell({ type: 'Resumed' })).toEqual([]);
      expect(transfer.state()).toBe('waitingForInstruction');
    },
  );
});

describe('a slow database', () => {
  it('is asked again for the transfer, and may refuse it because it is there: it is in transit once', () => {
    const transfer = bank();
    transfer.tell(instruct);
    expect(transfer.wait(2000)).toEqual(['commit TransferStored']);
    expect(transfer.writes()).toEqual([{ op: 'insert', table: 'bankTransfers', record: inTransit }]);
    expect(transfer.refuse('exists')).toEqual([accepts]);
    expect(transfer.acknowledge()).toEqual([]);
    // It is due two hours after the instruction, of which two seconds have passed.
    expect(transfer.wait(7_197_999)).toEqual([]);
    expect(transfer.wait(1)).toEqual(['commit BookingStored']);
  });

  it('is asked again for the booking, which nothing else ends', () => {
    const transfer = bank();
    transfer.tell(instruct);
    transfer.acknowledge();
    transfer.wait(7_200_000);
    expect(transfer.wait(2000)).toEqual(['commit BookingStored']);
    transfer.tell({ type: 'CommitRefused', ack: 'TransferStored', about: payoutId, reason: 'exists' });
    expect(transfer.done()).toBe(false);
    transfer.acknowledge();
    expect(transfer.done()).toBe(true);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(bankTransfer)).toEqual([]);
});
