import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { bench, EUR, type Bench, type BenchEvent } from '../../test/support/machine-bench.ts';
import {
  about,
  amount,
  answered,
  captureOf,
  created,
  execute,
  hardly,
  notFound,
  notified,
  pending,
  refused,
  secondAttempt,
  settled,
  softly,
} from '../../test/support/order-17.ts';
import { accepted, captured, credited, declined, posted, sold, start } from '../../test/support/saga-17.ts';
import { buyerId, checkoutId, idempotencyKey, orderId, pspReference } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { OrderProgressRecord } from '../domain/records.ts';
import { buyer } from './buyer.ts';
import { charge } from './charge.ts';
import { captureOrder } from './capture-order.ts';
import { orderSaga } from './order-saga.ts';
import { paymentEvent } from './payment-event.ts';
import { paymentOrder } from './payment-order.ts';
import { pspGateway } from './psp-gateway.ts';

interface Subject {
  readonly machine: AnyStateMachine;
  readonly entity: string;
  /** What may be stored of it when it is woken. */
  readonly records: readonly unknown[];
  readonly events: readonly BenchEvent[];
  /** Where it may be that is no end: everything else is. */
  readonly ends: RegExp;
}

const checkout = checkoutId(17);
const key = idempotencyKey(orderId(17, 1), 1);
const basket = {
  buyerId: buyerId(8),
  card: 'tok_1',
  orders: [1, 2].map((k) => ({ orderId: orderId(17, k), sellerId: accepted.sellerId, product: 'Lamp', amount })),
  total: money(20_000, EUR),
};
const received = {
  id: checkout,
  buyerId: buyerId(8),
  card: 'tok_1',
  status: 'received',
  orderIds: [orderId(17, 1), orderId(17, 2)],
  total: 20_000,
  currency: EUR,
  receivedAt: 1,
};
const processing = {
  id: key,
  idempotencyKey: key,
  reference: pspReference(key),
  orderId: orderId(17, 1),
  card: 'tok_1',
  status: 'processing',
  authorised: minorUnits(0),
  fee: minorUnits(0),
  ...amount,
};
const capture = { ...sold, status: 'captured' };
const capturedAs = { status: 'captured', reference: pspReference(key) } as const;
const captureRecord = { id: orderId(17, 1), key, requestedAt: 1, ...amount };
const closed = (k: number, paid: boolean): BenchEvent => ({
  type: 'OrderClosed',
  orderId: orderId(17, k),
  checkoutId: checkout,
  paid,
});

/** An order that is captured when its seller dispatches. */
const later: OrderProgressRecord = { ...accepted, captureLater: true };
const held: OrderProgressRecord = { ...later, status: 'authorised', pspReference: sold.pspReference, expiresAt: 1 };
const dispatchOf = (minor: number): BenchEvent => ({
  type: 'OrderDispatched',
  orderId: orderId(17, 1),
  amount: money(minor, amount.currency),
});
const authorisation = {
  status: 'authorised',
  pspReference: sold.pspReference,
  expiresAt: Date.parse('2026-03-05'),
} as const;
const authorisedCharge = { ...processing, status: 'authorised', authorisedAt: 1, expiresAt: Date.parse('2026-03-05') };

const subjects: readonly Subject[] = [
  {
    machine: captureOrder,
    entity: 'capture-order-17.1',
    records: [undefined, ...['created', 'unknown', 'captured'].map((status) => ({ ...captureRecord, status }))],
    events: [
      { type: 'ExecuteCapture', ...about(), amount },
      { type: 'CaptureAnswered', ...about(), outcome: { ...capturedAs, capturedAt: 1 } },
      { type: 'CaptureNotified', ...about(), outcome: { status: 'refused', code: 'authorisation_expired' } },
      { type: 'CaptureNotFound', ...about() },
      refused(429, 9000),
      refused(503),
      settled(),
      { type: 'PspCallGranted', orderId: orderId(17, 1) },
    ],
    ends: /waitingForCapture|parked|deadLettered|executed|overtaken/,
  },

  {
    machine: buyer,
    entity: 'checkout-17',
    records: [undefined],
    events: [
      { type: 'BuyerArrived', checkoutId: checkout, basket },
      { type: 'BuyAccepted', checkoutId: checkout },
      { type: 'CheckoutClosed', checkoutId: checkout, outcome: 'paid' },
    ],
    ends: /away|watching|answered/,
  },
  {
    machine: paymentEvent,
    entity: 'checkout-17',
    records: [undefined, received, { ...received, status: 'paid' }],
    events: [
      { type: 'Buy', checkoutId: checkout, basket },
      closed(1, true),
      closed(2, false),
      closed(9, true),
      { type: 'RecordsRead', queries: [], results: [{ table: 'orderProgress', records: [accepted] }] },
      { type: 'RecordsRead', queries: [], results: [] },
    ],
    ends: /waitingForBuy|executingOrders|closed/,
  },
  {
    machine: orderSaga,
    entity: 'order-17.1',
    records: [
      undefined,
      accepted,
      ...['captured', 'credited', 'posted'].map((status) => ({ ...accepted, ...sold, status })),
      later,
      held,
      { ...held, status: 'dispatched', authorised: amount.amount },
    ],
    events: [
      ...[start, captured, declined, credited, posted],
      { type: 'OrderExecuted', orderId: orderId(17, 1), outcome: authorisation },
      ...[dispatchOf(10_000), dispatchOf(2500)],
      { type: 'CaptureExecuted', orderId: orderId(17, 1), outcome: { status: 'captured', requestedAt: 1 } },
      { type: 'CaptureExecuted', orderId: orderId(17, 1), outcome: { status: 'refused', code: 'expired' } },
    ],
    ends: /waitingForStart|awaitingDispatch|readingOrder|deadLettered|closed/,
  },
  {
    machine: paymentOrder,
    entity: 'order-17.1',
    records: [
      undefined,
      created,
      secondAttempt,
      { ...created, status: 'unknown' },
      { ...created, status: 'declined', declineCode: 'stolen_card' },
      { ...created, ...capture },
    ],
    events: [
      execute,
      ...[1, 2].flatMap((n) => [answered(captureOf(n), n), answered(softly, n), notified(hardly, n), settled(n)]),
      ...[1, 2].flatMap((n) => [notFound(n), pending(n), refused(429, 9000, n), refused(503, 0, n)]),
      { type: 'PspCallGranted', orderId: orderId(17, 1) },
      { type: 'PspCallRefused', orderId: orderId(17, 1), retryAfterMs: 20_000 },
    ],
    ends: /waitingForOrder|deadLettered|executed|overtaken/,
  },
  {
    machine: pspGateway,
    entity: 'psp-gateway',
    records: [undefined],
    events: [1, 2, 3].flatMap((n): BenchEvent[] => [
      { type: 'PspCallAsked', orderId: orderId(n, 1), caller: `executor/order-${n}.1` },
      { type: 'PspCallEnded', orderId: orderId(n, 1), answered: true },
      { type: 'PspCallEnded', orderId: orderId(n, 1), answered: false },
    ]),
    ends: /unused|closed|halfOpen.waitingForProbe/,
  },
  {
    machine: charge,
    entity: 'charge-order-17.1:1',
    records: [
      undefined,
      processing,
      { ...processing, status: 'captured', capturedAt: 1, keyExpiresAt: 2 },
      authorisedCharge,
      { ...authorisedCharge, status: 'lapsed' },
    ],
    events: [
      { type: 'ChargeRequested', ...about(), card: 'tok_1', amount },
      { type: 'ChargeRequested', ...about(), card: 'tok_2', amount },
      { type: 'ChargeInquiry', ...about() },
      { type: 'CaptureRequested', ...about(), amount: money(0, amount.currency) },
      { type: 'CaptureRequested', ...about(), amount, forced: true },
      { type: 'CaptureInquiry', ...about() },
      { type: 'IssuerAnswered', decision: { approved: true }, keyForgottenAfterMs: 1000 },
      { type: 'IssuerAnswered', decision: { approved: false, code: 'stolen_card', kind: 'hard' } },
    ],
    ends: /waitingForRequest|authorising|answered|decided|refused|notFound|handedOn|overtaken|authorised|captured|lapsed|captureAnswered/,
  },
];

type Step = (subject: Bench) => void;

function stepsOf({ events }: Subject): fc.Arbitrary<Step[]> {
  const told: fc.Arbitrary<Step> = fc
    .tuple(fc.constantFrom<BenchEvent>(...events, { type: 'Resumed' }), fc.constantFrom(0, 60_000, 7_200_000))
    .map(
      ([event, sentAgoMs]) =>
        (subject) =>
          subject.tell(event, sentAgoMs),
    );
  const stored: fc.Arbitrary<Step> = fc
    .constantFrom('acknowledge', 'acknowledge', 'exists', 'stale')
    .map((how) => (subject) => {
      if (!subject.effects().some(({ type }) => type === 'commit')) return;
      if (how === 'acknowledge') subject.acknowledge();
      else subject.refuse(how);
    });
  const waited: fc.Arbitrary<Step> = fc
    .constantFrom(1, 500, 3000, 60_000, 3_600_000)
    .map((ms) => (subject) => subject.wait(ms));
  const step = fc.oneof(
    { weight: 4, arbitrary: told },
    { weight: 3, arbitrary: stored },
    { weight: 2, arbitrary: waited },
  );
  return fc.array(step, { maxLength: 40 });
}

describe.each(subjects)('the machine $machine.id', (subject) => {
  const { machine, entity, records, ends } = subject;

  it('takes any events in any order and number, with any record, and ends where it may wait for ever', () => {
    fc.assert(
      fc.property(fc.constantFrom(...records), stepsOf(subject), (record, steps) => {
        // A gateway that never gave leave would keep an order waiting, and untried, for as long.
        const one = bench(machine, { entity, record, gateway: 'grants' });
        for (const happens of steps) happens(one);
        // Then it is left alone, with a database that works.
        for (let hour = 0; hour < 24 && !one.done(); hour += 1) {
          one.wait(3_600_000);
          if (/storing|registering/.test(one.state())) one.acknowledge();
          if (one.state() === 'readingOrders') one.answerRead();
        }
        expect(one.state()).toMatch(ends);
      }),
      { numRuns: 60 },
    );
  });
});
