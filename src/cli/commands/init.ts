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
    const name = file === '' ? 'an empty name' : file;
    switch (code) {
      case undefined:
        throw error;
      case 'EEXIST':
        throw new UserError(
          `${name}: this file exists already and is left as it is`,
          'name another one: penny init FILE',
        );
      case 'ENOENT':
        throw new UserError(`${name}: its folder does not exist`);
      default:
        throw new UserError(`${name}: this file cannot be written (${String(code)})`);
    }
  }
  terminal.print(`${file} is written. Next: npx penny run ${shellWord(file)}`);
  return exitCode.consistent;
}
