/** `penny check SCENARIO...`: validates scenario files and runs nothing. */
import { exitCode } from '../exit-codes.ts';
import { overridesOf } from '../overrides.ts';
import { counted } from '../print/columns.ts';
import { idleFaultLines } from '../print/idle-faults.ts';
import { trafficText } from '../print/traffic.ts';
import { problemsText, tryLoadScenario, type Loading } from '../scenario-file.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

export interface CheckOptions {
  readonly scenarios: readonly string[];
  readonly set: readonly string[];
}

/** @returns the exit code */
export function check({ scenarios, set }: CheckOptions, terminal: Terminal): number {
  const results = scenarios.map((file) => checkFile(file, set, terminal));
  return results.every((ok) => ok) ? exitCode.consistent : exitCode.badInput;
}

function checkFile(file: string, set: readonly string[], terminal: Terminal): boolean {
  const loading = loadingOf(file, set);
  if ('message' in loading) {
    terminal.say(loading.message);
    return false;
  }
  if (!loading.ok) {
    // A problem of an option is one with this file.
    terminal.say(`${set.length === 0 ? '' : `${file}: `}${problemsText(file, loading.problems)}`);
    return false;
  }
  const { scenario } = loading;
  const { name, traffic, clock } = scenario;
  terminal.print(`${file}: ${name} is valid: ${trafficText(traffic)}, ${counted(clock.nights, 'night')}`);
  for (const line of idleFaultLines(scenario)) terminal.warn(line);
  return true;
}

/** A file that cannot be read is one more result, so that the others are checked too. */
function loadingOf(file: string, set: readonly string[]): Loading | { readonly message: string } {
  try {
    return tryLoadScenario(file, overridesOf({ set, checkouts: undefined }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { message: [error.message, ...(error.hint === undefined ? [] : [`  hint: ${error.hint}`])].join('\n') };
  }
}
