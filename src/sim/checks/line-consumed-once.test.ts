import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, repeat, reword } from '../../../test/support/edit-facts.ts';
import { verdicts } from '../../../test/support/examine-check.ts';
import { written } from '../../../test/support/fact-tape.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { orderId } from '../../domain/ids.ts';
import { money } from '../../domain/money.ts';
import type { MatchRecord } from '../../domain/records.ts';
import { lineConsumedOnce } from './line-consumed-once.ts';

const days = goodDays();
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
      'psp/EUR/2026-03-02 was reconciled and is reconciled again with 0 matched lines where there were 3; a file changes nothing the second time',
    ]);
    expect(verdicts(lineConsumedOnce, edited(days, repeat('files', isDone, { status: 'stored', matched: 0 })))).toEqual(
      [
        'psp/EUR/2026-03-02 was reconciled and is taken in again with 0 matched lines where there were 3; a file changes nothing the second time',
      ],
    );
  });

  it('sees a file that is to be posted under a second name', () => {
    const posted = days.find((fact) => fact.kind === 'sent' && fact.message.type === 'PostFile');
    const again =
      posted === undefined ? [] : reword('PostFile', () => true, { requestId: 'psp/EUR/2026-03-02/again' })([posted]);
    expect(verdicts(lineConsumedOnce, [...days, ...again])).toEqual([
      'psp/EUR/2026-03-02 is to be posted as psp/EUR/2026-03-02 and again as psp/EUR/2026-03-02/again; one request was expected',
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
});
