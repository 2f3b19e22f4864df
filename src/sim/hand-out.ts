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
  const readers = hearers.map(({ hears, witness }): Reader<W> => ({ hears, witness, heardOf: [] }));
  let known = 0;
  const topicOf = byTopic((fact) => {
    for (const { hears, heardOf } of readers) heardOf.push(heardBy(hears, fact));
    return known++;
  });
  /** Of the facts that came together. They are kept from one time to the next: an array that grows anew each time takes longer. */
  const topics: number[] = [];
  return (facts) => {
    let place = 0;
    for (const fact of facts) topics[place++] = topicOf(fact);
    for (const reader of readers) read(reader, facts, topics);
  };
}

interface Reader<W> extends Hearer<W> {
  /** What is done with the facts of each topic; undefined where they are not heard. */
  readonly heardOf: (Heard<Fact, W> | undefined)[];
}

/** To pass over what is not heard costs no more than to put down beforehand what is, and is simpler. */
function read<W>({ heardOf, witness }: Reader<W>, facts: readonly Fact[], topics: readonly number[]): void {
  let place = 0;
  for (const fact of facts) heardOf[topics[place++] ?? 0]?.(fact, witness);
}
