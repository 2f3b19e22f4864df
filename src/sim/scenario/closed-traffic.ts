/** How many users there are in closed phases, and how many checkouts they come to. */
import type { Instant } from '../../domain/calendar.ts';
import type { ClosedPhase, Phase, Quantiles } from './scenario.ts';
import { expectedCheckouts } from './traffic-total.ts';

/** Users of all closed phases; each is one of its phase alone. */
export function usersIn(phases: readonly Phase[]): number {
  return closedIn(phases).reduce((sum, { users }) => sum + users, 0);
}

export function closedIn(phases: readonly Phase[]): ClosedPhase[] {
  return phases.filter((phase) => phase.shape === 'closed');
}

/** The same phases with so many users in all, in the same proportions; nobody is lost in rounding. */
export function withUsers(wanted: number | undefined, phases: readonly Phase[]): readonly Phase[] {
  const all = usersIn(phases);
  if (wanted === undefined || all === 0) return phases;
  let before = 0;
  return phases.map((phase): Phase => {
    if (phase.shape !== 'closed') return phase;
    const from = Math.round((before * wanted) / all);
    before += phase.users;
    return { ...phase, users: Math.round((before * wanted) / all) - from };
  });
}

/** No user begins more checkouts than the shortest thoughts leave room for, even where none takes any time. */
export function mostTurns(phases: readonly Phase[]): number {
  return closedIn(phases).reduce(
    (sum, { users, durationMs, think }) => sum + users * Math.ceil(durationMs / Math.max(1, think[0]?.ms ?? 1)),
    0,
  );
}

/** About as many as there will be, where a checkout takes a second. */
export function likelyTurns(phases: readonly Phase[]): number {
  return closedIn(phases).reduce(
    (sum, { users, durationMs, think }) => sum + Math.round((users * durationMs) / (meanMs(think) + A_CHECKOUT_MS)),
    0,
  );
}

const A_CHECKOUT_MS = 1_000;

/** Between two quantiles all values are as likely. */
function meanMs(quantiles: Quantiles): number {
  return quantiles.reduce((sum, { share, ms }, index) => {
    const before = quantiles[index - 1];
    return before === undefined ? sum : sum + (((before.ms + ms) / 2) * (share - before.share)) / 1_000_000;
  }, 0);
}

interface WrittenTraffic {
  readonly checkouts?: number | undefined;
  readonly users?: number | undefined;
  readonly phases: readonly Phase[];
}

/** No more checkouts than these will come, by rates and by users. */
export function mostCheckouts({ checkouts, users, phases }: WrittenTraffic, start: Instant, zone: string): number {
  return (checkouts ?? expectedCheckouts(phases, start, zone)) + mostTurns(withUsers(users, phases));
}
