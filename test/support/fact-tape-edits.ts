/** Spoils good facts: takes some out, changes some, puts some in. What each record replaces is worked out again. */
import type { Message, MessageOf, MessageType } from '../../src/domain/messages.ts';
import type { TableName, Tables } from '../../src/domain/records.ts';
import type { Delivered, Fact, Lost, Sent, WrittenTo } from '../../src/sim/facts.ts';
import { threaded } from './fact-tape.ts';

export type Edit = (facts: readonly Fact[]) => readonly Fact[];

/** The fields that are to be otherwise, or how to work them out. */
export type Change<R> = Partial<R> | ((record: R) => Partial<R>);

/** One edit after the other. */
export function edited(facts: readonly Fact[], ...edits: readonly Edit[]): Fact[] {
  return threaded(edits.reduce((present, edit) => edit(present), facts));
}

export function isWrite<T extends TableName>(
  fact: Fact,
  table: T,
  test: (record: Tables[T]) => boolean,
): fact is WrittenTo<T> & Fact {
  return fact.kind === 'written' && fact.table === table && test(fact.after as Tables[T]);
}

/** Takes out the writes of some records. */
export function without<T extends TableName>(table: T, test: (record: Tables[T]) => boolean): Edit {
  return (facts) => facts.filter((fact) => !isWrite(fact, table, test));
}

/** Takes out messages, whether sent, delivered or lost. */
export function silent<M extends MessageType>(type: M, test: (message: MessageOf<M>) => boolean = () => true): Edit {
  return (facts) => facts.filter((fact) => !isMessage(fact, type, test));
}

/** Changes some records as they are written. */
export function rewrite<T extends TableName>(
  table: T,
  test: (record: Tables[T]) => boolean,
  change: Change<Tables[T]>,
): Edit {
  return (facts) =>
    facts.map((fact) => {
      if (!isWrite(fact, table, test)) return fact;
      const record = fact.after as Tables[T];
      return { ...fact, after: { ...record, ...(typeof change === 'function' ? change(record) : change) } };
    });
}

/** Changes some messages. */
export function reword<M extends MessageType>(
  type: M,
  test: (message: MessageOf<M>) => boolean,
  change: Change<MessageOf<M>>,
): Edit {
  return (facts) =>
    facts.map((fact) => {
      if (!isMessage(fact, type, test)) return fact;
      return {
        ...fact,
        message: { ...fact.message, ...(typeof change === 'function' ? change(fact.message) : change) },
      };
    });
}

/** Writes again what was written, changed, right after the first that the test finds. */
export function repeat<T extends TableName>(
  table: T,
  test: (record: Tables[T]) => boolean,
  change: Change<Tables[T]> = {},
): Edit {
  return addAfter(
    (fact) => isWrite(fact, table, test),
    (fact) => rewrite(table, test, change)([fact]),
  );
}

/** Puts facts in after the first one that the test finds. */
export function addAfter(test: (fact: Fact) => boolean, facts: (found: Fact) => readonly Fact[]): Edit {
  return (all) => {
    const index = all.findIndex(test);
    const found = all[index];
    if (found === undefined) throw new Error('there is no such fact to put something after');
    return [...all.slice(0, index + 1), ...facts(found), ...all.slice(index + 1)];
  };
}

/** Puts the first fact that the test finds before the first one of the other test. */
export function moveBefore(test: (fact: Fact) => boolean, other: (fact: Fact) => boolean): Edit {
  return (all) => {
    const moved = all.find(test);
    if (moved === undefined) throw new Error('there is no such fact to move');
    const rest = all.filter((fact) => fact !== moved);
    const index = rest.findIndex(other);
    return [...rest.slice(0, index), { ...moved, at: rest[index]?.at ?? moved.at }, ...rest.slice(index)];
  };
}

/** Everything up to the first fact that the test finds, that one included. */
export function until(test: (fact: Fact) => boolean): Edit {
  return (all) => all.slice(0, all.findIndex(test) + 1);
}

export function isMessage<M extends MessageType>(
  fact: Fact,
  type: M,
  test: (message: MessageOf<M>) => boolean = () => true,
): fact is (Sent | Delivered | Lost) & { readonly message: MessageOf<M> } {
  return 'message' in fact && isOf(fact.message, type) && test(fact.message);
}

function isOf<M extends MessageType>(message: Message, type: M): message is MessageOf<M> {
  return message.type === type;
}
