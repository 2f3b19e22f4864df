/** What had not come to an end when the run did, each with where it stood and why. */
import { entityOf, type ServiceName } from '../../domain/addresses.ts';
import type { DeadLetterRecord, TableName } from '../../domain/records.ts';
import type { Database } from '../database.ts';
import { tables, unfinishedActor } from '../tables.ts';
import type { UnfinishedWork } from './report.ts';

/** The tables whose records have an end, in the order of the flow. */
const withEnd = [
  'paymentEvents',
  'orderProgress',
  'refunds',
  'paymentOrders',
  'captureOrders',
  'refundOrders',
  'charges',
  'pspPayouts',
  'bankTransfers',
  'payoutRuns',
  'sellerPayouts',
  'sellerTransfers',
  'files',
] as const satisfies readonly TableName[];

/** What is looked through: a world, or the tables of one. */
export interface Databases {
  database(service: ServiceName): Pick<Database, 'table'>;
}

export function unfinishedWork(world: Databases): UnfinishedWork[] {
  const letters = deadLetters(world);
  return withEnd.flatMap((table) => unfinishedIn(world, table, letters));
}

function unfinishedIn(
  world: Databases,
  name: (typeof withEnd)[number],
  letters: ReadonlyMap<string, DeadLetterRecord>,
): UnfinishedWork[] {
  const { service } = tables[name];
  const held = world.database(service).table(name);
  // Most runs leave nothing unfinished, and then nothing needs to be looked through.
  if (held.unfinished().length === 0) return [];
  return [...held.all()].flatMap((record) => {
    const actor = unfinishedActor(name, record);
    if (actor === undefined) return [];
    const reason = letters.get(actor)?.reason ?? `${service} has not brought ${entityOf(actor)} to an end`;
    return [{ id: record.id, state: record.status, reason }];
  });
}

function deadLetters(world: Databases): Map<string, DeadLetterRecord> {
  const kept = [
    ...world.database('payment-service').table('sagaDeadLetters').all(),
    ...world.database('executor').table('executorDeadLetters').all(),
    ...world.database('wallet').table('payoutDeadLetters').all(),
  ];
  return new Map(kept.map((letter) => [letter.id, letter]));
}
