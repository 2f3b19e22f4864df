/** What goes wrong with an order that is captured when its seller dispatches, seen by each check that has a part in it. */
import { describe, expect, it } from 'vitest';
import { captureDays, captureVerdicts, lapseDays } from '../../../test/support/capture-days.ts';
import {
  addAfter,
  edited,
  isMessage,
  isWrite,
  repeat,
  rewrite,
  reword,
  until,
  without,
  type Edit,
} from '../../../test/support/fact-tape-edits.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { Fact } from '../facts.ts';
import { acknowledgedIsDurable } from './acknowledged-is-durable.ts';
import { attemptsWithinBudget } from './attempts-within-budget.ts';
import { businessDate } from './business-date.ts';
import { everythingEnds } from './everything-ends.ts';
import { exactMinorUnits } from './exact-minor-units.ts';
import { legalTransitions } from './legal-transitions.ts';
import { noCreditWithoutCapture } from './no-credit-without-capture.ts';
import { ordersSumToEvent } from './orders-sum-to-event.ts';
import { checkMakers } from './registry.ts';
import { sameKeySameEffect } from './same-key-same-effect.ts';
import { unknownResolves } from './unknown-resolves.ts';
import { withinAuthorisation } from './within-authorisation.ts';

const every = (): boolean => true;
const withStatus =
  (...wanted: readonly string[]) =>
  ({ status }: { readonly status: string }): boolean =>
    wanted.includes(status);

/** The facts, with something put right after a fact of a moment's time later. */
function spoilt(...edits: readonly Edit[]): Fact[] {
  return edited(captureDays, ...edits);
}

it('an order that is captured in part, and one that lapses, break nothing', () => {
  expect(checkMakers.flatMap((make) => captureVerdicts(make, captureDays))).toEqual([]);
  expect(checkMakers.flatMap((make) => captureVerdicts(make, lapseDays))).toEqual([]);
});

describe('within-authorisation', () => {
  it('sees a capture of more than was authorised', () => {
    const more = rewrite('charges', withStatus('captured'), { amount: minorUnits(10_001) });
    expect(captureVerdicts(withinAuthorisation, spoilt(more))).toEqual([
      'ch_1_1_1 captured 100.01 EUR and 100.00 EUR was authorised [1 EUR]',
    ]);
  });

  it('sees a capture at the moment at which the authorisation expires, and none a millisecond before', () => {
    const capturedAt = (after: number): Edit =>
      rewrite('charges', withStatus('captured'), ({ expiresAt = 0 }) => ({ capturedAt: expiresAt + after }));
    expect(captureVerdicts(withinAuthorisation, spoilt(capturedAt(-1)))).toEqual([]);
    expect(captureVerdicts(withinAuthorisation, spoilt(capturedAt(0)))).toEqual([
      'ch_1_1_1, whose authorisation expired at 2026-03-05T09:00:00.265Z, captured 27.31 EUR and 0.00 EUR was authorised [2731 EUR]',
    ]);
  });
});

describe('legal-transitions', () => {
  it('sees an order that is captured without a dispatch, and one that comes back when it has lapsed', () => {
    const undispatched = without('orderProgress', withStatus('dispatched'));
    expect(captureVerdicts(legalTransitions, spoilt(undispatched))[0]).toMatch(/order-1\.1 .*authorised.*captured/);
    const dispatched = repeat('orderProgress', withStatus('lapsed'), { status: 'dispatched' });
    expect(captureVerdicts(legalTransitions, edited(lapseDays, dispatched))[0]).toMatch(/lapsed.*dispatched/);
  });

  it('sees a capture order that is captured after it was refused', () => {
    const refused = addAfter(
      (fact) => isWrite(fact, 'captureOrders', withStatus('created')),
      (found) => rewrite('captureOrders', every, { status: 'refused' })([found]),
    );
    expect(captureVerdicts(legalTransitions, spoilt(refused))[0]).toMatch(/capture order order-1\.1 .*refused/);
  });
});

describe('orders-sum-to-event', () => {
  it('sees a checkout that is called paid while its money is only authorised', () => {
    const paid = rewrite('paymentEvents', withStatus('authorised'), { status: 'paid' });
    expect(captureVerdicts(ordersSumToEvent, spoilt(paid))).toEqual([
      'checkout-1 ended as paid while order-1.1 of 100.00 EUR is authorised; authorised was expected',
    ]);
  });

  it('sees a checkout that is over before its order is authorised', () => {
    const before = without('orderProgress', withStatus('authorised', 'dispatched', 'captured', 'credited', 'posted'));
    expect(captureVerdicts(ordersSumToEvent, spoilt(before))).toEqual([
      'checkout-1 ended as authorised while order-1.1 of 100.00 EUR is accepted; it was to stay received until each of them is posted, authorised or declined [10000 EUR]',
    ]);
  });
});

describe('no-credit-without-capture', () => {
  it('sees a seller who is credited while the money is only authorised, or with more than was captured', () => {
    const uncaptured = without('charges', withStatus('captured'));
    expect(captureVerdicts(noCreditWithoutCapture, spoilt(uncaptured))).toEqual([
      'seller-1:EUR was credited 24.58 EUR for order-1.1 while ch_1_1_1 was authorised and not captured [2458 EUR]',
    ]);
    const lapsed = rewrite('charges', withStatus('captured'), { status: 'lapsed' });
    expect(captureVerdicts(noCreditWithoutCapture, spoilt(lapsed))).toHaveLength(1);
    const tooMuch = rewrite('credits', every, { amount: minorUnits(9000) });
    expect(captureVerdicts(noCreditWithoutCapture, spoilt(tooMuch))).toEqual([
      'seller-1:EUR was credited 90.00 EUR for order-1.1 of which ch_1_1_1 captured 27.31 EUR [9000 EUR]',
    ]);
  });
});

describe('exact-minor-units', () => {
  it('sees a whole order captured of which a part was packed', () => {
    const whole = rewrite('charges', withStatus('captured'), { amount: minorUnits(10_000) });
    expect(captureVerdicts(exactMinorUnits, spoilt(whole))[0]).toBe(
      "the PSP's charge ch_1_1_1 has 100.00 EUR for order-1.1, and the seller packed 27.31 EUR [7269 EUR]",
    );
  });

  it('sees another amount in the dispatch, in the order, at the executor and in the ledger', () => {
    const told = reword('OrderDispatched', every, ({ amount }) => ({ amount: money(2732, amount.currency) }));
    expect(captureVerdicts(exactMinorUnits, spoilt(told))[0]).toMatch(/^the dispatch has 27\.32 EUR .*27\.31 EUR/);
    const stored = rewrite('orderProgress', withStatus('dispatched'), { amount: minorUnits(2732) });
    expect(captureVerdicts(exactMinorUnits, spoilt(stored))[0]).toMatch(/^the dispatched order has 27\.32 EUR/);
    const asked = rewrite('captureOrders', every, { amount: minorUnits(2732) });
    expect(captureVerdicts(exactMinorUnits, spoilt(asked))[0]).toMatch(/^the executor's capture has 27\.32 EUR/);
    const authorised = rewrite('charges', withStatus('processing', 'authorised'), { amount: minorUnits(9999) });
    expect(captureVerdicts(exactMinorUnits, spoilt(authorised))[0]).toMatch(/has 99\.99 EUR .*basket has 100\.00 EUR/);
  });
});

describe('same-key-same-effect', () => {
  it('sees another amount captured than the executor was to ask for', () => {
    const more = rewrite('charges', withStatus('captured'), { amount: minorUnits(5000) });
    expect(captureVerdicts(sameKeySameEffect, spoilt(more))).toEqual([
      'the PSP captures 50.00 EUR of order-1.1:1, and the executor was to capture 27.31 EUR [5000 EUR]',
    ]);
  });

  it('sees a second amount under the same key that is answered with success', () => {
    const asked = addAfter(
      (fact) => fact.kind === 'delivered' && isMessage(fact, 'CaptureRequested'),
      (found) => reword('CaptureRequested', every, ({ amount }) => ({ amount: money(4000, amount.currency) }))([found]),
    );
    expect(captureVerdicts(sameKeySameEffect, spoilt(asked))).toEqual([
      'the capture of order-1.1:1 stands for 27.31 EUR, was asked for again as 40.00 EUR, and the PSP answered that with success; it was to be refused [4000 EUR]',
    ]);
  });

  it('sees an authorisation that changes its amount', () => {
    const changed = rewrite('charges', withStatus('captured'), { authorised: minorUnits(12_000) });
    expect(captureVerdicts(sameKeySameEffect, spoilt(changed))).toHaveLength(1);
  });
});

describe('unknown-resolves', () => {
  it('sees a capture whose outcome the executor never learns', () => {
    const forgotten = until((fact) => isWrite(fact, 'captureOrders', withStatus('created')));
    expect(captureVerdicts(unknownResolves, spoilt(forgotten))).toEqual([
      'the capture of order-1.1, over 27.31 EUR, still has no outcome at the executor 1 d after the last sign of it [2731 EUR]',
    ]);
  });
});

describe('attempts-within-budget', () => {
  it('sees a seller, a saga and an executor who ask too soon', () => {
    const again = (type: 'OrderDispatched' | 'ExecuteCapture' | 'CaptureRequested'): Edit =>
      addAfter(
        (fact) => fact.kind === 'sent' && isMessage(fact, type),
        (found) => [{ ...found, at: found.at + 1 }],
      );
    for (const type of ['OrderDispatched', 'ExecuteCapture', 'CaptureRequested'] as const) {
      expect(captureVerdicts(attemptsWithinBudget, spoilt(again(type)))[0]).toMatch(/ has call 2 of .* 1 ms after/);
    }
  });
});

describe('business-date', () => {
  it('sees a capture that is booked under the date of its authorisation', () => {
    const early = rewrite('charges', withStatus('captured'), { businessDate: '2026-03-02' as never });
    expect(captureVerdicts(businessDate, spoilt(early))[0]).toMatch(/the business date of ch_1_1_1 .*2026-03-02/);
  });
});

describe('acknowledged-is-durable', () => {
  it.each([
    ['orderProgress', 'authorised', 'order-1.1 is reported as authorised, and it is stored as accepted'],
    ['orderProgress', 'dispatched', 'the dispatch of order-1.1 is noted, and it is stored as authorised'],
    [
      'charges',
      'captured',
      'the PSP says that the capture of order-1.1:1 was captured, and the charge is stored as authorised',
    ],
    [
      'captureOrders',
      'captured',
      "the capture of order-1.1 is acknowledged as captured, and the executor's capture is stored as created",
    ],
    ['orderProgress', 'posted', 'the seller is told that order-1.1 is captured, and it is stored as credited'],
  ] as const)('sees that %s are acknowledged as %s and were never stored so', (table, status, sentence) => {
    const said = captureVerdicts(acknowledgedIsDurable, spoilt(without(table, withStatus(status))));
    expect(said.map((each) => each.replace(/ \[.*/, ''))).toContain(sentence);
  });

  it('sees an authorisation that is said to have lapsed and has not', () => {
    const never = without('charges', withStatus('lapsed'));
    expect(captureVerdicts(acknowledgedIsDurable, edited(lapseDays, never))[0]).toMatch(
      /^the PSP says that the capture of order-1\.1:1 was refused, and the charge is stored as authorised/,
    );
  });

  it('sees a capture that was durable and is stored anew', () => {
    const anew = addAfter(
      (fact) => isWrite(fact, 'captureOrders', withStatus('created')),
      (found) => [found],
    );
    const facts = anew(captureDays);
    expect(captureVerdicts(acknowledgedIsDurable, facts)[0]).toMatch(/captureOrders, and the one .* is gone/);
  });
});

describe('everything-ends', () => {
  it('sees a dispatched order that is never captured, and an authorised one that never lapses', () => {
    const left = until((fact) => isWrite(fact, 'orderProgress', withStatus('dispatched')));
    expect(captureVerdicts(everythingEnds, spoilt(left))).toContain(
      'order-1.1 of 27.31 EUR is still dispatched, 1 d after the last sign of it [2731 EUR]',
    );
    const open = until((fact) => isWrite(fact, 'charges', withStatus('lapsed')));
    expect(captureVerdicts(everythingEnds, edited(lapseDays, open))).toEqual([
      'order-1.1 of 100.00 EUR is still authorised, 23 h 3 ms after the last sign of it [10000 EUR]',
    ]);
  });
});

it('what was authorised of an order that is dispatched is the whole order', () => {
  const noted = rewrite('orderProgress', ({ authorised }) => authorised !== undefined, {
    authorised: minorUnits(9999),
  });
  expect(captureVerdicts(exactMinorUnits, spoilt(noted))).toEqual([
    'what is noted as authorised has 99.99 EUR for order-1.1, and the basket has 100.00 EUR [1 EUR]',
  ]);
});
