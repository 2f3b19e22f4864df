/**
 * What a kind of fault claims to do, shown on the facts of a run in which nothing else goes wrong: messages take 2 ms,
 * commits 3 ms, and the storage time-out is a second.
 */
import { expect } from 'vitest';
import { serviceOf, type ServiceName } from '../../../src/domain/addresses.ts';
import type { Message, MessageOf, MessageType } from '../../../src/domain/messages.ts';
import type { Delivered, Fact, Faulted, Lost, Sent, Written } from '../../../src/sim/facts.ts';
import type { Fault, FaultKind } from '../../../src/sim/faults/fault.ts';
import type { AuditedRun } from '../audited-run.ts';

export const LINK_MS = 2;
export const COMMIT_MS = 3;

/** A fault of a kind that fired. */
export type Fired<K extends FaultKind> = Faulted & { readonly fault: Extract<Fault, { readonly kind: K }> };

export interface Claim<K extends FaultKind> {
  /** The rule, as people write it, without its kind: `rate: 10%`. */
  readonly rule: string;
  /** Expects of the facts what the kind says that it does; all faults that fired are of the kind. */
  readonly shows: (run: AuditedRun, fired: readonly Fired<K>[]) => void;
}

/** A claim for each kind of a family, such as `network`. */
export type Claims<Family extends string> = {
  readonly [K in Extract<FaultKind, `${Family}.${string}`>]: Claim<K>;
};

type MessageFact = Sent | Delivered | Lost;

/** The facts about messages at an instant that concern what the fault does: `lost ChargeRequested`. */
export function messagesAt({ facts }: AuditedRun, at: number, concern: string): string[] {
  return facts.flatMap((fact) =>
    isMessageFact(fact) && fact.at === at && fact.concern === concern ? [`${fact.kind} ${fact.message.type}`] : [],
  );
}

/** When each copy of a message was delivered, in order. */
export function deliveriesOf({ facts }: AuditedRun, message: Message): number[] {
  return facts.flatMap((fact) => (fact.kind === 'delivered' && fact.message === message ? [fact.at] : []));
}

/** The message that a fault on its way befell: the one that was sent at that time about that matter. */
export function befallen({ facts }: AuditedRun, { at, site, concern }: Faulted): Sent {
  const [found, more] = facts.filter(
    (fact): fact is Sent => fact.kind === 'sent' && fact.at === at && fact.concern === concern && names(site, fact),
  );
  if (found === undefined || more !== undefined) throw new Error(`${site} should be one message that was sent then`);
  return found;
}

/** The messages of a type that were sent, and when. */
export function sentOf<T extends MessageType>(
  { facts }: AuditedRun,
  type: T,
): { readonly at: number; readonly message: MessageOf<T> }[] {
  const isOfType = (message: Message): message is MessageOf<T> => message.type === type;
  return facts.flatMap((fact) =>
    fact.kind === 'sent' && isOfType(fact.message) ? [{ at: fact.at, message: fact.message }] : [],
  );
}

/** What a service made durable about a matter at an instant. */
export function writtenAt({ facts }: AuditedRun, service: ServiceName, concern: string, at: number): Written[] {
  const isAbout = (fact: Written): boolean => fact.service === service && fact.concern === concern && fact.at === at;
  return facts.filter((fact): fact is Written => fact.kind === 'written' && isAbout(fact));
}

/** The messages that would have reached a service from another one between two instants, had nothing held them up. */
export function boundFor({ facts }: AuditedRun, service: ServiceName, from: number, until: number): Sent[] {
  return facts.filter(
    (fact): fact is Sent =>
      fact.kind === 'sent' &&
      serviceOf(fact.to) === service &&
      serviceOf(fact.from) !== service &&
      fact.at + LINK_MS >= from &&
      fact.at + LINK_MS < until,
  );
}

/** Of an episode, when it begins and ends. */
export function spanOf({ at, forMs }: Faulted): readonly [from: number, until: number] {
  expect(forMs).toBeGreaterThan(0);
  return [at, at + (forMs ?? 0)];
}

function isMessageFact(fact: Fact): fact is MessageFact {
  return fact.kind === 'sent' || fact.kind === 'delivered' || fact.kind === 'lost';
}

/** A link's site names both services and the message; those of clicks, answers and webhooks say which messages they are for. */
function names(site: string, { from, to, message }: Sent): boolean {
  if (site.startsWith(`${serviceOf(from)}→${serviceOf(to)} ${message.type} `)) return true;
  if (site.startsWith('psp webhook ')) return message.type === 'ChargeNotified' || message.type === 'CaptureNotified';
  if (site.startsWith('psp answer '))
    return ['ChargeAnswered', 'CaptureAnswered', 'RefundAnswered'].includes(message.type);
  return site.startsWith('shop click ') && (message.type === 'Buy' || message.type === 'RefundAsked');
}
