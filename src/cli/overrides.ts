/** What the options of a command line change in a scenario. */
import { checkoutsOverride, seedOverride, setOverride, type Override } from '../sim/scenario/overrides.ts';

export interface Changes {
  readonly seed?: string | undefined;
  readonly checkouts: string | undefined;
  /** Assignments, `path=value`. */
  readonly set: readonly string[];
}

export function overridesOf({ seed, checkouts, set }: Changes): Override[] {
  return [
    ...set.map(setOverride),
    ...(seed === undefined ? [] : [seedOverride(seed)]),
    ...(checkouts === undefined ? [] : [checkoutsOverride(checkouts)]),
  ];
}
