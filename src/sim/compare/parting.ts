/**
 * Where two histories part: the first event that one of them has and the other has not. Both are listened to as they are
 * made, and what is the same is forgotten at once.
 */
import type { Fact } from '../facts.ts';
import { firstDifference } from '../verify/difference.ts';
import { createFollowUp, hasSame, type FollowUp, type Reached } from './follow-up.ts';
import { otherOf, sides, type Side } from './side.ts';

export interface Parting {
  /** How many events are the same before it. */
  readonly common: number;
  /** The last of them; undefined where the very first one differs. */
  readonly last: Fact | undefined;
  /** Whose event it is: the other history has no such event at that time. */
  readonly first: Side;
  /** The order, checkout, wallet, file or service that it is about. */
  readonly concern: string;
  /** What only this history tells about it; undefined where it has nothing of its own to tell. */
  readonly a: Fact | undefined;
  readonly b: Fact | undefined;
}

export interface PartingFinder {
  hear(side: Side, fact: Fact): void;
  /** A history has come to its end. */
  ended(side: Side): void;
  /** Which history has to go on before more can be said; undefined where it does not matter. */
  wants(): Side | undefined;
  /** How many events are the same, and where the histories parted; undefined where they have not. */
  read(): { readonly common: number; readonly parting: Parting | undefined };
}

export function createPartingFinder(): PartingFinder {
  const over: Record<Side, boolean> = { a: false, b: false };
  /** When the last event of each was, of those that were heard. */
  const now: Record<Side, number> = { a: -Infinity, b: -Infinity };
  /** What was heard of a history that the other one has not come to yet, or since they parted. */
  const heard: Record<Side, Fact[]> = { a: [], b: [] };
  let common = 0;
  let last: Fact | undefined;
  let areParted = false;
  let parted: { readonly first: Side; readonly fact: Fact; readonly followUp: FollowUp } | undefined;

  const reached: Reached = {
    isOver: (side) => over[side],
    isPast: (side, at) => over[side] || now[side] > at,
  };
  const compare = (): void => {
    const most = Math.min(heard.a.length, heard.b.length);
    let same = 0;
    while (same < most && firstDifference(heard.a[same], heard.b[same]) === undefined) same += 1;
    if (same > 0) last = heard.a[same - 1];
    common += same;
    for (const side of sides) heard[side].splice(0, same);
    areParted = same < most || (over.a && heard.b.length > 0) || (over.b && heard.a.length > 0);
  };
  const part = (): void => {
    const first = whoseIsFirst(heard, reached);
    const fact = first === undefined ? undefined : heard[first][0];
    if (first === undefined || fact === undefined) return;
    parted = { first, fact, followUp: createFollowUp(first, fact, heard, reached) };
    for (const side of sides) heard[side].length = 0;
  };
  /** Not at every event: a slice of one history is compared with a slice of the other. */
  const look = (): void => {
    if (!areParted) compare();
    if (areParted && parted === undefined) part();
  };
  const parting = (): Parting | undefined => {
    const answer = parted?.followUp.answer();
    if (parted === undefined || answer === undefined) return undefined;
    const { first, fact } = parted;
    const each = first === 'a' ? { a: fact, b: answer.told } : { a: answer.told, b: fact };
    return { common, last, first, concern: fact.concern, ...each };
  };

  return {
    hear(side, fact) {
      now[side] = fact.at;
      if (parted === undefined) heard[side].push(fact);
      else parted.followUp.hear(side, fact);
    },
    ended(side) {
      over[side] = true;
    },
    wants() {
      look();
      if (parted !== undefined) return parted.followUp.answer() === undefined ? parted.followUp.wants() : undefined;
      const running = sides.filter((side) => !over[side]);
      if (!areParted) return running.find((side) => heard[side].length === 0) ?? running[0];
      return running.find((side) => !reached.isPast(side, heard[otherOf(side)][0]?.at ?? 0));
    },
    read() {
      look();
      return { common, parting: parting() };
    },
  };
}

/**
 * Whose event is the first that the other history has not. Of two at one instant, either may come a little later in the
 * other history as well, which is only known when that instant is over; undefined until then.
 */
function whoseIsFirst(heard: Readonly<Record<Side, readonly Fact[]>>, { isPast }: Reached): Side | undefined {
  const [[a], [b]] = [heard.a, heard.b];
  if (a === undefined || b === undefined) return a === undefined ? 'b' : 'a';
  if (a.at !== b.at) return a.at < b.at ? 'a' : 'b';
  if (!isPast('a', a.at) || !isPast('b', a.at)) return undefined;
  return hasSame(heard.b, a) && !hasSame(heard.a, b) ? 'b' : 'a';
}
