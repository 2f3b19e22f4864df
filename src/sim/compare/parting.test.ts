import { describe, expect, it } from 'vitest';
import { addressOf } from '../../domain/addresses.ts';
import { checkoutId, orderId } from '../../domain/ids.ts';
import type { Fact } from '../facts.ts';
import { createPartingFinder, type PartingFinder } from './parting.ts';
import type { Side } from './side.ts';

/** Something happens about an order. */
function fact(at: number, order: number, checkout = 1): Fact {
  const about = orderId(checkout, order);
  const saga = addressOf.orderSaga(about);
  const message = { type: 'StartOrder', orderId: about, checkoutId: checkoutId(checkout) } as const;
  return { kind: 'delivered', at, from: saga, to: saga, message, concern: about };
}

/** Something else that happens about the same order at the same instant. */
function beside(given: Fact): Fact {
  return given.kind === 'delivered' ? { ...given, to: addressOf.paymentEvent(checkoutId(9)) } : given;
}

/** Both histories from beginning to end, each so many events at a time. */
function heard(a: readonly Fact[], b: readonly Fact[], slice = 2): PartingFinder {
  const finder = createPartingFinder();
  const left: Record<Side, Fact[]> = { a: [...a], b: [...b] };
  const running = new Set<Side>(['a', 'b']);
  while (running.size > 0) {
    const side = finder.wants() ?? [...running][0] ?? 'a';
    for (const next of left[side].splice(0, slice)) finder.hear(side, next);
    if (left[side].length > 0) continue;
    running.delete(side);
    finder.ended(side);
  }
  return finder;
}

const morning = [fact(1, 1), fact(2, 2), fact(2, 3), fact(4, 1)];

describe.each([1, 2, 3, 100])('two histories, %i events at a time,', (slice) => {
  it('that are the same never part', () => {
    expect(heard(morning, morning, slice).read()).toEqual({ common: 4, parting: undefined });
  });

  it('part where one of them has an event that comes earlier than the next one of the other', () => {
    const timedOut = fact(3, 2);
    expect(heard(morning, [...morning.slice(0, 3), timedOut, ...morning.slice(3)], slice).read()).toEqual({
      common: 3,
      parting: { common: 3, last: morning[2], first: 'b', concern: 'order-1.2', a: undefined, b: timedOut },
    });
  });

  it('are told by what became of the same order in the other one, however much later', () => {
    const others = [fact(5, 3), fact(6, 4), fact(7, 3)];
    const [timedOut, answered] = [fact(5, 2), fact(9, 2)];
    const a = [...morning, timedOut, ...others];
    const b = [...morning, ...others, answered, fact(10, 2)];
    const about = { common: 4, last: morning[3], concern: 'order-1.2' };
    expect(heard(a, b, slice).read().parting).toEqual({ ...about, first: 'a', a: timedOut, b: answered });
    expect(heard(b, a, slice).read().parting).toEqual({ ...about, first: 'b', a: answered, b: timedOut });
  });

  it('are told by what the other one alone has to tell, and not by what both go on to tell', () => {
    const [timedOut, answered, repeated] = [fact(5, 2), fact(6, 2), fact(9, 2)];
    const a = [...morning, timedOut, answered, fact(7, 3)];
    const b = [...morning, answered, fact(7, 3), repeated];
    const about = { common: 4, last: morning[3], concern: 'order-1.2' };
    expect(heard(a, b, slice).read().parting).toEqual({ ...about, first: 'a', a: timedOut, b: repeated });
    expect(heard(b, a, slice).read().parting).toEqual({ ...about, first: 'b', a: repeated, b: timedOut });
    const shorter = b.slice(0, -1);
    expect(heard(a, shorter, slice).read().parting).toEqual({ ...about, first: 'a', a: timedOut, b: undefined });
  });

  it('part at what only one of them has, and not at what both have at that instant, in whatever order', () => {
    const fault = fact(2, 7);
    const [first, second, third, fourth] = morning as [Fact, Fact, Fact, Fact];
    const struck = [first, second, fault, third, fourth];
    const about = { common: 2, last: second, concern: 'order-1.7' };
    expect(heard(morning, struck, slice).read().parting).toEqual({ ...about, first: 'b', a: undefined, b: fault });
    expect(heard(struck, morning, slice).read().parting).toEqual({ ...about, first: 'a', a: fault, b: undefined });
  });

  it('are not told by what both have at that instant, although one of them has it a little later', () => {
    const [first, second, third, fourth] = morning as [Fact, Fact, Fact, Fact];
    const asked = beside(third);
    const a = [first, second, third, fourth, fact(6, 3)];
    const b = [first, second, asked, third, fourth];
    expect(heard(a, b, slice).read().parting).toMatchObject({ first: 'b', concern: 'order-1.3', a: a[4], b: asked });
  });

  it('part where two events of one instant have changed places', () => {
    const [first, second, third, fourth] = morning as [Fact, Fact, Fact, Fact];
    const { common, parting } = heard(morning, [first, third, second, fourth], slice).read();
    expect(common).toBe(1);
    expect(parting).toMatchObject({ first: 'a', concern: 'order-1.2', a: second, b: second });
  });

  it('part at the very first event, too', () => {
    expect(heard([fact(1, 1)], [fact(2, 1)], slice).read().parting).toEqual({
      common: 0,
      last: undefined,
      first: 'a',
      concern: 'order-1.1',
      a: fact(1, 1),
      b: fact(2, 1),
    });
  });

  it('part where one of them ends', () => {
    const about = { common: 3, last: morning[2], concern: 'order-1.1' };
    const [longer, shorter] = [morning, morning.slice(0, 3)];
    expect(heard(longer, shorter, slice).read().parting).toEqual({ ...about, first: 'a', a: morning[3], b: undefined });
    expect(heard(shorter, longer, slice).read().parting).toEqual({ ...about, first: 'b', a: undefined, b: morning[3] });
  });
});

describe('what is kept of two histories', () => {
  it('is what the other one has not come to yet: the one that is behind goes on', () => {
    const finder = createPartingFinder();
    expect(finder.wants()).toBe('a');
    for (const next of morning) finder.hear('a', next);
    expect(finder.wants()).toBe('b');
    for (const next of morning.slice(0, 2)) finder.hear('b', next);
    expect(finder.wants()).toBe('b');
    for (const next of morning.slice(2)) finder.hear('b', next);
    expect(finder.wants()).toBe('a');
  });

  it('is what is about the order once they have parted, until the other one tells something of its own', () => {
    const finder = createPartingFinder();
    finder.hear('a', fact(1, 1));
    finder.hear('b', fact(2, 2));
    // What B tells next of order 1 is not known, and then not whether A tells the same.
    expect(finder.wants()).toBe('b');
    finder.hear('b', fact(5, 1));
    expect(finder.wants()).toBe('a');
    finder.hear('a', fact(6, 3));
    expect(finder.wants()).toBeUndefined();
    finder.hear('b', fact(7, 1));
    expect(finder.read().parting).toMatchObject({ first: 'a', concern: 'order-1.1', b: fact(5, 1) });
  });

  it('waits for the end of an instant at which both have something else', () => {
    const finder = createPartingFinder();
    finder.hear('a', fact(1, 1));
    finder.hear('b', fact(1, 2));
    expect(finder.wants()).toBe('a');
    finder.hear('a', fact(2, 1));
    expect(finder.wants()).toBe('b');
    finder.ended('b');
    expect(finder.wants()).toBeUndefined();
    expect(finder.read().parting).toMatchObject({ first: 'a', concern: 'order-1.1', b: undefined });
  });
});
