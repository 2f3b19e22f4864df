/** Databases on disk as NDJSON: `db/<service>/<table>.ndjson`, one record a line, of any length. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '../domain/addresses.ts';

export interface ServiceRecords {
  readonly service: ServiceName;
  /** The records of each table, by the table's name. */
  readonly tables: readonly (readonly [name: string, records: Iterable<object>])[];
}

const CHUNK_CHARACTERS = 1_000_000;

/** Writes the databases into the folder `db` of another folder. */
export function writeNdjsonFiles(parent: string, databases: readonly ServiceRecords[]): void {
  for (const { service, tables } of databases) {
    const home = join(parent, 'db', service);
    mkdirSync(home, { recursive: true });
    for (const [name, records] of tables) writeLines(join(home, `${name}.ndjson`), records);
  }
}

/** In pieces, so that no text grows with the table. */
function writeLines(file: string, records: Iterable<object>): void {
  const descriptor = openSync(file, 'w');
  try {
    let chunk = '';
    for (const record of records) {
      chunk += `${JSON.stringify(record)}\n`;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      writeWhole(descriptor, chunk);
      chunk = '';
    }
    writeWhole(descriptor, chunk);
  } finally {
    closeSync(descriptor);
  }
}

/** The system may take less at a time than it is given. */
function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}
