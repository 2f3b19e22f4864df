/** What the catalogue says of a defect: the mistake, who made it, what provokes it, and which invariant sees it. */
import type { InvariantId } from '../checks/check.ts';

export interface Defect {
  /** What the team did, and why it looked right, in a sentence. */
  readonly mistake: string;
  /** What becomes of the money, in a sentence. */
  readonly harm: string;
  /** A real system in which it happened: which one, and what was seen there. */
  readonly seenIn?: string;
  /** The file in which the mistake is made, from the root of the project. */
  readonly place: string;
  /** Another one, where it takes a mistake in both. */
  readonly alsoIn?: string;
  /** The invariant that sees it first. */
  readonly expected: InvariantId;
  /** Others that see it first in some runs, and why they rightly do. */
  readonly also?: { readonly invariants: readonly InvariantId[]; readonly because: string };
  /** The mildest conditions that provoke it, in words, and as settings on top of the bench. */
  readonly conditions: string;
  readonly settings: readonly string[];
  /** Why it takes more than a few checkouts and faults to show it. */
  readonly large?: string;
}

/** A mistake that the structure does not allow to be made. */
export interface ImpossibleDefect {
  readonly name: string;
  readonly mistake: string;
  readonly expected: InvariantId;
  readonly because: string;
}
