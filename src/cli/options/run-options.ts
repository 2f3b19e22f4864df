/** `penny run` on the command line: its options, its help, and how they are read. */
import type { Argv } from 'yargs';
import { interpreterNames } from '../../sim/interpreter/interpreter-name.ts';
import type { RunOptions } from '../commands/run.ts';
import { exitCodesHelp } from '../exit-codes.ts';
import { stores } from '../store.ts';
import { UserError } from '../user-error.ts';
import { once } from './once.ts';

export const runSettings = {
  seed: { type: 'string', requiresArg: true, describe: "The run's luck; the scenario's own by default" },
  checkouts: { type: 'string', requiresArg: true, describe: 'Scale the traffic to this many checkouts' },
  set: { type: 'string', requiresArg: true, describe: 'Change a setting, path=value; may be repeated' },
  faults: { type: 'string', requiresArg: true, describe: "The faults of a script instead of the scenario's own" },
  out: { type: 'string', requiresArg: true, describe: 'The report folder; reports/<scenario>-<seed> by default' },
  story: {
    type: 'string',
    requiresArg: true,
    describe: 'Tell one order or checkout from Buy to its reconciled line, or one payout to a seller',
  },
  sites: {
    type: 'string',
    requiresArg: true,
    describe: 'List where faults can be scripted for one order, checkout or payout to a seller; writes no report',
  },
  verify: { type: 'boolean', default: false, describe: 'Run twice more, side by side, and compare every event' },
  store: {
    choices: stores,
    default: 'lowdb',
    describe: 'Where the databases go: one JSON a service, one NDJSON a table, or nowhere',
  },
  interpreter: {
    choices: interpreterNames,
    default: 'compiled',
    describe: 'What runs the machines: tables, or XState itself',
  },
  json: { type: 'boolean', default: false, describe: 'Print report.json instead of a summary' },
  quiet: { type: 'boolean', default: false, describe: 'No banner and no progress, one line of result' },
} as const;

function runOptions(verb: Argv) {
  return verb
    .positional('scenario', { type: 'string', demandOption: true, describe: 'The scenario file, YAML or JSON' })
    .options(runSettings)
    .example('$0 run scenarios/marketplace-day.yaml', 'A day of a marketplace')
    .example('$0 run scenarios/black-friday.yaml --seed 7', 'Another luck')
    .example('$0 run day.yaml --set policies.psp.timeout=2s', 'Another policy on the same luck')
    .example('$0 run day.yaml --story order-17.1', 'What became of one order')
    .example('$0 run day.yaml --faults faults.yaml', 'What went wrong in an earlier run, once more')
    .example('$0 run day.yaml --sites order-17.1', 'What can go wrong for one order, to write a script of')
    .example('$0 run day.yaml --verify', 'Is the run the same every time?')
    .epilogue(exitCodesHelp);
}

/** Adds the verb to a parser, which is changed. */
export function addRun(parser: Argv, carryOut: (options: RunOptions) => Promise<void>): void {
  parser.command('run <scenario>', 'Run one scenario', runOptions, async (parsed) => carryOut(readRunOptions(parsed)));
}

type Parsed = Awaited<ReturnType<typeof runOptions>['argv']>;

/** @throws UserError for options that do not go together */
function readRunOptions(parsed: Parsed): RunOptions {
  const { scenario, seed, checkouts, set, faults, out, story, sites, verify, store, interpreter, json, quiet } = parsed;
  if (json && story !== undefined)
    throw new UserError('--json and --story do not go together', 'a story is told in words; leave one of them out');
  const beside = { '--out': out !== undefined, '--story': story !== undefined, '--verify': verify, '--json': json };
  const [other] = Object.entries(beside).find(([, given]) => given) ?? [];
  if (sites !== undefined && other !== undefined)
    throw new UserError(`--sites and ${other} do not go together`, '--sites prints a list, and leaves no report');
  return {
    scenario,
    seed: once('seed', seed),
    checkouts: once('checkouts', checkouts),
    set: [set ?? []].flat(),
    faults: once('faults', faults),
    out: once('out', out),
    story: once('story', story),
    sites: once('sites', sites),
    verify,
    store,
    interpreter,
    json,
    quiet,
  };
}
