/** `penny defects` on the command line: its options, its help, and how they are read. */
import type { Argv } from 'yargs';
import type { DefectsOptions } from '../commands/defects.ts';
import { once } from './once.ts';

const USUAL_SEEDS = '20';

export const defectsSettings = {
  only: { type: 'string', array: true, requiresArg: true, describe: 'These defects and no others' },
  seeds: { type: 'string', requiresArg: true, describe: 'How many seeds each is given at most', default: USUAL_SEEDS },
  workers: { type: 'string', requiresArg: true, describe: 'How many threads; one for each processor by default' },
  quick: { type: 'boolean', default: false, describe: 'Do not shrink the runs that show them, write nothing' },
  out: { type: 'string', requiresArg: true, describe: 'The folder; reports/defects by default' },
  list: { type: 'boolean', default: false, describe: 'Tell what the defects are, run nothing' },
  json: { type: 'boolean', default: false, describe: 'Print the result as JSON instead of a table' },
  quiet: { type: 'boolean', default: false, describe: 'No progress, one line of result' },
} as const;

const exitCodesHelp = `Exit codes: 0 each was seen first by an invariant that the catalogue names,
1 one survived or was seen first by another, 2 bad usage, 70 internal error, 130 interrupted.`;

function defectsOptions(verb: Argv) {
  return verb
    .options(defectsSettings)
    .example('$0 defects', 'Every defect of the catalogue')
    .example('$0 defects --quick', 'The same without a small scenario of each')
    .example('$0 defects --list', 'What they are, and who made them')
    .example('$0 defects --only timeout-treated-as-failure', 'One of them; several names may follow')
    .example('$0 run day.yaml --set defects=NAME', 'One of them in a scenario of your own')
    .epilogue(
      `Runs scenarios/defect-bench.yaml with each of them, with seeds 1, 2, ... until an invariant sees it, and cuts
the run down to a small scenario that still shows it.\n\n${exitCodesHelp}`,
    );
}

/** Adds the verb to a parser, which is changed. */
export function addDefects(parser: Argv, carryOut: (options: DefectsOptions) => Promise<void>): void {
  parser.command(
    'defects',
    'Switch on each mistake of the catalogue, and see which invariant sees it',
    defectsOptions,
    async (parsed) => carryOut(readDefectsOptions(parsed)),
  );
}

type Parsed = Awaited<ReturnType<typeof defectsOptions>['argv']>;

function readDefectsOptions({ only, seeds, workers, quick, out, list, json, quiet }: Parsed): DefectsOptions {
  return {
    only: only ?? [],
    seeds: once('seeds', seeds) ?? USUAL_SEEDS,
    workers: once('workers', workers),
    quick,
    out: once('out', out),
    list,
    json,
    quiet,
  };
}
