/** Which seeds are asked for. */
import { parseSeeds } from '../../sim/explore/seeds.ts';
import { UserError } from '../user-error.ts';

/** @param written as it was typed, `1..200` */
export function seedsOf(written: string): readonly string[] {
  const seeds = parseSeeds(written);
  if (seeds.ok) return seeds.value;
  throw new UserError(`--seeds ${written}: expected ${seeds.expected}`, seeds.hint);
}
