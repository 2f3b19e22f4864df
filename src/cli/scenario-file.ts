/** Reads a scenario file from disk, or says all that is wrong with it. */
import { createHash } from 'node:crypto';
import { MOST_CHARACTERS } from '../sim/scenario/document.ts';
import type { Override } from '../sim/scenario/overrides.ts';
import { formatProblem, type Problem } from '../sim/scenario/problem.ts';
import { readScenario, unfitness } from '../sim/scenario/read.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import type { Complaint } from '../sim/scenario/written/leaf.ts';
import { counted, grouped } from './print/columns.ts';
import { readTextFile } from './text-file.ts';
import { UserError } from './user-error.ts';

export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly text: string;
  /** Of the file's bytes. */
  readonly sha256: string;
}

export type Loading =
  ({ readonly ok: true } & LoadedScenario) | { readonly ok: false; readonly problems: readonly Problem[] };

const wanted = {
  what: 'a scenario file',
  hint: 'the shipped scenarios are in scenarios/; `penny init my.yaml` writes a new one',
  mostCharacters: MOST_CHARACTERS,
};

/** @throws UserError when the file cannot be read at all */
export function tryLoadScenario(file: string, overrides: readonly Override[]): Loading {
  const { bytes, text } = readTextFile(file, wanted);
  const result = readScenario(text, file, overrides);
  if (!result.ok) return result;
  return { ok: true, scenario: result.scenario, text, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** @throws UserError with every problem of the scenario */
export function loadScenario(file: string, overrides: readonly Override[]): LoadedScenario {
  const loading = tryLoadScenario(file, overrides);
  if (loading.ok) return loading;
  throw new UserError(problemsText(file, loading.problems));
}

/** Of a scenario that cannot be used for what is asked of it, though it is in order. */
export function unfit(
  complaint: Complaint,
  { text }: LoadedScenario,
  file: string,
  overrides: readonly Override[],
): UserError {
  return new UserError(problemsText(file, unfitness(complaint, text, file, overrides)));
}

/** More would hide the first, with which a reader begins. */
const SHOWN_PROBLEMS = 20;

/** How many problems there are, and the first of them, in words. */
export function problemsText(file: string, problems: readonly Problem[]): string {
  const place = problems.every((problem) => 'option' in problem) ? 'the options' : file;
  const more = problems.length - SHOWN_PROBLEMS;
  return [
    `${counted(problems.length, 'problem')} in ${place}`,
    ...problems.slice(0, SHOWN_PROBLEMS).map(formatProblem),
    ...(more > 0 ? [`and ${grouped(more)} more`] : []),
  ].join('\n');
}
