import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../domain/addresses.ts';
import { checkoutId } from '../domain/ids.ts';
import { shippedScenario } from '../../test/support/simulate.ts';
import type { Fact } from './facts.ts';
import { xstateInterpreter } from './interpreter/xstate-interpreter.ts';
import { lockstep, type VerifiedWorld, type Verification } from './verify.ts';
import { createWorld } from './world.ts';

const START = Date.parse('2026-03-02T09:00:00.000Z');

/** A fact of its own for each number. */
function factOf(n: number): Fact {
  const checkout = checkoutId(n);
  const buyer = addressOf.buyer(checkout);
  const message = { type: 'BuyAccepted', checkoutId: checkout } as const;
  return { kind: 'delivered', at: START + n, from: buyer, to: buyer, message, concern: checkout };
}

function factAbout(fact: Fact, concern: string): Fact {
  return fact.kind === 'delivered' ? { ...fact, concern } : fact;
}

/** A world of one fact an event; what a change makes of a fact, it shows instead. */
function worldOf(events: number, change: (fact: Fact, n: number) => readonly Fact[] = (fact) => [fact]): VerifiedWorld {
  const facts = new Subject<Fact>();
  let done = 0;
  return {
    stream: { observe: (next) => facts.subscribe(next) },
    run(budget) {
      for (let left = budget; left > 0 && done < events; left -= 1) {
        done += 1;
        for (const fact of change(factOf(done), done)) facts.next(fact);
      }
      return done < events ? 'more' : 'quiet';
    },
    now: () => START + done,
    events: () => done,
    traceHash: () => 'feedfacecafebeef',
  };
}

function verified(one: VerifiedWorld, other: VerifiedWorld, slice = 10): Verification {
  const pair = lockstep([one, other]);
  while (pair.run(slice) === 'more');
  return pair.verification();
}

describe('two worlds side by side', () => {
  it('that are the same are deterministic', () => {
    expect(verified(worldOf(25), worldOf(25))).toEqual({
      deterministic: true,
      events: 25,
      facts: 25,
      traceHash: 'feedfacecafebeef',
    });
  });

  it.each([1, 7, 1_000])('that differ in one value of one fact are told apart by it, %i events at a time', (slice) => {
    const other = worldOf(25, (fact, n) => [n === 17 ? factAbout(fact, 'checkout-18') : fact]);
    expect(verified(worldOf(25), other, slice)).toEqual({
      deterministic: false,
      fact: 17,
      at: START + 17,
      one: '2026-03-02T09:00:00.017Z shop, delivered, checkout-17: your order is accepted',
      other: '2026-03-02T09:00:00.017Z shop, delivered, checkout-18: your order is accepted',
      detail: 'concern: "checkout-17" and "checkout-18"',
    });
  });

  it('are told apart by a fact that only one of them has', () => {
    const shorter = () => worldOf(25, (fact, n) => (n === 25 ? [] : [fact]));
    const told = '2026-03-02T09:00:00.025Z shop, delivered, checkout-25: your order is accepted';
    const difference = { deterministic: false, fact: 25, at: START + 25 };
    expect(verified(worldOf(25), shorter())).toEqual({ ...difference, one: told, other: 'nothing' });
    expect(verified(shorter(), worldOf(25))).toEqual({ ...difference, one: 'nothing', other: told });
  });

  it('are told apart by two facts that changed places', () => {
    const other = worldOf(25, (fact, n) => (n === 8 ? [] : n === 9 ? [fact, factOf(8)] : [fact]));
    expect(verified(worldOf(25), other)).toMatchObject({
      fact: 8,
      at: START + 8,
      detail: `at: ${START + 8} and ${START + 9}`,
    });
  });

  it('are told apart by events that leave no fact', () => {
    const other = { ...worldOf(25), traceHash: () => 'a1' };
    expect(verified(worldOf(25), other)).toMatchObject({
      deterministic: false,
      one: '10 events by 2026-03-02T09:00:00.010Z, trace feedfacecafebeef',
      detail: 'traceHash: "feedfacecafebeef" and "a1"',
    });
  });

  it('are told apart by where they end', () => {
    expect(verified(worldOf(20), worldOf(21), 20)).toMatchObject({
      deterministic: false,
      detail: 'ending: "quiet" and "more"',
    });
  });

  it('stop where they differ', () => {
    const pair = lockstep([worldOf(25), worldOf(25, () => [])]);
    expect(pair.run(5)).toBe('quiet');
    expect(pair.status()).toMatchObject({ at: START + 5, events: 5 });
  });
});

describe('a scenario', () => {
  const scenario = shippedScenario('first-checkout', ['traffic.checkouts=5']);
  const world = (seed = '1') => createWorld({ ...scenario, seed }, xstateInterpreter);

  it('has the same history twice', () => {
    const alone = world();
    while (alone.run(1_000) === 'more');
    const pair = lockstep([world(), world()]);
    while (pair.run(100) === 'more');
    expect(pair.verification()).toMatchObject({
      deterministic: true,
      events: alone.events(),
      traceHash: alone.traceHash(),
    });
    expect(pair.status().checkouts).toBe(5);
  });

  it('that another seed gets into is told apart at the first arrival', () => {
    const verification = verified(world(), world('2'), 100);
    expect(verification).toMatchObject({ deterministic: false, fact: 1 });
    expect('one' in verification && verification.one).toContain('a buyer arrives');
  });
});
