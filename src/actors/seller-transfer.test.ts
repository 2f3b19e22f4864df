import { describe, expect, it } from 'vitest';
import { bench, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { instruct, payoutId, payoutPolicy, runAt, transfer } from '../../test/support/payout-17.ts';
import { businessDate } from '../domain/calendar.ts';
import type { CommitRefused } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { SellerTransferRecord } from '../domain/payout-records.ts';
import { sellerTransfer } from './seller-transfer.ts';

const ask: MessageOf<'SellerTransferInquiry'> = { type: 'SellerTransferInquiry', payoutId };
const noted: MessageOf<'SellerTransferNoted'> = { type: 'SellerTransferNoted', payoutId };
const reports = `SellerTransferReported → wallet/${payoutId}`;

/** It comes back after an hour and half of the 23 hours that it may take longer: 12 h 30 min after it was booked. */
const returning: SellerTransferRecord = { ...transfer, returnsAfterMs: 45_000_000 };
const back: SellerTransferRecord = {
  ...returning,
  status: 'returned',
  returnedAt: transfer.bookedAt + 45_000_000,
  returnValueDate: businessDate('2026-03-03'),
};

/** A bank of whose transfers none comes back, or each does. */
function bank(settings: Partial<BenchSettings> = {}, returned = 0): Bench {
  const policy = { payouts: { ...payoutPolicy, returned } };
  const luck = (occasion: string): number => (occasion === 'return' ? 0.5 : 0.2);
  return bench(sellerTransfer, { entity: `seller-transfer-${payoutId}`, start: runAt, policy, luck, ...settings });
}

function tells(one: Bench): string | undefined {
  const [message] = one.messages();
  return message?.type === 'SellerTransferReported' ? message.status : undefined;
}

describe('a transfer of 90.00 to a seller', () => {
  it('is known, on its way for two hours, booked, and said to have arrived', () => {
    const one = bank();
    expect(one.tell(instruct)).toEqual(['commit TransferStored']);
    expect(one.writes()).toEqual([{ op: 'insert', table: 'sellerTransfers', record: transfer }]);
    expect([one.acknowledge(), tells(one)]).toEqual([[reports], 'inTransit']);
    expect(one.wait(7_199_999)).toEqual([]);
    expect(one.wait(1)).toEqual(['commit BookingStored']);
    const booked = { ...transfer, status: 'booked' };
    expect(one.writes()).toEqual([{ op: 'advance', table: 'sellerTransfers', record: booked, from: 'inTransit' }]);
    expect([one.acknowledge(), tells(one)]).toEqual([[reports], 'settled']);
    expect(one.done()).toBe(true);
  });

  it('that the seller’s bank does not take comes back with a line of its own, and the platform hears it until it knows', () => {
    const one = bank({}, 500_000);
    one.tell(instruct);
    expect(one.writes()).toEqual([{ op: 'insert', table: 'sellerTransfers', record: returning }]);
    one.acknowledge();
    one.wait(7_200_000);
    expect([one.acknowledge(), tells(one)]).toEqual([[reports], 'settled']);
    expect(one.wait(44_999_999)).toEqual([]);
    expect(one.wait(1)).toEqual(['commit ReturnStored']);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'sellerTransfers', record: back, from: 'booked' }]);
    expect([one.acknowledge(), tells(one)]).toEqual([[reports], 'returned']);
    expect(one.wait(1180)).toEqual([reports]);
    expect(one.tell(noted)).toEqual(['commit NoteStored']);
    const record = { ...back, status: 'acknowledged' };
    expect(one.writes()).toEqual([{ op: 'advance', table: 'sellerTransfers', record, from: 'returned' }]);
    expect(one.acknowledge()).toEqual([]);
    expect(one.done()).toBe(true);
  });

  it('that is instructed twice is one transfer, and whoever asks hears what is stored', () => {
    const one = bank({}, 500_000);
    one.tell(instruct);
    // Nothing is known for certain before it is stored.
    expect([...one.tell(instruct), ...one.tell(ask)]).toEqual([]);
    one.acknowledge();
    for (const question of [instruct, ask]) expect([one.tell(question), tells(one)]).toEqual([[reports], 'inTransit']);
    one.wait(7_200_000);
    expect([one.tell(ask), tells(one)]).toEqual([[reports], 'inTransit']);
    one.acknowledge();
    expect([one.tell(instruct), tells(one)]).toEqual([[reports], 'settled']);
    one.wait(45_000_000);
    expect([one.tell(ask), tells(one)]).toEqual([[reports], 'settled']);
    one.acknowledge();
    expect([one.tell(instruct), tells(one)]).toEqual([[reports], 'returned']);
  });

  it('that nobody has instructed is not known', () => {
    const one = bank();
    expect([one.tell(ask), tells(one)]).toEqual([[reports], 'notFound']);
    expect(one.state()).toBe('waitingForInstruction');
  });
});

describe('after a crash of the bank', () => {
  it.each([
    ['inTransit', transfer, 'inTransit'],
    ['booked', { ...transfer, status: 'booked' } as const, 'settled'],
    ['returned', back, 'returned'],
    ['acknowledged', { ...back, status: 'acknowledged' } as const, 'returned'],
  ] as const)('a transfer that is %s is told of as it is stored', (_, record, status) => {
    for (const question of [instruct, ask]) {
      const one = bank({ record });
      expect([one.tell(question), tells(one)]).toEqual([[reports], status]);
    }
  });

  it('one that was due meanwhile is booked now, with the value date of today', () => {
    const one = bank({ record: transfer, start: '2026-03-04T06:00:00Z' });
    expect(one.tell({ type: 'Resumed' })).toEqual([]);
    expect(one.wait(0)).toEqual(['commit BookingStored']);
    expect(one.writes()).toMatchObject([{ record: { bookedAt: one.now(), valueDate: '2026-03-04' } }]);
  });

  it('one that is to come back does so when it was to, and is told of until the platform knows', () => {
    const one = bank({ record: { ...returning, status: 'booked' }, start: transfer.bookedAt + 40_000_000 });
    expect(one.tell({ type: 'Resumed' })).toEqual([]);
    expect(one.wait(4_999_999)).toEqual([]);
    expect(one.wait(1)).toEqual(['commit ReturnStored']);
    expect(bank({ record: back }).tell({ type: 'Resumed' })).toEqual([reports]);
    expect(bank({ record: back }).tell(noted)).toEqual(['commit NoteStored']);
  });
});

describe('what was stored before, by an attempt of which nothing was heard', () => {
  it.each([
    ['on its way', transfer, 'inTransit'],
    ['booked and to come back', { ...returning, status: 'booked' } as const, 'booked'],
    ['back', back, 'telling.calling'],
    ['over', { ...transfer, status: 'booked' } as const, 'closed'],
  ])('is read, and a transfer that is %s goes on from there', (_, record, state) => {
    const one = bank();
    one.tell(instruct);
    expect(one.wait(2000)).toEqual(['commit TransferStored']);
    expect(one.refuse('exists')).toEqual(['read sellerTransfers']);
    expect(one.wait(2000)).toEqual(['read sellerTransfers']);
    expect(one.answerRead({ table: 'sellerTransfers', records: [record] })).toEqual([reports]);
    expect(one.state()).toBe(state);
  });

  it('is looked for whatever it was', () => {
    const booking = bank({ record: transfer });
    booking.tell({ type: 'Resumed' });
    booking.wait(7_200_000);
    expect(booking.wait(2000)).toEqual(['commit BookingStored']);
    expect(booking.refuse('stale')).toEqual(['read sellerTransfers']);
    const coming = bank({ record: { ...returning, status: 'booked' }, start: back.returnedAt ?? 0 });
    coming.tell({ type: 'Resumed' });
    coming.wait(0);
    expect(coming.wait(2000)).toEqual(['commit ReturnStored']);
    expect(coming.refuse('stale')).toEqual(['read sellerTransfers']);
    const known = bank({ record: back });
    known.tell(noted);
    expect(known.wait(2000)).toEqual(['commit NoteStored']);
    expect(known.refuse('stale')).toEqual(['read sellerTransfers']);
  });
});

describe('an answer about something else than what is being stored', () => {
  const refused = (ack: string): CommitRefused => ({ type: 'CommitRefused', ack, about: payoutId, reason: 'stale' });

  it('says nothing of it, when it was asked for before', () => {
    const one = bank({}, 500_000);
    one.tell(instruct);
    expect(one.tell(refused('NoteStored'))).toEqual([]);
    one.acknowledge();
    one.wait(7_200_000);
    expect(one.tell(refused('TransferStored'))).toEqual([]);
    one.acknowledge();
    one.wait(45_000_000);
    expect(one.tell(refused('BookingStored'))).toEqual([]);
    one.acknowledge();
    one.tell(noted);
    expect(one.tell(refused('ReturnStored'))).toEqual([]);
    expect(one.acknowledge()).toEqual([]);
    expect(one.done()).toBe(true);
  });

  it('is not given, when a booking or a return of before a crash was due at another time', () => {
    const begun = transfer.bookedAt + 60_000;
    const booking = bank({ record: transfer, start: begun });
    booking.tell({ type: 'Resumed' });
    booking.wait(0);
    expect(booking.effect()).toMatchObject({ about: `${payoutId} due at ${begun}` });
    const coming = bank({ record: { ...returning, status: 'booked' }, start: begun + 45_000_000 });
    coming.tell({ type: 'Resumed' });
    coming.wait(0);
    expect(coming.effect()).toMatchObject({ about: `${payoutId} due at ${begun + 45_000_000}` });
  });
});

it('the stories visit every state but those in which nobody answers for long', () => {
  const waits = /^telling\.(parked|listening)$/;
  expect(unvisitedStates(sellerTransfer).filter((state) => !waits.test(state))).toEqual([]);
});
