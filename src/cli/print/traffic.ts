/** How much traffic a scenario has, in words. */
import { likelyTurns, mostTurns, usersIn } from '../../sim/scenario/closed-traffic.ts';
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { counted, grouped } from './columns.ts';

/** `500 checkouts`, `20 users (about 2,600 checkouts if each takes a second, 14,400 at most)`, or both. */
export function trafficText({ checkouts, phases }: Scenario['traffic']): string {
  const users = usersIn(phases);
  if (users === 0) return counted(checkouts, 'checkout');
  const about = Number(likelyTurns(phases).toPrecision(2));
  const bounds = `about ${counted(about, 'checkout')} if each takes a second, ${grouped(mostTurns(phases))} at most`;
  return [...(checkouts === 0 ? [] : [counted(checkouts, 'checkout')]), `${counted(users, 'user')} (${bounds})`].join(
    ' and ',
  );
}
