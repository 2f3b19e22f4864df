/**
 * Writes a report folder whole or not at all: the files go into a temporary sibling, which then takes the folder's place
 * by rename. It owns the siblings `.<name>.partial-<pid>` and `.<name>.replaced-<pid>`, and clears away those that an
 * interrupted process left behind. What somebody else puts in the folder's place meanwhile is theirs: it stays.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { replaceableFolder, signs, throwReadable } from './replaceable-folder.ts';
import { UserError } from './user-error.ts';

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
  const mark = join(partial, `.penny-${process.pid}.partial`);
  const made: string[] = [];
  const giveUp = (): void => {
    if (existsSync(partial)) rmSync(partial, { recursive: true, force: true });
    removeEmpty(made);
  };
  try {
    made.push(...makeFolders(dirname(folder)));
    clearAway(folder);
    mkdirSync(partial);
    writeFileSync(mark, '');
  } catch (error) {
    giveUp();
    throwReadable(error, folder);
  }
  return {
    path: partial,
    complete(fill) {
      try {
        refuseUnlessWhole(partial, mark);
        fill(partial);
        refuseUnlessWhole(partial, mark);
        rmSync(mark);
        keepBesideForeign(partial, folder, ours);
        swap(partial, folder);
      } catch (error) {
        giveUp();
        throwReadable(error, folder);
      }
    },
    giveUp,
  };
}

/**
 * One level after the other: where nothing can be made, as in /proc, Node.js's recursive way never comes back.
 * @returns those that were made, the outermost first
 */
export function makeFolders(folder: string): string[] {
  if (existsSync(folder)) return [];
  const made = makeFolders(dirname(folder));
  try {
    mkdirSync(folder);
    return [...made, folder];
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
    return made;
  }
}

/** Removes folders that nobody has put anything into; the innermost comes last. */
function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

/** Who fills a folder makes it anew where it has vanished: only the mark tells that nothing of it is lost. */
function refuseUnlessWhole(partial: string, mark: string): void {
  if (existsSync(mark)) return;
  throw new UserError(
    `${partial} was removed, or emptied, while it was being filled; what was in it is lost.`,
    'Start again, and keep whatever clears away files from that folder, or name a folder elsewhere with --out.',
  );
}

/** Looks again at what is to be replaced: when that is no longer ours to replace, what is complete stays beside it. */
function keepBesideForeign(partial: string, folder: string, ours: Parameters<typeof replaceableFolder>[1]): void {
  try {
    refuseLink(folder);
    replaceableFolder(folder, ours);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const kept = freeNameFor(folder);
    renameSync(partial, kept);
    throw new UserError(error.message, `It came there in the meantime. What was to take its place is in ${kept}.`);
  }
}

/** The folder was found with its links resolved. */
function refuseLink(folder: string): void {
  const isLink = lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (isLink) throw new UserError(`${folder} has become a link, so it is not replaced.`);
}

/** `day-42-2` for `day-42`, or with the next number of which there is nothing. */
function freeNameFor(folder: string): string {
  for (let number = 2; ; number += 1) {
    const name = `${folder}-${number}`;
    if (lstatSync(name, { throwIfNoEntry: false }) === undefined) return name;
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
