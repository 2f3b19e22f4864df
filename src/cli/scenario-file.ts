/** Reads a scenario file from disk, or says all that is wrong with it. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Override } from '../sim/scenario/overrides.ts';
import { formatProblem, type Problem } from '../sim/scenario/problem.ts';
import { readScenario } from '../sim/scenario/read.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { UserError } from './user-error.ts';

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** Of the file's bytes. */
  readonly sha256: string;
}

export type Loading =
  ({ readonly ok: true } & LoadedScenario) | { readonly ok: false; readonly problems: readonly Problem[] };

/** @throws UserError when the file cannot be read at all */
export function tryLoadScenario(file: string, overrides: readonly Override[]): Loading {
  const bytes = read(file);
  const result = readScenario(decoded(bytes, file), file, overrides);
  if (!result.ok) return result;
  return { ok: true, scenario: result.scenario, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** @throws UserError with every problem of the scenario */
export function loadScenario(file: string, overrides: readonly Override[]): LoadedScenario {
  const loading = tryLoadScenario(file, overrides);
  if (loading.ok) return loading;
  throw new UserError(problemsText(file, loading.problems));
}

export function problemsText(file: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const place = problems.every((problem) => 'option' in problem) ? 'the options' : file;
  return [`${count} in ${place}`, ...problems.map(formatProblem)].join('\n');
}

/** Far beyond the longest scenario, and far below what would fill the memory. */
const MOST_BYTES = 4_000_000;

function read(file: string): Buffer {
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
        throw new UserError(
          `${file === '' ? 'an empty name' : file}: there is no such file`,
          'the shipped scenarios are in scenarios/; `penny init my.yaml` writes a new one',
        );
      case 'EISDIR':
        throw new UserError(`${file}: this is a folder, and a scenario file was expected`);
      case 'EACCES':
        throw new UserError(`${file}: this file may not be read`);
      default:
        throw new UserError(`${file}: this file cannot be read (${String(code)})`);
    }
  }
}

function decoded(bytes: Buffer, file: string): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new UserError(`${file}: this is not text in UTF-8`, 'save the file in the encoding UTF-8');
}
