/**
 * Hands out facts to those who hear them. Of all the facts that came together, one hearer has its own, in their order,
 * before the next hearer is asked: the code of each is fetched once for many facts, and nobody is asked about others' facts.
 */
import type { Fact } from './facts.ts';
import { byTopic, heardBy, type Heard, type Hearing } from './hearing.ts';

export interface Hearer<W> {
  /** They hear each fact in this order. */
  readonly hears: readonly Hearing<W>[];
  readonly witness: W;
}

export function createHandOut<W>(hearers: readonly Hearer<W>[]): (facts: readonly Fact[]) => void {
  const inboxes = hearers.map(({ hears, witness }): Inbox<W> => ({ hears, witness, places: [], heard: [], count: 0 }));
  const stopsOf = byTopic((fact) => inboxes.flatMap((inbox) => stopAt(inbox, fact)));
  return (facts) => {
    let place = 0;
    for (const fact of facts) {
      for (const stop of stopsOf(fact)) put(stop, place);
      place += 1;
    }
    for (const inbox of inboxes) empty(inbox, facts);
  };
}

/** What one hearer is to hear next. It is filled and emptied again and again: arrays that grow anew each time take longer. */
interface Inbox<W> extends Hearer<W> {
  /** The place of each fact among those that came together, and what is done with it. */
  readonly places: number[];
  readonly heard: Heard<Fact, W>[];
  count: number;
}

/** A hearer to whom a fact goes. */
interface Stop<W> {
  readonly inbox: Inbox<W>;
  readonly heard: Heard<Fact, W>;
}

function stopAt<W>(inbox: Inbox<W>, fact: Fact): readonly Stop<W>[] {
  const heard = heardBy(inbox.hears, fact);
  return heard === undefined ? [] : [{ inbox, heard }];
}

function put<W>({ inbox, heard }: Stop<W>, place: number): void {
  inbox.places[inbox.count] = place;
  inbox.heard[inbox.count] = heard;
  inbox.count += 1;
}

function empty<W>(inbox: Inbox<W>, facts: readonly Fact[]): void {
  const { witness, places, heard, count } = inbox;
  inbox.count = 0;
  for (let index = 0; index < count; index += 1) {
    const fact = facts[places[index] ?? 0];
    const hear = heard[index];
    if (fact !== undefined && hear !== undefined) hear(fact, witness);
  }
}
