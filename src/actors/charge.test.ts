import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import type { IssuerAnswered } from '../domain/effects.ts';
import { idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ChargeRecord } from '../domain/records.ts';
import { charge } from './charge.ts';

const id = orderId(17, 1);
const key = idempotencyKey(id, 1);
const other = orderId(99, 1);
const request: MessageOf<'ChargeRequested'> = {
  type: 'ChargeRequested',
  orderId: id,
  key,
  card: 'tok_1',
  amount: money(10_000, EUR),
};
const inquiry: MessageOf<'ChargeInquiry'> = { type: 'ChargeInquiry', orderId: id, key };
const approval: IssuerAnswered = { type: 'IssuerAnswered', decision: { approved: true } };
const softly: IssuerAnswered = {
  type: 'IssuerAnswered',
  decision: { approved: false, code: 'insufficient_funds', kind: 'soft' },
};

/** 23:59:59.900 in Amsterdam: the request comes before the cut-off at midnight. */
const start = '2026-03-02T22:59:59.900Z';
const processing: ChargeRecord = {
  id: key,
  idempotencyKey: key,
  reference: pspReference(key),
  orderId: id,
  card: 'tok_1',
  status: 'processing',
  authorised: minorUnits(0),
  fee: minorUnits(0),
  ...money(10_000, EUR),
};
const captured: ChargeRecord = {
  ...processing,
  status: 'captured',
  authorised: minorUnits(10_000),
  fee: minorUnits(290),
  capturedAt: Date.parse('2026-03-02T22:59:59.999Z'),
  businessDate: businessDate('2026-03-02'),
};
const declined: ChargeRecord = {
  ...processing,
  status: 'declined',
  declineCode: 'insufficient_funds',
  declineKind: 'soft',
};

const answers = 'ChargeAnswered → executor/order-17.1';
const announces = [answers, 'ChargeNotified → executor/order-17.1'];
const answersPending = 'ChargePending → executor/order-17.1';
const refusal = { status: 'declined', code: 'idempotency_key_reused', kind: 'hard' };

function psp(settings: Partial<BenchSettings> = {}): Bench {
  return bench(charge, { entity: 'charge-order-17.1:1', start, ...settings });
}

/** The card's issuer has been asked. */
function authorising(settings: Partial<BenchSettings> = {}): Bench {
  const one = psp(settings);
  one.tell(request);
  expect(one.acknowledge()).toEqual(['authorise order-17.1:1']);
  return one;
}

describe('a charge of 100.00', () => {
  it('is registered under its key before the issuer is asked', () => {
    const one = psp();
    expect(one.tell(request)).toEqual(['commit ChargeRegistered']);
    expect(one.writes()).toEqual([{ op: 'insert', table: 'charges', record: processing }]);
    expect(one.acknowledge()).toEqual(['authorise order-17.1:1']);
    expect(one.effect()).toEqual({ type: 'authorise', orderId: 'order-17.1', key: 'order-17.1:1' });
  });

  it('that is approved is stored with a fee of 2.90 and then answered', () => {
    const one = authorising();
    one.wait(99);
    expect(one.tell(approval)).toEqual(['commit DecisionStored']);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'charges', record: captured, from: 'processing' }]);
    expect(one.acknowledge()).toEqual(announces);
    const outcome = { status: 'captured', reference: 'ch_17_1_1', capturedAt: Date.parse('2026-03-02T22:59:59.999Z') };
    const told = { orderId: 'order-17.1', key: 'order-17.1:1', outcome };
    expect(one.messages()).toEqual([
      { type: 'ChargeAnswered', ...told },
      { type: 'ChargeNotified', ...told },
    ]);
    expect(one.done()).toBe(true);
  });

  it('that is approved at the cut-off itself belongs to the next date, though it was asked for before', () => {
    const one = authorising();
    one.wait(100);
    one.tell(approval);
    expect(one.writes()).toMatchObject([
      { record: { capturedAt: Date.parse('2026-03-02T23:00:00Z'), businessDate: '2026-03-03' } },
    ]);
  });

  it('costs 3.20 at 2.9 % and a fixed 0.30', () => {
    const one = authorising({ policy: { pspFee: { rate: 29_000, fixed: { EUR: minorUnits(30) } } } });
    one.tell(approval);
    expect(one.writes()).toMatchObject([{ record: { fee: 320 } }]);
  });

  it('that is declined costs nothing, has no business date and is answered with its code', () => {
    const one = authorising();
    one.tell(softly);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'charges', record: declined, from: 'processing' }]);
    expect(one.acknowledge()).toEqual(announces);
    const outcome = { status: 'declined', code: 'insufficient_funds', kind: 'soft' };
    expect(one.messages()).toMatchObject([{ outcome }, { outcome }]);
  });
});

describe('the same key again, with the same body', () => {
  it('is pending while the charge is registered, authorised and stored, and then answered once', () => {
    const one = psp();
    one.tell(request);
    expect(one.tell(request)).toEqual([answersPending]);
    one.acknowledge();
    expect(one.tell(request)).toEqual([answersPending]);
    one.tell(approval);
    expect(one.tell(request)).toEqual([answersPending]);
    expect(one.acknowledge()).toEqual(announces);
  });

  it.each([
    [captured, { status: 'captured', reference: 'ch_17_1_1', capturedAt: captured.capturedAt }],
    [declined, { status: 'declined', code: 'insufficient_funds', kind: 'soft' }],
  ])('gets the answer that is stored, and the issuer is not asked', (record, outcome) => {
    const one = psp({ record });
    expect(one.tell(request)).toEqual([answers]);
    expect(one.messages()).toEqual([{ type: 'ChargeAnswered', orderId: 'order-17.1', key: 'order-17.1:1', outcome }]);
    expect(one.done()).toBe(true);
  });
});

describe('the same key again, with another body', () => {
  const bodies = {
    amount: { ...request, amount: money(10_001, EUR) },
    currency: {
      ...request,
      amount: { ...money(10_000, EUR), currency: 'USD' } as MessageOf<'ChargeRequested'>['amount'],
    },
    card: { ...request, card: 'tok_2' },
  };

  it.each(Object.entries(bodies))('is refused when the %s differs', (_, body) => {
    const one = psp({ record: captured });
    expect(one.tell(body)).toEqual([answers]);
    expect(one.messages()).toEqual([
      { type: 'ChargeAnswered', orderId: 'order-17.1', key: 'order-17.1:1', outcome: refusal },
    ]);
    expect(one.state()).toBe('refused');
  });

  it('is refused while the charge is in processing, which goes on', () => {
    const one = authorising();
    expect(one.tell(bodies.amount)).toEqual([answers]);
    expect(one.messages()).toMatchObject([{ outcome: refusal }]);
    one.tell(approval);
    expect(one.writes()).toMatchObject([{ record: { amount: 10_000, status: 'captured' } }]);
  });

  it('is refused to the order that sent it; the answer goes to the order whose charge it is', () => {
    const one = authorising();
    expect(one.tell({ ...request, orderId: other })).toEqual(['ChargeAnswered → executor/order-99.1']);
    expect(one.messages()).toMatchObject([{ orderId: 'order-99.1', key: 'order-17.1:1', outcome: refusal }]);
    one.tell(approval);
    expect(one.acknowledge()).toEqual(announces);
    expect(one.messages()).toMatchObject([{ orderId: 'order-17.1', outcome: { status: 'captured' } }, {}]);
  });
});

describe('an inquiry', () => {
  it('before the request finds nothing and registers nothing', () => {
    const one = psp();
    expect(one.tell(inquiry)).toEqual(['ChargeNotFound → executor/order-17.1']);
    expect(one.messages()).toEqual([{ type: 'ChargeNotFound', orderId: 'order-17.1', key: 'order-17.1:1' }]);
    expect(one.done()).toBe(true);
  });

  it('meanwhile finds the charge pending', () => {
    const one = psp();
    one.tell(request);
    expect(one.tell(inquiry)).toEqual([answersPending]);
    expect(one.messages()).toEqual([{ type: 'ChargePending', orderId: 'order-17.1', key: 'order-17.1:1' }]);
    one.acknowledge();
    expect(one.tell(inquiry)).toEqual([answersPending]);
    one.tell(approval);
    expect(one.tell(inquiry)).toEqual([answersPending]);
    expect(one.acknowledge()).toEqual(announces);
  });

  it('by another order does not take the answer away from the order whose charge it is', () => {
    const one = authorising();
    expect(one.tell({ ...inquiry, orderId: other })).toEqual(['ChargePending → executor/order-99.1']);
    one.tell(approval);
    expect(one.acknowledge()).toEqual(announces);
  });

  it('afterwards gets the answer that is stored', () => {
    const one = psp({ record: captured });
    expect(one.tell(inquiry)).toEqual([answers]);
    expect(one.messages()).toMatchObject([{ outcome: { status: 'captured', reference: 'ch_17_1_1' } }]);
  });
});

describe('a slow database', () => {
  it('is asked again to register the charge; the issuer is asked once', () => {
    const one = psp();
    one.tell(request);
    expect(one.wait(4000)).toEqual(['commit ChargeRegistered', 'commit ChargeRegistered']);
    expect(one.acknowledge()).toEqual(['authorise order-17.1:1']);
    expect(one.refuse('exists')).toEqual([]);
    expect(one.tell({ type: 'ChargeRegistered', about: 'order-17.1' })).toEqual([]);
  });

  it('may refuse the second registration because of the first: the issuer is asked', () => {
    const one = psp();
    one.tell(request);
    one.wait(2000);
    expect(one.refuse('exists')).toEqual(['authorise order-17.1:1']);
  });

  it('is asked again to store the decision, as it was made', () => {
    const one = authorising();
    one.wait(99);
    one.tell(approval);
    expect(one.wait(2000)).toEqual(['commit DecisionStored']);
    expect(one.writes()).toEqual([{ op: 'advance', table: 'charges', record: captured, from: 'processing' }]);
    expect(one.acknowledge()).toEqual(announces);
  });

  it('a second decision of the issuer changes nothing', () => {
    const one = authorising();
    one.tell(softly);
    expect(one.tell(approval)).toEqual([]);
    expect(one.writes()).toMatchObject([{ record: { status: 'declined' } }]);
  });
});
