import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, repeat, rewrite, until, without } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { written } from '../../../test/support/fact-tape.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { daysOfWrongLines, weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import type { OrderId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { BreakRecord } from '../../domain/night-records.ts';
import { clearingReturnsToZero } from './clearing-returns-to-zero.ts';

const days = goodDays();

describe('clearing-returns-to-zero', () => {
  it('sees a sale that is posted and never allocated, when its order is closed', () => {
    expect(
      verdicts(
        clearingReturnsToZero,
        edited(
          days,
          without('transactions', ({ id }) => id === 'allocate/order-1.1'),
        ),
      ),
    ).toEqual([
      'customer:clearing still holds 12.00 EUR of order-1.1; it returns to zero when the sale is allocated [1200 EUR]',
    ]);
  });

  it('sees at the end what was allocated once more after its order was closed', () => {
    const again = repeat('transactions', ({ id }) => id === 'allocate/order-4.1', { id: 'allocate/order-4.1/again' });
    const facts = edited(days, again);
    const second = facts.filter((fact) => isWrite(fact, 'transactions', ({ id }) => id === 'allocate/order-4.1/again'));
    expect(
      verdicts(clearingReturnsToZero, [...facts.filter((fact) => !second.includes(fact as never)), ...second]),
    ).toEqual([
      'customer:clearing still holds -10.00 EUR of order-4.1; it returns to zero when the sale is allocated [1000 EUR]',
    ]);
  });

  it('sees money that is left in suspense', () => {
    const posting = { from: 'suspense:reconciliation', to: 'writeoff', ...money(500, EUR) } as const;
    const shelved = addAfter(
      (fact) => isWrite(fact, 'transactions', () => true),
      ({ at }) => [
        written(at, addressOf.ledgerTransaction('x'), [
          'transactions',
          { id: 'x', kind: 'cash', at, postings: [posting] },
        ]),
      ],
    );
    expect(verdicts(clearingReturnsToZero, edited(days, shelved))).toEqual([
      'suspense:reconciliation holds -5.00 EUR at the end; it was to be zero [500 EUR]',
    ]);
  });

  it('sees a receivable that the PSP does not owe', () => {
    expect(
      verdicts(
        clearingReturnsToZero,
        edited(
          days,
          without('transactions', ({ id }) => id === 'pspFee/ch_1_1_1'),
        ),
      ),
    ).toEqual([
      'psp:receivable holds 0.60 EUR at the end, of which 0.00 EUR is explained: the PSP owes 0.00 EUR after the file for 2026-03-04 and 0.00 EUR for what no file has listed yet [60 EUR]',
    ]);
  });

  it('sees money in transit that has arrived', () => {
    expect(
      verdicts(
        clearingReturnsToZero,
        edited(
          days,
          without('transactions', ({ kind }) => kind === 'cash'),
        ),
      ),
    ).toEqual([
      'psp:in_transit holds 57.45 EUR at the end, of which 9.46 EUR is explained: 1 payout in transit, payout-EUR-2026-03-04 of 9.46 EUR [4799 EUR]',
    ]);
  });

  it('sees money in transit of which nothing is on its way', () => {
    const oneNight = until((fact) =>
      isWrite(fact, 'files', ({ id, status }) => id === 'psp/EUR/2026-03-02' && status === 'reconciled'),
    );
    const posting = { from: 'bank:cash', to: 'psp:in_transit', ...money(100, EUR) } as const;
    const adrift = addAfter(
      (fact) => isWrite(fact, 'transactions', () => true),
      ({ at }) => [
        written(at, addressOf.ledgerTransaction('x'), [
          'transactions',
          { id: 'x', kind: 'cash', at, postings: [posting] },
        ]),
      ],
    );
    expect(verdicts(clearingReturnsToZero, edited(days, oneNight, adrift))).toEqual([
      'psp:in_transit holds 1.00 EUR at the end, of which 0.00 EUR is explained: no payout is in transit [100 EUR]',
    ]);
  });

  it('sees a refund that is paid and taken from nobody, when it is posted', () => {
    const paidOnly = without('transactions', ({ id }) => id === 'refund/refund-1.1.1');
    expect(verdicts(clearingReturnsToZero, edited(refundedDays(), paidOnly))).toEqual([
      'refund:clearing still holds -5.00 EUR of refund-1.1.1; it returns to zero when the refund is paid [500 EUR]',
    ]);
  });

  it('sees a refund that is taken from both sides and never booked as paid, and what that does to the receivable', () => {
    const takenOnly = without('transactions', ({ id }) => id === 'refundPaid/refund-2.1.1');
    expect(verdicts(clearingReturnsToZero, edited(refundedDays(), takenOnly))).toEqual([
      'refund:clearing still holds 3.00 EUR of refund-2.1.1; it returns to zero when the refund is paid [300 EUR]',
      'psp:receivable holds 0.00 EUR at the end, of which -3.00 EUR is explained: the PSP owes -3.00 EUR after the file for 2026-03-04 and 0.00 EUR for what no file has listed yet [300 EUR]',
    ]);
  });

  it('accepts a refund that is still open', () => {
    const open = [
      without('transactions', ({ id }) => id.endsWith('refund-2.1.1')),
      without('refunds', ({ id, status }) => id === 'refund-2.1.1' && status === 'posted'),
    ];
    expect(verdicts(clearingReturnsToZero, edited(refundedDays(), ...open))).toEqual([]);
  });

  it('sees that nobody speaks of a line that is in the file twice, with its fee', () => {
    const unsaid = without('breaks', ({ id }) => id === 'break-listedTwice-ch_1_1_1');
    expect(verdicts(clearingReturnsToZero, edited(daysOfWrongLines(), unsaid))).toEqual([
      'psp:receivable holds 10.58 EUR at the end, of which 9.98 EUR is explained: the PSP owes -0.92 EUR after the file for 2026-03-03, 30.00 EUR for what no file has listed yet and -19.10 EUR for lines that are wrong in its files [60 EUR]',
    ]);
  });

  it.each([
    [
      'another amount',
      { amount: minorUnits(11) },
      'break-amountDiffers-ch_2_1_2 says 0.11 EUR of psp/EUR/2026-03-02/charge/ch_2_1_2, where it is 0.10 EUR by what stands [1 EUR]',
    ],
    [
      'another order',
      { orderId: 'order-1.1' as OrderId },
      'break-amountDiffers-ch_2_1_2 says 0.10 EUR of psp/EUR/2026-03-02/charge/ch_2_1_2 and is about ch_2_1_2 of order-1.1; that is not what stands there [10 EUR]',
    ],
  ])('sees an open break that says %s', (_, claim, sentence) => {
    const mistaken = rewrite('breaks', ({ id }) => id === 'break-amountDiffers-ch_2_1_2', claim);
    expect(verdicts(clearingReturnsToZero, edited(daysOfWrongLines(), mistaken))).toEqual([sentence]);
  });

  it('sees an open break that is about an earlier revision of its file', () => {
    const isOver = ({ kind, status }: BreakRecord): boolean => kind === 'amountDiffers' && status === 'resolved';
    expect(verdicts(clearingReturnsToZero, edited(weekOfCorrections(), without('breaks', isOver)))).toEqual([
      'break-amountDiffers-ch_1_1_1 says 0.10 EUR of psp/EUR/2026-03-02/charge/ch_1_1_1, where it is 0.00 EUR by what stands [10 EUR]',
    ]);
  });

  it('accepts what was captured for an order that is still open', () => {
    const facts = edited(
      days,
      without('transactions', ({ orderId, kind }) => orderId === 'order-4.1' && kind !== 'pspFee'),
      without('orderProgress', ({ id, status }) => id === 'order-4.1' && status === 'posted'),
    );
    expect(verdicts(clearingReturnsToZero, facts)).toEqual([]);
  });

  it('accepts what the PSP still owes before the next file, and before the first', () => {
    const upTo = (id: string): string[] =>
      verdicts(
        clearingReturnsToZero,
        edited(
          days,
          until((fact) => isWrite(fact, 'files', (file) => file.id === id && file.status === 'reconciled')),
        ),
      );
    expect(upTo('psp/EUR/2026-03-02')).toEqual([]);
    expect(upTo('psp/EUR/2026-03-03')).toEqual([]);
    expect(
      verdicts(
        clearingReturnsToZero,
        edited(
          days,
          until((fact) => isWrite(fact, 'settlementBatches', () => true)),
        ),
      ),
    ).toEqual([]);
  });
});
