/** `penny init [FILE]`: writes a commented starter scenario. */
import { writeFileSync } from 'node:fs';
import { starterScenario } from '../../sim/scenario/starter.ts';
import { exitCode } from '../exit-codes.ts';
import { shellWord } from '../shell-word.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

/**
 * @returns the exit code
 * @throws UserError when the file exists already or cannot be written
 */
export function init(file: string, terminal: Terminal): number {
  try {
    writeFileSync(file, starterScenario, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST')
      throw new UserError(
        `${file}: this file exists already and is left as it is`,
        'name another one: penny init FILE',
      );
    if (code === 'ENOENT') throw new UserError(`${file}: its folder does not exist`);
    if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR')
      throw new UserError(`${file}: this file cannot be written`);
    throw error;
  }
  terminal.print(`${file} is written. Next: npx penny run ${shellWord(file)}`);
  return exitCode.consistent;
}
