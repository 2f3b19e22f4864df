/**
 * A service's database: commits one atomic transaction at a time per record set (the records of one actor), after a
 * latency, and answers when the commit is durable. Nothing becomes visible before that. A read is answered with what is
 * stored at that moment, however long ago it was asked for.
 */
import type { Address, ServiceName } from '../domain/addresses.ts';
import type { Query } from '../domain/effects.ts';
import type { TableName, Tables } from '../domain/records.ts';
import { createCommits, type CommitEffect, type DatabaseParts } from './commits.ts';
import { sampleMs } from './sampling.ts';
import { createStore } from './store.ts';
import type { Table } from './table.ts';

export interface Database {
  readonly service: ServiceName;
  commit(by: Address, effect: CommitEffect): void;
  read(by: Address, queries: readonly Query[]): void;
  /** A record as it stands now, for waking an actor. */
  find<T extends TableName>(table: T, id: string): Tables[T] | undefined;
  table<T extends TableName>(table: T): Table<T>;
  /** The names of the service's tables. */
  tableNames(): TableName[];
  /** The actors of all records that are unfinished. */
  unfinished(): Address[];
  /** Transactions that became durable so far. */
  commits(): number;
}

export function createDatabase(parts: DatabaseParts): Database {
  const { service, kernel, dice, sites } = parts;
  const store = createStore(service);
  const commits = createCommits(parts, store);
  const operation = `${service}.db read`;
  const luck = dice.at('database', operation);

  return {
    service,
    commit: (by, effect) => commits.commit(by, effect),
    read(by, queries) {
      const incarnation = parts.incarnation();
      const latency = sampleMs(parts.latency, luck(by, sites.next(operation, by)));
      kernel.schedule(kernel.now() + latency, () => {
        const results = queries.map((query) => store.read(query));
        parts.answer(by, { type: 'RecordsRead', queries, results }, incarnation);
      });
    },
    find: (table, id) => store.table(table).get(id),
    table: (table) => store.table(table),
    tableNames: () => store.names,
    unfinished: () => store.names.flatMap((name) => store.table(name).unfinished()),
    commits: () => commits.count(),
  };
}
