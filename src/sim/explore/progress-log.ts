/**
 * The log of an exploration under way: what is explored in the first line, and a line for each seed that is done, in the
 * order in which they ended. It is only ever added to, so that what an interrupted exploration got done is not lost.
 */
import { isMapping } from '../scenario/written/leaf.ts';
import type { SeedResult } from './outcome.ts';

/** Two explorations with the same identity come to the same outcome of a seed. */
export interface Identity {
  readonly schemaVersion: 1;
  readonly version: string;
  /** The scenario's name and the digest of its file. */
  readonly scenario: string;
  readonly sha256: string;
  /** What the command line changed, as it was typed. */
  readonly options: readonly string[];
}

export interface ProgressLog {
  readonly identity: Identity;
  readonly results: readonly SeedResult[];
}

/** A line, with its end. */
export function logLine(entry: Identity | SeedResult): string {
  return `${JSON.stringify(entry)}\n`;
}

/** The log that a text is; undefined when it is none. A last line without its end was cut off, and is left out. */
export function readLog(text: string): ProgressLog | undefined {
  const [head, ...entries] = text.split('\n').slice(0, -1).map(valueOf);
  if (!isIdentity(head)) return undefined;
  return { identity: head, results: entries.filter(isResult) };
}

export function sameIdentity(a: Identity, b: Identity): boolean {
  return logLine(inOrder(a)) === logLine(inOrder(b));
}

function inOrder({ schemaVersion, version, scenario, sha256, options }: Identity): Identity {
  return { schemaVersion, version, scenario, sha256, options };
}

function valueOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A line of ours that was written whole is what we wrote. */
function isIdentity(value: unknown): value is Identity {
  return isMapping(value) && 'sha256' in value && Array.isArray(value['options']);
}

function isResult(value: unknown): value is SeedResult {
  return isMapping(value) && 'seed' in value && 'traceHash' in value;
}
