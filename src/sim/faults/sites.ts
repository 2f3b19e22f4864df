/** Counts occurrences, so that the second call about an order is another site than the first. */
import { checkoutOf } from '../../domain/ids.ts';

/** Something that is done again and again. It is made once in a run, so that it is known by itself and not by its name. */
export interface Operation {
  /** `executor→psp ChargeRequested` */
  readonly name: string;
}

/**
 * A checkout's tallies leave memory when it is closed and none of its messages is under way any more: memory is bounded
 * by what is in flight. What still happens to the checkout later is counted on from the highest number so far, so that no
 * site is ever named twice.
 */
export interface Sites {
  operation(name: string): Operation;
  /** What is counted about a concern. Whoever keeps it has something about the concern under way. */
  of(concern: string): Tally;
  /** The number of the next occurrence of an operation about a concern, counted from 1. */
  next(operation: string, concern: string): number;
  /** The buyer has the answer. */
  close(checkout: string): void;
}

/** How often each operation has occurred about one concern. */
export interface Tally {
  /** The number of the next occurrence of an operation, counted from 1. */
  next(operation: Operation): number;
  /** A message is under way. */
  departs(): void;
  /** A message has arrived and been acted upon, or is lost. */
  arrives(): void;
}

/** Whose tallies are let go of together. */
interface Owner {
  readonly name: string;
  /** The highest number that was let go of before, and the highest by now. */
  readonly before: number;
  highest: number;
  readonly concerns: string[];
  underWay: number;
  closed: boolean;
}

export function createSites(): Sites {
  const tallies = new Map<string, ConcernTally>();
  const owners = new Map<string, Owner>();
  const countedBefore = new Map<string, number>();
  const operations = new Map<string, Operation>();
  const operation = (name: string): Operation => {
    let known = operations.get(name);
    if (known === undefined) operations.set(name, (known = { name }));
    return known;
  };
  const ownerOf = (name: string): Owner => {
    const known = owners.get(name);
    if (known !== undefined) return known;
    const before = countedBefore.get(name) ?? 0;
    const owner: Owner = { name, before, highest: before, concerns: [], underWay: 0, closed: false };
    owners.set(name, owner);
    return owner;
  };
  const letGo = ({ name, highest, concerns }: Owner): void => {
    owners.delete(name);
    for (const concern of concerns) tallies.delete(concern);
    if (highest > 0) countedBefore.set(name, highest);
  };
  const of = (concern: string): ConcernTally => {
    const known = tallies.get(concern);
    if (known !== undefined) return known;
    const owner = ownerOf(checkoutOf(concern) ?? concern);
    const tally = new ConcernTally(owner, letGo);
    owner.concerns.push(concern);
    tallies.set(concern, tally);
    return tally;
  };

  return {
    operation,
    of,
    next: (name, concern) => of(concern).next(operation(name)),
    close: (checkout) => void (ownerOf(checkout).closed = true),
  };
}

/** A class, since there is one for each order under way. */
class ConcernTally implements Tally {
  readonly #owner: Owner;
  readonly #letGo: (owner: Owner) => void;
  /** Few, and most of them occur once: to look through them costs less than a map of them, which would have to grow. */
  readonly #operations: Operation[] = [];
  readonly #counts: number[] = [];

  constructor(owner: Owner, letGo: (owner: Owner) => void) {
    this.#owner = owner;
    this.#letGo = letGo;
  }

  next(operation: Operation): number {
    const place = this.#operations.indexOf(operation);
    if (place < 0) return this.#first(operation);
    const occurrence = (this.#counts[place] ?? 0) + 1;
    this.#counts[place] = occurrence;
    return this.#counted(occurrence);
  }

  #first(operation: Operation): number {
    const occurrence = this.#owner.before + 1;
    this.#operations.push(operation);
    this.#counts.push(occurrence);
    return this.#counted(occurrence);
  }

  #counted(occurrence: number): number {
    if (occurrence > this.#owner.highest) this.#owner.highest = occurrence;
    return occurrence;
  }

  departs(): void {
    this.#owner.underWay += 1;
  }

  arrives(): void {
    const owner = this.#owner;
    owner.underWay -= 1;
    if (owner.closed && owner.underWay === 0) this.#letGo(owner);
  }
}
