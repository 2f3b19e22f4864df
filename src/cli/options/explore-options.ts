/** `penny explore` on the command line: its options, its help, and how they are read. */
import type { Argv } from 'yargs';
import type { ExploreOptions } from '../commands/explore.ts';
import { exitCodesHelp } from '../exit-codes.ts';
import { once } from './once.ts';

const USUAL_SEEDS = '1..100';

export const exploreSettings = {
  seeds: { type: 'string', requiresArg: true, describe: 'Which seeds: 1..200 or 1,5,9..12', default: USUAL_SEEDS },
  checkouts: { type: 'string', requiresArg: true, describe: 'Scale the traffic to this many checkouts' },
  set: { type: 'string', requiresArg: true, describe: 'Change a setting, path=value; may be repeated' },
  workers: { type: 'string', requiresArg: true, describe: 'How many threads; one for each processor by default' },
  out: { type: 'string', requiresArg: true, describe: 'The folder; reports/<scenario>-explore by default' },
  fresh: { type: 'boolean', default: false, describe: 'Begin anew, whatever an interrupted exploration has done' },
  json: { type: 'boolean', default: false, describe: 'Print explore.json instead of a summary' },
  quiet: { type: 'boolean', default: false, describe: 'No progress, one line of result' },
} as const;

function exploreOptions(verb: Argv) {
  return verb
    .positional('scenario', { type: 'string', demandOption: true, describe: 'The scenario file, YAML or JSON' })
    .options(exploreSettings)
    .example('$0 explore scenarios/marketplace-day.yaml', 'A hundred lucks')
    .example('$0 explore day.yaml --seeds 1..2000', 'Two thousand')
    .example('$0 explore day.yaml --seeds 7,40..60', 'Some of them')
    .example('$0 explore day.yaml --workers 2', 'Leaves the other processors alone')
    .epilogue(`Interrupted, it goes on where it was when the same command is given again.\n\n${exitCodesHelp}`);
}

/** Adds the verb to a parser, which is changed. */
export function addExplore(parser: Argv, carryOut: (options: ExploreOptions) => Promise<void>): void {
  parser.command(
    'explore <scenario>',
    'Run one scenario with many seeds, and compare',
    exploreOptions,
    async (parsed) => carryOut(readExploreOptions(parsed)),
  );
}

type Parsed = Awaited<ReturnType<typeof exploreOptions>['argv']>;

function readExploreOptions(parsed: Parsed): ExploreOptions {
  const { scenario, seeds, checkouts, set, workers, out, fresh, json, quiet } = parsed;
  return {
    scenario,
    seeds: once('seeds', seeds) ?? USUAL_SEEDS,
    checkouts: once('checkouts', checkouts),
    set: [set ?? []].flat(),
    workers: once('workers', workers),
    out: once('out', out),
    fresh,
    json,
    quiet,
  };
}
