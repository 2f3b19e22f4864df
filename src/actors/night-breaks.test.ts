import { expect, it } from 'vitest';
import { EUR } from '../../test/support/machine-bench.ts';
import { monday } from '../../test/support/week-of-files.ts';
import { addressOf } from '../domain/addresses.ts';
import type { Delivery } from '../domain/effects.ts';
import { money } from '../domain/money.ts';
import type { BreakRecord } from '../domain/night-records.ts';
import { announcements, isNotedBy } from './night-breaks.ts';

const breakId = 'break-amountDiffers-ch_17_1_1';
const found: BreakRecord = {
  id: breakId,
  kind: 'amountDiffers',
  source: 'psp',
  about: 'psp/EUR/2026-03-02/charge/ch_17_1_1',
  reference: 'ch_17_1_1',
  openedOn: monday,
  status: 'open',
  explanation: 'the file for 2026-03-02 says 99.90 EUR, the ledger 100.00 EUR',
  ...money(-10, EUR),
};

function announced(record: BreakRecord): Delivery[] {
  const turn = { id: 'psp/EUR', found: [record], explained: [], settled: [], version: 1 };
  return announcements(turn, addressOf.settlementNight(EUR, monday));
}

it('a break that a revision brings up to date is not noted by what was said of the one before', () => {
  const isNoted = (record: BreakRecord, revision?: number): boolean[] =>
    announced(record).map((delivery) =>
      isNotedBy(delivery, {
        type: 'BreakNoted',
        breakId,
        status: 'open',
        ...(revision === undefined ? {} : { revision }),
      }),
    );
  expect([isNoted(found), isNoted(found, 2)]).toEqual([[true], [true]]);
  const third = { ...found, revision: 3 };
  expect([isNoted(third), isNoted(third, 2), isNoted(third, 3)]).toEqual([[false], [false], [true]]);
});
