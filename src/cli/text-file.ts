/** Reads a text that a person or a run wrote from disk, or says why that cannot be done. */
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import { nearFile } from './near-file.ts';
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
  /** The longest text that there can be; what cannot be one by its size is not read at all. */
  readonly mostCharacters: number;
}

/** In UTF-8. */
const MOST_BYTES_A_CHARACTER = 4;

/** @throws UserError when the file cannot be read, or is no text */
export function readTextFile(file: string, wanted: Wanted): TextFile {
  const bytes = read(file, wanted);
  if (isUtf8(bytes)) return { bytes, text: bytes.toString('utf8') };
  throw new UserError(`${file}: this is not text in UTF-8`, 'save the file in the encoding UTF-8');
}

function read(file: string, { what, hint, mostCharacters }: Wanted): Buffer {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) throw new UserError(`${file}: this is a folder, and ${what} was expected`);
    if (!stats.isFile() && !isHandedOver(file, stats)) {
      throw new UserError(`${file}: this is ${kindOf(stats)}, and ${what} was expected`, 'save it as a file first');
    }
    return readUpTo(mostCharacters * MOST_BYTES_A_CHARACTER, file, stats);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    switch (code) {
      case undefined:
        throw error;
      case 'ENOENT':
      case 'ENOTDIR': {
        const meant = nearFile(file);
        throw new UserError(
          `${file === '' ? 'an empty name' : file}: there is no such file`,
          meant === undefined ? hint : `did you mean \`${meant}\`?`,
        );
      }
      case 'EACCES':
        throw new UserError(`${file}: this file may not be read`);
      default:
        throw new UserError(`${file}: this file cannot be read (${String(code)})`);
    }
  }
}

/** What a shell hands over has somebody at its other end: `penny run /dev/stdin`, `penny run <(...)`. A pipe by name may have nobody. */
function isHandedOver(file: string, stats: Stats): boolean {
  return stats.isFIFO() && /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/.test(resolve(file));
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

const PIECE_BYTES = 1_000_000;

function readUpTo(most: number, file: string, { size }: Stats): Buffer {
  if (size > most) throw new UserError(`${file}: ${size} bytes, where at most ${most} were expected`);
  const descriptor = openSync(file, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let length = 0; length <= most;) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const count = readSync(descriptor, piece);
      if (count === 0) return Buffer.concat(pieces, length);
      pieces.push(piece.subarray(0, count));
      length += count;
    }
    // A pipe does not say beforehand how long it goes on.
    throw new UserError(`${file}: it goes on after ${most} bytes, where at most as many were expected`);
  } finally {
    closeSync(descriptor);
  }
}
