import { describe, expect, it } from 'vitest';
import { edited, repeat, rewrite, without, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { refundedDays } from '../../../test/support/good-days-refunded.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { goodPolicy, goodSettings } from '../../../test/support/good-days-policy.ts';
import { addDays } from '../../domain/calendar.ts';
import { minorUnits } from '../../domain/money.ts';
import { paidOutOnce } from './paid-out-once.ts';

const days = goodDays();
const isFirst = ({ id }: { id: string }): boolean => id === 'payout-EUR-2026-03-03';
const isSecond = ({ id }: { id: string }): boolean => id === 'payout-EUR-2026-03-04';

/** The PSP pays out another amount, and its files and the bank go by that. */
function paying(isIt: typeof isFirst, amount: number): readonly Edit[] {
  const paid = minorUnits(amount);
  return [
    rewrite('pspPayouts', isIt, { amount: paid }),
    rewrite('bankTransfers', isIt, { amount: paid }),
    rewrite('settlementBatches', ({ payouts }) => payouts.some((id) => isIt({ id })), { paidOut: paid }),
  ];
}

/** 47.99 EUR of the first date and 9.46 EUR of the second are paid out together. */
const twoAtOnce: readonly Edit[] = [
  without('pspPayouts', isFirst),
  without('bankTransfers', isFirst),
  without('settlementBatches', ({ date, status }) => date === '2026-03-02' && status === 'paidOut'),
  rewrite('settlementBatches', ({ date }) => date === '2026-03-03', { payouts: [], paidOut: minorUnits(0) }),
  rewrite('pspPayouts', isSecond, { batches: ['EUR/2026-03-02', 'EUR/2026-03-03'] }),
  ...paying(isSecond, 5745),
];

describe('paid-out-once', () => {
  it('sees a payout run that is done twice', () => {
    const again = repeat('pspPayouts', isFirst, { id: 'payout-EUR-2026-03-03-again' });
    expect(verdicts(paidOutOnce, edited(days, again))).toEqual([
      'batch EUR/2026-03-02 of 47.99 EUR is paid out by payout-EUR-2026-03-03 and again by payout-EUR-2026-03-03-again; one payout was expected [4799 EUR]',
    ]);
  });

  it('sees a payout of more than its batches came to', () => {
    expect(verdicts(paidOutOnce, edited(days, ...paying(isFirst, 4800)))).toEqual([
      'payout-EUR-2026-03-03 pays out 48.00 EUR for EUR/2026-03-02, which came to 47.99 EUR [1 EUR]',
    ]);
  });

  it.each([
    ['a tenth short', 4319, '43.19 EUR', 480],
    ['a cent short', 4798, '47.98 EUR', 1],
  ])('sees a payout that is %s', (_, amount, spelt, short) => {
    expect(verdicts(paidOutOnce, edited(days, ...paying(isFirst, amount)))).toEqual([
      `payout-EUR-2026-03-03 pays out ${spelt} for EUR/2026-03-02, which came to 47.99 EUR [${short} EUR]`,
    ]);
  });

  it('says who is out of the money', () => {
    const whoseIs = (amount: number): (string | undefined)[] =>
      examine(paidOutOnce, edited(days, ...paying(isFirst, amount))).findings.map(({ whose }) => whose);
    expect([whoseIs(4798), whoseIs(4800)]).toEqual([['the platform'], ['the PSP']]);
  });

  it('accepts one payout for two batches', () => {
    expect(verdicts(paidOutOnce, edited(days, ...twoAtOnce))).toEqual([]);
  });

  it('sees a batch that is left out of the amount of its payout', () => {
    expect(verdicts(paidOutOnce, edited(days, ...twoAtOnce, ...paying(isSecond, 946)))).toEqual([
      'payout-EUR-2026-03-04 pays out 9.46 EUR for EUR/2026-03-02 and EUR/2026-03-03, which came to 57.45 EUR [4799 EUR]',
    ]);
  });

  it('sees a batch that is taken for paid, and is in no payout', () => {
    const forgotten = rewrite('pspPayouts', isSecond, { batches: [] });
    expect(verdicts(paidOutOnce, edited(days, forgotten, ...paying(isSecond, 0)))).toEqual([
      'batch EUR/2026-03-03 of 9.46 EUR is taken for paid out, and no payout names it [946 EUR]',
    ]);
  });

  it('sees a batch that is due and never paid, unless it comes to nothing with what may be set off against it', () => {
    const unpaid = [
      without('pspPayouts', isSecond),
      without('bankTransfers', isSecond),
      without('settlementBatches', ({ date, status }) => date === '2026-03-03' && status === 'paidOut'),
      rewrite('settlementBatches', ({ date }) => date === '2026-03-04', { payouts: [], paidOut: minorUnits(0) }),
    ];
    expect(verdicts(paidOutOnce, edited(days, ...unpaid))).toEqual([
      'EUR/2026-03-03 came to 9.46 EUR, which was due, and no payout was made of it [946 EUR]',
    ]);
    const givingBack = (on: string, cents: number): Edit =>
      rewrite(
        'settlementBatches',
        ({ date }) => date === on,
        ({ gross, fees }) => ({ refunded: minorUnits(gross - fees + cents) }),
      );
    expect(verdicts(paidOutOnce, edited(days, ...unpaid, givingBack('2026-03-03', 0)))).toEqual([]);
    expect(verdicts(paidOutOnce, edited(days, ...unpaid, givingBack('2026-03-04', 946)))).toEqual([]);
    expect(verdicts(paidOutOnce, edited(days, ...unpaid, givingBack('2026-03-04', 945)))).toHaveLength(1);
  });

  it('sees a payout that is made before its batch is due', () => {
    const twoDays = { ...goodSettings, policy: { ...goodPolicy, payoutAfterDays: 2 } };
    const said = (...edits: readonly Edit[]): string[] =>
      examine(paidOutOnce, edited(days, ...edits), twoDays).findings.map(({ sentence }) => sentence);
    expect(said()).toEqual([
      'payout-EUR-2026-03-03 pays out batch EUR/2026-03-02 of 47.99 EUR, which is due on 2026-03-04',
      'payout-EUR-2026-03-04 pays out batch EUR/2026-03-03 of 9.46 EUR, which is due on 2026-03-05',
    ]);
    const aDayLater = rewrite(
      'pspPayouts',
      () => true,
      ({ date }) => ({ date: addDays(date, 1) }),
    );
    expect(said(aDayLater)).toEqual([]);
  });

  it('sees a payout of a batch that was never filed', () => {
    const batches = ['EUR/2026-03-01', 'EUR/2026-03-02'];
    const unfiled = rewrite('pspPayouts', isFirst, { batches });
    expect(verdicts(paidOutOnce, edited(days, unfiled, ...paying(isFirst, 5000)))).toEqual([
      'payout-EUR-2026-03-03 pays out 50.00 EUR for EUR/2026-03-01 and EUR/2026-03-02, and no file has EUR/2026-03-01 [201 EUR]',
    ]);
  });

  it('sees a payout that is made again under its own name', () => {
    const again = repeat('pspPayouts', isFirst, { amount: minorUnits(5000) });
    expect(verdicts(paidOutOnce, edited(days, again))).toEqual([
      'payout-EUR-2026-03-03 was made with 47.99 EUR and is made again with 50.00 EUR; one payout was expected [5000 EUR]',
      'payout-EUR-2026-03-03 was made with 50.00 EUR and is made again with 47.99 EUR; one payout was expected [4799 EUR]',
    ]);
    expect(verdicts(paidOutOnce, edited(days, repeat('pspPayouts', isFirst)))).toEqual([]);
  });

  it('sees a transfer that the PSP did not ask for, or not in this amount', () => {
    const another = repeat('bankTransfers', isFirst, { id: 'payout-EUR-2026-03-03-retry' });
    expect(verdicts(paidOutOnce, edited(days, another))).toEqual([
      'the bank carries 47.99 EUR as payout-EUR-2026-03-03-retry, and the PSP made no such payout [4799 EUR]',
    ]);
    const changed = rewrite(
      'bankTransfers',
      ({ id, status }) => id === 'payout-EUR-2026-03-03' && status === 'booked',
      { amount: minorUnits(4999) },
    );
    expect(verdicts(paidOutOnce, edited(days, changed))).toEqual([
      'the bank carries 49.99 EUR as payout-EUR-2026-03-03, and it was first 47.99 EUR [200 EUR]',
    ]);
  });

  it('holds a payout against its batches less their refunds', () => {
    expect(verdicts(paidOutOnce, refundedDays())).toEqual([]);
    const ignored = rewrite('settlementBatches', ({ date }) => date === '2026-03-02', { refunded: minorUnits(1300) });
    expect(verdicts(paidOutOnce, edited(refundedDays(), ignored))).toEqual([
      'payout-EUR-2026-03-04 pays out 28.28 EUR for EUR/2026-03-02 and EUR/2026-03-03, which came to 27.28 EUR [100 EUR]',
    ]);
  });

  it('sees a payout that two batches list, or two statements show', () => {
    const payouts = ['payout-EUR-2026-03-03', 'payout-EUR-2026-03-04'];
    const listed = rewrite('settlementBatches', ({ date }) => date === '2026-03-04', { payouts });
    expect(verdicts(paidOutOnce, edited(days, listed))).toEqual([
      'payout-EUR-2026-03-03 of 47.99 EUR is listed in batch EUR/2026-03-03 and again in batch EUR/2026-03-04; one was expected [4799 EUR]',
    ]);
    const shown = rewrite('bankStatements', ({ date }) => date >= '2026-03-03', { transfers: payouts.slice(0, 1) });
    expect(verdicts(paidOutOnce, edited(days, shown))).toEqual([
      'payout-EUR-2026-03-03 of 47.99 EUR is on the statement EUR/2026-03-03 and again on EUR/2026-03-04; one was expected [4799 EUR]',
    ]);
  });
});
