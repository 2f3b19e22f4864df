/** `penny compare` on the command line: its options, its help, and how they are read. */
import type { Argv } from 'yargs';
import type { CompareOptions } from '../commands/compare.ts';
import { exitCodesHelp } from '../exit-codes.ts';
import { UserError } from '../user-error.ts';
import { once } from './once.ts';

export const compareSettings = {
  'set-a': { type: 'string', requiresArg: true, describe: 'Change a setting of A, path=value; may be repeated' },
  'set-b': { type: 'string', requiresArg: true, describe: 'Change a setting of B, path=value; may be repeated' },
  set: { type: 'string', requiresArg: true, describe: 'Change a setting of both, path=value; may be repeated' },
  seed: { type: 'string', requiresArg: true, describe: "The luck of both; the scenarios' own by default" },
  seeds: { type: 'string', requiresArg: true, describe: 'Several lucks, pair by pair: 1..20 or 1,5,9..12' },
  checkouts: { type: 'string', requiresArg: true, describe: 'Scale the traffic of both to this many checkouts' },
  workers: { type: 'string', requiresArg: true, describe: 'How many threads for --seeds; one for each processor' },
  out: { type: 'string', requiresArg: true, describe: 'Write compare.json to this folder; nothing without it' },
  json: { type: 'boolean', default: false, describe: 'Print compare.json instead of a summary' },
  quiet: { type: 'boolean', default: false, describe: 'No progress, one line of result' },
} as const;

function compareOptions(verb: Argv) {
  return verb
    .positional('scenario', { type: 'string', demandOption: true, describe: 'The scenario file of A, YAML or JSON' })
    .positional('other', { type: 'string', describe: 'The scenario file of B; the same one by default' })
    .options(compareSettings)
    .example('$0 compare old.yaml new.yaml', 'Two designs')
    .example('$0 compare day.yaml --set-b policies.psp.timeout=2s', 'What a change does')
    .example('$0 compare day.yaml --set-b defects=refund-race', 'What a mistake costs')
    .example('$0 compare day.yaml --set-b faults=heavy', 'What a storm does')
    .example('$0 compare old.yaml new.yaml --seeds 1..50', 'Is it so with any luck?')
    .epilogue(
      `Both meet the same luck: the same buyers, cards and amounts, issuers, network and faults.

To differ is no failure. The exit code is the gravest of the two runs, as if each were run alone:
a job passes where both are consistent and meet their thresholds. To hold one of them alone to
that, run it alone: the result has its command.\n\n${exitCodesHelp}`,
    );
}

/** Adds the verb to a parser, which is changed. */
export function addCompare(parser: Argv, carryOut: (options: CompareOptions) => Promise<void>): void {
  parser.command(
    'compare <scenario> [other]',
    'Run two designs with the same luck: what differs, and where their histories part',
    compareOptions,
    async (parsed) => carryOut(readCompareOptions(parsed)),
  );
}

type Parsed = Awaited<ReturnType<typeof compareOptions>['argv']>;

/** @throws UserError for options that do not go together, or where there is nothing to compare */
function readCompareOptions(parsed: Parsed): CompareOptions {
  const { scenario, other, setA, setB, set, seed, seeds, checkouts, workers, out, json, quiet } = parsed;
  if (seed !== undefined && seeds !== undefined)
    throw new UserError('--seed and --seeds do not go together', 'write --seeds 7 for one of them');
  if (other === undefined && setA === undefined && setB === undefined) {
    const hint = `name a second scenario, or change a setting: penny compare ${scenario} --set-b policies.psp.timeout=2s`;
    throw new UserError('there is nothing to compare the scenario with', hint);
  }
  return {
    scenario,
    other,
    a: [setA ?? []].flat(),
    b: [setB ?? []].flat(),
    set: [set ?? []].flat(),
    seed: once('seed', seed),
    seeds: once('seeds', seeds),
    checkouts: once('checkouts', checkouts),
    workers: once('workers', workers),
    out: once('out', out),
    json,
    quiet,
  };
}
