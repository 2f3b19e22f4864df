/**
 * One step of a story as plain data: what a picture of it is drawn from. Each step of a violation's story stands beside
 * the sentence that tells the same. Instants are written in ISO 8601, as everywhere in a report.
 */
import type { ServiceName } from '../../domain/addresses.ts';
import type { MessageType } from '../../domain/messages.ts';
import type { TableName } from '../../domain/records.ts';
import type { FaultKind } from '../faults/fault.ts';

export type StoryStep = MessageStep | CommitStep | FaultStep | ServiceStep | HealedStep | MarkStep | LeftOutStep;

/** Something that happened, as opposed to a remark of the one who tells. */
export type Happening = Exclude<StoryStep, MarkStep | LeftOutStep>;

export interface MessageStep {
  readonly what: 'message';
  readonly sentAt: string;
  /** When it arrived, or was lost. */
  readonly at: string;
  readonly from: ServiceName;
  readonly to: ServiceName;
  readonly name: MessageType;
  /** The little that tells it from others of its name: a key, an outcome, an amount. */
  readonly detail: string;
  readonly arrives: boolean;
}

/** A record became durable. */
export interface CommitStep {
  readonly what: 'commit';
  readonly at: string;
  readonly service: ServiceName;
  readonly table: TableName;
  /** Which record, and its status. */
  readonly detail: string;
}

export interface FaultStep {
  readonly what: 'fault';
  readonly at: string;
  readonly fault: FaultKind;
  /** Where it struck: a service, both ends of a link, or several. */
  readonly services: readonly ServiceName[];
}

export interface ServiceStep {
  readonly what: 'crash' | 'restart';
  readonly at: string;
  readonly service: ServiceName;
}

export interface HealedStep {
  readonly what: 'healed';
  readonly at: string;
}

/** Where an invariant was first broken, and where its check could see it; often the same. */
export interface MarkStep {
  readonly what: 'mark';
  readonly at: string;
  readonly isWrong: boolean;
  readonly isSeen: boolean;
}

/** Steps that are not told. */
export interface LeftOutStep {
  readonly what: 'leftOut';
  readonly steps: number;
}
