/** Each service's database on disk: `db/<service>.json`, one array of records per table, written once at the end of a run. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LowSync } from 'lowdb';
import { JSONFileSync } from 'lowdb/node';
import type { ServiceName } from '../domain/addresses.ts';
import { UserError } from './user-error.ts';

type TableRecords = Readonly<Record<string, readonly object[]>>;

interface ServiceDatabase {
  readonly service: ServiceName;
  /** The records of each table, by the table's name. */
  readonly tables: TableRecords;
}

/**
 * Writes the databases into the folder `db` of a report folder.
 * @throws UserError when a database is longer than the longest text that Node.js can hold, about 512 MB
 */
export function writeDatabaseFiles(reportFolder: string, databases: readonly ServiceDatabase[]): void {
  const home = join(reportFolder, 'db');
  mkdirSync(home, { recursive: true });
  for (const { service, tables } of databases) {
    const file = new LowSync(new JSONFileSync<TableRecords>(join(home, `${service}.json`)), tables);
    try {
      file.write();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UserError(
        `The database of ${service} is too large for one JSON file.`,
        'Keep the databases with --store ndjson, or keep none with --store none.',
      );
    }
  }
}
