/**
 * Runs two worlds side by side and compares them fact by fact. Two worlds of one scenario and one seed that differ
 * anywhere are a mistake in the simulator: something in it depends on more than the seed.
 */
import { isoInstant, type Instant } from '../domain/calendar.ts';
import type { Fact } from './facts.ts';
import type { Progress } from './kernel/kernel.ts';
import { firstDifference } from './verify/difference.ts';
import type { FactStream } from './fact-stream.ts';
import { tellFact } from './verify/tell-fact.ts';
import type { World } from './world.ts';

export type VerifiedWorld = Pick<World, 'run' | 'now' | 'events' | 'traceHash'> & {
  readonly stream: Pick<FactStream, 'observe'>;
};

export interface Lockstep {
  /** Runs both at most so many events; `quiet` as soon as they differ. Memory is bounded by the facts of one call. */
  run(budget: number): Progress;
  status(): { readonly at: Instant; readonly checkouts: number; readonly events: number };
  /** What has come of it, once `run` has come to an end. */
  verification(): Verification;
}

export type Verification =
  | { readonly deterministic: true; readonly events: number; readonly facts: number; readonly traceHash: string }
  | ({ readonly deterministic: false } & Divergence);

/** The first place at which the two differ, in words. */
export interface Divergence {
  /** Counted from 1. */
  readonly fact: number;
  /** In the run that got there first; undefined where only their ends were compared. */
  readonly at: Instant | undefined;
  readonly one: string;
  readonly other: string;
  /** Which part differs and how; undefined where one of the two had nothing to show. */
  readonly detail?: string;
}

/** @param worlds about to run, which are to have the same history */
export function lockstep(worlds: readonly [VerifiedWorld, VerifiedWorld]): Lockstep {
  const [one, other] = worlds;
  const heard: readonly [Fact[], Fact[]] = [[], []];
  one.stream.observe((fact) => heard[0].push(fact));
  other.stream.observe((fact) => heard[1].push(fact));
  let facts = 0;
  let checkouts = 0;
  let found: Divergence | undefined;

  const compare = (): void => {
    const [ones, others] = heard;
    const most = Math.max(ones.length, others.length);
    for (let index = 0; index < most && found === undefined; index += 1) {
      facts += 1;
      found = divergence(facts, ones[index], others[index]);
      if (isArrival(ones[index])) checkouts += 1;
    }
    for (const list of heard) list.length = 0;
  };

  return {
    run(budget) {
      const endings = [one.run(budget), other.run(budget)] as const;
      compare();
      found ??= unseenDifference(facts, worlds, endings);
      return found === undefined ? endings[0] : 'quiet';
    },
    status: () => ({ at: one.now(), checkouts, events: one.events() }),
    verification() {
      if (found !== undefined) return { deterministic: false, ...found };
      return { deterministic: true, events: one.events(), facts, traceHash: one.traceHash() };
    },
  };
}

function divergence(fact: number, one: Fact | undefined, other: Fact | undefined): Divergence | undefined {
  const difference = firstDifference(one, other);
  if (difference === undefined) return undefined;
  const at = Math.min(one?.at ?? Infinity, other?.at ?? Infinity);
  const told = { fact, at, one: tell(one), other: tell(other) };
  return one === undefined || other === undefined ? told : { ...told, detail: difference };
}

/** Both have shown the same, and yet they are not where they should be: what differs leaves no fact. */
function unseenDifference(
  fact: number,
  worlds: readonly [VerifiedWorld, VerifiedWorld],
  endings: readonly [Progress, Progress],
): Divergence | undefined {
  const states = worlds.map((world, index) => ({
    ending: endings[index],
    now: world.now(),
    events: world.events(),
    traceHash: world.traceHash(),
  }));
  const [one, other] = states;
  const difference = firstDifference(one, other);
  if (difference === undefined || one === undefined || other === undefined) return undefined;
  const tellState = ({ now, events, traceHash }: typeof one): string =>
    `${events} events by ${isoInstant(now)}, trace ${traceHash}`;
  return { fact, at: Math.min(one.now, other.now), one: tellState(one), other: tellState(other), detail: difference };
}

function tell(fact: Fact | undefined): string {
  return fact === undefined ? 'nothing' : `${isoInstant(fact.at)} ${tellFact(fact)}`;
}

function isArrival(fact: Fact | undefined): boolean {
  return fact?.kind === 'delivered' && fact.message.type === 'BuyerArrived';
}
