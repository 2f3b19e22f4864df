/**
 * What a machine wants done. Machines are pure: whatever should happen outside leaves them as one of these, through
 * `emit`, and the simulator carries it out. What comes back is an event, stamped with the virtual time.
 */
import type { Address } from './addresses.ts';
import type { Instant } from './calendar.ts';
import type { Message } from './messages.ts';
import type { IdempotencyKey, OrderId } from './ids.ts';
import type { FileRevision } from './night-records.ts';
import type { DeclineKind, TableName, Tables } from './records.ts';

export interface Delivery {
  readonly to: Address;
  readonly message: Message;
}

/**
 * One record's change. `insert` wants the id to be new, and a file not to have come meanwhile if it says so; `put` stores
 * whatever was there before, `replace` wants the stored record to have the version that was read, `advance` wants it to
 * have a status, or other plain values, still.
 */
export type Write = {
  [T in TableName]:
    | {
        readonly op: 'insert';
        readonly table: T;
        readonly record: Tables[T];
        readonly unlessCame?: FileRevision | undefined;
      }
    | { readonly op: 'put'; readonly table: T; readonly record: Tables[T] }
    | (Tables[T] extends { readonly version: number }
        ? { readonly op: 'replace'; readonly table: T; readonly record: Tables[T]; readonly version: number }
        : never)
    | (Tables[T] extends { readonly status: infer Status }
        ? {
            readonly op: 'advance';
            readonly table: T;
            readonly record: Tables[T];
            readonly from: Status | Partial<Tables[T]>;
          }
        : never);
}[TableName];

/** All records of a group of a table, in the order in which they joined it, leaving out the first `after`. */
export interface Query {
  readonly table: TableName;
  readonly group: string;
  readonly after?: number;
}

export type Effect =
  | { readonly type: 'send'; readonly deliveries: readonly Delivery[] }
  /** One atomic transaction. `ack` names the event that says it is durable, `about` what that event is about. */
  | {
      readonly type: 'commit';
      readonly ack: string;
      readonly about: string | undefined;
      readonly writes: readonly Write[];
    }
  | { readonly type: 'read'; readonly queries: readonly Query[] }
  /** Asks the card's issuer, which answers with `IssuerAnswered`. Only the PSP has this door. */
  | { readonly type: 'authorise'; readonly orderId: OrderId; readonly key: IdempotencyKey };

export type IssuerDecision =
  { readonly approved: true } | { readonly approved: false; readonly code: string; readonly kind: DeclineKind };

/** What one query found. */
export type ReadResult = { [T in TableName]: { readonly table: T; readonly records: readonly Tables[T][] } }[TableName];

/** A commit is durable. Its type is the name that the machine chose; it is about what the machine said, or else the concern of the first record. */
export interface Acknowledged<Ack extends string> {
  readonly type: Ack;
  readonly about: string;
}

/**
 * A commit was not carried out. An `insert` refused with `exists` says that an earlier commit of the same actor has
 * stored the record: the actor goes on as if this one had been acknowledged. `stale` says that what the commit was based
 * on is true no longer.
 */
export type CommitRefused = {
  readonly type: 'CommitRefused';
  readonly ack: string;
  readonly about: string;
  readonly reason: 'exists' | 'stale';
};
/** The answer to these queries, in their order. */
export type RecordsRead = {
  readonly type: 'RecordsRead';
  readonly queries: readonly Query[];
  readonly results: readonly ReadResult[];
};
export type IssuerAnswered = {
  readonly type: 'IssuerAnswered';
  readonly decision: IssuerDecision;
  /** The PSP forgets the charge's idempotency key after so long; undefined when it never does. */
  readonly keyForgottenAfterMs?: number;
};

/**
 * The service has restarted, or an operator drives what is unfinished: an actor whose record is not final is woken with
 * this, takes up where its record says it was, and does again whatever may not have been done. An actor that is awake
 * and parked starts a new round of calls.
 */
export type Resumed = { readonly type: 'Resumed' };

/** Whatever comes back to an actor that asked for something. */
export type Answer = Acknowledged<string> | CommitRefused | RecordsRead | IssuerAnswered;

/**
 * True when what was read is what was asked for. A read that takes long is asked for again, and each is answered: an
 * answer may come when its actor has gone on and asks for something else, or has been woken anew.
 */
export function isAnswerTo(asked: readonly Query[], { queries }: RecordsRead): boolean {
  return queries.length === asked.length && asked.every((query, index) => isSameQuery(query, queries[index]));
}

function isSameQuery({ table, group, after = 0 }: Query, other: Query | undefined): boolean {
  return other?.table === table && other.group === group && (other.after ?? 0) === after;
}

/** The records that a read found in a table; none when it did not ask for that table. */
export function recordsIn<T extends TableName>(read: RecordsRead, table: T): readonly Tables[T][] {
  const result = read.results.find((found) => found.table === table);
  return (result?.records ?? []) as readonly Tables[T][];
}

/**
 * An event as a machine sees it: what came, as it was sent or answered, and when, by the clock of its service. It holds what
 * came and is no copy of it: most of what a machine hears is a message that others hold as well.
 */
export type At<E extends { readonly type: string }> = E extends unknown
  ? { readonly type: E['type']; readonly at: Instant; readonly body: E }
  : never;

/** Messages also say when they were sent, by the clock of the sender's service. */
export type SentAt<M extends Message> = At<M> & { readonly sentAt: Instant };

/** One message to one actor. */
export function send(to: Address, message: Message): Effect {
  return { type: 'send', deliveries: [{ to, message }] };
}

/** A transaction that is about the concern of its first record; `ack` names the event that says it is durable. */
export function commit(ack: string, writes: readonly Write[]): Effect {
  return { type: 'commit', ack, about: undefined, writes };
}
