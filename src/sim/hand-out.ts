/**
 * Hands out facts to those who hear them. Of all the facts that came together, one hearer has its own, in their order,
 * before the next hearer is asked: the code of each is fetched once for many facts, and nobody is asked about others' facts.
 * A fact's topic is looked up once and is a number from there on.
 */
import type { Fact } from './facts.ts';
import { byTopic, heardBy, type Heard, type Hearing } from './hearing.ts';

export interface Hearer<W> {
  /** They hear each fact in this order. */
  readonly hears: readonly Hearing<W>[];
  readonly witness: W;
}

export function createHandOut<W>(hearers: readonly Hearer<W>[]): (facts: readonly Fact[]) => void {
  const inboxes = hearers.map(({ hears, witness }): Inbox<W> => ({
    hears,
    witness,
    heardOf: [],
    places: [],
    count: 0,
  }));
  /** By topic, those who hear its facts. */
  const audiences: Inbox<W>[][] = [];
  const topicOf = byTopic((fact) => audiences.push(audienceOf(inboxes, fact)) - 1);
  /** Of the facts that came together. */
  const topics: number[] = [];
  return (facts) => {
    let place = 0;
    for (const fact of facts) {
      const topic = topicOf(fact);
      topics[place] = topic;
      for (const inbox of audiences[topic] ?? []) inbox.places[inbox.count++] = place;
      place += 1;
    }
    for (const inbox of inboxes) empty(inbox, facts, topics);
  };
}

/** What one hearer is to hear next. It is filled and emptied again and again: an array that grows anew each time takes longer. */
interface Inbox<W> extends Hearer<W> {
  /** What is done with the facts of each topic; undefined where they are not heard. */
  readonly heardOf: (Heard<Fact, W> | undefined)[];
  /** The places of its facts among those that came together. */
  readonly places: number[];
  count: number;
}

/** Who hears a topic, found out at the first fact of it. */
function audienceOf<W>(inboxes: readonly Inbox<W>[], fact: Fact): Inbox<W>[] {
  return inboxes.filter(({ hears, heardOf }) => {
    const heard = heardBy(hears, fact);
    heardOf.push(heard);
    return heard !== undefined;
  });
}

function empty<W>(inbox: Inbox<W>, facts: readonly Fact[], topics: readonly number[]): void {
  const { witness, heardOf, places, count } = inbox;
  inbox.count = 0;
  for (let index = 0; index < count; index += 1) {
    const place = places[index] ?? 0;
    const fact = facts[place];
    const hear = heardOf[topics[place] ?? 0];
    if (fact !== undefined) hear?.(fact, witness);
  }
}
