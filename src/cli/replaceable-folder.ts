/** Which folder a result may take the place of. A verb asks this before it starts, so that it does not end in a refusal. */
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from './user-error.ts';
import { isLeftOver } from './whole-file.ts';

const elsewhere = 'Name a new or an empty folder with --out.';

/**
 * The files of which each tells a result of ours: of a run, of an exploration that is over or under way, of a shrinking,
 * of a hunt for defects, of a comparison, of a sweep.
 */
export const signs = {
  report: ['report.json'],
  exploration: ['explore.json', 'progress.jsonl'],
  shrinking: ['shrink.json'],
  hunt: ['defects.json'],
  comparison: ['compare.json'],
  sweep: ['sweep.json'],
} as const;

type Signs = (typeof signs)[keyof typeof signs];

const whatTheyTell = new Map<Signs, string>([
  [signs.report, 'a report'],
  [signs.exploration, 'an exploration'],
  [signs.shrinking, 'the result of a shrinking'],
  [signs.hunt, 'the result of a hunt for defects'],
  [signs.comparison, 'a comparison'],
  [signs.sweep, 'a sweep'],
]);

/**
 * The absolute path, links resolved, of a folder that does not exist yet, is empty, or holds a result of ours.
 * @param ours what kind of result
 * @throws UserError for anything else, and when the folder above it cannot be written
 */
export function replaceableFolder(target: string, ours: Signs = signs.report): string {
  const absolute = resolve(target);
  try {
    const folder = existsSync(absolute) ? realpathSync(absolute) : absolute;
    if (existsSync(folder)) refuseUnlessOurs(folder, ours);
    refuseUnlessWritable(dirname(folder));
    if (!existsSync(folder) && lstatSync(folder, { throwIfNoEntry: false }) !== undefined) {
      throw new UserError(`${folder} is a link to nothing.`, elsewhere);
    }
    return folder;
  } catch (error) {
    throwReadable(error, absolute);
  }
}

/** Throws a system error as a user error that names the path, and any other error as it is. */
export function throwReadable(error: unknown, path: string): never {
  throw readableError(error, path) ?? error;
}

/** A system error that we have words for, in these. */
export function readableError(error: unknown, path: string): UserError | undefined {
  const known = error instanceof Error && 'code' in error ? reasons.get(error.code) : undefined;
  return known && new UserError(`${path} cannot be written: ${known.reason}.`, known.hint);
}

const writable = 'Name a folder that you may write to with --out.';
const space = 'Free some space, or name a folder on another disk with --out.';

const reasons = new Map<unknown, { readonly reason: string; readonly hint: string }>([
  ['EACCES', { reason: 'permission is denied', hint: writable }],
  ['EPERM', { reason: 'the system does not permit it', hint: writable }],
  ['EROFS', { reason: 'the disk is read-only', hint: writable }],
  ['ENOSPC', { reason: 'the disk is full', hint: space }],
  ['EDQUOT', { reason: 'the disk quota is used up', hint: space }],
  ['EFBIG', { reason: 'a file of it would be larger than is allowed', hint: space }],
  ['ENOENT', { reason: 'no folder can be made there', hint: writable }],
  ['ENOTDIR', { reason: 'a part of the path is not a folder', hint: elsewhere }],
  ['ENAMETOOLONG', { reason: 'the name is too long', hint: 'Name a folder with a shorter name with --out.' }],
]);

function refuseUnlessOurs(folder: string, ours: Signs): void {
  if (!statSync(folder).isDirectory()) {
    throw new UserError(`${folder} is a file, and a report is a folder.`, elsewhere);
  }
  const fromFolder = relative(folder, process.cwd());
  if (fromFolder !== '..' && !fromFolder.startsWith(`..${sep}`)) {
    throw new UserError(`${folder} is the folder that you are in, or one above it, so it is not replaced.`, elsewhere);
  }
  const holdsFiles = readdirSync(folder).some((name) => !isLeftOver(name));
  if (holdsFiles && !ours.some((name) => isOurs(join(folder, name)))) {
    const what = whatTheyTell.get(ours) ?? 'a result';
    throw new UserError(`${folder} holds files that are not ${what} of everypenny, so it is not replaced.`, elsewhere);
  }
}

/** Other tools write a `report.json` too; ours says which version of its schema it follows. */
function isOurs(file: string): boolean {
  try {
    // Whoever reads a pipe waits for somebody to write into it.
    if (!statSync(file).isFile()) return false;
    const text = readFileSync(file, 'utf8');
    const head: unknown = JSON.parse(file.endsWith('.jsonl') ? (text.split('\n')[0] ?? '') : text);
    return typeof head === 'object' && head !== null && 'schemaVersion' in head;
  } catch {
    return false;
  }
}

function refuseUnlessWritable(parent: string): void {
  let ancestor = parent;
  while (!existsSync(ancestor) && dirname(ancestor) !== ancestor) ancestor = dirname(ancestor);
  if (!statSync(ancestor).isDirectory()) {
    throw new UserError(`${ancestor} is a file, so there can be no folder in it.`, elsewhere);
  }
  // There are folders that anybody may write to by their rights, and that nothing can be made in.
  rmdirSync(mkdtempSync(join(ancestor, '.penny-')));
}
