/** Reads a text that a person wrote from disk, or says why that cannot be done. */
import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { UserError } from './user-error.ts';

export interface TextFile {
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Wanted {
  /** What was expected: `a scenario file`. */
  readonly what: string;
  /** Where one is to be had. */
  readonly hint: string;
}

/** Far beyond the longest file, and far below what would fill the memory. */
const MOST_BYTES = 4_000_000;

/** @throws UserError when the file cannot be read, or is no text */
export function readTextFile(file: string, wanted: Wanted): TextFile {
  const bytes = read(file, wanted);
  if (isUtf8(bytes)) return { bytes, text: bytes.toString('utf8') };
  throw new UserError(`${file}: this is not text in UTF-8`, 'save the file in the encoding UTF-8');
}

function read(file: string, { what, hint }: Wanted): Buffer {
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES) throw new UserError(`${file}: ${size} bytes, where at most ${MOST_BYTES} were expected`);
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    switch (code) {
      case undefined:
        throw error;
      case 'ENOENT':
      case 'ENOTDIR':
        throw new UserError(`${file === '' ? 'an empty name' : file}: there is no such file`, hint);
      case 'EISDIR':
        throw new UserError(`${file}: this is a folder, and ${what} was expected`);
      case 'EACCES':
        throw new UserError(`${file}: this file may not be read`);
      default:
        throw new UserError(`${file}: this file cannot be read (${String(code)})`);
    }
  }
}
