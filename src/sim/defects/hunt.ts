/** The hunt for a defect: seed after seed with the defect switched on, until an invariant sees it. */
import type { DefectName } from '../../domain/defects.ts';
import type { SeedCrash } from '../explore/outcome.ts';
import { trySeed, type SeedWork } from '../explore/run-seed.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import type { Report } from '../report/report.ts';
import { setOverride } from '../scenario/overrides.ts';
import { defects, settingsWith } from './catalogue.ts';
import type { Hunted } from './hunted.ts';
import { sightingOf, type Run } from './sighting.ts';

/** What all hunts have in common, as plain data. */
export interface HuntingGround {
  /** The bench, without a defect. */
  readonly bench: SeedWork;
  /** How many seeds a defect is given at most. */
  readonly seeds: number;
}

export function hunt(name: DefectName, { bench, seeds }: HuntingGround, interpreter: Interpreter): Hunted {
  const work = benchWith(name, bench);
  return huntAmong(name, seeds, (seed) => trySeed(work, seed, interpreter, (report) => report));
}

/** The bench with the defect switched on, under the conditions that provoke it. */
export function benchWith(name: DefectName, bench: SeedWork): SeedWork {
  return { ...bench, overrides: [...bench.overrides, ...settingsWith(name).map(setOverride)] };
}

/** @param runWith runs the bench with a seed */
export function huntAmong(
  name: DefectName,
  seeds: number,
  runWith: (seed: string) => (Run & { readonly verdict: Report['verdict'] }) | SeedCrash,
): Hunted {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const ran = runWith(String(seed));
    if (ran.verdict === 'crashed') return { name, fate: 'crashed', seeds: seed, error: ran.error };
    const sighting = sightingOf(ran, defects[name]);
    if (sighting !== undefined) return { name, fate: 'killed', seeds: seed, sighting };
  }
  return { name, fate: 'survived', seeds };
}
