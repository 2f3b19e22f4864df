/** The command that runs the last seed of a hunt. */
import { settingsWith } from '../../sim/defects/catalogue.ts';
import type { Hunted } from '../../sim/defects/hunted.ts';
import { commandOf } from '../command-of.ts';

export function commandOfHunt(bench: string, { name, seeds }: Hunted): string {
  const seed = String(seeds);
  return commandOf({ verb: 'run', scenario: bench, seed, checkouts: undefined, set: settingsWith(name) });
}
