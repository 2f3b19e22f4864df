import { describe, expect, it } from 'vitest';
import { edited, isWrite, repeat, rewrite, until, without } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { onRecord, received } from '../../../test/support/good-days-edits.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { idempotencyKey, orderId, pspReference, type OrderId } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import { chargePostedOnce } from './charge-posted-once.ts';

const days = goodDays();
const refunds = refundedDays();
const unmatched = without('matches', ({ orderId: order }) => order === 'order-4.1');

describe('charge-posted-once', () => {
  it('sees a charge that is posted twice', () => {
    const again = repeat('transactions', ({ id }) => id === 'capture/order-1.1', { id: 'capture/order-1.1/again' });
    expect(verdicts(chargePostedOnce, edited(days, again))).toEqual([
      'ch_1_1_1 is posted 2 times, by capture/order-1.1 and capture/order-1.1/again, of 12.00 EUR each; one posting was expected [1200 EUR]',
    ]);
  });

  it('sees a charge that is posted again long after it was settled and forgotten', () => {
    const posting = days.find((fact) => isWrite(fact, 'transactions', ({ id }) => id === 'capture/order-1.1'));
    const late = posting?.kind === 'written' ? [{ ...posting, before: undefined }] : [];
    expect(verdicts(chargePostedOnce, [...days, ...late])).toEqual([
      'capture/order-1.1 posts 12.00 EUR for ch_1_1_1, of which the PSP holds no capture that is still to be posted [1200 EUR]',
    ]);
  });

  it('sees a capture and a fee that are posted on account of another order', () => {
    const astray = (id: string, order: OrderId) =>
      rewrite('transactions', (transaction) => transaction.id === id, { orderId: order });
    const captured = astray('capture/order-1.1', orderId(1, 2));
    expect(verdicts(chargePostedOnce, edited(days, captured))).toEqual([
      'capture/order-1.1 posts 12.00 EUR of ch_1_1_1 on account of order-1.2; the PSP has it for order-1.1 [1200 EUR]',
    ]);
    const kept = astray('pspFee/ch_2_1_2', orderId(1, 1));
    expect(verdicts(chargePostedOnce, edited(days, kept))).toEqual([
      'pspFee/ch_2_1_2 posts 0.49 EUR of ch_2_1_2 on account of order-1.1; the PSP has it for order-2.1 [49 EUR]',
    ]);
  });

  it('sees a posting of a charge that the PSP declined', () => {
    const declined = rewrite('charges', ({ id, status }) => id === 'order-1.1:1' && status === 'captured', {
      status: 'declined',
    });
    expect(verdicts(chargePostedOnce, edited(days, declined))).toEqual([
      'capture/order-1.1 posts 12.00 EUR for ch_1_1_1, of which the PSP holds no capture that is still to be posted [1200 EUR]',
    ]);
  });

  it('sees, as soon as the order is closed and once, that its charge was not posted', () => {
    const facts = edited(
      days,
      without('transactions', ({ id }) => id === 'capture/order-1.1'),
    );
    expect(verdicts(chargePostedOnce, facts)).toEqual([
      'ch_1_1_1 captured 12.00 EUR for order-1.1 and the ledger has no capture posting of it [1200 EUR]',
    ]);
  });

  it('leaves the charge of an order that is still open at the end to the check of what ends', () => {
    const captured = until((fact) =>
      isWrite(fact, 'orderProgress', ({ id, status }) => id === 'order-1.1' && status === 'captured'),
    );
    expect(verdicts(chargePostedOnce, edited(days, captured))).toEqual([]);
  });

  it('sees at the end that the charge of a declined order was captured after all', () => {
    const key = idempotencyKey(orderId(3, 1), 2);
    const captured = { id: key, idempotencyKey: key, reference: pspReference(key), status: 'captured' } as const;
    const late = repeat('charges', ({ id, status }) => id === 'order-3.1:1' && status === 'declined', captured);
    expect(verdicts(chargePostedOnce, edited(days, late))).toEqual([
      'ch_3_1_2 captured 5.00 EUR for order-3.1 and the ledger has no capture posting of it [500 EUR]',
    ]);
  });

  it('sees a charge across midnight that is listed and posted, and never matched', () => {
    expect(verdicts(chargePostedOnce, edited(days, unmatched))).toEqual([
      'ch_4_1_1 of 10.00 EUR is listed in psp/EUR/2026-03-03 and posted by capture/order-4.1, and reconciliation never matched the two [1000 EUR]',
    ]);
  });

  it('does not ask for a match of a line with another amount, which is a break', () => {
    const dearer = received('2026-03-03', ({ lines }) => ({
      lines: lines.map((line) => (line.type === 'charge' ? { ...line, gross: minorUnits(line.gross + 1) } : line)),
    }));
    expect(verdicts(chargePostedOnce, edited(days, unmatched, dearer))).toEqual([]);
  });

  it('does not ask for a match of a line whose date is in dispute, as long as it is', () => {
    const misdated = onRecord('psp/EUR/2026-03-03', { kind: 'dateDiffers', reference: 'ch_4_1_1', amount: 1000 });
    expect(verdicts(chargePostedOnce, edited(days, unmatched, misdated))).toEqual([]);
    const over = rewrite('breaks', ({ kind }) => kind === 'dateDiffers', { status: 'resolved' });
    expect(verdicts(chargePostedOnce, edited(days, unmatched, misdated, over))).toHaveLength(1);
  });

  it('does not ask for a match of a charge that no file has listed, or whose file is not reconciled', () => {
    const unlisted = received('2026-03-03', ({ lines }) => ({ lines: lines.filter(({ type }) => type === 'payout') }));
    const notReconciled = without('files', ({ id, status }) => id === 'psp/EUR/2026-03-03' && status !== 'stored');
    expect(verdicts(chargePostedOnce, edited(days, unmatched, unlisted))).toEqual([]);
    expect(verdicts(chargePostedOnce, edited(days, unmatched, notReconciled))).toEqual([]);
  });

  it('asks for a match with what the corrected file says', () => {
    const rematch = without('matches', ({ orderId: order }) => order === 'order-1.1');
    expect(verdicts(chargePostedOnce, edited(weekOfCorrections(), rematch))).toEqual([
      'ch_1_1_1 of 12.00 EUR is listed in psp/EUR/2026-03-02 and posted by capture/order-1.1, and reconciliation never matched the two [1200 EUR]',
    ]);
  });

  it('does not ask for a match of a charge that was posted after the last file was taken in', () => {
    const lastNight = until((fact) =>
      isWrite(fact, 'files', ({ id, status }) => id === 'psp/EUR/2026-03-03' && status === 'reconciled'),
    );
    const taken = edited(days, lastNight);
    const posting = taken.find((fact) => isWrite(fact, 'transactions', ({ id }) => id === 'capture/order-4.1'));
    const at = taken.at(-1)?.at ?? 0;
    const late = taken.filter((fact) => fact !== posting).concat(posting === undefined ? [] : [{ ...posting, at }]);
    const posted = without('orderProgress', ({ id, status }) => id === 'order-4.1' && status === 'posted');
    expect(verdicts(chargePostedOnce, edited(late, posted))).toEqual([]);
  });

  it('sees a refund that is posted twice, on either side', () => {
    const paidAgain = repeat('transactions', ({ id }) => id === 'refundPaid/refund-1.1.1', {
      id: 'refundPaid/refund-1.1.1/again',
    });
    expect(verdicts(chargePostedOnce, edited(refunds, paidAgain))).toEqual([
      're_1_1_1 is posted 2 times, by refundPaid/refund-1.1.1 and refundPaid/refund-1.1.1/again, of 5.00 EUR each; one posting was expected [500 EUR]',
    ]);
    const takenAgain = repeat('transactions', ({ id }) => id === 'refund/refund-1.1.1', {
      id: 'refund/refund-1.1.1/again',
    });
    expect(verdicts(chargePostedOnce, edited(refunds, takenAgain))).toEqual([
      're_1_1_1 is posted 2 times, by refund/refund-1.1.1 and refund/refund-1.1.1/again, of 5.00 EUR each; one posting was expected [500 EUR]',
    ]);
  });

  it('sees a refund that is posted and that the PSP refused', () => {
    const refused = rewrite('pspRefunds', ({ id }) => id === 'refund-1.1.1', { status: 'refused' });
    expect(verdicts(chargePostedOnce, edited(refunds, refused))).toEqual([
      'refund/refund-1.1.1 posts 5.00 EUR for refund-1.1.1, of which the PSP holds no refund that is still to be posted [500 EUR]',
      'refundPaid/refund-1.1.1 posts 5.00 EUR for re_1_1_1, of which the PSP holds no refund that is still to be posted [500 EUR]',
    ]);
  });

  it('sees, when it is closed, a refund of which one posting is missing', () => {
    const missing = (kind: 'refund' | 'refundPaid'): string[] =>
      verdicts(
        chargePostedOnce,
        edited(
          refunds,
          without('transactions', ({ id }) => id === `${kind}/refund-1.1.1`),
        ),
      );
    expect(missing('refundPaid')).toEqual([
      're_1_1_1 paid back 5.00 EUR for refund-1.1.1 and the ledger has no refund posting of it [500 EUR]',
    ]);
    expect(missing('refund')).toEqual([
      're_1_1_1 paid back 5.00 EUR for refund-1.1.1 and the ledger has no posting to the seller and the platform of it [500 EUR]',
    ]);
  });

  it('sees a refund that is listed and posted, and never matched', () => {
    const alone = without('matches', ({ transactionId }) => transactionId === 'refundPaid/refund-1.1.1');
    expect(verdicts(chargePostedOnce, edited(refunds, alone))).toEqual([
      're_1_1_1 of 5.00 EUR is listed in psp/EUR/2026-03-02 and posted by refundPaid/refund-1.1.1, and reconciliation never matched the two [500 EUR]',
    ]);
  });
});
