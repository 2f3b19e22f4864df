/** Reads a script of faults from disk, or says all that is wrong with it. */
import type { ScriptedFault } from '../sim/faults/plan.ts';
import { readScript } from '../sim/faults/script.ts';
import { problemsText } from './scenario-file.ts';
import { readTextFile } from './text-file.ts';
import { UserError } from './user-error.ts';

const wanted = {
  what: 'a script of faults',
  hint: 'each run leaves one in its report, faults.yaml; `penny run SCENARIO --sites order-1.1` prints what can be in one',
};

/** @throws UserError with every problem of the script */
export function loadScript(file: string): readonly ScriptedFault[] {
  const result = readScript(readTextFile(file, wanted).text, file);
  if (result.ok) return result.script;
  throw new UserError(problemsText(file, result.problems));
}
