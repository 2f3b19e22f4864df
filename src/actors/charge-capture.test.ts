import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { ChargeRecord } from '../domain/records.ts';
import { charge } from './charge.ts';

const id = orderId(17, 1);
const key = idempotencyKey(id, 1);
const about = { orderId: id, key };
const whole = money(10_000, EUR);
const noon = Date.parse('2026-03-02T12:00:00Z');
const DAY = 86_400_000;
const request: MessageOf<'ChargeRequested'> = {
  ...{ type: 'ChargeRequested', ...about, card: 'tok_1' },
  ...{ amount: whole, captureLater: true },
};
const inquiry: MessageOf<'ChargeInquiry'> = { type: 'ChargeInquiry', ...about };
const asked: MessageOf<'CaptureInquiry'> = { type: 'CaptureInquiry', ...about };
const approval = { type: 'IssuerAnswered', decision: { approved: true } } as const;

function capture(amount: number, forced?: true): MessageOf<'CaptureRequested'> {
  const message = { type: 'CaptureRequested', ...about, amount: money(amount, EUR) } as const;
  return forced ? { ...message, forced } : message;
}

const held: ChargeRecord = {
  id: key,
  idempotencyKey: key,
  reference: pspReference(key),
  orderId: id,
  card: 'tok_1',
  status: 'authorised',
  captureLater: true,
  authorised: minorUnits(10_000),
  fee: minorUnits(0),
  authorisedAt: noon,
  expiresAt: noon + 7 * DAY,
  ...whole,
};
/** 40.00 of the 100.00, two days later: 2.9 % of 40.00 is 1.16. */
const captured: ChargeRecord = {
  ...held,
  status: 'captured',
  ...money(4000, EUR),
  fee: minorUnits(116),
  capturedAt: noon + 2 * DAY,
  businessDate: businessDate('2026-03-04'),
};
const lapsed: ChargeRecord = { ...held, status: 'lapsed' };

const answersCharge = 'ChargeAnswered → executor/order-17.1';
const announces = [answersCharge, 'ChargeNotified → executor/order-17.1'];
const answers = 'CaptureAnswered → executor/capture-order-17.1';
const notifies = 'CaptureNotified → executor/capture-order-17.1';
const notFound = 'CaptureNotFound → executor/capture-order-17.1';
const authorised = { status: 'authorised', reference: 'ch_17_1_1', authorisedAt: noon, expiresAt: noon + 7 * DAY };
const done = { status: 'captured', reference: 'ch_17_1_1', capturedAt: noon + 2 * DAY };
const expired = { status: 'refused', code: 'authorisation_expired' };

function psp(settings: Partial<BenchSettings> = {}): Bench {
  return bench(charge, { entity: 'charge-order-17.1:1', policy: { authorisationMs: 7 * DAY }, ...settings });
}

/** Authorised at noon. */
function holding(): Bench {
  const one = psp();
  one.tell(request);
  one.acknowledge();
  one.tell(approval);
  one.acknowledge();
  expect(one.state()).toBe('authorised');
  return one;
}

/** Woken from the database so many days after the authorisation. */
function wokenAfter(days: number, record: ChargeRecord): Bench {
  return psp({ record, start: noon + days * DAY });
}

describe('a charge of 100.00 that is to be captured later', () => {
  it('is authorised for seven days, told in the answer and the webhook, and nothing is captured', () => {
    const one = psp();
    one.tell(request);
    one.acknowledge();
    expect(one.tell(approval)).toEqual(['commit DecisionStored']);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'charges', record: held, from: 'processing' }]);
    expect(one.acknowledge()).toEqual(announces);
    expect(one.messages()).toEqual([
      { type: 'ChargeAnswered', ...about, outcome: authorised },
      { type: 'ChargeNotified', ...about, outcome: authorised },
    ]);
  });

  it('gives a repeated request and an inquiry the same answer, whatever became of it since', () => {
    for (const message of [request, inquiry]) {
      expect(holding().tell(message)).toEqual([answersCharge]);
      for (const record of [held, captured, lapsed]) {
        const one = wokenAfter(3, record);
        expect(one.tell(message)).toEqual([answersCharge]);
        expect(one.messages()).toMatchObject([{ outcome: authorised }]);
      }
    }
    expect(holding().tell({ ...request, amount: money(9999, EUR) })).toEqual([answersCharge]);
    expect(wokenAfter(3, captured).tell({ ...request, amount: money(4000, EUR) })).toEqual([answersCharge]);
  });

  it('refuses a request with another amount, also the one that was captured', () => {
    const one = wokenAfter(3, captured);
    one.tell({ ...request, amount: money(4000, EUR) });
    expect(one.messages()).toMatchObject([{ outcome: { code: 'idempotency_key_reused' } }]);
  });

  it('that the issuer declines is declined as any other', () => {
    const one = psp();
    one.tell(request);
    one.acknowledge();
    one.tell({ type: 'IssuerAnswered', decision: { approved: false, code: 'stolen_card', kind: 'hard' } });
    expect(one.writes()).toMatchObject([{ record: { status: 'declined' } }]);
    one.acknowledge();
    expect(one.done()).toBe(true);
  });
});

describe('a capture of 40.00 of 100.00', () => {
  it('is made under its own business date, with a fee of what is captured, and told in the answer and the webhook', () => {
    const one = holding();
    one.wait(2 * DAY);
    expect(one.tell(capture(4000))).toEqual(['commit CaptureStored']);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'charges', record: captured, from: 'authorised' }]);
    expect(one.acknowledge()).toEqual([answers, notifies]);
    expect(one.messages()).toEqual([
      { type: 'CaptureAnswered', ...about, outcome: done },
      { type: 'CaptureNotified', ...about, outcome: done },
    ]);
    expect(one.done()).toBe(true);
  });

  it('is made once: whoever asks again is told of it, and another amount is refused', () => {
    const again = wokenAfter(3, captured);
    expect(again.tell(capture(4000))).toEqual([answers]);
    expect(again.messages()).toMatchObject([{ outcome: done }]);
    const other = wokenAfter(3, captured);
    expect(other.tell(capture(6000))).toEqual([answers]);
    expect(other.messages()).toMatchObject([{ outcome: { status: 'refused', code: 'idempotency_key_reused' } }]);
    expect(wokenAfter(3, captured).tell(asked)).toEqual([answers]);
  });

  it('is stored by the first request, and a second one that comes meanwhile hears of it with the first', () => {
    const one = holding();
    one.tell(capture(4000));
    expect([...one.tell(capture(4000)), ...one.tell(asked)]).toEqual([]);
    expect(one.tell(inquiry)).toEqual([answersCharge]);
    expect(one.wait(2000)).toEqual(['commit CaptureStored']);
    expect(one.acknowledge()).toEqual([answers, notifies]);
  });

  it('that a commit of before a crash has stored already is left to whoever asks next', () => {
    const one = wokenAfter(2, held);
    one.tell({ type: 'Resumed' });
    one.tell(capture(4000));
    expect(one.refuse('stale')).toEqual([]);
    expect(one.state()).toBe('overtaken');
  });

  it('wakes a PSP that has restarted, and so does a question about it', () => {
    expect(wokenAfter(2, held).tell(capture(4000))).toEqual(['commit CaptureStored']);
    const one = wokenAfter(2, held);
    expect(one.tell(asked)).toEqual([notFound]);
    expect(one.tell(capture(4000))).toEqual(['commit CaptureStored']);
  });

  it('that was longer than five minutes on its way is not acted upon', () => {
    expect(holding().tell(capture(4000), 300_001)).toEqual([]);
    expect(holding().tell(capture(4000), 300_000)).toEqual(['commit CaptureStored']);
  });

  it.each([
    [capture(10_001), 'capture_exceeds_authorisation'],
    [capture(0), 'amount_not_positive'],
    [{ ...capture(4000), amount: money(4000, 'JPY' as typeof EUR) }, 'currency_mismatch'],
  ])('is refused when it cannot be, and can be asked for rightly then', (message, code) => {
    const one = holding();
    expect(one.tell(message)).toEqual([answers]);
    expect(one.messages()).toMatchObject([{ outcome: { status: 'refused', code } }]);
    expect(one.tell(capture(10_000))).toEqual(['commit CaptureStored']);
  });

  it.each([undefined, { ...held, status: 'declined', authorisedAt: undefined }])(
    'is refused where nothing was authorised',
    (record) => {
      const one = psp({ record });
      expect(one.tell(capture(4000))).toEqual([answers]);
      expect(one.messages()).toMatchObject([{ outcome: { code: 'charge_not_authorised' } }]);
      expect(psp({ record }).tell(asked)).toEqual([notFound]);
    },
  );
});

describe('an authorisation that nobody captures', () => {
  it('lapses after seven days to the millisecond, and the webhook says so', () => {
    const one = holding();
    expect(one.wait(7 * DAY - 1)).toEqual([]);
    expect(one.wait(1)).toEqual(['commit LapseStored']);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'charges', record: lapsed, from: 'authorised' }]);
    expect(one.wait(2000)).toEqual(['commit LapseStored']);
    expect(one.acknowledge()).toEqual([notifies]);
    expect(one.messages()).toMatchObject([{ outcome: expired }]);
    expect(one.done()).toBe(true);
  });

  it('lapses when what is left of the seven days is over, where the PSP restarts meanwhile', () => {
    const one = wokenAfter(3, held);
    one.tell({ type: 'Resumed' });
    expect(one.wait(4 * DAY - 1)).toEqual([]);
    expect(one.wait(1)).toEqual(['commit LapseStored']);
    const late = wokenAfter(9, held);
    late.tell({ type: 'Resumed' });
    expect(late.wait(0)).toEqual(['commit LapseStored']);
  });

  it('lapses by the clock that an operator finds right', () => {
    const one = holding();
    one.wait(DAY);
    expect(one.tell({ type: 'Resumed' })).toEqual([]);
    expect(one.wait(6 * DAY - 1)).toEqual([]);
    expect(one.wait(1)).toEqual(['commit LapseStored']);
  });

  it('is not captured when it is found to have expired: that is stored, then answered', () => {
    const one = wokenAfter(7, held);
    expect(one.tell(capture(4000))).toEqual(['commit LapseStored']);
    expect(one.acknowledge()).toEqual([answers, notifies]);
    expect(one.messages()).toMatchObject([{ outcome: expired }, { outcome: expired }]);
  });

  it('answers a capture that is asked for while it lapses', () => {
    const one = holding();
    one.wait(7 * DAY);
    expect(one.tell(capture(4000), 300_001)).toEqual([]);
    expect(one.tell(capture(4000))).toEqual([]);
    expect(one.acknowledge()).toEqual([answers, notifies]);
  });

  it('stays lapsed for whoever asks later, and is captured only by force', () => {
    for (const message of [capture(4000), asked]) {
      const one = wokenAfter(8, lapsed);
      expect(one.tell(message)).toEqual([answers]);
      expect(one.messages()).toMatchObject([{ outcome: expired }]);
    }
    const forced = wokenAfter(8, lapsed);
    expect(forced.tell(capture(4000, true))).toEqual(['commit CaptureStored']);
    expect(forced.writes()).toMatchObject([{ record: { status: 'captured', amount: 4000 }, from: 'lapsed' }]);
  });
});

it('the stories visit every state of a capture', () => {
  const states = ['authorised', 'storingCapture', 'storingLapse', 'captured', 'lapsed', 'captureAnswered'];
  const unvisited = unvisitedStates(charge);
  expect(states.filter((state) => unvisited.includes(state))).toEqual([]);
});
