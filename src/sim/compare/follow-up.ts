/**
 * What a history has to tell instead of the event that only the other one has: its first event about the same order that
 * the other one does not have. What it happens to do next may be about somebody else, or be done by both.
 */
import type { Fact } from '../facts.ts';
import { firstDifference } from '../verify/difference.ts';
import { otherOf, type Side } from './side.ts';

/** How far the histories are. */
export interface Reached {
  isOver(side: Side): boolean;
  /** Whether nothing more will be heard of an instant. */
  isPast(side: Side, at: number): boolean;
}

export interface FollowUp {
  hear(side: Side, fact: Fact): void;
  /** Undefined while it is not known; `told` is undefined where the other history has nothing of its own to tell. */
  answer(): { readonly told: Fact | undefined } | undefined;
  /** Which history has to go on for it to be known. */
  wants(): Side;
}

/**
 * @param first whose event it is
 * @param fact the event
 * @param heard what was heard of both from there on
 */
export function createFollowUp(
  first: Side,
  fact: Fact,
  heard: Readonly<Record<Side, readonly Fact[]>>,
  { isOver, isPast }: Reached,
): FollowUp {
  const other = otherOf(first);
  const isAbout = ({ concern }: Fact): boolean => concern === fact.concern;
  const about = { a: heard.a.filter(isAbout), b: heard.b.filter(isAbout) };
  // Where events have only changed places, there is nothing that one history alone has.
  const isMoved = hasSame(heard[other], fact);
  const candidate = (): Fact | undefined => about[other].find((each) => !hasSame(about[first], each));

  return {
    hear(side, next) {
      if (isAbout(next)) about[side].push(next);
    },
    answer() {
      if (isMoved) return { told: fact };
      const told = candidate();
      const isKnown = told === undefined ? isOver(other) : isPast(first, told.at);
      return isKnown ? { told } : undefined;
    },
    wants: () => (candidate() === undefined ? other : first),
  };
}

/** Whether the same is among these facts, which are in the order of time. */
export function hasSame(facts: readonly Fact[], fact: Fact): boolean {
  for (const each of facts) {
    if (each.at > fact.at) return false;
    if (each.at === fact.at && firstDifference(each, fact) === undefined) return true;
  }
  return false;
}
