/** What comes in from outside: buyers at the pace of the traffic, their refunds, the clock's jobs, and episodes of trouble. */
import { addressOf, serviceOf, type Address, type ServiceName } from '../domain/addresses.ts';
import { closings, type Instant } from '../domain/calendar.ts';
import { checkoutId } from '../domain/ids.ts';
import { concernOf } from '../domain/concern.ts';
import type { BasketOrder, Message } from '../domain/messages.ts';
import type { Conditions } from './conditions.ts';
import type { Fact } from './facts.ts';
import type { Episode } from './faults/fault.ts';
import type { Judge } from './faults/site.ts';
import type { Sites } from './faults/sites.ts';
import type { NamedEpisode } from './faults/episodes.ts';
import type { Guard } from './guard.ts';
import { kernelScheduler } from './kernel-scheduler.ts';
import type { Dice } from './kernel/dice.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Lifecycle } from './lifecycle.ts';
import { nights, type ClockEvent } from './nights.ts';
import type { Scenario } from './scenario/scenario.ts';
import type { Answers } from './traffic/answers.ts';
import { arrivalPlan, arrivals } from './traffic/arrivals.ts';
import { createBaskets } from './traffic/baskets.ts';
import type { Catalogue } from './traffic/catalogue.ts';
import { dispatchesOf, withDispatches, type PlannedDispatch } from './traffic/dispatches.ts';
import { refundsOf } from './traffic/refunds.ts';
import { bringUsers } from './traffic/users.ts';

export interface OutsideParts {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
  readonly dice: Dice;
  readonly guard: Guard;
  readonly sites: Sites;
  readonly judge: Judge;
  readonly catalogue: Catalogue;
  /** Where users hear of the end of their checkouts. */
  readonly answers: Answers;
  /** Brings a message to a service as its own. */
  readonly bring: (to: Address, message: Message) => void;
}

/** Buyers, the sellers who dispatch to them later, and those buyers who then want their money back. */
export function bringBuyers(parts: OutsideParts): void {
  const { scenario, kernel, dice, guard, sites, judge, catalogue, answers, bring } = parts;
  const basketOf = createBaskets(scenario, catalogue, dice);
  const closeOf = closings(scenario.policy.pspCalendar);

  const { phases, captures, refunds, traffic } = scenario;
  const lastWishMs = (captures?.after.mostMs ?? 0) + (refunds.share === 0 ? 0 : refunds.after.mostMs);

  /** A buyer may come at the cut-off instead, as long as all that follows from it is over before the healing. */
  const arrivalOf = (n: number): Instant => {
    const now = kernel.now();
    const cutOff = closeOf(now);
    if (cutOff + LONGEST_STRADDLE_MS + lastWishMs > phases.healAt) return now;
    const [operation, concern] = ['shop arrival', checkoutId(n)];
    const occurrence = sites.next(operation, concern);
    const moved = judge({ place: 'arrival', services: ['shop'], operation, concern, occurrence });
    return moved === undefined ? now : Math.max(now, cutOff + moved.fromCutOffMs);
  };
  const buyerArrives = (n: number): void => {
    const id = checkoutId(n);
    const wanted = basketOf(n);
    const dispatches = dispatchesOf(wanted, captures, dice);
    const basket = withDispatches(wanted, dispatches);
    bring(addressOf.buyer(id), { type: 'BuyerArrived', checkoutId: id, basket });
    for (const order of basket.orders) {
      const dispatch = dispatches.get(order.orderId);
      if (dispatch === undefined) comesBack(order, kernel.now());
      // Of what never comes, nobody wants the money back.
      if (dispatch !== undefined && dispatch !== 'never') isDispatched(order, dispatch);
    }
  };
  const isDispatched = (order: BasketOrder, { afterMs, amount }: Exclude<PlannedDispatch, 'never'>): void => {
    const { orderId } = order;
    const at = kernel.now() + afterMs;
    kernel.schedule(at, () => bring(addressOf.dispatch(orderId), { type: 'OrderPacked', orderId, amount }));
    comesBack(order, at);
  };
  /** The buyer may want the money for the whole order, whatever was dispatched of it. */
  const comesBack = (order: BasketOrder, since: Instant): void => {
    for (const { at, refundId, orderId, amount } of refundsOf({ orders: [order] }, since, refunds, dice)) {
      const wanted = { type: 'RefundWanted', refundId, orderId, amount } as const;
      kernel.schedule(at, () => bring(addressOf.refundRequest(refundId), wanted));
    }
  };
  const comes = (n: number): Instant => {
    const at = arrivalOf(n);
    if (at === kernel.now()) buyerArrives(n);
    else kernel.schedule(at, () => buyerArrives(n));
    return at;
  };
  const plan = arrivalPlan(scenario, dice);
  arrivals(plan, kernelScheduler(kernel), traffic.only).subscribe(guard.wrap((n) => void comes(n)));
  bringUsers({ scenario, kernel, dice, answers, comes });
}

/** A buyer who straddles the cut-off comes at most so long after it. */
const LONGEST_STRADDLE_MS = 600_000;

/** The jobs of the nights, as the clock brings them about. */
export function bringNights(plan: readonly ClockEvent[], { kernel, guard, sites, judge, bring }: OutsideParts): void {
  const runJob = ({ to, message }: ClockEvent): void => {
    const service = serviceOf(to);
    const [operation, concern] = [`${service} job ${message.type}`, concernOf(message)];
    const occurrence = sites.next(operation, concern);
    const fault = judge({
      place: 'job',
      services: [service],
      message: message.type,
      operation,
      concern,
      occurrence,
    });
    bring(to, message);
    switch (fault?.kind) {
      case undefined:
        return;
      case 'operator.double-run':
        return bring(to, message);
      case 'operator.replay-batch':
        kernel.schedule(kernel.now() + fault.afterMs, () => bring(to, message));
    }
  };
  nights(plan, kernelScheduler(kernel)).subscribe(guard.wrap(runJob));
}

/** The jobs that the clock had for a service while it was down, and those that its crash may have interrupted. */
export function jobsAgain(plan: readonly ClockEvent[], now: () => Instant, bring: OutsideParts['bring']) {
  return (service: ServiceName, crashedAt: Instant): void => {
    for (const { at, to, message } of plan) {
      if (at > crashedAt - LONGEST_JOB_MS && at <= now() && serviceOf(to) === service) bring(to, message);
    }
  };
}

/** What a job has begun it has brought to a record by then, or somebody has asked for it. */
const LONGEST_JOB_MS = 3_600_000;

export interface EpisodeParts {
  readonly kernel: Kernel;
  readonly episodes: readonly NamedEpisode[];
  readonly conditions: Conditions;
  readonly lifecycle: Lifecycle;
  readonly publish: (fact: Fact) => void;
}

/** Episodes of trouble begin and end. */
export function bringEpisodes({ kernel, episodes, conditions, lifecycle, publish }: EpisodeParts): void {
  const begin = (episode: Episode): void => {
    const { fault, forMs } = episode;
    if (fault.kind === 'service.crash') return lifecycle.crash(fault.service, forMs);
    conditions.begin(episode);
    kernel.schedule(kernel.now() + forMs, () => conditions.end(episode));
  };
  for (const { site, episode } of episodes) {
    const { at, forMs, fault } = episode;
    kernel.schedule(at, () => {
      publish({ kind: 'faulted', at, site, concern: 'service' in fault ? fault.service : fault.kind, fault, forMs });
      begin(episode);
    });
  }
}

export interface HealingParts {
  readonly kernel: Kernel;
  readonly conditions: Conditions;
  readonly lifecycle: Lifecycle;
  readonly healAt: Instant;
  /** Something has gone wrong: a run without faults has nothing to heal. */
  readonly isNeeded: () => boolean;
}

/** The end of the safety phase: faults stop and everything heals. */
export function bringHealing({ kernel, conditions, lifecycle, healAt, isNeeded }: HealingParts): void {
  kernel.schedule(healAt, () => {
    if (!isNeeded()) return;
    conditions.clear();
    lifecycle.heal();
  });
}
