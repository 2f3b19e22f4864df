import { describe, expect, it } from 'vitest';
import { checkout, order } from '../../test/support/network-bench.ts';
import { creditOf, seller3 } from '../../test/support/database-bench.ts';
import { addressOf } from '../domain/addresses.ts';
import type { Fact } from './facts.ts';
import { createTraceHash } from './kernel/trace-hash.ts';
import { foldFacts } from './trace.ts';

function digestOf(...facts: readonly Fact[]): string {
  const trace = createTraceHash();
  foldFacts(trace, facts);
  return trace.digest();
}

const [from, to] = [addressOf.paymentEvent(checkout), addressOf.buyer(checkout)];
const message = { type: 'BuyAccepted', checkoutId: checkout } as const;
const about = { at: 7, from, to, message, concern: checkout } as const;
const delivered: Fact = { kind: 'delivered', ...about };
const commit = { kind: 'written', at: 7, service: 'wallet', by: seller3, table: 'credits', concern: order } as const;
const written: Fact = { ...commit, before: undefined, after: creditOf(1) };

describe('the trace of a run', () => {
  it('is what was delivered and what became durable, in order', () => {
    const histories: Fact[][] = [[], [delivered], [written], [delivered, written], [written, delivered]];
    expect(new Set(histories.map((facts) => digestOf(...facts))).size).toBe(histories.length);
  });

  it('depends on when something happened, to whom, and what it was', () => {
    const histories: Fact[] = [
      delivered,
      { ...delivered, at: 8 },
      { ...delivered, from: to },
      { ...delivered, to: from },
      { ...delivered, message: { ...message, type: 'CheckoutClosed', outcome: 'paid' } },
      written,
      { ...commit, before: undefined, after: creditOf(1), at: 8 },
      { ...commit, before: undefined, after: creditOf(1), by: from },
      { ...commit, before: undefined, after: creditOf(2) },
    ];
    expect(new Set(histories.map((fact) => digestOf(fact))).size).toBe(histories.length);
  });

  it('is nothing else', () => {
    const others: Fact[] = [
      { kind: 'sent', ...about },
      { kind: 'lost', ...about },
      { kind: 'rejected', ...about },
      { kind: 'crashed', at: 7, service: 'wallet', concern: 'wallet' },
    ];
    expect(digestOf(delivered, ...others)).toBe(digestOf(delivered));
  });

  it('has of a record that is written again which one it is, what has changed, and that it was written', () => {
    const [first, second] = [creditOf(1), creditOf(2)];
    const again: Fact[] = [
      { ...commit, before: first, after: first },
      { ...commit, before: second, after: second },
      { ...commit, before: first, after: creditOf(1, 7) },
      { ...commit, before: second, after: creditOf(2, 7) },
      { ...commit, before: undefined, after: first },
    ];
    expect(new Set([digestOf(), ...again.map((fact) => digestOf(fact))]).size).toBe(1 + again.length);
  });

  it('is the same however many facts come together', () => {
    const trace = createTraceHash();
    foldFacts(trace, [delivered]);
    foldFacts(trace, [written, delivered]);
    expect(trace.digest()).toBe(digestOf(delivered, written, delivered));
  });
});
