import { describe, expect, it } from 'vitest';
import { accountClasses, bookOf, isAccountName, ownerOf, pendingPayable } from './accounts.ts';
import { sellerId } from './ids.ts';

describe('the chart of accounts', () => {
  it('has the accounts of the business, each in its class', () => {
    const named = (wanted: string): string[] =>
      Object.entries(accountClasses).flatMap(([name, kind]) => (kind === wanted ? [name] : []));
    expect(named('asset')).toEqual(['bank:cash', 'psp:receivable', 'psp:in_transit', 'seller:negative_balance']);
    expect(named('liability')).toEqual([
      'customer:clearing',
      'seller:payable:pending',
      'seller:payable:available',
      'payout:clearing',
      'refund:clearing',
      'dispute:clearing',
    ]);
    expect(named('income')).toEqual(['platform_fee']);
    expect(named('expense')).toEqual(['psp_fee', 'dispute_fee', 'chargeback_loss', 'writeoff']);
    expect(named('suspense')).toEqual(['suspense:reconciliation', 'suspense:rounding']);
    expect(named('position')).toEqual(['fx:position']);
    expect(named('memo')).toEqual(['auth_hold']);
  });

  it('keeps a seller’s payable under the seller, and sums it into the book', () => {
    const account = pendingPayable(sellerId(3));
    expect(account).toBe('seller:payable:pending/seller-3');
    expect(bookOf(account)).toBe('seller:payable:pending');
    expect(ownerOf(account)).toBe('seller-3');
  });

  it('knows no owner of an account that has none', () => {
    expect(bookOf('bank:cash')).toBe('bank:cash');
    expect(ownerOf('bank:cash')).toBeUndefined();
  });

  it('tells its names from others', () => {
    expect(isAccountName('psp_fee')).toBe(true);
    for (const name of ['seller:payable:pending/seller-3', 'petty:cash', 'toString', 'constructor', '']) {
      expect(isAccountName(name)).toBe(false);
    }
  });
});
