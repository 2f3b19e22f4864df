/** What a service must know of a kind of actor to wake one: its machine, which entities are of the kind, and its record. */
import type { AnyStateMachine } from 'xstate';
import type { ServiceName } from '../domain/addresses.ts';
import type { Database } from './database.ts';

export interface ActorKind {
  readonly service: ServiceName;
  /** An entity is of this kind when its name begins so: `order-`. */
  readonly prefix: string;
  readonly machine: AnyStateMachine;
  /** What the service's database holds of the entity; undefined where it holds nothing. */
  record(database: Database, entity: string): unknown;
}
