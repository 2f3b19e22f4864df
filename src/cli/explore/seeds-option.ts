/** Which seeds are asked for. */
import { parseSeeds } from '../../sim/explore/seeds.ts';
import { grouped } from '../print/columns.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

/**
 * @param written as it was typed, `1..200`
 * @param terminal is told where a number may have been meant for how many
 */
export function seedsOf(written: string, terminal: Pick<Terminal, 'say'>): readonly string[] {
  const seeds = parseSeeds(written);
  if (!seeds.ok) throw new UserError(`--seeds ${written}: expected ${seeds.expected}`, seeds.hint);
  const number = /^[1-9]\d{0,5}$/.test(written.trim()) ? Number(written) : 1;
  if (number > 1)
    terminal.say(`--seeds ${number} is the seed ${number} alone; --seeds 1..${number} is ${grouped(number)} of them`);
  return seeds.value;
}
