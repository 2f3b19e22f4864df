/** `penny init [FILE]`: writes a commented starter scenario. */
import { starterScenario } from '../../sim/scenario/starter.ts';
import { exitCode } from '../exit-codes.ts';
import { shellWord } from '../shell-word.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';
import { createFile } from '../whole-file.ts';

/**
 * @returns the exit code
 * @throws UserError when the file exists already or cannot be written
 */
export function init(file: string, terminal: Terminal): number {
  const name = file === '' ? 'an empty name' : file;
  if (!written(file, name))
    throw new UserError(`${name}: this file exists already and is left as it is`, 'name another one: penny init FILE');
  terminal.print(`${file} is written. Next: npx penny run ${shellWord(file)}`);
  return exitCode.consistent;
}

function written(file: string, name: string): boolean {
  try {
    return createFile(file, starterScenario);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    switch (code) {
      case undefined:
        throw error;
      case 'ENOENT':
        throw new UserError(`${name}: its folder does not exist`);
      case 'ENOSPC':
      case 'EDQUOT':
      case 'EFBIG':
        throw new UserError(`${name}: there is no room for this file`, 'free some space on the disk');
      default:
        throw new UserError(`${name}: this file cannot be written (${String(code)})`);
    }
  }
}
