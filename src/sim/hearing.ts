/**
 * Who hears what of a run. A hearing names each kind of message and each table that it follows and says what it does with
 * such a fact; no other fact comes to it, and the compiler knows what each one holds.
 */
import type { MessageOf, MessageType } from '../domain/messages.ts';
import type { TableName } from '../domain/records.ts';
import type {
  Crashed,
  Decided,
  Delivered,
  Fact,
  Faulted,
  Healed,
  Lost,
  Occupied,
  Rejected,
  Restarted,
  Sent,
  WrittenTo,
} from './facts.ts';

/** @template W where it says what it found; a hearing that only takes note of things needs none */
export interface Hearing<W = unknown> {
  readonly sent?: { readonly [T in MessageType]?: Heard<Sent<MessageOf<T>>, W> };
  readonly delivered?: { readonly [T in MessageType]?: Heard<Delivered<MessageOf<T>>, W> };
  readonly written?: { readonly [T in TableName]?: Heard<WrittenTo<T>, W> | undefined };
  readonly lost?: Heard<Lost, W>;
  readonly rejected?: Heard<Rejected, W>;
  readonly occupied?: Heard<Occupied, W>;
  readonly decided?: Heard<Decided, W>;
  readonly faulted?: Heard<Faulted, W>;
  readonly crashed?: Heard<Crashed, W>;
  readonly restarted?: Heard<Restarted, W>;
  readonly healed?: Heard<Healed, W>;
  /** Every fact that is not named above. */
  readonly others?: Heard<Fact, W>;
}

/** What is done with a fact. */
export type Heard<F, W> = (fact: F, witness: W) => void;

/** What several hearings do with a fact, one after the other; undefined where none of them hears it. */
export function heardBy<W>(hearings: readonly Hearing<W>[], fact: Fact): Heard<Fact, W> | undefined {
  const heard = hearings.map((hearing) => heardIn(hearing, fact)).filter((one) => one !== undefined);
  if (heard.length <= 1) return heard[0];
  return heard.reduce((one, other) => (same, witness) => {
    one(same, witness);
    other(same, witness);
  });
}

/** Who hears a fact is found out at the first one of its topic, and is the same for all that follow. */
export function byTopic<T>(find: (fact: Fact) => T): (fact: Fact) => T {
  const sent = new Map<string, T>();
  const delivered = new Map<string, T>();
  const written = new Map<string, T>();
  const others = new Map<string, T>();
  return (fact) => {
    switch (fact.kind) {
      case 'sent':
        return foundIn(sent, fact.message.type, fact, find);
      case 'delivered':
        return foundIn(delivered, fact.message.type, fact, find);
      case 'written':
        return foundIn(written, fact.table, fact, find);
      default:
        return foundIn(others, fact.kind, fact, find);
    }
  };
}

function foundIn<T>(known: Map<string, T>, topic: string, fact: Fact, find: (fact: Fact) => T): T {
  let found = known.get(topic);
  if (found === undefined) known.set(topic, (found = find(fact)));
  return found;
}

/** Hands facts to hearings that nobody shares them with. */
export function createListener<W>(hearings: readonly Hearing<W>[]): Heard<Fact, W> {
  const heardOf = byTopic((fact) => heardBy(hearings, fact));
  return (fact, witness) => heardOf(fact)?.(fact, witness);
}

/** What is found under a fact's own kind is made for such facts. */
function heardIn<W>(hearing: Hearing<W>, fact: Fact): Heard<Fact, W> | undefined {
  return (namedBy(hearing, fact) as Heard<Fact, W> | undefined) ?? hearing.others;
}

function namedBy<W>(hearing: Hearing<W>, fact: Fact) {
  switch (fact.kind) {
    case 'sent':
      return hearing.sent?.[fact.message.type];
    case 'delivered':
      return hearing.delivered?.[fact.message.type];
    case 'written':
      return hearing.written?.[fact.table];
    default:
      return hearing[fact.kind];
  }
}
