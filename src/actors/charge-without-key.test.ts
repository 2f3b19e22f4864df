import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { idempotencyKey, orderId, pspReference, type IdempotencyKey } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { ChargeRecord } from '../domain/records.ts';
import { charge } from './charge.ts';

const id = orderId(17, 1);
const key = idempotencyKey(id, 1);
const secondKey = 'order-17.1:1~2' as IdempotencyKey;
const amount = money(10_000, EUR);
const request: MessageOf<'ChargeRequested'> = {
  type: 'ChargeRequested',
  orderId: id,
  key,
  card: 'tok_1',
  amount,
  unkeyed: true,
};
const declined: ChargeRecord = {
  id: key,
  idempotencyKey: key,
  reference: pspReference(key),
  orderId: id,
  card: 'tok_1',
  status: 'declined',
  declineCode: 'insufficient_funds',
  declineKind: 'soft',
  authorised: minorUnits(0),
  fee: minorUnits(0),
  ...amount,
};
const repeats = 'ChargeRequested → psp/charge-order-17.1:1~2';

function psp(settings: Partial<BenchSettings> = {}): Bench {
  return bench(charge, { entity: 'charge-order-17.1:1', ...settings });
}

describe('a request without an idempotency key', () => {
  it('is charged under its name when it is the first', () => {
    const one = psp();
    expect(one.tell(request)).toEqual(['commit ChargeRegistered']);
    expect(one.writes()).toMatchObject([{ op: 'insert', record: { id: 'order-17.1:1', reference: 'ch_17_1_1' } }]);
  });

  it('is another charge when it comes again, while the first is under way and when it is decided', () => {
    const one = psp();
    one.tell(request);
    expect(one.tell(request)).toEqual([repeats]);
    expect(one.messages()).toMatchObject([{ ...request, key: 'order-17.1:1~2' }]);
    expect(one.acknowledge()).toEqual(['authorise order-17.1:1']);
    expect(one.tell(request)).toEqual([repeats]);
    const late = psp({ record: declined });
    expect(late.tell(request)).toEqual([repeats]);
    expect(late.done()).toBe(true);
  });

  it('is a third charge when the second is there', () => {
    const second = psp({ entity: 'charge-order-17.1:1~2', record: { ...declined, id: secondKey } });
    expect(second.tell({ ...request, key: secondKey })).toEqual(['ChargeRequested → psp/charge-order-17.1:1~3']);
  });

  it('is charged once, and answered again, when it has one', () => {
    const { unkeyed: _, ...keyed } = request;
    const one = psp({ record: declined });
    expect(one.tell(keyed)).toEqual(['ChargeAnswered → executor/order-17.1']);
  });
});
