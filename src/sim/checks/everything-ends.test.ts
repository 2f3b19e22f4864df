import { describe, expect, it } from 'vitest';
import { edited, isWrite, rewrite, silent, until, without, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { endOfStorm, healingOfStorm, stormyDay } from '../../../test/support/good-days-storm.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { goodSettings } from '../../../test/support/good-days-policy.ts';
import { everythingEnds } from './everything-ends.ts';

const days = goodDays();
const unmatched: Edit = rewrite('openItems', ({ id }) => id === 'capture/order-1.1', { status: 'open' });

describe('everything-ends', () => {
  it('sees a checkout that stays received', () => {
    const stuck = without('paymentEvents', ({ id, status }) => id === 'checkout-3' && status === 'declined');
    const silence = silent('CheckoutClosed', ({ checkoutId }) => checkoutId === 'checkout-3');
    expect(verdicts(everythingEnds, edited(days, stuck, silence))).toEqual([
      'checkout-3 of 5.00 EUR with order-3.1 is still received, 2 d 18 h after the last sign of it [500 EUR]',
    ]);
  });

  it('gives a checkout the time that was agreed, counted from the last sign of its orders', () => {
    const begun = edited(
      days,
      until((fact) => isWrite(fact, 'orderProgress', ({ id, status }) => id === 'order-1.1' && status === 'captured')),
    );
    const lastAt = begun.at(-1)?.at ?? 0;
    const after = (ms: number): number => examine(everythingEnds, begun, goodSettings, lastAt + ms).findings.length;
    expect(after(3_599_999)).toBe(0);
    expect(after(3_600_000)).toBe(1);
  });

  it('sees a file that was taken in and never reconciled', () => {
    expect(
      verdicts(
        everythingEnds,
        edited(
          days,
          without('files', ({ id, status }) => id === 'bank/EUR/2026-03-04' && status !== 'stored'),
        ),
      ),
    ).toEqual(['bank/EUR/2026-03-04 was taken in and is not reconciled 1 h 59 min later']);
  });

  it('sees a file whose breaks are not all on record', () => {
    const open = without('files', ({ id, status }) => id === 'psp/EUR/2026-03-02' && status === 'closed');
    expect(verdicts(everythingEnds, edited(days, open))).toEqual([
      'psp/EUR/2026-03-02 was reconciled and is not closed 2 d 3 h later',
    ]);
  });

  it('sees a payout that the bank never confirmed, a transfer that never arrives, and a charge that is never decided', () => {
    const unconfirmed = without('pspPayouts', ({ status }) => status === 'accepted');
    expect(verdicts(everythingEnds, edited(days, unconfirmed))).toEqual([
      'payout-EUR-2026-03-03 of 47.99 EUR is still instructed at the psp, 1 d 6 h after the last sign of it [4799 EUR]',
      'payout-EUR-2026-03-04 of 9.46 EUR is still instructed at the psp, 6 h 59 min after the last sign of it [946 EUR]',
    ]);
    const adrift = without('bankTransfers', ({ id, status }) => id === 'payout-EUR-2026-03-03' && status === 'booked');
    expect(verdicts(everythingEnds, edited(days, adrift))).toEqual([
      'payout-EUR-2026-03-03 of 47.99 EUR is still inTransit at the bank, 1 d 6 h after the last sign of it [4799 EUR]',
    ]);
    const undecided = without('charges', ({ id, status }) => id === 'order-3.1:1' && status === 'declined');
    expect(verdicts(everythingEnds, edited(days, undecided))).toEqual([
      'order-3.1:1 of 5.00 EUR is still processing at the psp, 2 d 18 h after the last sign of it [500 EUR]',
    ]);
  });

  it('sees a break that was found and is not on record', () => {
    expect(
      verdicts(
        everythingEnds,
        edited(
          days,
          without('breaks', () => true),
        ),
      ),
    ).toEqual([
      'break-missingInFile-ch_4_1_1 of 10.00 EUR was found and is not on record: sold on 2026-03-02 and not in the file for 2026-03-02: a later file should list it [1000 EUR]',
    ]);
  });

  it('takes no offence at a break that is found again after it was resolved', () => {
    const found = days.filter((fact) => fact.kind === 'sent' && fact.message.type === 'BreakFound');
    expect(found).toHaveLength(1);
    expect(verdicts(everythingEnds, [...days, ...found])).toEqual([]);
  });

  it('takes no offence at a doubt about a file that came before the doubt was on record', () => {
    const doubted = (revision: number) =>
      edited(
        days.map((fact) =>
          fact.kind === 'sent' && fact.message.type === 'BreakFound'
            ? { ...fact, message: { ...fact.message, unlessCame: { fileId: 'psp/EUR/2026-03-02', revision } } }
            : fact,
        ),
        without('breaks', () => true),
      );
    expect(verdicts(everythingEnds, doubted(1))).toEqual([]);
    expect(verdicts(everythingEnds, doubted(2))).toHaveLength(1);
  });

  it('sees a break that was explained and is still open', () => {
    expect(
      verdicts(
        everythingEnds,
        edited(
          days,
          without('breaks', ({ status }) => status === 'resolved'),
        ),
      ),
    ).toEqual([
      'break-missingInFile-ch_4_1_1 of 10.00 EUR was explained (the PSP booked it on 2026-03-03) and is still open [1000 EUR]',
    ]);
  });

  it('sees a ledger item that was due and that nobody speaks of', () => {
    expect(verdicts(everythingEnds, edited(days, unmatched))).toEqual([
      'capture/order-1.1 of 12.00 EUR was due in psp/EUR/2026-03-04 or before; it is neither matched nor covered by an open break [1200 EUR]',
    ]);
  });

  it('sees a ledger item at once that was stored with the last file, without the line that was due in it', () => {
    const firstFile = until((fact) =>
      isWrite(fact, 'files', ({ id, status }) => id === 'psp/EUR/2026-03-02' && status === 'closed'),
    );
    expect(verdicts(everythingEnds, edited(days, unmatched, firstFile))).toEqual([
      'capture/order-1.1 of 12.00 EUR was due in psp/EUR/2026-03-02 or before; it is neither matched nor covered by an open break [1200 EUR]',
    ]);
  });

  it('sees a payout that was due at the bank and that nobody speaks of', () => {
    const payout = without(
      'openItems',
      ({ id, status }) => id === 'payout/payout-EUR-2026-03-03' && status === 'matched',
    );
    expect(verdicts(everythingEnds, edited(days, payout))).toEqual([
      'payout/payout-EUR-2026-03-03 of 47.99 EUR was due in bank/EUR/2026-03-04 or before; it is neither matched nor covered by an open break [4799 EUR]',
    ]);
  });

  it('accepts an item that an open break covers, and one that is not due yet', () => {
    const firstNight = until((fact) =>
      isWrite(fact, 'files', ({ id, status }) => id === 'psp/EUR/2026-03-02' && status === 'closed'),
    );
    expect(verdicts(everythingEnds, edited(days, firstNight))).toEqual([]);
    // The second payout is due at the bank on 5 March, of which there is no statement yet.
    const waiting = days.filter((fact) =>
      isWrite(fact, 'openItems', ({ id }) => id === 'payout/payout-EUR-2026-03-04'),
    );
    expect(waiting).toHaveLength(1);
    expect(verdicts(everythingEnds, days)).toEqual([]);
  });
});

describe('everything-ends after the world has healed', () => {
  const storm = stormyDay();
  const unfinished = without('paymentEvents', ({ status }) => status === 'paid');

  it('sees a checkout that is not driven to its end, whose saga had given up', () => {
    expect(verdicts(everythingEnds, edited(storm, unfinished), endOfStorm)).toEqual([
      'checkout-1 of 12.00 EUR with order-1.1 is still received, 17 h after everything healed; payment-service/order-1.1 had given up: nobody has answered about the order [1200 EUR]',
    ]);
  });

  it('sees it at once when nothing moves any more, and before the healing not at all', () => {
    const upTo = storm.filter(({ at }) => at <= healingOfStorm);
    expect(examine(everythingEnds, upTo, goodSettings, healingOfStorm).findings).toHaveLength(1);
    const before = upTo.filter(({ kind }) => kind !== 'healed');
    const lastAt = before.at(-1)?.at ?? 0;
    expect(examine(everythingEnds, before, goodSettings, lastAt + 3_599_999).findings).toEqual([]);
  });

  it('sees a checkout that ends later than was agreed', () => {
    const late = storm.map((fact) =>
      isWrite(fact, 'paymentEvents', ({ status }) => status === 'paid')
        ? { ...fact, at: healingOfStorm + 3_600_001 }
        : fact,
    );
    expect(verdicts(everythingEnds, late, endOfStorm)).toEqual([
      'checkout-1 of 12.00 EUR became paid 1 h 1 ms after everything healed [1200 EUR]',
    ]);
  });

  it('sees a refund that was accepted and is not driven to its end', () => {
    const open = without('refunds', ({ id, status }) => id === 'refund-2.1.1' && status === 'posted');
    expect(verdicts(everythingEnds, edited(refundedDays(), open), endOfRefundedDays)).toEqual([
      'refund-2.1.1 of 3.00 EUR for order-2.1 is still debited, 1 d 6 h after the last sign of it [300 EUR]',
    ]);
  });
});
