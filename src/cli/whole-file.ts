/**
 * Writes a file whole or not at all: into a file beside it, which then takes the name. What an interrupted process left of
 * such a file has a name of its own, stands in nobody's way, and belongs to nobody.
 */
import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a text in the place of what was there.
 * @throws what the system says when that cannot be done: then what was there stays as it was
 */
export function replaceFile(file: string, text: string): void {
  const partial = join(dirname(file), `.penny-${process.pid}.partial`);
  try {
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** The same where there is nothing yet. @returns false when there is something */
export function createFile(file: string, text: string): boolean {
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return false;
  replaceFile(file, text);
  return true;
}

/** True of the name of what an interrupted process left of a file. */
export function isLeftOver(name: string): boolean {
  return /^\.penny-\d+\.partial$/.test(name);
}
