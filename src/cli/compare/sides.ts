/** The two scenarios of a comparison, as the options change them, with the same luck. */
import type { SeedWork } from '../../sim/explore/run-seed.ts';
import { assigned, setOverride, type Override } from '../../sim/scenario/overrides.ts';
import { sides as sideNames, type Side } from '../../sim/compare/side.ts';
import { commandOf } from '../command-of.ts';
import { overridesOf } from '../overrides.ts';
import { problemsText, tryLoadScenario, type LoadedScenario, type Loading } from '../scenario-file.ts';
import { UserError } from '../user-error.ts';

export interface LoadedSide extends LoadedScenario {
  /** The same for any seed, as plain data. */
  readonly work: SeedWork;
  /** The command that runs it alone with a seed. */
  readonly commandOf: (seed: string) => string;
}

export type Sides = Readonly<Record<Side, LoadedSide>>;

/** What is asked for. */
interface Chosen extends Readonly<Record<Side, readonly string[]>> {
  readonly scenario: string;
  readonly other: string | undefined;
  readonly set: readonly string[];
  readonly checkouts: string | undefined;
}

/**
 * @param seed of both; each scenario's own where it is undefined
 * @param ownSeeds whether it is those that count, so that they must be the same
 * @throws UserError with the problems of both scenarios, and when they would not have the same luck
 */
export function loadSides(options: Chosen, seed: string | undefined, ownSeeds: boolean): Sides {
  for (const side of sideNames) refuseSeed(side, options[side]);
  const [one, other] = [readSide(options, 'a', seed), readSide(options, 'b', seed)];
  if (!one.loading.ok || !other.loading.ok) throw new UserError(problemsOf(one, other));
  const sides = { a: sideOf(options, 'a', one, one.loading), b: sideOf(options, 'b', other, other.loading) };
  if (ownSeeds && sides.a.scenario.seed !== sides.b.scenario.seed) throw otherLuck(sides);
  return sides;
}

interface Read {
  readonly file: string;
  readonly overrides: readonly Override[];
  readonly loading: Loading;
}

function readSide(options: Chosen, side: Side, seed: string | undefined): Read {
  const file = side === 'b' ? (options.other ?? options.scenario) : options.scenario;
  const overrides = [
    ...options.set.map(setOverride),
    ...options[side].map((assignment) => assigned(`set-${side}`, assignment)),
    ...overridesOf({ seed, checkouts: options.checkouts, set: [] }),
  ];
  return { file, overrides, loading: tryLoadScenario(file, overrides) };
}

/** Of one file, both have the same problems, which are told once. */
function problemsOf(...sides: readonly Read[]): string {
  const texts = sides.flatMap(({ file, loading }) => (loading.ok ? [] : [problemsText(file, loading.problems)]));
  return [...new Set(texts)].join('\n');
}

function sideOf(options: Chosen, side: Side, { file, overrides }: Read, loaded: LoadedScenario): LoadedSide {
  const { scenario, text, sha256 } = loaded;
  const { checkouts } = options;
  const set = [...options.set, ...options[side]];
  return {
    scenario,
    text,
    sha256,
    work: { text, file, sha256, overrides },
    commandOf: (seed) => commandOf({ verb: 'run', scenario: file, seed, checkouts, set }),
  };
}

function refuseSeed(side: Side, assignments: readonly string[]): void {
  const seed = assignments.find((assignment) => /^\s*seed\s*=/.test(assignment));
  if (seed === undefined) return;
  const hint = 'on the same luck it is the design that makes the difference: --seed gives both a seed, --seeds several';
  throw new UserError(`--set-${side} ${seed}: expected the same seed for both`, hint);
}

function otherLuck({ a, b }: Sides): UserError {
  const seen = `${a.work.file} has the seed ${a.scenario.seed} and ${b.work.file} has ${b.scenario.seed}`;
  return new UserError(
    `${seen}: expected the same seed for both`,
    `--seed ${a.scenario.seed} gives both the same luck`,
  );
}
