import { describe, expect, it } from 'vitest';
import { unvisitedStates } from '../../test/support/machine-bench.ts';
import {
  accepted,
  captured,
  credited,
  declined,
  executing,
  posted,
  saga,
  sold,
  start,
  laterStates,
  lines,
} from '../../test/support/saga-17.ts';
import { orderSaga } from './order-saga.ts';

const { executes, credits, posts, reports } = lines;

describe('a call without an answer', () => {
  it('is made three times, after a time-out of 1 s and back-offs of 200 ms and 400 ms, and then parked', () => {
    const order = executing();
    expect(order.wait(600_000)).toEqual([executes, executes]);
    // 1000 + 200, then 1000 + 400.
    expect(order.times(executes)).toEqual([0, 1200, 2600]);
    expect(order.state()).toBe('executing.parked');
  });

  it('is repeated sooner with a luck of one half: a quarter of each back-off falls away', () => {
    const order = executing({ luck: () => 0.5 });
    order.wait(600_000);
    // 1000 + 150, then 1000 + 300.
    expect(order.times(executes)).toEqual([0, 1150, 2450]);
  });

  it('draws its luck once for each call, by its step, round and number', () => {
    const drawn: string[] = [];
    const order = executing({ luck: (occasion) => (drawn.push(occasion), 0) });
    order.wait(1_200_000);
    expect(drawn).toEqual(['accepted 1.1', 'accepted 1.2', 'accepted 2.1', 'accepted 2.2']);
  });

  it.each([
    ['while it waits', 500, 'executing.calling'],
    ['while it backs off', 1100, 'executing.backingOff'],
    ['while it is parked', 60_000, 'executing.parked'],
    ['while it becomes a dead letter', 3_600_000, 'executing.storingDeadLetter'],
  ])('is content with the answer %s', (_, ms, state) => {
    const order = executing();
    order.wait(ms);
    expect(order.state()).toBe(state);
    expect(order.tell(captured)).toEqual(['commit CaptureStored']);
  });

  it('leaves the next service its own three calls in each of its own three rounds', () => {
    const order = executing();
    order.wait(603_600);
    order.tell(captured);
    order.acknowledge();
    order.wait(3_600_000);
    // It is parked 3.6 s into a round, for ten minutes.
    const rounds = [0, 603_600, 1_207_200].flatMap((begin) => [begin, begin + 1200, begin + 2600]);
    expect(order.times(credits)).toEqual(rounds.map((ms) => ms + 603_600));
  });
});

describe('an order that nobody answers', () => {
  const reasons = [
    ['executor', executes, accepted],
    ['wallet', credits, { ...accepted, ...sold, status: 'captured' }],
    ['ledger', posts, { ...accepted, ...sold, status: 'credited' }],
  ] as const;

  it.each(reasons)('is a dead letter after three rounds: the %s', (service, calls, record) => {
    const order = saga({ record });
    order.tell(start);
    order.wait(3_600_000);
    expect(order.times(calls)).toHaveLength(9);
    expect(order.times('commit DeadLetterStored')[0]).toBe(2 * 603_600 + 3600);
    const reason = `the ${service} has not answered: 3 calls in the last of 3 rounds`;
    expect(order.writes()).toEqual([
      {
        op: 'put',
        table: 'sagaDeadLetters',
        record: { id: 'payment-service/order-17.1', at: Date.parse('2026-03-02T22:59:54Z'), reason },
      },
    ]);
    expect(order.acknowledge()).toEqual([]);
    expect(order.wait(86_400_000)).toEqual([]);
    expect(order.tell({ type: 'Resumed' })).toEqual([calls]);
    order.wait(3_600_000);
    expect(order.times(calls)).toHaveLength(18);
  });

  it('still hears the executor, the wallet and the ledger when it is a dead letter', () => {
    const order = executing();
    for (const [answer, acknowledged] of [
      [captured, credits],
      [credited, posts],
      [posted, reports],
    ] as const) {
      order.wait(3_600_000);
      order.acknowledge();
      expect(order.state()).toMatch(/deadLettered$/);
      order.tell(answer);
      expect(order.acknowledge()).toEqual([acknowledged]);
    }
    expect(order.done()).toBe(true);
  });
});

describe('an order that is woken', () => {
  it.each([
    ['accepted', accepted, executes],
    ['captured', { ...accepted, ...sold, status: 'captured' }, credits],
    ['credited', { ...accepted, ...sold, status: 'credited' }, posts],
  ])('when it was stored as %s goes on from there', (_, record, next) => {
    expect(saga({ record }).tell(start)).toEqual([next]);
  });

  it.each([
    ['accepted', accepted, executes],
    ['captured', { ...accepted, ...sold, status: 'captured' }, credits],
    ['credited', { ...accepted, ...sold, status: 'credited' }, posts],
  ])('after a crash, when it was stored as %s, goes on from there', (_, record, next) => {
    const order = saga({ record });
    expect(order.tell({ type: 'Resumed' })).toEqual([next]);
    expect(order.tell({ type: 'Resumed' })).toEqual([]);
  });

  it.each([
    ['the executor', accepted, captured, 'CaptureStored'],
    ['the executor', accepted, declined, 'DeclineStored'],
    ['the wallet', { ...accepted, ...sold, status: 'captured' }, credited, 'CreditStored'],
    ['the ledger', { ...accepted, ...sold, status: 'credited' }, posted, 'PostingStored'],
  ])('by %s stores what it hears', (_, record, answer, ack) => {
    expect(saga({ record }).tell(answer)).toEqual([`commit ${ack}`]);
  });

  it.each([
    ['accepted', accepted, credited, executes],
    ['captured', { ...accepted, ...sold, status: 'captured' }, declined, credits],
    ['credited', { ...accepted, ...sold, status: 'credited' }, captured, posts],
  ])('when it was stored as %s by an answer to another step goes on all the same', (_, record, answer, next) => {
    expect(saga({ record }).tell(answer)).toEqual([next]);
  });

  it.each([
    ['posted', { ...accepted, ...sold, status: 'posted' }],
    ['declined', { ...accepted, status: 'declined' }],
    ['nothing', undefined],
  ])('when it was stored as %s has nothing to do about late answers', (_, record) => {
    const order = saga({ record });
    const late = [captured, declined, credited, posted, { type: 'Resumed' } as const];
    expect(late.flatMap((event) => order.tell(event))).toEqual([]);
    expect(order.state()).toBe('waitingForStart');
  });

  it('before its payment event was stored does nothing', () => {
    const order = saga({ record: undefined });
    expect(order.tell(start)).toEqual([]);
    expect(order.state()).toBe('waitingForStart');
  });
});

it('the stories visit every state but those of orders captured later, which have stories of their own', () => {
  expect(unvisitedStates(orderSaga)).toEqual(laterStates);
});
