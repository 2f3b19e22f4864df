/** Databases that hold what a test puts into them, and nothing else. */
import type { TableName, Tables } from '../../src/domain/records.ts';
import type { Databases } from '../../src/sim/report/unfinished.ts';
import { createTable, type Table } from '../../src/sim/table.ts';
import { tables } from '../../src/sim/tables.ts';

export type Row = { [T in TableName]: readonly [table: T, record: Tables[T]] }[TableName];

/** The tables of all services with these records in them, and no others. */
export function databasesWith(...rows: readonly Row[]): Databases {
  const held = new Map<TableName, Table<never>>();
  const table = <T extends TableName>(name: T): Table<T> => {
    const known = held.get(name) ?? (createTable(tables[name]) as Table<never>);
    held.set(name, known);
    return known;
  };
  for (const [name, record] of rows) table(name).put(record);
  return { database: () => ({ table }) };
}
