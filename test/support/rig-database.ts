/** A database for actors on a rig: real tables, commits that take their time, and answers that only the living hear. */
import type { Address } from '../../src/domain/addresses.ts';
import type { Answer, Effect, Query, ReadResult, Write } from '../../src/domain/effects.ts';
import type { TableName } from '../../src/domain/records.ts';
import { createTable, type Table } from '../../src/sim/table.ts';
import { tables } from '../../src/sim/tables.ts';

export interface RigDatabase {
  table<T extends TableName>(name: T): Table<T>;
  commit(by: Address, effect: Extract<Effect, { type: 'commit' }>): void;
  read(by: Address, queries: readonly Query[]): void;
  /** The service starts anew: nobody hears the answers any more, and commits come about all the same or do not. */
  crash(commitsComeAbout: boolean): void;
}

export interface RigDatabaseParts {
  /** Has something happen after a while. */
  readonly later: (happens: () => void) => void;
  readonly answer: (to: Address, event: Answer) => void;
}

export function rigDatabase({ later, answer }: RigDatabaseParts): RigDatabase {
  const held = new Map<TableName, Table<never>>();
  /** A commit that is asked for again while it is under way is one commit, answered to whoever asked last. */
  const pending = new Map<string, { life: number }>();
  let life = 1;
  let lostBefore = 1;

  const table = <T extends TableName>(name: T): Table<T> => {
    const found = held.get(name) ?? (createTable(tables[name]) as Table<never>);
    held.set(name, found);
    return found;
  };
  const refusalOf = (write: Write): 'exists' | 'stale' | undefined => {
    const stored = table(write.table).get(write.record.id);
    if (write.op === 'insert') {
      if (stored !== undefined) return 'exists';
      const came = write.unlessCame && table('files').get(write.unlessCame.fileId);
      return came !== undefined && came.revision >= (write.unlessCame?.revision ?? 0) ? 'stale' : undefined;
    }
    const isStale = write.op === 'replace' && !(stored && 'version' in stored && stored.version === write.version);
    return isStale ? 'stale' : undefined;
  };
  const carryOut = (writes: readonly Write[]): 'exists' | 'stale' | undefined => {
    const reason = writes.map(refusalOf).find((found) => found !== undefined);
    if (reason === undefined) for (const { table: name, record } of writes) table(name).put(record);
    return reason;
  };

  return {
    table,
    commit(by, { ack, writes }) {
      const name = `${by} ${ack}`;
      const asked = pending.get(name);
      if (asked !== undefined) {
        asked.life = life;
        return;
      }
      const entry = { life };
      const born = life;
      pending.set(name, entry);
      later(() => {
        if (pending.get(name) !== entry) return;
        pending.delete(name);
        if (born < lostBefore) return;
        const reason = carryOut(writes);
        if (entry.life !== life) return;
        answer(by, reason === undefined ? { type: ack, about: '' } : { type: 'CommitRefused', ack, about: '', reason });
      });
    },
    read(by, queries) {
      const born = life;
      later(() => {
        const results = queries.map(({ table: name, group, after = 0 }) => {
          return { table: name, records: table(name).group(group, after) } as ReadResult;
        });
        if (born === life) answer(by, { type: 'RecordsRead', queries, results });
      });
    },
    crash(commitsComeAbout) {
      life += 1;
      if (commitsComeAbout) return;
      lostBefore = life;
      pending.clear();
    },
  };
}
