import { describe, expect, it } from 'vitest';
import { likenessOf } from './likeness.ts';

const alike = (one: readonly [string, string], other: readonly [string, string]): boolean =>
  likenessOf({ concern: one[0], sentence: one[1] }) === likenessOf({ concern: other[0], sentence: other[1] });

describe('the same violation', () => {
  it.each<[string, readonly [string, string], readonly [string, string]]>([
    [
      'of another order, in another currency, and more of it',
      ['order-7.1', 'order-7.1 has 2 captured charges, ch_7_1_1 and ch_7_1_2, of 3,663 JPY each; one was expected'],
      ['order-12.2', 'order-12.2 has 3 captured charges, ch_12_2_1 of 1.00 EUR and so on; one was expected'],
    ],
    [
      'made up of other parts',
      [
        'psp/EUR/2026-03-02',
        'psp:receivable is 12.30 EUR when psp/EUR/2026-03-02 is closed, with a closing balance of 0',
      ],
      ['psp/KWD/2026-03-03', 'psp:receivable is -1.230 KWD when psp/KWD/2026-03-03 is closed, with 7 and 8'],
    ],
    [
      'after another time',
      ['order-1.1', 'order-1.1 of 5.00 EUR got its outcome 2 h 5 min after everything healed'],
      ['order-2.1', 'order-2.1 of 12 minor units of EUR got its outcome 300 ms after everything healed'],
    ],
    [
      'with one line where there were several, and for other reasons',
      ['psp/EUR/2026-03-02', 'psp/EUR/2026-03-02 has 1 line where its trailer counts 2'],
      ['psp/EUR/2026-03-04', 'psp/EUR/2026-03-04 has 41 lines where its trailer counts 40'],
    ],
    [
      'told with another explanation',
      ['break-1', 'break/psp/EUR/1 of 3.00 EUR was explained (a later file has it) and is still open'],
      ['break-2', 'break/psp/EUR/2 of 4.00 EUR was explained (nobody knows) and is still open'],
    ],
  ])('%s', (_, one, other) => {
    expect(alike(one, other)).toBe(true);
  });
});

describe('another violation', () => {
  const credited = 'seller-3:EUR was credited 21.39 EUR for order-1.1 and the ledger owes the seller 0.00 EUR for it';
  it.each<[string, readonly [string, string], readonly [string, string]]>([
    [
      'of the same invariant, in other words',
      ['order-1.1', 'ch_1_1_1 captured 12.00 EUR for order-1.1 and the ledger has no capture posting of it'],
      ['order-1.1', 'ch_1_1_1 is posted 2 times, by capture/order-1.1 and capture/order-1.1b'],
    ],
    [
      'in the other direction',
      ['order-1.1', credited],
      ['order-1.1', credited.replace('credited', 'debited').replace('owes the seller', 'takes from the seller')],
    ],
    ['about another kind of thing', ['order-1.1', credited], ['seller-3:EUR', credited]],
    [
      'about another account',
      ['customer:clearing', 'customer:clearing holds 1.00 EUR at the end; it was to be zero'],
      ['refund:clearing', 'refund:clearing holds 1.00 EUR at the end; it was to be zero'],
    ],
    [
      'that ended in another state',
      ['checkout-1', 'checkout-1 of 5.00 EUR with order-1.1 is still received, 1 h after everything healed'],
      ['checkout-1', 'checkout-1 of 5.00 EUR with order-1.1 is still paid, 1 h after everything healed'],
    ],
  ])('%s', (_, one, other) => {
    expect(alike(one, other)).toBe(false);
  });
});
