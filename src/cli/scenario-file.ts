/** Reads a scenario file from disk, or says all that is wrong with it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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
  const result = readScenario(bytes.toString('utf8'), file, overrides);
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
  return [`${count} in ${file}`, ...problems.map(formatProblem)].join('\n');
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    switch (code) {
      case 'ENOENT':
        throw new UserError(
          `${file}: there is no such file`,
          'the shipped scenarios are in scenarios/; `penny init my.yaml` writes a new one',
        );
      case 'EISDIR':
        throw new UserError(`${file}: this is a folder, and a scenario file was expected`);
      case 'EACCES':
        throw new UserError(`${file}: this file may not be read`);
      default:
        throw error;
    }
  }
}
