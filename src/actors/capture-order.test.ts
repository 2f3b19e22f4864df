import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import type { CaptureOutcome } from '../domain/capture-messages.ts';
import { noDefects, type Defects } from '../domain/defects.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import type { CaptureOrderRecord } from '../domain/executor-records.ts';
import { captureOrder } from './capture-order.ts';

const id = orderId(17, 2);
const key = idempotencyKey(id, 1);
const about = { orderId: id, key };
const start = Date.parse('2026-03-02T12:00:00Z');
/** 23.77 of the 60.00 that were authorised. */
const amount = money(2377, EUR);
const created: CaptureOrderRecord = { id, key, status: 'created', requestedAt: start, ...amount };
const resumed = { type: 'Resumed' } as const;
const execute: MessageOf<'ExecuteCapture'> = { type: 'ExecuteCapture', ...about, amount };
const granted: MessageOf<'PspCallGranted'> = { type: 'PspCallGranted', orderId: id };
const notFound: MessageOf<'CaptureNotFound'> = { type: 'CaptureNotFound', ...about };
const reference = pspReference(key);
const captured: CaptureOutcome = { status: 'captured', reference, capturedAt: start + 240 };
const expired: CaptureOutcome = { status: 'refused', code: 'authorisation_expired' };
const listed: MessageOf<'ChargeSettled'> = {
  type: 'ChargeSettled',
  orderId: id,
  reference,
  amount,
  capturedAt: start + 240,
};

function answered(outcome: CaptureOutcome): MessageOf<'CaptureAnswered'> {
  return { type: 'CaptureAnswered', ...about, outcome };
}
function notified(outcome: CaptureOutcome): MessageOf<'CaptureNotified'> {
  return { type: 'CaptureNotified', ...about, outcome };
}
function refusedBy(status: 429 | 500 | 503, retryAfterMs = 0): MessageOf<'PspRefused'> {
  return { type: 'PspRefused', orderId: id, key, status, retryAfterMs };
}

const asks = 'PspCallAsked → executor/psp-gateway';
const ends = 'PspCallEnded → executor/psp-gateway';
const requests = 'CaptureRequested → psp/charge-order-17.2:1';
const inquires = 'CaptureInquiry → psp/charge-order-17.2:1';
const reports = 'CaptureExecuted → payment-service/order-17.2';
const doubts = 'commit DoubtStored';

function executor(settings: Partial<BenchSettings> = {}): Bench {
  return bench(captureOrder, { entity: 'capture-order-17.2', ...settings });
}

/** The gateway has let the first request through, and the PSP is silent. */
function requesting(settings: Partial<BenchSettings> = {}): Bench {
  const capture = executor(settings);
  expect(capture.tell(execute)).toEqual(['commit CaptureStored']);
  expect(capture.acknowledge()).toEqual([asks]);
  expect(capture.tell(granted)).toEqual([requests]);
  return capture;
}

/** The request had no answer, which is stored; the first back-off of half a second is over. */
function inquiring(settings: Partial<BenchSettings> = {}): Bench {
  const capture = requesting(settings);
  expect(capture.wait(10_000)).toEqual([ends, doubts]);
  capture.acknowledge();
  expect(capture.wait(500)).toEqual([asks]);
  expect(capture.tell(granted)).toEqual([inquires]);
  return capture;
}

describe('a capture of 23.77 at the executor', () => {
  it('is stored before anybody is called, with the moment at which it was first asked for', () => {
    const capture = executor();
    capture.tell(execute);
    expect(capture.writes()).toEqual([{ op: 'insert', table: 'captureOrders', record: created }]);
    expect(capture.acknowledge()).toEqual([asks]);
    expect(capture.messages()).toEqual([
      { type: 'PspCallAsked', orderId: 'order-17.2', caller: 'executor/capture-order-17.2' },
    ]);
  });

  it('is asked of the PSP under the key of the charge', () => {
    expect(requesting().messages()).toEqual([
      { type: 'CaptureRequested', orderId: 'order-17.2', key: 'order-17.2:1', amount },
    ]);
  });

  it.each([answered(captured), notified(captured)])('is stored as captured by a $type, then reported', (message) => {
    const capture = requesting();
    expect(capture.tell(message)).toEqual([ends, 'commit OutcomeStored']);
    expect(capture.writes()).toEqual([
      { op: 'put', table: 'captureOrders', record: { ...created, status: 'captured' } },
    ]);
    expect(capture.acknowledge()).toEqual([reports]);
    expect(capture.messages()).toEqual([
      { type: 'CaptureExecuted', orderId: 'order-17.2', outcome: { status: 'captured', requestedAt: start } },
    ]);
    expect(capture.done()).toBe(true);
  });

  it('that the PSP refuses is stored as refused, with the reason, and reported', () => {
    const capture = requesting();
    capture.tell(answered(expired));
    expect(capture.writes()).toMatchObject([{ record: { status: 'refused', code: 'authorisation_expired' } }]);
    expect(capture.acknowledge()).toEqual([reports]);
    expect(capture.messages()).toMatchObject([{ outcome: { status: 'refused', code: 'authorisation_expired' } }]);
  });

  it('that was stored by a commit of before a crash is left to whoever asks next', () => {
    const capture = executor();
    capture.tell(execute);
    expect(capture.refuse('exists')).toEqual([]);
    expect(capture.state()).toBe('overtaken');
  });
});

describe('a PSP that is silent about a capture', () => {
  it('leaves a doubt that is stored, and is asked what became of it before it is asked for it again', () => {
    const capture = inquiring();
    const unknown = { ...created, status: 'unknown' } as const;
    expect(capture.writes()).toEqual([{ op: 'advance', table: 'captureOrders', record: unknown, from: 'created' }]);
    expect(capture.tell(notFound)).toEqual([ends, asks]);
    expect(capture.tell(granted)).toEqual([requests]);
    expect(capture.tell(answered(captured))).toEqual([ends, 'commit OutcomeStored']);
  });

  it('has captured, and its file says so', () => {
    const capture = inquiring();
    expect(capture.tell({ ...listed, reference: pspReference(idempotencyKey(id, 2)) })).toEqual([]);
    expect(capture.tell(listed)).toEqual([ends, 'commit OutcomeStored']);
    expect(capture.writes()).toMatchObject([{ record: { status: 'captured' } }]);
  });

  it('is called four times in a round, in each of three rounds, and then it is a dead letter', () => {
    const capture = requesting();
    const grants = (): void => {
      for (let second = 0; second < 7200; second += 1) {
        if (capture.wait(1000).includes(asks)) capture.tell(granted);
        if (capture.state() === 'capturing.storingDoubt') capture.acknowledge();
      }
    };
    grants();
    expect(capture.times(requests)).toHaveLength(1);
    expect(capture.times(inquires)).toHaveLength(3 + 4 + 4);
    expect(capture.state()).toBe('capturing.storingDeadLetter');
    const reason = 'the PSP has not answered about the capture: 4 calls in the last of 3 rounds';
    expect(capture.writes()).toEqual([
      { op: 'put', table: 'executorDeadLetters', record: { id: 'executor/capture-order-17.2', at: start, reason } },
    ]);
    capture.acknowledge();
    expect(capture.wait(86_400_000)).toEqual([]);
    expect(capture.state()).toBe('capturing.deadLettered');
    expect(capture.tell(resumed)).toEqual([asks]);
  });
});

describe('a PSP that refuses the call for a capture', () => {
  it('with a 429 is left alone for as long as it says, and asked again without a doubt', () => {
    const capture = requesting();
    expect(capture.tell(refusedBy(429, 7000))).toEqual([ends]);
    expect(capture.wait(6999)).toEqual([]);
    expect(capture.wait(1)).toEqual([asks]);
    expect(capture.times(doubts)).toEqual([]);
  });

  it.each([500, 503] as const)('with a %i may have captured: the doubt is stored and it is asked about', (status) => {
    const capture = requesting();
    expect(capture.tell(refusedBy(status))).toEqual([ends, doubts]);
    capture.acknowledge();
    expect(capture.wait(500)).toEqual([asks]);
    expect(capture.tell(granted)).toEqual([inquires]);
    expect(capture.tell(refusedBy(status, 5000))).toEqual([ends]);
    expect(capture.wait(5000)).toEqual([asks]);
  });
});

describe('a gateway that never lets a capture through', () => {
  it('has it parked, and takes up the round again', () => {
    const capture = executor();
    capture.tell(execute);
    capture.acknowledge();
    for (let call = 1; call <= 4; call += 1) {
      capture.tell({ type: 'PspCallRefused', orderId: id, retryAfterMs: 1 });
      capture.wait(4000);
    }
    expect(capture.state()).toBe('capturing.parked');
    expect(capture.tell(resumed)).toEqual([asks]);
    expect(capture.tell(granted)).toEqual([requests]);
  });
});

describe('an executor that restarts with a capture', () => {
  it('stores its doubt about one that may have been asked for, and inquires', () => {
    const capture = executor({ record: created });
    expect(capture.tell(resumed)).toEqual([doubts]);
    expect(capture.acknowledge()).toEqual([asks]);
    expect(capture.tell(granted)).toEqual([inquires]);
  });

  it('inquires about one that it has doubts about', () => {
    const capture = executor({ record: { ...created, status: 'unknown' } });
    expect(capture.tell(execute)).toEqual([asks]);
    expect(capture.tell(granted)).toEqual([inquires]);
  });

  it.each([
    [{ ...created, status: 'captured' } as const, { status: 'captured', requestedAt: start }],
    [{ ...created, status: 'refused', code: 'authorisation_expired' } as const, { code: 'authorisation_expired' }],
  ])('leaves one that is final alone, and tells whoever asks', (record, outcome) => {
    for (const asking of [execute, listed]) {
      const capture = executor({ record });
      expect([...capture.tell(resumed), ...capture.tell(answered(captured)), ...capture.tell(notFound)]).toEqual([]);
      expect(capture.tell(asking)).toEqual([reports]);
      expect(capture.messages()).toMatchObject([{ outcome }]);
    }
  });

  it('knows nothing of one that was not stored, whatever the PSP says of the authorisation', () => {
    const capture = executor();
    expect([...capture.tell(notified(expired)), ...capture.tell(listed), ...capture.tell(granted)]).toEqual([]);
    expect(capture.state()).toBe('waitingForCapture');
  });
});

describe('a slow database', () => {
  it('is asked again for the capture, the doubt and the outcome', () => {
    const capture = executor();
    capture.tell(execute);
    expect(capture.wait(2000)).toEqual(['commit CaptureStored']);
    capture.acknowledge();
    capture.tell(granted);
    capture.tell(refusedBy(500));
    expect(capture.wait(2000)).toEqual([doubts]);
    capture.tell(answered(captured));
    expect(capture.wait(2000)).toEqual(['commit OutcomeStored']);
    expect(capture.acknowledge()).toEqual([reports]);
  });
});

describe('an authorisation that has expired', () => {
  const forcing: Defects = new Set(['capture-after-expiry']);

  it('is presented by force when somebody believes that dispatched goods are paid for', () => {
    const capture = requesting({ policy: { defects: forcing } });
    expect(capture.tell(answered(expired))).toEqual([ends, asks]);
    // The webhook says the same as the answer, and is nothing new.
    expect(capture.tell(notified(expired))).toEqual([]);
    expect(capture.tell(granted)).toEqual([requests]);
    expect(capture.messages()).toMatchObject([{ key: 'order-17.2:1', amount, forced: true }]);
    capture.tell(answered(captured));
    expect(capture.writes()).toMatchObject([{ record: { status: 'captured' } }]);
  });

  it('is worth nothing otherwise', () => {
    const capture = requesting({ policy: { defects: noDefects } });
    expect(capture.tell(answered(expired))).toEqual([ends, 'commit OutcomeStored']);
    expect(capture.times(requests)).toEqual([0]);
  });

  it('is the only refusal that is answered by force', () => {
    const capture = requesting({ policy: { defects: forcing } });
    const exceeds = { status: 'refused', code: 'capture_exceeds_authorisation' } as const;
    expect(capture.tell(answered(exceeds))).toEqual([ends, 'commit OutcomeStored']);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(captureOrder)).toEqual([]);
});
