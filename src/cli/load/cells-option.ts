/** How many cells are asked for. */
import { cellSeed, MOST_CELLS, usualCells, type Division } from '../../sim/load/cells.ts';
import { likelyTurns, usersIn } from '../../sim/scenario/closed-traffic.ts';
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { fileName } from '../../sim/scenario/written/forms.ts';
import { grouped } from '../print/columns.ts';
import { UserError } from '../user-error.ts';

/**
 * How a load of the scenario is divided. Services that are limited are so in each cell: what a load asks of them is asked of
 * one of each, unless it is said otherwise.
 * @param written as it was typed; as many as are usual when it was not
 * @throws UserError where it cannot be divided so
 */
export function divisionOf(written: string | undefined, { seed, traffic, capacity }: Scenario): Division {
  const { checkouts, phases } = traffic;
  const users = usersIn(phases);
  const most = Math.min(...[checkouts, users].filter((some) => some > 0));
  const usual = capacity === undefined ? Math.min(most, usualCells(checkouts + likelyTurns(phases))) : 1;
  const cells = written === undefined ? usual : parseCells(written);
  if (cells > most) throw tooMany(cells, most, most === checkouts ? 'checkout' : 'user');
  if (!fileName.parse(cellSeed(seed, cells, cells)).ok) {
    const last = cellSeed(seed, cells, cells);
    throw new UserError(`the seed ${last} of the last cell is longer than 64 characters`, 'choose a shorter --seed');
  }
  return { seed, checkouts, users, cells };
}

function tooMany(cells: number, most: number, what: 'checkout' | 'user'): UserError {
  const there = most === 1 ? 'there is only one' : `there are no more than ${grouped(most)}`;
  const more = what === 'checkout' ? `--checkouts ${cells}` : `--set traffic.users=${cells}`;
  return new UserError(
    `--cells ${cells}: each cell has a ${what} at least, and ${there}`,
    `ask for fewer cells, or for more ${what}s with ${more}`,
  );
}

function parseCells(written: string): number {
  const cells = /^[1-9]\d{0,6}$/.test(written) ? Number(written) : 0;
  if (cells >= 1 && cells <= MOST_CELLS) return cells;
  throw new UserError(`--cells ${written}: expected a whole number from 1 to ${grouped(MOST_CELLS)}`);
}
