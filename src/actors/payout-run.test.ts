import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { runAt, tuesday } from '../../test/support/payout-17.ts';
import { sellerId, walletId } from '../domain/ids.ts';
import type { MessageOf } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { PayoutRunRecord } from '../domain/payout-records.ts';
import type { WalletRecord } from '../domain/records.ts';
import { payoutRun } from './payout-run.ts';

const due: MessageOf<'PayoutRunDue'> = { type: 'PayoutRunDue', currency: EUR, date: tuesday };
const reads = 'read wallets, payoutRuns';
const asksThree = 'PayoutDue → wallet/seller-3:EUR';
const asksFour = 'PayoutDue → wallet/seller-4:EUR';

const running: PayoutRunRecord = {
  id: 'EUR/2026-03-03',
  currency: EUR,
  date: tuesday,
  asOf: runAt,
  sellers: [sellerId(3), sellerId(4)],
  status: 'running',
};
const done: PayoutRunRecord = { ...running, status: 'done' };

function walletOf(seller: number, balance: number): WalletRecord {
  const id = sellerId(seller);
  return { id: walletId(id, EUR), sellerId: id, currency: EUR, balance: minorUnits(balance), version: 1 };
}

/** Two sellers have money, one has nothing left, and one owes something. */
const wallets = [walletOf(3, 9000), walletOf(4, 1), walletOf(5, 0), walletOf(6, -200)];

function run(settings: Partial<BenchSettings> = {}): Bench {
  return bench(payoutRun, { entity: 'payout-run-EUR-2026-03-03', start: runAt, ...settings });
}

function show(one: Bench, stored: readonly PayoutRunRecord[] = [], found = wallets): string[] {
  return one.answerRead({ table: 'wallets', records: found }, { table: 'payoutRuns', records: stored });
}

function answerOf(seller: number, outcome: 'reserved' | 'nothingAvailable' = 'reserved'): MessageOf<'PayoutAnswered'> {
  const payoutId = `payout-seller-${seller}-EUR-2026-03-03`;
  return { type: 'PayoutAnswered', payoutId, currency: EUR, date: tuesday, outcome };
}

describe('the payouts of a date', () => {
  it('are stored with those who have a balance, and each of them is asked until all have answered', () => {
    const one = run();
    expect(one.tell(due)).toEqual([reads]);
    expect(show(one)).toEqual(['commit RunStored']);
    expect(one.writes()).toEqual([{ op: 'insert', table: 'payoutRuns', record: running }]);
    expect(one.acknowledge()).toEqual([asksThree, asksFour]);
    expect(one.messages()).toMatchObject([{ payoutId: 'payout-seller-3-EUR-2026-03-03', asOf: runAt }, {}]);
    expect(one.tell(answerOf(4, 'nothingAvailable'))).toEqual([]);
    expect(one.tell(answerOf(4))).toEqual([]);
    // A second until the time-out, and 200 ms of back-off.
    expect(one.wait(1200)).toEqual([asksThree]);
    expect(one.tell(answerOf(3))).toEqual(['commit EndStored']);
    expect(one.writes()).toEqual([{ op: 'put', table: 'payoutRuns', record: done }]);
    expect(one.acknowledge()).toEqual([]);
    expect(one.done()).toBe(true);
  });

  it('are over at once when nobody has anything', () => {
    const one = run();
    one.tell(due);
    show(one, [], [walletOf(5, 0)]);
    expect(one.writes()).toMatchObject([{ record: { sellers: [], status: 'done' } }]);
    expect(one.acknowledge()).toEqual([]);
    expect(one.done()).toBe(true);
  });
});

describe('a run that is run again', () => {
  it('changes nothing, while it is under way or when it is done', () => {
    const one = run();
    one.tell(due);
    expect(one.tell(due)).toEqual([]);
    show(one);
    one.acknowledge();
    expect(one.tell(due)).toEqual([]);
    const again = run({ record: done });
    expect(again.tell(due)).toEqual([]);
    expect(again.done()).toBe(true);
  });

  it('finds what an attempt has stored of which nothing was heard', () => {
    const one = run();
    one.tell(due);
    expect(one.wait(2000)).toEqual([reads]);
    show(one);
    expect(one.wait(2000)).toEqual(['commit RunStored']);
    expect(one.refuse('exists')).toEqual([reads]);
    // Who has sold something since then is not in the run.
    expect(show(one, [running], [...wallets, walletOf(7, 500)])).toEqual([asksThree, asksFour]);
    const over = run();
    over.tell(due);
    expect(show(over, [done])).toEqual([]);
    expect(over.done()).toBe(true);
  });
});

describe('after a crash of the wallet', () => {
  it.each([['the restart', { type: 'Resumed' } as const] as const, ['the clock', due] as const])(
    'a run that is under way asks everybody again, woken by %s: as of when it began',
    (_, event) => {
      const one = run({ record: running, start: runAt + 7_200_000 });
      expect(one.tell(event)).toEqual([asksThree, asksFour]);
      expect(one.messages()).toMatchObject([{ asOf: runAt }, { asOf: runAt }]);
      one.tell(answerOf(3));
      expect(one.tell(answerOf(4))).toEqual(['commit EndStored']);
      expect(one.wait(2000)).toEqual(['commit EndStored']);
    },
  );

  it('a run that was being stored then is not taken for the one that is to be stored now', () => {
    const about = [runAt, runAt + 60_000].map((start) => {
      const one = run({ start });
      one.tell(due);
      show(one);
      return one.effect();
    });
    expect(about).toMatchObject([
      { about: `EUR/2026-03-03 as of ${runAt}` },
      { about: `EUR/2026-03-03 as of ${runAt + 60_000}` },
    ]);
  });

  it('a run that is done stays so', () => {
    expect(run({ record: done }).tell({ type: 'Resumed' })).toEqual([]);
  });
});

it('a wallet that does not answer in all rounds is on record, and its answer is welcome later', () => {
  const one = run({ record: running });
  one.tell({ type: 'Resumed' });
  one.tell(answerOf(3));
  one.wait(3_600_000);
  expect(one.times(asksFour)).toHaveLength(9);
  const letter = { id: 'wallet/payout-run-EUR-2026-03-03', at: runAt };
  expect(one.writes()).toMatchObject([{ op: 'put', table: 'payoutDeadLetters', record: letter }]);
  one.acknowledge();
  expect(one.state()).toBe('paying.deadLettered');
  expect(one.tell({ type: 'Resumed' })).toEqual([asksFour]);
  expect(one.tell(answerOf(4))).toEqual(['commit EndStored']);
});

it('the stories visit every state', () => {
  expect(unvisitedStates(payoutRun)).toEqual([]);
});
