import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStorm, stormPolicy, type Storm } from '../../test/support/refund-storm.ts';
import { addressOf } from '../domain/addresses.ts';
import { businessDate } from '../domain/calendar.ts';
import { currency } from '../domain/currency.ts';
import { allocate } from '../domain/fees.ts';
import { checkoutId, idempotencyKey, orderId, pspReference, refundId, sellerId, walletId } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { ChargeRecord, OrderProgressRecord, WalletRecord } from '../domain/records.ts';

const EUR = currency('EUR');
const order = orderId(17, 2);
const key = idempotencyKey(order, 1);
const seller = sellerId(3);

/** A posted order of so much, whose seller has been credited, and buyers who want parts of it back within a minute. */
function stormOver(sold: number, wanted: readonly number[], seed: string, rate: number): Storm {
  const amount = money(sold, EUR);
  const storm = createStorm(seed, rate);
  const reference = pspReference(key);
  const sale: OrderProgressRecord = {
    id: order,
    checkoutId: checkoutId(17),
    sellerId: seller,
    card: 'card-8',
    status: 'posted',
    pspReference: reference,
    saleAt: 1,
    ...amount,
  };
  const charge: ChargeRecord = {
    id: key,
    idempotencyKey: key,
    reference,
    orderId: order,
    card: 'card-8',
    status: 'captured',
    authorised: amount.amount,
    fee: minorUnits(94),
    capturedAt: 1,
    businessDate: businessDate('2026-03-02'),
    ...amount,
  };
  const balance = allocate(amount, stormPolicy.platformFee).seller.amount;
  const purse: WalletRecord = { id: walletId(seller, EUR), sellerId: seller, currency: EUR, balance, version: 1 };
  storm.store({ op: 'put', table: 'orderProgress', record: sale });
  storm.store({ op: 'put', table: 'charges', record: charge });
  storm.store({ op: 'put', table: 'wallets', record: purse });
  for (const [index, part] of wanted.entries()) {
    const id = refundId(order, index + 1);
    const message = { type: 'RefundWanted', refundId: id, orderId: order, amount: money(part, EUR) } as const;
    storm.bring(addressOf.refundRequest(id), message, index * 7000);
  }
  return storm;
}

function sum(records: readonly { readonly amount: number }[]): number {
  return records.reduce((total, { amount }) => total + amount, 0);
}

/** Debits less credits of an account of the ledger. */
function balanceOf(storm: Storm, account: string): number {
  const postings = storm.records('transactions').flatMap((transaction) => transaction.postings);
  return sum(postings.filter(({ to }) => to === account)) - sum(postings.filter(({ from }) => from === account));
}

/** What must hold of the order's refunds when everything has come to rest. Returns how many were paid. */
function expectConsistent(storm: Storm, sold: number): number {
  const refunds = storm.records('refunds');
  const posted = refunds.filter(({ status }) => status === 'posted');
  expect(refunds.filter(({ status }) => status !== 'posted' && status !== 'refused')).toEqual([]);
  expect(storm.records('refundOrders').filter(({ status }) => status !== 'refunded')).toEqual([]);
  const byId = (records: readonly { readonly id: string; readonly amount: number }[]): string[] =>
    records.map(({ id, amount }) => `${id} ${amount}`).toSorted();
  const paid = storm.records('pspRefunds');
  expect(byId(paid)).toEqual(byId(posted));
  expect(sum(paid)).toBeLessThanOrEqual(sold);
  expect(storm.records('refundTotals')[0]?.refunded ?? 0).toBe(sum(paid));
  expect(storm.records('refundBalances')[0]?.reserved ?? 0).toBe(sum(posted));

  expect(
    storm
      .records('debits')
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(posted.map(({ id }) => id).toSorted());
  const credited = allocate(money(sold, EUR), stormPolicy.platformFee);
  const left = credited.seller.amount - sum(storm.records('debits'));
  expect(storm.records('wallets')[0]?.balance).toBe(left);
  expect(storm.records('transactions')).toHaveLength(2 * posted.length);
  expect(balanceOf(storm, 'refund:clearing')).toBe(0);
  expect(balanceOf(storm, 'psp:receivable')).toBe(-sum(paid));
  expect(balanceOf(storm, 'seller:payable:pending/seller-3')).toBe(sum(storm.records('debits')));
  if (sum(paid) === sold) expect(balanceOf(storm, 'platform_fee')).toBe(credited.platform.amount);
  return posted.length;
}

describe('the refunds of an order', () => {
  it('of 23.77, asked for in two parts of 15.00 at once, are one of the two', () => {
    const storm = stormOver(2377, [1500, 1500], 'quiet', 0);
    expect(storm.run()).toBe('quiet');
    expect(expectConsistent(storm, 2377)).toBe(1);
    expect(storm.records('refunds').map(({ id, status }) => `${id} ${status}`)).toEqual([
      'refund-17.2.1 posted',
      'refund-17.2.2 refused',
    ]);
  });

  it('come to an end and to the minor unit, each once, whatever storm they were in', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 4 });
    const seen = { paid: 0, refused: 0, troubles: new Set<string>() };
    fc.assert(
      fc.property(parts, fc.string(), fc.constantFrom(0.05, 0.2, 0.4), (wanted, seed, rate) => {
        const storm = stormOver(2377, wanted, seed, rate);
        expect(storm.run()).toBe('quiet');
        seen.paid += expectConsistent(storm, 2377);
        seen.refused += storm.records('refunds').filter(({ status }) => status === 'refused').length;
        for (const trouble of Object.keys(storm.troubles)) seen.troubles.add(trouble);
        if (wanted.reduce((a, b) => a + b) <= 2377)
          expect(storm.records('refunds').every(({ status }) => status === 'posted')).toBe(true);
      }),
      { numRuns: 60, seed: 1 },
    );
    expect(seen.paid).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(0);
    expect([...seen.troubles].toSorted()).toEqual([
      'crash',
      'doubled',
      'failedCommit',
      'late',
      'lost',
      'lostAcknowledgement',
      'refused',
      'slowCommit',
      'slowRead',
    ]);
  });
});
