import { expect, it } from 'vitest';
import { written } from '../../test/support/fact-tape.ts';
import { addressOf } from '../domain/addresses.ts';
import { orderId } from '../domain/ids.ts';
import { minorUnits } from '../domain/money.ts';
import type { Fact } from './facts.ts';
import { createHandOut, type Hearer } from './hand-out.ts';

function restarted(at: number): Fact {
  return { kind: 'restarted', at, service: 'wallet', concern: 'wallet', resumed: 0 };
}

function balance(at: number): Fact {
  const order = orderId(1, 1);
  return written(at, addressOf.orderSaga(order), [
    'refundBalances',
    { id: order, reserved: minorUnits(0), version: at },
  ]);
}

it('gives one hearer all that it hears of some facts, in order, before the next is asked', () => {
  const seen: string[] = [];
  const note = ({ at }: Fact, name: string): void => void seen.push(`${name} ${at}`);
  const hearers: Hearer<string>[] = [
    { witness: 'balances', hears: [{ written: { refundBalances: note } }] },
    { witness: 'nothing', hears: [] },
    { witness: 'everything', hears: [{ others: note }] },
  ];
  const handOut = createHandOut(hearers);
  handOut([balance(1), restarted(2), balance(3)]);
  handOut([]);
  handOut([restarted(4), balance(5)]);
  expect(seen).toEqual([
    ...['balances 1', 'balances 3', 'everything 1', 'everything 2', 'everything 3'],
    ...['balances 5', 'everything 4', 'everything 5'],
  ]);
});
