import { map } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../domain/addresses.ts';
import { checkoutId } from '../domain/ids.ts';
import { createFactStream } from './fact-stream.ts';
import type { Fact } from './facts.ts';
import { createGuard } from './guard.ts';
import { createKernel } from './kernel/kernel.ts';

/** The n-th checkout's outcome on its way to the buyer. */
function fact(n: number): Fact {
  const id = checkoutId(n);
  return {
    kind: 'sent',
    at: n,
    from: addressOf.paymentEvent(id),
    to: addressOf.buyer(id),
    message: { type: 'CheckoutClosed', checkoutId: id, outcome: 'paid' },
    concern: id,
  };
}

describe('a fact stream', () => {
  it('shows every fact to every observer, in order, at the moment at which it is published', () => {
    const stream = createFactStream(createGuard());
    const seen: string[] = [];
    stream.observe(({ at }) => seen.push(`one sees ${at}`));
    stream.facts$.pipe(map(({ at }) => at)).subscribe((at) => seen.push(`other sees ${at}`));
    stream.publish(fact(1));
    seen.push('between');
    stream.publish(fact(2));
    expect(seen).toEqual(['one sees 1', 'other sees 1', 'between', 'one sees 2', 'other sees 2']);
  });

  it('shows nothing to an observer that has unsubscribed', () => {
    const stream = createFactStream(createGuard());
    const seen: number[] = [];
    const subscription = stream.observe(({ at }) => seen.push(at));
    stream.publish(fact(1));
    subscription.unsubscribe();
    stream.publish(fact(2));
    expect(seen).toEqual([1]);
  });

  it('throws what an observer throws, out of the publication of the fact that broke it', () => {
    const stream = createFactStream(createGuard());
    const seen: number[] = [];
    stream.observe(({ at }) => {
      if (at === 2) throw new Error('cannot fold 2');
    });
    stream.observe(({ at }) => seen.push(at));
    stream.publish(fact(1));
    expect(() => stream.publish(fact(2))).toThrow('cannot fold 2');
    expect(seen).toEqual([1, 2]);
  });

  it('stops a run at that fact: what was due later has not happened', () => {
    const kernel = createKernel(0, 100);
    const stream = createFactStream(createGuard());
    const seen: number[] = [];
    stream.observe(({ at }) => {
      seen.push(at);
      if (at === 2) throw new Error('cannot fold 2');
    });
    for (const n of [1, 2, 3]) kernel.schedule(n * 10, () => stream.publish(fact(n)));
    expect(() => kernel.run(100)).toThrow('cannot fold 2');
    expect(seen).toEqual([1, 2]);
    expect(kernel.now()).toBe(20);
    expect(kernel.events()).toBe(2);
  });
});
