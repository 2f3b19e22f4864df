/** The log of an exploration on disk, beside the result that it will become. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeedOutcome, SeedResult } from '../../sim/explore/outcome.ts';
import { logLine, readLog, sameIdentity, type Identity } from '../../sim/explore/progress-log.ts';
import { replaceableFolder, signs, throwReadable } from '../replaceable-folder.ts';
import { makeFolders } from '../report-folder.ts';
import { replaceFile } from '../whole-file.ts';

export interface ProgressFile {
  /** What an interrupted exploration had done already. */
  readonly earlier: readonly SeedResult[];
  /** Something else was under way in this folder, and is given up. */
  readonly startsAfresh: boolean;
  /** Writes an outcome down. A seed that crashed is left out: going on, it has another try. */
  add(outcome: SeedOutcome): void;
}

/**
 * Takes up the exploration that was interrupted in a folder, or begins one.
 * @param fresh begins one in any case
 * @throws UserError when the folder holds what is not ours, or cannot be written
 */
export function openProgressFile(target: string, identity: Identity, fresh: boolean): ProgressFile {
  const folder = replaceableFolder(target, signs.exploration);
  const file = join(folder, 'progress.jsonl');
  const found = read(file);
  const resumed = !fresh && found !== undefined && sameIdentity(found.identity, identity) ? found.results : [];
  try {
    makeFolders(folder);
    // A new file takes the place of the old one, so that no line that was cut off is added to.
    replaceFile(file, [identity, ...resumed].map(logLine).join(''));
  } catch (error) {
    throwReadable(error, folder);
  }
  return {
    earlier: resumed,
    startsAfresh: found !== undefined && !fresh && !sameIdentity(found.identity, identity),
    add(outcome) {
      if (outcome.verdict === 'crashed') return;
      try {
        appendFileSync(file, logLine(outcome));
      } catch (error) {
        throwReadable(error, folder);
      }
    },
  };
}

function read(file: string): ReturnType<typeof readLog> {
  try {
    return readLog(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
