/** When buyers arrive: each at an instant of its own, drawn from the traffic's curve, numbered in the order of arrival. */
import { EMPTY, expand, map, timer, type Observable, type SchedulerLike } from 'rxjs';
import type { Instant } from '../../domain/calendar.ts';
import type { Dice } from '../kernel/dice.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { arrivalTimes, rateCurve } from '../scenario/rate-curve.ts';

/** The instants of all arrivals, ascending. */
export function arrivalPlan({ clock, traffic }: Scenario, dice: Dice): Float64Array {
  if (traffic.checkouts === 0) return new Float64Array(0);
  const at = arrivalTimes(rateCurve(traffic.phases, clock.start, clock.zone));
  const plan = new Float64Array(traffic.checkouts);
  for (let n = 0; n < plan.length; n += 1) plan[n] = at(dice.once('arrival', String(n + 1)));
  return plan.sort();
}

/**
 * The arrivals as they happen: their numbers, counted from 1. One timer is pending at a time.
 * @param only the numbers of those who come, ascending, each at the instant that the whole plan has for it; all of them
 *   when left out
 */
export function arrivals(plan: Float64Array, scheduler: SchedulerLike, only?: readonly number[]): Observable<number> {
  const arrival = (index: number): Observable<number> => {
    const n = only === undefined ? index + 1 : only[index];
    const at: Instant | undefined = n === undefined ? undefined : plan[n - 1];
    return at === undefined || n === undefined ? EMPTY : timer(at - scheduler.now(), scheduler).pipe(map(() => n));
  };
  return arrival(0).pipe(expand((_, index) => arrival(index + 1)));
}
