import { describe, expect, it } from 'vitest';
import {
  creditOf,
  databaseBench,
  EUR,
  insertCredit,
  seller3,
  seller4,
  transaction,
  type DatabaseBench,
} from '../../test/support/database-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { money } from '../domain/money.ts';
import type { BankTransferRecord } from '../domain/records.ts';
import type { SiteFault } from './faults/fault.ts';

const first = 'wallet.db commit order-1.1 #1';
const second = 'wallet.db commit order-1.1 #2';
const ack = `${seller3} gets {"type":"Stored","about":"order-1.1"}`;
const refusal = `${seller3} gets {"type":"CommitRefused","ack":"Stored","about":"order-1.1","reason":"exists"}`;
const durable = 'credits order-1.1 durable';
const credit = transaction('Stored', insertCredit(1));

/** A credit to seller 3 is committed at 0 and, at other times, asked for again; a commit takes 10 ms. */
function creditUnder(fault: SiteFault, ...again: readonly number[]): DatabaseBench {
  const bench = databaseBench({ faults: { [first]: fault } });
  for (const at of [0, ...again]) bench.kernel.schedule(at, () => bench.database.commit(seller3, credit));
  bench.kernel.run(100);
  return bench;
}

/** What becomes of a credit that is committed at 0, when everything heals at a time. */
function creditHealed(fault: SiteFault, healAt: number): string[] {
  const { database, kernel, events } = databaseBench({ faults: { [first]: fault }, healAt });
  database.commit(seller3, credit);
  kernel.run(100);
  return events;
}

describe('a commit that the database refuses', () => {
  it('is never durable, and nobody is told', () => {
    const { database, events } = creditUnder({ kind: 'database.fail' });
    expect(events).toEqual([]);
    expect([database.find('credits', 'order-1.1'), database.commits()]).toEqual([undefined, 0]);
  });

  it('may be asked for again when its time is over, and is then another site', () => {
    const { events, asked } = creditUnder({ kind: 'database.fail' }, 9, 11);
    expect(asked).toEqual([first, second]);
    expect(events).toEqual([`21 ${durable}`, `21 ${ack}`]);
  });
});

describe('a commit that is slow', () => {
  it('is durable, and acknowledged, so much later', () => {
    expect(creditUnder({ kind: 'database.slow', byMs: 500 }).events).toEqual([`510 ${durable}`, `510 ${ack}`]);
  });

  it('is so when everything heals, at the latest, and never sooner than it would have been anyway', () => {
    const healed = (healAt: number) => creditHealed({ kind: 'database.slow', byMs: 500 }, healAt);
    expect(healed(509)).toEqual([`509 ${durable}`, `509 ${ack}`]);
    expect(healed(300)).toEqual([`300 ${durable}`, `300 ${ack}`]);
    expect(healed(5)).toEqual([`10 ${durable}`, `10 ${ack}`]);
  });

  it('is the same commit when it is asked for again in the meantime', () => {
    const { events, asked } = creditUnder({ kind: 'database.slow', byMs: 500 }, 100, 509);
    expect(asked).toEqual([first]);
    expect(events).toEqual([`510 ${durable}`, `510 ${ack}`]);
  });

  it('holds up what the same actor asks for after it, and nobody else', () => {
    const { database, kernel, events } = databaseBench({ faults: { [first]: { kind: 'database.slow', byMs: 500 } } });
    database.commit(seller3, credit);
    database.commit(seller3, transaction('Stored', insertCredit(2)));
    database.commit(seller4, transaction('Stored', insertCredit(3)));
    kernel.run(10);
    expect(events.filter((event) => event.endsWith('durable'))).toEqual([
      '10 credits order-3.1 durable',
      `510 ${durable}`,
      '520 credits order-2.1 durable',
    ]);
  });
});

describe('a commit that stalls', () => {
  it('is durable in time, and acknowledged so much later', () => {
    const stall: SiteFault = { kind: 'database.stall', byMs: 700 };
    expect(creditUnder(stall).events).toEqual([`10 ${durable}`, `710 ${ack}`]);
    expect([creditHealed(stall, 300)[1], creditHealed(stall, 5)[1]]).toEqual([`300 ${ack}`, `10 ${ack}`]);
  });

  it('is refused when it is asked for again before its acknowledgement: it is stored', () => {
    expect(creditUnder({ kind: 'database.stall', byMs: 700 }, 200).events).toEqual([
      `10 ${durable}`,
      `210 ${refusal}`,
      `710 ${ack}`,
    ]);
  });

  it('is acknowledged to the start of the service that asked for it, which may be over', () => {
    const { database, kernel, events, restart } = databaseBench({
      faults: { [first]: { kind: 'database.stall', byMs: 700 } },
    });
    database.commit(seller3, credit);
    kernel.schedule(300, restart);
    kernel.schedule(400, () => database.commit(seller3, credit));
    kernel.run(100);
    expect(events).toEqual([`10 ${durable}`, `410 ${refusal.replace(' gets', ' of start 2 gets')}`, `710 ${ack}`]);
  });
});

describe('a commit at which the service crashes', () => {
  it('before it leaves nothing', () => {
    const { events, database } = creditUnder({ kind: 'service.crash', when: 'before', downMs: 4000 });
    expect(events).toEqual(['10 down for 4000']);
    expect(database.find('credits', 'order-1.1')).toBeUndefined();
  });

  it('after it is durable, and its acknowledgement is lost', () => {
    const { events, database } = creditUnder({ kind: 'service.crash', when: 'after', downMs: 4000 });
    expect(events).toEqual([`10 ${durable}`, '10 down for 4000']);
    expect(database.find('credits', 'order-1.1')).toEqual(creditOf(1));
  });

  it('leaves the commits of others to come to their end', () => {
    const { database, kernel, events } = databaseBench({
      luck: { 'wallet.db commit order-3.1 #1': 0.3 },
      faults: { [first]: { kind: 'service.crash', when: 'before', downMs: 4000 } },
    });
    database.commit(seller3, credit);
    database.commit(seller4, transaction('Stored', insertCredit(3)));
    kernel.run(10);
    expect(events.slice(0, 2)).toEqual(['10 down for 4000', '300 credits order-3.1 durable']);
  });
});

describe('a crash that loses what was not yet durable', () => {
  /** Seller 3 has one commit durable at 5 and loses the next at 15; seller 4 has one that would be durable at 900. */
  function lossAt15(): DatabaseBench {
    const bench = databaseBench({
      luck: { [first]: 0.005, 'wallet.db commit order-3.1 #1': 0.9 },
      faults: { 'wallet.db commit order-2.1 #1': { kind: 'database.lose-unsynced', downMs: 4000 } },
    });
    bench.database.commit(seller3, credit);
    bench.database.commit(seller3, transaction('Stored', insertCredit(2)));
    bench.database.commit(seller4, transaction('Stored', insertCredit(3)));
    return bench;
  }

  it('takes every commit that is under way with it, and leaves what was durable', () => {
    const { kernel, events, database } = lossAt15();
    kernel.run(100);
    expect(events).toEqual([`5 ${durable}`, `5 ${ack}`, '15 down for 4000']);
    expect([...database.table('credits').all()]).toEqual([creditOf(1)]);
  });

  it('leaves nobody waiting: what is asked for afterwards has a commit of its own, at once', () => {
    const { kernel, events, database, restart } = lossAt15();
    kernel.schedule(100, () => {
      restart();
      for (const n of [2, 3]) database.commit(n === 3 ? seller4 : seller3, transaction('Stored', insertCredit(n)));
    });
    kernel.run(100);
    expect(events.slice(3).filter((event) => event.endsWith('durable'))).toEqual([
      '110 credits order-2.1 durable',
      '110 credits order-3.1 durable',
    ]);
  });
});

describe('a commit that was under way when its service crashed', () => {
  it('may be durable after the restart, and answers the start that asked for it last', () => {
    const asked = databaseBench({ luck: { [first]: 0.5 } });
    asked.database.commit(seller3, credit);
    asked.kernel.schedule(200, asked.restart);
    asked.kernel.run(10);
    expect(asked.events).toEqual([`500 ${durable}`, `500 ${ack}`]);

    const again = databaseBench({ luck: { [first]: 0.5 } });
    again.database.commit(seller3, credit);
    again.kernel.schedule(200, again.restart);
    again.kernel.schedule(300, () => again.database.commit(seller3, credit));
    again.kernel.run(10);
    expect(again.asked).toEqual([first]);
    expect(again.events).toEqual([`500 ${durable}`, `500 ${ack.replace(' gets', ' of start 2 gets')}`]);
  });

  it('and a read answers the start that asked for it, and is no site of faults', () => {
    const { database, kernel, events, asked, restart } = databaseBench();
    database.read(seller3, [{ table: 'credits', group: 'seller-3:EUR' }]);
    restart();
    database.read(seller3, []);
    kernel.run(10);
    expect(asked).toEqual([]);
    expect(events.map((event) => event.split(' gets')[0])).toEqual([`10 ${seller3}`, `10 ${seller3} of start 2`]);
  });
});

describe('an unfinished record', () => {
  it('is known by its actor until it is final, in the order in which records were begun', () => {
    const { database } = databaseBench({ service: 'bank' });
    const put = (n: number, status: BankTransferRecord['status']): void => {
      const valueDate = businessDate('2026-03-02');
      const record = { id: `payout-${n}`, status, bookedAt: n, valueDate, ...money(n, EUR) };
      database.table('bankTransfers').put(record);
    };
    put(2, 'inTransit');
    put(1, 'inTransit');
    put(3, 'booked');
    expect(database.unfinished()).toEqual(['bank/transfer-payout-2', 'bank/transfer-payout-1']);
    put(2, 'booked');
    expect(database.unfinished()).toEqual(['bank/transfer-payout-1']);
  });
});
