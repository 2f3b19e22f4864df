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
  it('shows every fact to every observer, in order, when it hands out what was published', () => {
    const stream = createFactStream(createGuard());
    const seen: string[] = [];
    stream.observe(({ at }) => seen.push(`one sees ${at}`));
    stream.facts$.pipe(map(({ at }) => at)).subscribe((at) => seen.push(`other sees ${at}`));
    stream.observeBatches((facts) => seen.push(`all at once ${facts.map(({ at }) => at).join(', ')}`));
    stream.publish(fact(1));
    stream.publish(fact(2));
    seen.push('before');
    stream.flush();
    seen.push('after');
    stream.flush();
    expect(seen).toEqual([
      'before',
      ...['one sees 1', 'one sees 2', 'other sees 1', 'other sees 2', 'all at once 1, 2'],
      'after',
    ]);
  });

  it('hands out by itself, before there are too many', () => {
    const stream = createFactStream(createGuard());
    const seen: number[] = [];
    const batches: number[] = [];
    stream.observe(({ at }) => seen.push(at));
    stream.observeBatches((facts) => batches.push(facts.length));
    const all = Array.from({ length: 1200 }, (_, n) => n + 1);
    for (const n of all) stream.publish(fact(n));
    expect(batches).toEqual([512, 512]);
    stream.flush();
    expect([seen, batches]).toEqual([all, [512, 512, 176]]);
  });

  it('shows nothing to an observer that has unsubscribed', () => {
    const stream = createFactStream(createGuard());
    const seen: number[] = [];
    const subscription = stream.observe(({ at }) => seen.push(at));
    stream.publish(fact(1));
    stream.flush();
    subscription.unsubscribe();
    stream.publish(fact(2));
    stream.flush();
    expect(seen).toEqual([1]);
  });

  it('throws what an observer throws, when it hands out the fact that broke it', () => {
    const stream = createFactStream(createGuard());
    const seen: number[] = [];
    stream.observe(({ at }) => {
      if (at === 2) throw new Error('cannot fold 2');
    });
    stream.observe(({ at }) => seen.push(at));
    for (const n of [1, 2, 3]) stream.publish(fact(n));
    expect(() => stream.flush()).toThrow('cannot fold 2');
    expect(seen).toEqual([1, 2, 3]);
  });

  it('stops a run at that place: what was due later has not happened', () => {
    const kernel = createKernel(0, 5000);
    const stream = createFactStream(createGuard());
    stream.observe(({ at }) => {
      if (at === 2) throw new Error('cannot fold 2');
    });
    for (let n = 1; n <= 2000; n += 1) kernel.schedule(n * 10, () => stream.publish(fact(n)));
    expect(() => kernel.run(5000)).toThrow('cannot fold 2');
    expect([kernel.now(), kernel.events()]).toEqual([5120, 512]);
  });
});
