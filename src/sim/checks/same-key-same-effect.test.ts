import { describe, expect, it } from 'vitest';
import { addAfter, edited, isMessage, isWrite, repeat, reword, rewrite } from '../../../test/support/edit-facts.ts';
import { verdicts } from '../../../test/support/examine-check.ts';
import { delivered, sent } from '../../../test/support/fact-tape.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { idempotencyKey, orderId, pspReference } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import { sameKeySameEffect } from './same-key-same-effect.ts';

const days = goodDays();
const order = orderId(1, 1);
const key = idempotencyKey(order, 1);
const isCaptured = ({ id, status }: ChargeRecord): boolean => id === key && status === 'captured';

/** Order 1.1 is asked for again under its key while the first request is being worked on. */
function askedAgain(amount: number, card: string): ReturnType<typeof addAfter> {
  const [executor, psp] = [addressOf.paymentOrder(order), addressOf.charge(key)];
  return addAfter(
    (fact) => isWrite(fact, 'charges', ({ id }) => id === key),
    ({ at }) => {
      const message = { type: 'ChargeRequested', orderId: order, key, card, amount: money(amount, EUR) } as const;
      return [sent(at, executor, psp, message), delivered(at, executor, psp, message)];
    },
  );
}

describe('same-key-same-effect', () => {
  it('sees that another amount under a known key is answered with success', () => {
    expect(verdicts(sameKeySameEffect, edited(days, askedAgain(1300, 'card-1')))).toEqual([
      'the key order-1.1:1 stands for 12.00 EUR from card-1 for order-1.1, was used again for 13.00 EUR from card-1 for order-1.1, and the PSP answered that with success; it was to be refused [1300 EUR]',
    ]);
  });

  it('sees that another card under a known key is answered with success', () => {
    expect(verdicts(sameKeySameEffect, edited(days, askedAgain(1200, 'card-9')))).toHaveLength(1);
  });

  it('accepts that another body is refused, and that the same body is answered again', () => {
    const refused = reword('ChargeAnswered', ({ key: asked }) => asked === key, {
      outcome: { status: 'declined', code: 'idempotency_key_reused', kind: 'hard' },
    });
    expect(verdicts(sameKeySameEffect, edited(days, askedAgain(1300, 'card-1'), refused))).toEqual([]);
    expect(verdicts(sameKeySameEffect, edited(days, askedAgain(1200, 'card-1')))).toEqual([]);
  });

  it('sees a key that two orders share', () => {
    const shared = rewrite('paymentOrders', ({ id }) => id === 'order-1.2', { idempotencyKey: key });
    expect(verdicts(sameKeySameEffect, edited(days, shared))).toEqual([
      'the key order-1.1:1 stands for the charge of order-1.1 and order-1.2 of 30.00 EUR uses it too; a key belongs to one order [3000 EUR]',
    ]);
  });

  it('sees that the PSP charges something else than it was asked for', () => {
    const more = rewrite('charges', ({ id }) => id === key, { amount: minorUnits(1300) });
    expect(verdicts(sameKeySameEffect, edited(days, more))).toEqual([
      'the PSP charges 13.00 EUR from card-1 for order-1.1 under the key order-1.1:1, which stands for 12.00 EUR from card-1 for order-1.1 [1300 EUR]',
    ]);
  });

  it('sees a key that captures twice', () => {
    const reference = pspReference(idempotencyKey(order, 9));
    expect(verdicts(sameKeySameEffect, edited(days, repeat('charges', isCaptured, { reference })))).toEqual([
      'the key order-1.1:1 captured 12.00 EUR as ch_1_1_1 and again as ch_1_1_9; one effect was expected [1200 EUR]',
      'the key order-1.1:1 captured 12.00 EUR as ch_1_1_9 and again as ch_1_1_1; one effect was expected [1200 EUR]',
    ]);
  });

  it('begins nothing with a copy of a request that arrives after its order is over', () => {
    const request = days.find((fact) => fact.kind === 'delivered' && isMessage(fact, 'ChargeRequested'));
    const copies = request === undefined ? [] : [request, request];
    expect(copies).toHaveLength(2);
    expect(verdicts(sameKeySameEffect, [...days, ...copies])).toEqual([]);
  });
});
