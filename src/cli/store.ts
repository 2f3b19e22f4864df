/** Where the databases of a run go when it is over. */
import { likelyTurns } from '../sim/scenario/closed-traffic.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { serviceNames } from '../domain/addresses.ts';
import type { World } from '../sim/world.ts';
import { writeDatabaseFiles } from './database-files.ts';
import { writeNdjsonFiles } from './ndjson-files.ts';
import { counted } from './print/columns.ts';

/** One JSON file a service, as lowdb reads it; one NDJSON file a table; nowhere. */
export const stores = ['lowdb', 'ndjson', 'none'] as const;
export type Store = (typeof stores)[number];

/** Those of a load, whose cells are many. */
export const cellStores = ['none', 'ndjson'] as const satisfies readonly Store[];
export type CellStore = (typeof cellStores)[number];

/** Writes them into the folder `db` of a report folder. */
export function writeStore(folder: string, world: World, store: Store): void {
  switch (store) {
    case 'lowdb':
      return writeDatabaseFiles(
        folder,
        recordsOf(world).map(({ service, tables }) => {
          const whole = tables.map(([name, records]) => [name, [...records]] as const);
          return { service, tables: Object.fromEntries(whole) };
        }),
      );
    case 'ndjson':
      return writeNdjsonFiles(folder, recordsOf(world));
    case 'none':
  }
}

/**
 * A JSON text ends at about 512 MB. The ledger's is the longest of all, with about 2 kB a checkout where baskets have one or
 * two sellers and few refunds, and a multiple of that in other scenarios.
 */
const CERTAIN_TO_FIT = 50_000;

/** A sentence about a run that may be too large for the store; undefined for one that is not. */
export function storeWarning({ traffic }: Scenario, store: Store): string | undefined {
  const checkouts = traffic.only?.length ?? traffic.checkouts + likelyTurns(traffic.phases);
  if (store !== 'lowdb' || checkouts <= CERTAIN_TO_FIT) return undefined;
  const size = `${counted(checkouts, 'checkout')} may be too many for lowdb, which writes each database as one JSON text`;
  return `${size} of at most 512 MB: --store ndjson has no such limit, and --store none keeps no database`;
}

/** The services that have a database; the shop is the outside world and has none. */
function recordsOf(world: World) {
  return serviceNames
    .filter((service) => world.database(service).tableNames().length > 0)
    .map((service) => {
      const database = world.database(service);
      const tables = database.tableNames().map((name) => [name, database.table(name).all()] as const);
      return { service, tables };
    });
}
