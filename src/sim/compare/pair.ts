/**
 * Two simulations side by side on the same luck, in lockstep until their histories part: what both have done is compared
 * and forgotten at once, so that neither history is kept.
 */
import type { Fact } from '../facts.ts';
import type { Progress } from '../kernel/kernel.ts';
import { createSimulation, type Finish, type RunSettings, type Simulation } from '../simulation.ts';
import { fatesOf } from './fate.ts';
import type { Outcome } from './compared-orders.ts';
import { createOrders, type Orders } from './orders.ts';
import { createPartingFinder, type PartingFinder } from './parting.ts';
import { sides, type Side } from './side.ts';

export interface Pair {
  /** Runs one of the two at most so many events. */
  run(budget: number): Progress;
  /** Of the one that is behind, with the events of both. */
  status(): ReturnType<Simulation['status']>;
  /** What came of them, once `run` has come to an end. */
  finish(): FinishedPair;
}

export interface FinishedPair extends Readonly<Record<Side, FinishedSide>> {
  readonly histories: ReturnType<PartingFinder['read']>;
}

export interface FinishedSide extends Outcome {
  readonly finish: Finish;
  /** Charges, refunds and inquiries that the executor sent to the PSP. */
  readonly pspCalls: number;
}

/** @param a with the same seed as `b`, or there is nothing that the two have in common */
export function createPair(a: RunSettings, b: RunSettings): Pair {
  const finder = createPartingFinder();
  const pair = { a: createRunner(a, 'a', finder), b: createRunner(b, 'b', finder) };
  const behind = (): Side | undefined => {
    const running = sides.filter((side) => !pair[side].isOver());
    return running.toSorted((one, other) => pair[one].simulation.status().at - pair[other].simulation.status().at)[0];
  };

  return {
    run(budget) {
      const side = finder.wants() ?? behind();
      if (side !== undefined) pair[side].run(budget);
      return behind() === undefined ? 'quiet' : 'more';
    },
    status() {
      const { at, checkouts } = pair[behind() ?? 'b'].simulation.status();
      const events = sides.reduce((sum, side) => sum + pair[side].simulation.status().events, 0);
      return { at, checkouts, events };
    },
    finish: () => ({ a: pair.a.finish(), b: pair.b.finish(), histories: finder.read() }),
  };
}

interface Runner {
  readonly simulation: Simulation;
  run(budget: number): void;
  isOver(): boolean;
  finish(): FinishedSide;
}

function createRunner(settings: RunSettings, side: Side, finder: PartingFinder): Runner {
  const orders: Orders = createOrders();
  let pspCalls = 0;
  let isOver = false;
  const watchFact = (fact: Fact): void => {
    finder.hear(side, fact);
    orders.observe(fact);
    if (isPspCall(fact)) pspCalls += 1;
  };
  const simulation = createSimulation({ ...settings, watchFact });
  return {
    simulation,
    run(budget) {
      isOver = simulation.run(budget) !== 'more';
      if (isOver) finder.ended(side);
    },
    isOver: () => isOver,
    finish() {
      const finish = simulation.finish();
      return { finish, pspCalls, orders: orders.all(), fates: fatesOf(orders.all(), finish.world) };
    },
  };
}

function isPspCall(fact: Fact): boolean {
  if (fact.kind !== 'sent') return false;
  switch (fact.message.type) {
    case 'ChargeRequested':
    case 'ChargeInquiry':
    case 'RefundRequested':
    case 'RefundInquiry':
      return true;
    default:
      return false;
  }
}
