/** The command that leads to the same result, from the same folder. */
import { isAbsolute, relative } from 'node:path';
import type { Changes } from './overrides.ts';
import { shellWord } from './shell-word.ts';

export interface Command extends Changes {
  readonly verb: 'run' | 'load' | 'explore' | 'shrink' | 'compare';
  readonly scenario: string;
  /** The second scenario of a comparison, and what is changed in one of the two alone. */
  readonly other?: string | undefined;
  readonly a?: readonly string[];
  readonly b?: readonly string[];
  readonly seeds?: string | undefined;
  readonly faults?: string | undefined;
  readonly cells?: string | undefined;
  /** What is asked of a sweep. */
  readonly sweep?: string | undefined;
  readonly steps?: string | undefined;
  readonly for?: string | undefined;
}

export function commandOf(command: Command): string {
  const { verb, scenario, other, seed, seeds, checkouts, set, a = [], b = [], faults, cells, sweep, steps } = command;
  const words = ['npx', 'penny', verb, fileWord(scenario)];
  if (other !== undefined) words.push(fileWord(other));
  if (seed !== undefined) words.push('--seed', seed);
  if (seeds !== undefined) words.push('--seeds', seeds);
  if (checkouts !== undefined) words.push('--checkouts', checkouts);
  if (cells !== undefined) words.push('--cells', cells);
  if (sweep !== undefined) words.push('--sweep', sweep);
  if (steps !== undefined) words.push('--steps', steps);
  if (command.for !== undefined) words.push('--for', command.for);
  for (const assignment of set) words.push('--set', assignment);
  for (const assignment of a) words.push('--set-a', assignment);
  for (const assignment of b) words.push('--set-b', assignment);
  if (faults !== undefined) words.push('--faults', fileWord(faults));
  return words.map(shellWord).join(' ');
}

/** Short for a file near by; and no name is to be taken for an option. */
function fileWord(file: string): string {
  const near = relative('.', file);
  const asTyped = near.startsWith('..') || isAbsolute(near);
  return asTyped ? file : near.replace(/^-/, './-');
}
