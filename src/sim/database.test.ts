import { describe, expect, it } from 'vitest';
import {
  creditOf,
  databaseBench,
  EUR,
  insertCredit,
  seller3,
  seller4,
  transaction,
  walletOf,
} from '../../test/support/database-bench.ts';
import { goodDays } from '../../test/support/good-days.ts';
import { addressOf } from '../domain/addresses.ts';
import { businessDate } from '../domain/calendar.ts';
import type { Query, Write } from '../domain/effects.ts';
import { money } from '../domain/money.ts';
import type { BankTransferRecord } from '../domain/records.ts';
import type { DatabaseAnswer } from './commits.ts';

const monday = businessDate('2026-03-02');

/** The ids of the records that were read, query by query. */
function idsRead(answers: readonly DatabaseAnswer[]): string[][] {
  const results = answers.flatMap((answer) => ('results' in answer ? answer.results : []));
  return results.map(({ records }) => records.map(({ id }) => id));
}

const insertWallet: Write = { op: 'insert', table: 'wallets', record: walletOf(1) };
const replaceWallet = (version: number, id = 'seller-3:EUR'): Write => ({
  op: 'replace',
  table: 'wallets',
  record: { ...walletOf(version + 1), id },
  version,
});

describe('a commit', () => {
  it('is durable after the latency of its site, then acknowledged, and not visible before', () => {
    const { database, kernel, events, asked } = databaseBench({ luck: { 'wallet.db commit order-1.1 #1': 0.25 } });
    database.commit(seller3, transaction('Stored', insertCredit(1), insertWallet));
    expect(asked).toEqual(['wallet.db commit order-1.1 #1']);
    kernel.schedule(249, () => expect(database.find('credits', 'order-1.1')).toBeUndefined());
    kernel.run(10);
    expect(events).toEqual([
      '250 credits order-1.1, wallets seller-3:EUR durable',
      `250 ${seller3} gets {"type":"Stored","about":"order-1.1"}`,
    ]);
    expect(database.find('credits', 'order-1.1')).toEqual(creditOf(1));
  });

  it('goes through the queue even when it takes no time', () => {
    const { database, kernel, events } = databaseBench({ luck: { 'wallet.db commit order-1.1 #1': 0 } });
    database.commit(seller3, transaction('Stored', insertCredit(1)));
    expect(events).toEqual([]);
    kernel.run(10);
    expect(kernel.now()).toBe(0);
    expect(events).toHaveLength(2);
  });

  it('is acknowledged as being about what the machine said, when it said so', () => {
    const { database, kernel, events } = databaseBench();
    database.commit(seller3, { ...transaction('Stored', insertCredit(1)), about: 'attempt 2' });
    database.commit(seller4, { ...transaction('Stored', insertCredit(1)), about: 'attempt 3' });
    kernel.run(10);
    expect(events.slice(1)).toEqual([
      `10 ${seller3} gets {"type":"Stored","about":"attempt 2"}`,
      `10 ${seller4} gets {"type":"CommitRefused","ack":"Stored","about":"attempt 3","reason":"exists"}`,
    ]);
  });

  it('that is asked for again while it waits is still one commit, answered once', () => {
    const { database, kernel, events } = databaseBench();
    for (const asked of [0, 4]) {
      kernel.schedule(asked, () => database.commit(seller3, transaction('Stored', insertCredit(1))));
    }
    kernel.run(10);
    expect(events.filter((event) => event.includes('gets'))).toEqual([
      `10 ${seller3} gets {"type":"Stored","about":"order-1.1"}`,
    ]);
    expect(database.commits()).toBe(1);
  });

  it('of nothing is about whoever asked for it', () => {
    const { database, kernel, events } = databaseBench();
    database.commit(seller3, transaction('Stored'));
    kernel.run(10);
    expect(events.at(-1)).toBe(`10 ${seller3} gets {"type":"Stored","about":"${seller3}"}`);
  });

  it('publishes its records in order, each with what was there before and who asked', () => {
    const { database, kernel, facts } = databaseBench();
    database.commit(seller3, transaction('Stored', insertWallet));
    database.commit(seller3, transaction('Stored', insertCredit(1), replaceWallet(1)));
    kernel.run(10);
    const common = { kind: 'written', service: 'wallet', by: seller3 };
    const wallet = { ...common, table: 'wallets', concern: 'seller-3:EUR' };
    expect(facts).toEqual([
      { ...wallet, at: 10, before: undefined, after: walletOf(1) },
      { ...common, table: 'credits', concern: 'order-1.1', at: 20, before: undefined, after: creditOf(1) },
      { ...wallet, at: 20, before: walletOf(1), after: walletOf(2) },
    ]);
  });
});

describe('a refused commit', () => {
  const refusals: readonly [what: string, reason: string, writes: readonly Write[]][] = [
    ['an insert of an id that is there', 'exists', [replaceWallet(1), insertCredit(1)]],
    ['a replacement of a version that is gone', 'stale', [insertCredit(2), replaceWallet(7)]],
    ['a replacement of a record that never was', 'stale', [insertCredit(2), replaceWallet(1, 'seller-9:EUR')]],
  ];

  it.each(refusals)('leaves nothing behind: %s', (_, reason, writes) => {
    const { database, kernel, events, facts } = databaseBench();
    database.commit(seller3, transaction('Stored', insertCredit(1), insertWallet));
    database.commit(seller3, transaction('StoredAgain', ...writes));
    kernel.run(10);
    expect(events.at(-1)).toContain(`"type":"CommitRefused","ack":"StoredAgain"`);
    expect(events.at(-1)).toContain(`"reason":"${reason}"`);
    expect(facts).toHaveLength(2);
    expect(database.commits()).toBe(1);
    expect([...database.table('credits').all()]).toEqual([creditOf(1)]);
    expect([...database.table('wallets').all()]).toEqual([walletOf(1)]);
  });

  it('leaves nothing behind of what a file has overtaken, in that revision or a later one', () => {
    const { database, kernel, events } = databaseBench({ service: 'reconciliation' });
    const written = goodDays().filter((fact) => fact.kind === 'written');
    const doubtful = written.find((fact) => fact.table === 'breaks')?.after;
    const file = written.find((fact) => fact.table === 'files')?.after;
    if (doubtful === undefined || file === undefined) throw new Error('good days have a file and a break');
    const night = addressOf.settlementNight(EUR, file.date);
    const doubt = (id: string, revision: number): Write => ({
      op: 'insert',
      table: 'breaks',
      record: { ...doubtful, id },
      unlessCame: { fileId: file.id, revision },
    });
    database.commit(night, transaction('Early', doubt('early', 1)));
    kernel.run(10);
    database.commit(night, transaction('Came', { op: 'insert', table: 'files', record: { ...file, revision: 2 } }));
    kernel.run(10);
    for (const revision of [1, 2, 3]) {
      database.commit(night, transaction(`Late${revision}`, doubt(`late-${revision}`, revision)));
    }
    kernel.run(10);
    expect([...database.table('breaks').all()].map(({ id }) => id)).toEqual(['early', 'late-3']);
    expect(events.filter((event) => event.includes('"stale"'))).toHaveLength(2);
  });

  it('does not keep a put from storing whatever was there before', () => {
    const { database, kernel } = databaseBench();
    for (const at of [1, 2]) {
      database.commit(seller3, transaction('Stored', { op: 'put', table: 'credits', record: creditOf(1, at) }));
      kernel.run(10);
    }
    expect(database.find('credits', 'order-1.1')).toEqual(creditOf(1, 2));
  });
});

describe('transactions of one actor', () => {
  it('follow each other in the order of asking, even when the second would take less time', () => {
    const { database, kernel, events } = databaseBench({
      luck: {
        'wallet.db commit order-1.1 #1': 0.9,
        'wallet.db commit order-2.1 #1': 0.1,
        'wallet.db commit order-3.1 #1': 0.2,
      },
    });
    database.commit(seller3, transaction('Stored', insertCredit(1)));
    database.commit(seller3, transaction('Stored', insertCredit(2)));
    database.commit(seller4, transaction('Stored', insertCredit(3)));
    kernel.run(10);
    expect(events.filter((event) => event.endsWith('durable'))).toEqual([
      '200 credits order-3.1 durable',
      '900 credits order-1.1 durable',
      '1000 credits order-2.1 durable',
    ]);
  });

  it('wait for nobody once the ones before are durable', () => {
    const { database, kernel, events } = databaseBench({ luck: { 'wallet.db commit order-1.1 #1': 0.9 } });
    database.commit(seller3, transaction('Stored', insertCredit(1)));
    kernel.schedule(2000, () => database.commit(seller3, transaction('Stored', insertCredit(2))));
    kernel.run(10);
    expect(events.at(-2)).toBe('2010 credits order-2.1 durable');
  });
});

describe('a read', () => {
  const transfer = (n: number): Write => {
    const record: BankTransferRecord = {
      id: `payout-${n}`,
      status: 'booked',
      bookedAt: n,
      valueDate: monday,
      ...money(n, EUR),
    };
    return { op: 'put', table: 'bankTransfers', record };
  };
  const reader = addressOf.bankStatement(EUR, monday);

  it('answers with what is durable when it ends, past the cursor where one is given', () => {
    const { database, kernel, events, answers } = databaseBench({
      luck: { [`bank.db read ${reader} #1`]: 0.05 },
      service: 'bank',
    });
    const queries: readonly Query[] = [
      { table: 'bankTransfers', group: 'EUR' },
      { table: 'bankTransfers', group: 'EUR', after: 2 },
      { table: 'bankTransfers', group: 'JPY' },
    ];
    database.read(reader, queries);
    for (const n of [1, 2, 3])
      database.commit(addressOf.bankTransfer(`payout-${n}`), transaction('Stored', transfer(n)));
    kernel.schedule(51, () => database.commit(reader, transaction('Stored', transfer(4))));
    kernel.run(20);
    expect(events[6]).toContain(`50 ${reader} gets {"type":"RecordsRead"`);
    expect(idsRead(answers)).toEqual([['payout-1', 'payout-2', 'payout-3'], ['payout-3'], []]);
    expect(answers.find(({ type }) => type === 'RecordsRead')).toMatchObject({ queries });
  });
});

describe('a mistake in a machine', () => {
  it('is thrown: one transaction may not write a record twice', () => {
    const { database, kernel } = databaseBench();
    database.commit(seller3, transaction('Stored', insertCredit(1), insertCredit(1)));
    expect(() => kernel.run(10)).toThrow('wallet was asked to write credits order-1.1 twice in one transaction');
  });

  it('is thrown, however many records the transaction writes', () => {
    for (const count of [2, 4, 5, 100]) {
      const { database, kernel } = databaseBench();
      const credits = Array.from({ length: count - 1 }, (_, index) => insertCredit(index + 1));
      database.commit(seller3, transaction('Stored', ...credits, insertCredit(count - 1)));
      expect(() => kernel.run(10)).toThrow(`wallet was asked to write credits order-${count - 1}.1 twice`);
    }
  });

  it('is none when records of two tables have one id', () => {
    for (const count of [1, 100]) {
      const { database, kernel, facts } = databaseBench();
      const credits = Array.from({ length: count }, (_, index) => insertCredit(index + 1));
      const returned: Write = { op: 'insert', table: 'payoutReturns', record: creditOf(1) };
      database.commit(seller3, transaction('Stored', ...credits, returned));
      kernel.run(10);
      expect(facts).toHaveLength(count + 1);
    }
  });

  it('is thrown: a table belongs to one service', () => {
    const { database, kernel, facts } = databaseBench();
    expect(() => database.table('files')).toThrow('wallet has no table files: it belongs to reconciliation');
    expect(() => database.find('charges', 'x')).toThrow('wallet has no table charges: it belongs to psp');
    const record = { id: 'order-1.1', at: 0, transactions: 0 };
    database.commit(seller3, transaction('Stored', insertCredit(1), { op: 'insert', table: 'postedRequests', record }));
    expect(() => kernel.run(10)).toThrow('wallet has no table postedRequests: it belongs to ledger');
    expect(facts).toEqual([]);
  });
});

describe('a database', () => {
  it('has the tables of its own service', () => {
    expect(databaseBench().database.tableNames()).toEqual([
      'wallets',
      'credits',
      'debits',
      'payoutRuns',
      'sellerPayouts',
      'payoutReturns',
      'payoutDeadLetters',
    ]);
    expect(databaseBench({ service: 'shop' }).database.tableNames()).toEqual([]);
  });
});
