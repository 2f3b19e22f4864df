/**
 * Facts: what can be observed of a run from outside the actors. Every message sent and delivered, every record
 * committed. Checks, metrics, stories and reports fold over facts and see nothing else.
 */
import type { Address, ServiceName } from '../domain/addresses.ts';
import type { BusinessDate, Instant } from '../domain/calendar.ts';
import type { Currency } from '../domain/currency.ts';
import type { IssuerDecision } from '../domain/effects.ts';
import type { IdempotencyKey } from '../domain/ids.ts';
import type { Message } from '../domain/messages.ts';
import type { TableName, Tables } from '../domain/records.ts';
import type { Fault } from './faults/fault.ts';

export interface Sent<M extends Message = Message> {
  readonly kind: 'sent';
  readonly at: Instant;
  readonly from: Address;
  readonly to: Address;
  readonly message: M;
  /** What the message is about; see `concernOf`. */
  readonly concern: string;
}

export interface Delivered<M extends Message = Message> {
  readonly kind: 'delivered';
  readonly at: Instant;
  readonly from: Address;
  readonly to: Address;
  readonly message: M;
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

/** A message that was sent and does not arrive. */
export interface Lost {
  readonly kind: 'lost';
  readonly at: Instant;
  readonly from: Address;
  readonly to: Address;
  readonly message: Message;
  readonly concern: string;
}

/** A message that a service had no room for: it is lost, and its sender is not told. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly at: Instant;
  readonly from: Address;
  readonly to: Address;
  readonly message: Message;
  readonly concern: string;
}

/** How much a service of limited capacity has to do from now on. */
export interface Occupied {
  readonly kind: 'occupied';
  readonly at: Instant;
  readonly service: ServiceName;
  /** The service. */
  readonly concern: string;
  /** Messages that are being served, and messages that wait for a place. */
  readonly busy: number;
  readonly waiting: number;
  /** How long each message has waited that is taken up now, in milliseconds; one that came to a free place 0. */
  readonly waitedMs: readonly number[];
}

/** The card's issuer has decided about a charge. The PSP, if it is up, hears of it at the same moment. */
export interface Decided {
  readonly kind: 'decided';
  readonly at: Instant;
  /** The order. */
  readonly concern: string;
  /** The charge. */
  readonly key: IdempotencyKey;
  readonly decision: IssuerDecision;
}

/** A fault fired. Where it distorts a night's file, the label says what reconciliation should find. */
export interface Faulted {
  readonly kind: 'faulted';
  readonly at: Instant;
  readonly site: string;
  readonly concern: string;
  readonly fault: Fault;
  /** How long an episode lasts; undefined for a fault at a site. */
  readonly forMs?: number;
  readonly label?: Label;
}

/** An injected discrepancy, as the truth knows it. */
export interface Label {
  readonly source: 'psp' | 'bank';
  readonly currency: Currency;
  /** The business date of the file. */
  readonly date: BusinessDate;
  /** The line's reference; undefined when the whole file is meant. */
  readonly reference: string | undefined;
  /** How much money the distorted file is wrong by, in minor units, at least 0. */
  readonly amount: number;
}

/** A service loses its memory; until it restarts, what is sent to it is lost. */
export interface Crashed {
  readonly kind: 'crashed';
  readonly at: Instant;
  readonly service: ServiceName;
  /** The service. */
  readonly concern: string;
}

export interface Restarted {
  readonly kind: 'restarted';
  readonly at: Instant;
  readonly service: ServiceName;
  /** The service. */
  readonly concern: string;
  /** Unfinished records whose actors were woken. */
  readonly resumed: number;
}

/** Faults have stopped, every service is up, and an operator has driven what is unfinished. */
export interface Healed {
  readonly kind: 'healed';
  readonly at: Instant;
  readonly concern: 'all services';
}

export type Fact =
  Sent | Delivered | Written | Lost | Rejected | Occupied | Decided | Faulted | Crashed | Restarted | Healed;
