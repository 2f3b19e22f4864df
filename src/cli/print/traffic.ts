/** How much traffic a scenario has, in words. */
import { usersIn } from '../../sim/scenario/closed-traffic.ts';
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { counted } from './columns.ts';

/** `500 checkouts`, `200 users`, or both. */
export function trafficText({ checkouts, phases }: Scenario['traffic']): string {
  const users = usersIn(phases);
  if (users === 0) return counted(checkouts, 'checkout');
  return [...(checkouts === 0 ? [] : [counted(checkouts, 'checkout')]), counted(users, 'user')].join(' and ');
}
