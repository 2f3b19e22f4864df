/**
 * Facts: what can be observed of a run from outside the actors. Every message sent and delivered, every record
 * committed. Checks, metrics, stories and reports fold over facts and see nothing else.
 */
import type { Address, ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Message } from '../domain/messages.ts';
import type { TableName, Tables } from '../domain/records.ts';

export interface Sent {
  readonly kind: 'sent';
  readonly at: Instant;
  readonly from: Address;
  readonly to: Address;
  readonly message: Message;
  /** What the message is about; see `concernOf`. */
  readonly concern: string;
}

export interface Delivered {
  readonly kind: 'delivered';
  readonly at: Instant;
  readonly from: Address;
  readonly to: Address;
  readonly message: Message;
  readonly concern: string;
}

/** One record of an atomic transaction, at the moment at which it became durable. Writes of one transaction follow each other at one time. */
export type Written = {
  [T in TableName]: {
    readonly kind: 'written';
    readonly at: Instant;
    readonly service: ServiceName;
    /** The actor that asked for the commit. */
    readonly by: Address;
    readonly table: T;
    readonly before: Tables[T] | undefined;
    readonly after: Tables[T];
    /** The order, checkout, file, break or wallet that the record is about. */
    readonly concern: string;
  };
}[TableName];

export type WrittenTo<T extends TableName> = Extract<Written, { readonly table: T }>;

export type Fact = Sent | Delivered | Written;
