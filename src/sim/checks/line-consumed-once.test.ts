import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, repeat, reword, rewrite } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { written } from '../../../test/support/fact-tape.ts';
import { weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { orderId } from '../../domain/ids.ts';
import { money } from '../../domain/money.ts';
import type { BreakKind, BreakRecord, MatchRecord } from '../../domain/night-records.ts';
import { lineConsumedOnce } from './line-consumed-once.ts';

const days = goodDays();
const corrections = weekOfCorrections();
const isFirst = ({ id }: MatchRecord): boolean => id === 'psp/EUR/2026-03-02/charge/ch_1_1_1';

describe('line-consumed-once', () => {
  it('sees a line that is matched with a second transaction', () => {
    expect(
      verdicts(lineConsumedOnce, edited(days, repeat('matches', isFirst, { transactionId: 'capture/order-9.9' }))),
    ).toEqual([
      'the line psp/EUR/2026-03-02/charge/ch_1_1_1 of 12.00 EUR was matched with capture/order-1.1 and is matched again with capture/order-9.9 [1200 EUR]',
    ]);
  });

  it('sees a transaction that is matched again on the next night', () => {
    const id = 'psp/EUR/2026-03-03/charge/ch_1_1_1';
    const match = {
      id,
      fileId: 'psp/EUR/2026-03-03',
      transactionId: 'capture/order-1.1',
      orderId: orderId(1, 1),
      ...money(1200, EUR),
    };
    const again = addAfter(
      (fact) => isWrite(fact, 'files', (file) => file.id === 'psp/EUR/2026-03-03' && file.status === 'reconciled'),
      ({ at }) => [written(at, addressOf.settlementNight(EUR, businessDate('2026-03-03')), ['matches', match])],
    );
    expect(verdicts(lineConsumedOnce, edited(days, again))).toEqual([
      'capture/order-1.1 of 12.00 EUR was matched with the line psp/EUR/2026-03-02/charge/ch_1_1_1 and is matched again with psp/EUR/2026-03-03/charge/ch_1_1_1 [1200 EUR]',
    ]);
  });

  it('accepts that a payout is matched once with the line of the PSP and once with that of the bank', () => {
    const payout = days.filter((fact) =>
      isWrite(fact, 'matches', ({ transactionId }) => transactionId === 'payout/payout-EUR-2026-03-03'),
    );
    expect(payout).toHaveLength(2);
    expect(verdicts(lineConsumedOnce, payout)).toEqual([]);
  });

  it('sees a file that is reconciled again, or taken in again', () => {
    const isDone = ({ id, status }: { id: string; status: string }): boolean =>
      id === 'psp/EUR/2026-03-02' && status === 'reconciled';
    expect(verdicts(lineConsumedOnce, edited(days, repeat('files', isDone, { matched: 0 })))).toEqual([
      'psp/EUR/2026-03-02 was reconciled with 3 matched lines and is reconciled again with 0; a file changes nothing the second time',
    ]);
    expect(verdicts(lineConsumedOnce, edited(days, repeat('files', isDone, { status: 'stored', matched: 0 })))).toEqual(
      [
        'psp/EUR/2026-03-02 was reconciled with 3 matched lines and is taken in again with 0; a file changes nothing the second time',
      ],
    );
    const nothing = rewrite('files', isDone, { matched: 0 });
    expect(verdicts(lineConsumedOnce, edited(days, nothing, repeat('files', isDone, { status: 'stored' })))).toEqual([
      'psp/EUR/2026-03-02 was reconciled with no matched line and is taken in again with 0; a file changes nothing the second time',
    ]);
  });

  it('sees a file that is to be posted under a second name', () => {
    const posted = days.find((fact) => fact.kind === 'sent' && fact.message.type === 'PostFile');
    const again =
      posted === undefined ? [] : reword('PostFile', () => true, { requestId: 'psp/EUR/2026-03-02/again' })([posted]);
    expect(verdicts(lineConsumedOnce, [...days, ...again])).toEqual([
      'psp/EUR/2026-03-02, of which revision 1 is taken in, is to be posted as psp/EUR/2026-03-02/again; a file is posted under its own name',
    ]);
  });

  it('sees a fee that is posted twice', () => {
    expect(
      verdicts(
        lineConsumedOnce,
        edited(
          days,
          repeat('transactions', ({ id }) => id === 'pspFee/ch_1_1_1', { id: 'pspFee/ch_1_1_1/again' }),
        ),
      ),
    ).toEqual([
      'the fee of ch_1_1_1 was posted by pspFee/ch_1_1_1 and pspFee/ch_1_1_1/again posts 0.60 EUR again; one posting was expected [60 EUR]',
    ]);
  });

  it('takes no offence at what is committed again as it was', () => {
    const again = [repeat('matches', isFirst), repeat('files', ({ status }) => status === 'reconciled')];
    expect(verdicts(lineConsumedOnce, edited(days, ...again))).toEqual([]);
  });

  it('lets a corrected file be taken in, reconciled and posted once more, and no other', () => {
    expect(verdicts(lineConsumedOnce, corrections)).toEqual([]);
    const asBefore = [
      rewrite('files', ({ revision }) => revision === 2, { revision: 1 }),
      rewrite('fileContents', ({ id }) => id.endsWith('#2'), { id: 'psp/EUR/2026-03-02#1' }),
    ];
    expect(verdicts(lineConsumedOnce, edited(corrections, ...asBefore))).toEqual([
      'psp/EUR/2026-03-02 was reconciled with 2 matched lines and is taken in again with 0; a file changes nothing the second time',
      'psp/EUR/2026-03-02, of which revision 1 is taken in, is to be posted as psp/EUR/2026-03-02#2; a file is posted under its own name',
    ]);
  });

  it('sees a line of the corrected file that was used before', () => {
    const again = addAfter(
      (fact) => isWrite(fact, 'files', ({ revision, status }) => revision === 2 && status === 'reconciled'),
      ({ at }) =>
        corrections
          .filter((fact) => isWrite(fact, 'matches', ({ orderId: order }) => order === 'order-1.2'))
          .map((fact) => ({
            ...fact,
            at,
            after: { ...fact.after, id: 'psp/EUR/2026-03-02#2/charge/ch_1_2_1', transactionId: 'capture/order-9.9' },
          })),
    );
    expect(verdicts(lineConsumedOnce, edited(corrections, again))).toEqual([
      'the line psp/EUR/2026-03-02#2/charge/ch_1_2_1 of 30.00 EUR was matched as psp/EUR/2026-03-02/charge/ch_1_2_1 and is matched again with capture/order-9.9 [3000 EUR]',
    ]);
  });

  it('sees a break that says of a matched line that nothing matches it', () => {
    const breakAbout = (kind: BreakKind, reference: string): BreakRecord => ({
      ...{
        id: `break-${kind}-${reference}`,
        kind,
        source: 'psp',
        about: `psp/EUR/2026-03-02/charge/${reference}`,
        reference,
      },
      ...{ openedOn: businessDate('2026-03-03'), status: 'open', explanation: 'the ledger has no capture for it yet' },
      ...money(1200, EUR),
    });
    const raised = (record: BreakRecord): string[] => {
      const raise = addAfter(
        (fact) => isWrite(fact, 'files', ({ id, status }) => id === 'psp/EUR/2026-03-03' && status === 'reconciled'),
        ({ at }) => [written(at, addressOf.break(record.id), ['breaks', record])],
      );
      return verdicts(lineConsumedOnce, edited(days, raise));
    };
    expect(raised(breakAbout('missingInLedger', 'ch_1_1_1'))).toEqual([
      'the line psp/EUR/2026-03-02/charge/ch_1_1_1 of 12.00 EUR was matched as psp/EUR/2026-03-02/charge/ch_1_1_1, and a break says that nothing matches it; a line that is used up is not used again [1200 EUR]',
    ]);
    expect(raised(breakAbout('missingInLedger', 'ch_9_9_1'))).toEqual([]);
    expect(raised(breakAbout('listedTwice', 'ch_1_1_1'))).toEqual([]);
  });

  it.each([
    { id: 'payout/payout-EUR-2026-03-03', what: 'the payout' },
    { id: 'cash/payout-EUR-2026-03-03', what: 'the arrival of' },
  ])('sees that $what is posted twice', ({ id, what }) => {
    const again = repeat('transactions', (transaction) => transaction.id === id, { id: `${id}/again` });
    expect(verdicts(lineConsumedOnce, edited(days, again))).toEqual([
      `${what} payout-EUR-2026-03-03 was posted by ${id} and ${id}/again posts 47.99 EUR again; one posting was expected [4799 EUR]`,
    ]);
  });
});
