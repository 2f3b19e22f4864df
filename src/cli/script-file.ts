/** Reads a script of faults from disk, or says all that is wrong with it. */
import { setImmediate } from 'node:timers/promises';
import type { ScriptedFault } from '../sim/faults/plan.ts';
import { placeOfItem } from '../sim/faults/script-place.ts';
import { MOST_SCRIPT_CHARACTERS, readingScript } from '../sim/faults/script.ts';
import { Interrupted } from './drive.ts';
import type { Override } from '../sim/scenario/overrides.ts';
import type { Problem } from '../sim/scenario/problem.ts';
import { parsed } from '../sim/scenario/units/parsed.ts';
import { TakenScript } from '../sim/scenario/written/faults.ts';
import { problemsText, tryLoadScenario } from './scenario-file.ts';
import type { Terminal } from './terminal.ts';
import { readTextFile } from './text-file.ts';
import { UserError } from './user-error.ts';

const wanted = {
  what: 'a script of faults',
  hint: 'each run leaves one in its report, faults.yaml; `penny run SCENARIO --sites order-1.1` prints what can be in one',
  mostCharacters: MOST_SCRIPT_CHARACTERS,
};

/**
 * A storm leaves a long script, so that this shows how far it is.
 * @throws UserError with every problem of the script
 * @throws Interrupted when `signal` is aborted before the end
 */
export async function loadScript(
  file: string,
  terminal: Pick<Terminal, 'progress' | 'clearProgress'>,
  signal: AbortSignal,
): Promise<readonly ScriptedFault[]> {
  const { text } = readTextFile(file, wanted);
  const reading = readingScript(text, file);
  try {
    for (;;) {
      const step = reading.next();
      // Node.js hears signals between two immediates.
      await setImmediate();
      if (signal.aborted) throw new Interrupted();
      if (step.done !== true) {
        const percent = Math.floor((step.value / text.length) * 100);
        if (percent < 100) terminal.progress(`reading ${file}: ${percent}%`);
        continue;
      }
      if (step.value.ok) return step.value.script;
      throw new UserError(problemsText(file, step.value.problems));
    }
  } finally {
    terminal.clearProgress();
  }
}

/**
 * What a script says must be possible with the scenario: no more than a rule of the scenario's own might say.
 * @throws UserError with every problem of the script
 */
export function assertFits(
  script: readonly ScriptedFault[],
  file: string,
  scenario: { readonly file: string; readonly overrides: readonly Override[] },
): void {
  const change = parsed({ path: ['faults'], value: new TakenScript(script) });
  const loading = tryLoadScenario(scenario.file, [...scenario.overrides, { option: file, change }]);
  if (loading.ok) return;
  const { text } = readTextFile(file, wanted);
  const problems = loading.problems.flatMap((problem): Problem[] => {
    const [, index] = /^faults\.script\.(\d+)$/.exec(problem.path) ?? [];
    const site = index === undefined ? undefined : script[Number(index)]?.site;
    if (site === undefined) return aboutNights.has(problem.path) ? [] : [problem];
    const { seen, expected, hint } = problem;
    const place = placeOfItem(text, file, Number(index));
    return [{ ...place, path: site, seen, expected, ...(hint === undefined ? {} : { hint }) }];
  });
  if (problems.length === 0) return;
  const inScript = problems.some((problem) => 'file' in problem && problem.file === file);
  throw new UserError(problemsText(inScript ? file : scenario.file, problems));
}

/** There are as many nights as the scenario has without the script. */
const aboutNights: ReadonlySet<string> = new Set(['clock.nights', 'psp.fileAt']);
