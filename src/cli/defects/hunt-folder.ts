/** The folder of a hunt: a reduced scenario for each defect that was seen, and what became of all of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hunted } from '../../sim/defects/hunted.ts';
import { signs } from '../replaceable-folder.ts';
import { replaceFolder } from '../report-folder.ts';

const USUAL = join('reports', 'defects');

/** Undefined where nothing is written: a quick hunt leaves nothing behind that its user did not ask for. */
export function huntFolder({
  out,
  quick,
}: {
  readonly out: string | undefined;
  readonly quick: boolean;
}): string | undefined {
  return out ?? (quick ? undefined : USUAL);
}

export const HUNT_RESULT = 'defects.json';

export function scenarioFile({ name }: Hunted): string {
  return `${name}.yaml`;
}

/** @param result as JSON */
export function writeHunt(target: string, hunted: readonly Hunted[], result: string): void {
  const fill = (folder: string): void => {
    for (const each of hunted) {
      if (each.fate === 'killed' && each.shrunk !== undefined)
        writeFileSync(join(folder, scenarioFile(each)), each.shrunk.text);
    }
    writeFileSync(join(folder, HUNT_RESULT), `${result}\n`);
  };
  replaceFolder(target, fill, signs.hunt);
}
