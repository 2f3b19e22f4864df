/** Whose result is in the folder that a result takes when nobody names one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from './terminal.ts';

export interface Replacing {
  readonly folder: string;
  /** The folder that was asked for: who names one knows what is in it. */
  readonly out: string | undefined;
  /** The command whose result takes the place. */
  readonly reproduce: string;
}

/**
 * Says that the result of another command is about to be replaced. There is nothing to say of the same command's: who gives
 * it again wants its result anew.
 * @param file in which a result of this kind names its command: `report.json`
 */
export function sayWhatIsReplaced({ folder, out, reproduce }: Replacing, file: string, terminal: Terminal): void {
  const earlier = out === undefined ? commandIn(join(folder, file)) : undefined;
  if (earlier === undefined || earlier === reproduce) return;
  terminal.say(`${folder} holds the result of ${earlier}`);
  terminal.say('it will be replaced; --out DIR leaves it as it is');
}

function commandIn(file: string): string | undefined {
  try {
    const result: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const isKnown = typeof result === 'object' && result !== null && 'reproduce' in result;
    return isKnown && typeof result.reproduce === 'string' ? result.reproduce : undefined;
  } catch {
    // What is no result of ours is refused elsewhere.
    return undefined;
  }
}
