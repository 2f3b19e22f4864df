import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import type { IssuerAnswered } from '../domain/effects.ts';
import { idempotencyKey, orderId, pspReference, type IdempotencyKey } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { ChargeRecord } from '../domain/records.ts';
import { charge } from './charge.ts';

const id = orderId(17, 1);
const key = idempotencyKey(id, 1);
const secondKey = 'order-17.1:1~2' as IdempotencyKey;
const amount = money(10_000, EUR);
const request: MessageOf<'ChargeRequested'> = { type: 'ChargeRequested', orderId: id, key, card: 'tok_1', amount };
const inquiry: MessageOf<'ChargeInquiry'> = { type: 'ChargeInquiry', orderId: id, key };
const approval: IssuerAnswered = { type: 'IssuerAnswered', decision: { approved: true } };

const noon = Date.parse('2026-03-02T12:00:00Z');
const processing: ChargeRecord = {
  id: key,
  idempotencyKey: key,
  reference: pspReference(key),
  orderId: id,
  card: 'tok_1',
  status: 'processing',
  authorised: minorUnits(0),
  fee: minorUnits(0),
  ...amount,
};
const captured: ChargeRecord = {
  ...processing,
  status: 'captured',
  authorised: minorUnits(10_000),
  fee: minorUnits(290),
  capturedAt: noon,
  businessDate: businessDate('2026-03-02'),
};

const authorises = 'authorise order-17.1:1';
const answers = 'ChargeAnswered → executor/order-17.1';
const announces = [answers, 'ChargeNotified → executor/order-17.1'];
const answersPending = 'ChargePending → executor/order-17.1';

function psp(settings: Partial<BenchSettings> = {}): Bench {
  return bench(charge, { entity: 'charge-order-17.1:1', ...settings });
}

describe('a charge that is woken in processing', () => {
  it('after a crash asks the issuer again, and announces what is decided', () => {
    const one = psp({ record: processing });
    expect(one.tell({ type: 'Resumed' })).toEqual([authorises]);
    expect(one.tell(approval)).toEqual(['commit DecisionStored']);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'charges', record: captured, from: 'processing' }]);
    expect(one.acknowledge()).toEqual(announces);
  });

  it.each([request, inquiry])('by a $type is pending, and goes on', (message) => {
    const one = psp({ record: processing });
    expect(one.tell(message)).toEqual([answersPending, authorises]);
    one.tell(approval);
    expect(one.acknowledge()).toEqual(announces);
  });

  it('is told to take up its work once, and goes on as it was when it is told again', () => {
    const one = psp({ record: processing });
    one.tell({ type: 'Resumed' });
    expect(one.tell({ type: 'Resumed' })).toEqual([]);
    one.tell(approval);
    expect(one.tell({ type: 'Resumed' })).toEqual([]);
    expect(one.state()).toBe('processing.storingDecision');
  });

  it.each([undefined, captured])('is the only one that takes up anything', (record) => {
    const one = psp({ record });
    expect([...one.tell({ type: 'Resumed' }), ...one.tell(approval)]).toEqual([]);
    expect(one.state()).toBe('waitingForRequest');
  });
});

describe('a decision that the database has stored already', () => {
  it('is the decision: a second one is refused, and whoever asks again is told what is stored', () => {
    const one = psp({ record: processing });
    one.tell({ type: 'Resumed' });
    one.wait(90_000);
    one.tell({ type: 'IssuerAnswered', decision: { approved: false, code: 'stolen_card', kind: 'hard' } });
    expect(one.refuse('stale')).toEqual([]);
    expect(one.state()).toBe('overtaken');
    const again = psp({ record: captured });
    expect(again.tell(inquiry)).toEqual([answers]);
    expect(again.messages()).toMatchObject([{ outcome: { status: 'captured' } }]);
  });

  it('is told apart from another one of before a crash that is still being stored', () => {
    const abouts = [
      approval,
      { ...approval, decision: { approved: false, code: 'stolen_card', kind: 'hard' } } as const,
    ].map((decision) => {
      const one = psp({ record: processing });
      one.tell({ type: 'Resumed' });
      one.tell(decision);
      return one.effects().flatMap((effect) => (effect.type === 'commit' ? [effect.about] : []));
    });
    expect(abouts[0]).toEqual([expect.stringContaining('order-17.1:1 captured')]);
    expect(abouts[1]).toEqual([expect.stringContaining('order-17.1:1 declined')]);
  });

  it('is not confused with a late refusal of the registration', () => {
    const one = psp();
    one.tell(request);
    one.wait(2000);
    one.acknowledge();
    one.tell(approval);
    const refusal = { type: 'CommitRefused', ack: 'ChargeRegistered', about: 'order-17.1', reason: 'exists' } as const;
    expect(one.tell(refusal)).toEqual([]);
    expect(one.state()).toBe('processing.storingDecision');
    expect(one.acknowledge()).toEqual(announces);
  });
});

describe('a request that was five minutes on its way', () => {
  it('is acted upon; one that was a millisecond longer is not', () => {
    expect(psp().tell(request, 300_000)).toEqual(['commit ChargeRegistered']);
    const late = psp();
    expect(late.tell(request, 300_001)).toEqual([]);
    expect(late.state()).toBe('waitingForRequest');
  });

  it('gets no answer either, whether the charge is in processing or decided', () => {
    const one = psp({ record: processing });
    one.tell({ type: 'Resumed' });
    expect(one.tell(request, 300_001)).toEqual([]);
    expect(psp({ record: captured }).tell(request, 300_001)).toEqual([]);
    expect(psp({ record: captured }).tell(inquiry, 300_001)).toEqual([answers]);
  });

  it('by the clock of a sender that is ahead has just been sent', () => {
    expect(psp().tell(request, -240_000)).toEqual(['commit ChargeRegistered']);
  });
});

describe('a PSP that forgets the key after an hour', () => {
  const forgetful = { ...approval, keyForgottenAfterMs: 3_600_000 };
  const forgotten = { ...captured, keyExpiresAt: noon + 3_600_000 };
  const repeats = 'ChargeRequested → psp/charge-order-17.1:1~2';

  it('keeps with the charge when it will have forgotten', () => {
    const one = psp({ record: processing });
    one.tell({ type: 'Resumed' });
    one.tell(forgetful);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'charges', record: forgotten, from: 'processing' }]);
    one.acknowledge();
    const declining = psp({ record: processing });
    declining.tell({ type: 'Resumed' });
    declining.tell({ ...forgetful, decision: { approved: false, code: 'stolen_card', kind: 'hard' } });
    expect(declining.writes()).toMatchObject([{ record: { status: 'declined', keyExpiresAt: noon + 3_600_000 } }]);
  });

  it('repeats its answer until then, and after that takes the request for a new one, whatever its body', () => {
    expect(psp({ record: forgotten, start: noon + 3_600_000 }).tell(request)).toEqual([answers]);
    const one = psp({ record: forgotten, start: noon + 3_600_001 });
    expect(one.tell(request)).toEqual([repeats]);
    expect(one.messages()).toEqual([{ ...request, key: 'order-17.1:1~2', asOf: noon + 3_600_001 }]);
    expect(one.done()).toBe(true);
    const other = psp({ record: forgotten, start: noon + 3_600_001 });
    expect(other.tell({ ...request, amount: money(10_001, EUR) })).toEqual([repeats]);
  });

  it('still knows the charge when it is inquired about', () => {
    const one = psp({ record: forgotten, start: noon + 86_400_000 });
    expect(one.tell(inquiry)).toEqual([answers]);
    expect(one.messages()).toMatchObject([{ outcome: { status: 'captured', reference: 'ch_17_1_1' } }]);
  });

  it('takes no notice of a request that was too long on its way, or that is dated by what is as long ago', () => {
    const then = (): Bench => psp({ record: forgotten, start: noon + 3_600_001 });
    expect(then().tell(request, 300_001)).toEqual([]);
    const dated = (ago: number) => then().tell({ ...request, asOf: noon + 3_600_001 - ago });
    expect([dated(300_001), dated(300_000)]).toEqual([[], [repeats]]);
  });

  it('charges again under a name of its own, and speaks of it by the key that was sent', () => {
    const one = psp({ entity: 'charge-order-17.1:1~2' });
    expect(one.tell({ ...request, key: secondKey })).toEqual(['commit ChargeRegistered']);
    const second = { ...processing, id: secondKey, reference: 'ch_17_1_1~2' };
    expect(one.writes()).toEqual([{ op: 'insert', table: 'charges', record: second }]);
    expect(one.acknowledge()).toEqual(['authorise order-17.1:1~2']);
    one.tell(approval);
    expect(one.acknowledge()).toEqual(announces);
    expect(one.messages()).toMatchObject([
      { key: 'order-17.1:1', outcome: { reference: 'ch_17_1_1~2' } },
      { key: 'order-17.1:1', outcome: { reference: 'ch_17_1_1~2' } },
    ]);
  });

  it('may forget the second charge too', () => {
    const record = { ...forgotten, id: secondKey };
    const one = psp({ entity: 'charge-order-17.1:1~2', record, start: noon + 3_600_001 });
    expect(one.tell({ ...request, key: secondKey })).toEqual(['ChargeRequested → psp/charge-order-17.1:1~3']);
  });
});

it('the stories visit every state but those of captures, which have stories of their own', () => {
  psp().tell(inquiry);
  psp({ record: captured }).tell({ ...request, card: 'tok_2' });
  const ofCaptures = ['authorised', 'storingCapture', 'storingLapse', 'captured', 'lapsed', 'captureAnswered'];
  expect(unvisitedStates(charge)).toEqual(ofCaptures);
});
