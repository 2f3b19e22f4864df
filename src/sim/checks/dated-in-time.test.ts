/** Instants that lie before what led to them, or after they were stored; each by one millisecond at first. */
import { describe, expect, it } from 'vitest';
import { captureDays, captureVerdicts } from '../../../test/support/capture-days.ts';
import { addAfter, edited, isWrite, rewrite, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { payoutDays, payoutVerdicts } from '../../../test/support/payout-days.ts';
import type { ServiceName } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { OrderProgressRecord } from '../../domain/records.ts';
import type { Fact } from '../facts.ts';
import { businessDate } from './business-date.ts';

const days = goodDays();
const every = (): boolean => true;

function told(...edits: readonly Edit[]): string[] {
  return verdicts(businessDate, edited(days, ...edits)).filter((sentence) => sentence.includes('is said to be'));
}

function at(facts: readonly Fact[], test: (fact: Fact) => boolean): Instant {
  const found = facts.find(test);
  if (found === undefined) throw new Error('there is no such fact');
  return found.at;
}

/** A clock is moved at the very beginning, by less than it may be. */
function skewed(service: ServiceName): Edit {
  const fault = { kind: 'clock.skew', service, stepMs: -1, driftMsPerHour: 0 } as const;
  return (facts) => [
    { kind: 'faulted', at: 0, site: `episode clock.skew ${service} #1`, concern: service, fault, forMs: 1 },
    ...facts,
  ];
}

describe('the instant of a checkout', () => {
  const isFirst = ({ id }: { readonly id: string }): boolean => id === 'checkout-1';
  const arrivedAt = at(days, (fact) => fact.kind === 'sent' && fact.message.type === 'BuyerArrived');
  const storedAt = at(days, (fact) => isWrite(fact, 'paymentEvents', isFirst));
  const receivedAt = (instant: Instant): Edit => rewrite('paymentEvents', isFirst, { receivedAt: instant });

  it('is no earlier than the buyer, and no later than its record', () => {
    expect(told(receivedAt(arrivedAt))).toEqual([]);
    expect(told(receivedAt(storedAt))).toEqual([]);
    expect(told(receivedAt(arrivedAt - 1))).toEqual([
      'checkout-1 is said to be received at 2026-03-02T08:59:59.999Z, before it could be, at 2026-03-02T09:00:00.000Z',
    ]);
    expect(told(receivedAt(storedAt + 1))).toEqual([
      'checkout-1 is said to be received at 2026-03-02T09:00:00.008Z, after it was stored, at 2026-03-02T09:00:00.007Z',
    ]);
  });

  it('may be off by as much as two clocks of ten minutes, once that of the payment service has been moved', () => {
    const off = (ms: number): number => told(skewed('payment-service'), receivedAt(arrivedAt - ms)).length;
    expect([off(1_200_000), off(1_200_001)]).toEqual([0, 1]);
    expect(told(skewed('wallet'), receivedAt(arrivedAt - 1))).toHaveLength(1);
  });
});

describe('the instant of a charge', () => {
  it('is not that of the day before, though its business date agrees with it', () => {
    const dayBefore = rewrite('charges', ({ id, status }) => id === 'order-1.1:1' && status === 'captured', {
      capturedAt: at(days, every) - 86_400_000,
    });
    expect(told(dayBefore)).toEqual([
      expect.stringMatching(/^order-1.1:1 is said to be captured at 2026-03-01T09:00:00.000Z, before it could be/),
    ]);
  });

  it('is that of the request for the capture, where it is captured later', () => {
    const before = rewrite(
      'charges',
      ({ status }) => status === 'captured',
      ({ capturedAt = 0 }) => ({
        capturedAt: capturedAt - 3_600_000,
      }),
    );
    expect(captureVerdicts(businessDate, captureDays)).toEqual([]);
    expect(captureVerdicts(businessDate, edited(captureDays, before))).toEqual([
      expect.stringMatching(/^order-1.1:1 is said to be captured at .*, before it could be, at /),
      'psp/EUR/2026-03-03 was sent with other figures of ch_1_1_1 than the PSP holds',
    ]);
  });

  it('and of its authorisation, is no later than its record', () => {
    const later = rewrite(
      'charges',
      ({ authorisedAt }) => authorisedAt !== undefined,
      ({ authorisedAt = 0 }) => ({
        authorisedAt: authorisedAt + 3_600_000,
      }),
    );
    expect(captureVerdicts(businessDate, edited(captureDays, later))).toEqual([
      expect.stringMatching(/^order-1.1:1 is said to be authorised at .*, after it was stored, at /),
    ]);
  });
});

describe('the instant at which the executor asks for a charge', () => {
  it('lies after the order', () => {
    const early = rewrite(
      'paymentOrders',
      ({ id }) => id === 'order-1.1',
      ({ requestedAt }) => ({
        requestedAt: requestedAt - 86_400_000,
      }),
    );
    expect(told(early)[0]).toMatch(/^order-1.1 is said to be asked for at 2026-03-01T.*, before it could be, at /);
  });
});

describe('the instant of a refund', () => {
  it('is no earlier than the executor’s wish to pay it', () => {
    const early = rewrite('pspRefunds', every, ({ refundedAt }) => ({ refundedAt: refundedAt - 3_600_000 }));
    const said = verdicts(businessDate, edited(refundedDays(), early), endOfRefundedDays);
    expect(said.find((sentence) => sentence.includes('is said to be'))).toMatch(
      /^refund-1.1.1 is said to be paid back at .*, before it could be, at /,
    );
  });
});

describe('the instant of a debit', () => {
  const byMinutes = (minutes: number): string[] => {
    const moved = rewrite('debits', every, ({ at: debitedAt }) => ({ at: debitedAt + minutes * 60_000 }));
    const said = verdicts(businessDate, edited(refundedDays(), moved), endOfRefundedDays);
    return said.filter((sentence) => sentence.includes('is said to be'));
  };

  it('lies between the refund that the PSP has paid and its own record', () => {
    expect(byMinutes(0)).toEqual([]);
    expect(byMinutes(-60)[0]).toMatch(/^refund-1.1.1 is said to be debited at .*, before it could be, at /);
    expect(byMinutes(60)[0]).toMatch(/^refund-1.1.1 is said to be debited at .*, after it was stored, at /);
  });
});

describe('what an instant rests upon', () => {
  /** The record is committed once more, one millisecond after it was and before anything came of it. */
  const storedAgain = (isIt: (fact: Fact) => boolean, others: Partial<OrderProgressRecord> = {}): Edit => {
    const again = (fact: Fact): Fact =>
      fact.kind === 'written'
        ? ({ ...fact, at: fact.at + 1, before: fact.after, after: { ...fact.after, ...others } } as Fact)
        : fact;
    return addAfter(isIt, (fact) => [again(fact)]);
  };
  const isSale = (fact: Fact): boolean =>
    isWrite(fact, 'orderProgress', ({ id, status }) => id === 'order-1.1' && status === 'captured');
  const capturedAt = at(days, isSale);
  const creditedThen = rewrite('credits', ({ id }) => id === 'order-1.1', { at: capturedAt });

  it('is what was stored first of a sale, and not the same that is stored once more', () => {
    expect(told(creditedThen)).toEqual([]);
    expect(told(creditedThen, storedAgain(isSale))).toEqual([]);
    expect(told(creditedThen, storedAgain(isSale, { saleAt: 0 }))).toEqual([
      expect.stringMatching(/^order-1.1 is said to be credited at .*, before it could be, at /),
    ]);
  });

  it('is what was stored first of a refund', () => {
    const isFirst = ({ id }: { readonly id: string }): boolean => id === 'refund-1.1.1';
    const isPaid = (fact: Fact): boolean =>
      isWrite(fact, 'refunds', (refund) => isFirst(refund) && refund.status === 'paid');
    const debitedThen = rewrite('debits', isFirst, { at: at(refundedDays(), isPaid) });
    const said = (...edits: readonly Edit[]): string[] =>
      verdicts(businessDate, edited(refundedDays(), debitedThen, ...edits), endOfRefundedDays).filter((sentence) =>
        sentence.includes('is said to be'),
      );
    expect(said()).toEqual([]);
    expect(said(storedAgain(isPaid))).toEqual([]);
  });
});

describe('the instant of a posting', () => {
  const moved = (id: string, ms: number): Edit =>
    rewrite(
      'transactions',
      (transaction) => transaction.id === id,
      ({ at: postedAt }) => ({ at: postedAt + ms }),
    );

  it('is no earlier than the request for it, and no later than its record', () => {
    // The request came at .239 and was carried out 3 ms later.
    expect(told(moved('capture/order-1.1', 3))).toEqual([]);
    expect(told(moved('capture/order-1.1', -1))).toEqual([
      'capture/order-1.1 is said to be posted at 2026-03-02T09:00:00.238Z, before it could be, at 2026-03-02T09:00:00.239Z',
    ]);
    expect(told(moved('capture/order-1.1', 4))).toEqual([
      'capture/order-1.1 is said to be posted at 2026-03-02T09:00:00.243Z, after it was stored, at 2026-03-02T09:00:00.242Z',
    ]);
  });

  it.each(['allocate/order-1.1', 'pspFee/ch_1_1_1', 'payout/payout-EUR-2026-03-03', 'cash/payout-EUR-2026-03-03'])(
    'is not that of the day before, whatever is posted: %s',
    (id) => {
      expect(told(moved(id, -86_400_000))).toEqual([
        expect.stringMatching(new RegExp(`^${id} is said to be posted at .*, before it could be, at `)),
      ]);
    },
  );

  it('is that of the request that it carries out, too', () => {
    const isSale = ({ id }: { readonly id: string }): boolean => id === 'order-1.1';
    const posted = (ms: number): Edit =>
      rewrite('postedRequests', isSale, ({ at: postedAt }) => ({ at: postedAt + ms }));
    expect(told(posted(-3_600_000))).toEqual([
      'order-1.1 is said to be posted at 2026-03-02T08:00:00.239Z, before it could be, at 2026-03-02T09:00:00.239Z',
    ]);
    expect(told(posted(3_600_000))).toEqual([
      'order-1.1 is said to be posted at 2026-03-02T10:00:00.239Z, after it was stored, at 2026-03-02T09:00:00.242Z',
    ]);
  });

  it('rests upon the first request, however often it is repeated', () => {
    const isRequest = (fact: Fact): boolean =>
      fact.kind === 'delivered' && fact.message.type === 'PostSale' && fact.message.orderId === 'order-1.1';
    const again = addAfter(isRequest, (fact) => [{ ...fact, at: fact.at + 2 }]);
    expect(told(again)).toEqual([]);
  });
});

describe('the instants of payouts', () => {
  const said = (...edits: readonly Edit[]): string[] => payoutVerdicts(businessDate, edited(payoutDays, ...edits));

  it('are those of the credit, which decides how long it is held', () => {
    const older = rewrite('credits', every, ({ at: creditedAt }) => ({ at: creditedAt - 43_200_000 }));
    expect(said(older)).toEqual([expect.stringMatching(/^order-1.1 is said to be credited at .*, before it could be/)]);
  });

  it('are those of the batch, which decides what is available', () => {
    const hours = (n: number): Edit => rewrite('payoutRuns', every, ({ asOf }) => ({ asOf: asOf + n * 3_600_000 }));
    expect(said(hours(12))).toEqual([
      'EUR/2026-03-03 is said to be begun at 2026-03-03T17:00:00.000Z, after it was stored, at 2026-03-03T05:00:00.006Z',
    ]);
    expect(said(hours(-12))).toHaveLength(1);
  });

  it('are those of the return: when the seller’s bank sent it back, and when the wallet took it back', () => {
    const hours = (n: number): string[] =>
      said(
        rewrite(
          'sellerTransfers',
          ({ status }) => status === 'returned',
          ({ returnedAt = 0 }) => ({ returnedAt: returnedAt + n * 3_600_000 }),
        ),
      );
    const name = 'payout-seller-1-EUR-2026-03-03 is said to be';
    expect(hours(-1)[0]).toMatch(new RegExp(`^${name} sent back at .*, before it could be, at `));
    expect(hours(1)[0]).toMatch(new RegExp(`^${name} sent back at .*, after it was stored, at `));
    const takenBack = (n: number): string[] =>
      said(rewrite('payoutReturns', every, ({ at: takenAt }) => ({ at: takenAt + n * 3_600_000 })));
    expect(takenBack(-1)).toEqual([
      expect.stringMatching(new RegExp(`^${name} taken back at .*, before it could be, at `)),
    ]);
    expect(takenBack(1)).toEqual([
      expect.stringMatching(new RegExp(`^${name} taken back at .*, after it was stored, at `)),
    ]);
  });

  it('are those of the bank, which takes 90 minutes, no more and no less', () => {
    const minutes = (n: number): string[] =>
      verdicts(
        businessDate,
        edited(
          days,
          rewrite('bankTransfers', every, ({ bookedAt }) => ({ bookedAt: bookedAt + n * 60_000 })),
        ),
      ).filter((sentence) => sentence.includes('is said to be'));
    expect(minutes(0)).toEqual([]);
    expect(minutes(-60)[0]).toMatch(/^payout-EUR-2026-03-03 is said to be on its way at .*, before it could be, at /);
    expect(minutes(60)[0]).toMatch(/^payout-EUR-2026-03-03 is said to be on its way at .*, after it was stored, at /);
  });
});
