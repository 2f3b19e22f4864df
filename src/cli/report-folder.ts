/**
 * Writes a report folder whole or not at all: the files go into a temporary sibling, which then takes the folder's place
 * by rename. It owns the siblings `.<name>.partial-<pid>` and `.<name>.replaced-<pid>`, and clears away those that an
 * interrupted process left behind.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { replaceableFolder, signs, throwReadable } from './replaceable-folder.ts';

/**
 * Has `fill` write the files of a result into an empty folder, and puts that folder at `target`, in the place of the
 * result that was there. When anything fails, what was at `target` stays as it was.
 * @param fill writes the files, synchronously; what it throws is thrown on
 * @param ours what kind of result may be replaced
 * @throws UserError when `target` may not be replaced or cannot be written
 */
export function replaceFolder(
  target: string,
  fill: (folder: string) => void,
  ours: Parameters<typeof replaceableFolder>[1] = signs.report,
): void {
  beginFolder(target, ours).complete(fill);
}

/** A folder that is filled bit by bit. */
export interface FolderInTheMaking {
  /** Where it is until it is complete. */
  readonly path: string;
  /** Has the last files written, and puts it in its place; when anything fails, it is given up. */
  complete(fill: (folder: string) => void): void;
  /** Leaves nothing of it. */
  giveUp(): void;
}

/** @throws UserError when `target` may not be replaced or cannot be written */
export function beginFolder(
  target: string,
  ours: Parameters<typeof replaceableFolder>[1] = signs.report,
): FolderInTheMaking {
  const folder = replaceableFolder(target, ours);
  const partial = siblingOf(folder, 'partial');
  const giveUp = (): void => rmSync(partial, { recursive: true, force: true });
  try {
    makeFolders(dirname(folder));
    clearAway(folder);
    mkdirSync(partial);
  } catch (error) {
    throwReadable(error, folder);
  }
  return {
    path: partial,
    complete(fill) {
      try {
        fill(partial);
        swap(partial, folder);
      } catch (error) {
        giveUp();
        throwReadable(error, folder);
      }
    },
    giveUp,
  };
}

/** One level after the other: where nothing can be made, as in /proc, Node.js's recursive way never comes back. */
export function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

function swap(partial: string, folder: string): void {
  if (!existsSync(folder)) {
    renameSync(partial, folder);
    return;
  }
  const replaced = siblingOf(folder, 'replaced');
  renameSync(folder, replaced);
  try {
    renameSync(partial, folder);
  } catch (error) {
    renameSync(replaced, folder);
    throw error;
  }
  rmSync(replaced, { recursive: true, force: true });
}

/** Removes what dead processes left, and puts back a report that one of them had moved aside without replacing it. */
function clearAway(folder: string): void {
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}.`;
  for (const name of readdirSync(parent)) {
    const match = name.startsWith(prefix) ? /^(partial|replaced)-(\d+)$/.exec(name.slice(prefix.length)) : null;
    if (match === null || isAnotherLiveProcess(Number(match[2]))) continue;
    const left = join(parent, name);
    if (match[1] === 'replaced' && !existsSync(folder)) renameSync(left, folder);
    else rmSync(left, { recursive: true, force: true });
  }
}

function siblingOf(folder: string, role: 'partial' | 'replaced'): string {
  return join(dirname(folder), `.${basename(folder)}.${role}-${process.pid}`);
}

function isAnotherLiveProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process that may not be signalled is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
