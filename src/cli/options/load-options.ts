/** `penny load` on the command line: its options, its help, and how they are read. */
import type { Argv } from 'yargs';
import type { LoadOptions } from '../commands/load.ts';
import { exitCodesHelp } from '../exit-codes.ts';
import { cellStores } from '../store.ts';
import { once } from './once.ts';

export const loadSettings = {
  checkouts: { type: 'string', requiresArg: true, describe: "How many in all; the scenario's own number by default" },
  cells: {
    type: 'string',
    requiresArg: true,
    describe: 'How many payment systems share them; one for each 2,000, or one where its services are limited',
  },
  sweep: { type: 'string', requiresArg: true, describe: 'Two rates, to look for the highest at which all goes well' },
  steps: {
    type: 'string',
    requiresArg: true,
    describe: 'Of a sweep: how many rates at first; doubled ones by default',
  },
  for: {
    type: 'string',
    requiresArg: true,
    describe: 'Of a sweep: how long buyers come at each; 5min or more by default',
  },
  workers: { type: 'string', requiresArg: true, describe: 'How many threads; one for each processor by default' },
  seed: { type: 'string', requiresArg: true, describe: "The load's luck; the scenario's own by default" },
  set: { type: 'string', requiresArg: true, describe: 'Change a setting, path=value; may be repeated' },
  store: {
    choices: cellStores,
    default: 'none',
    describe: "Where the cells' databases and settlement files go: nowhere, or into cells/, as NDJSON",
  },
  out: {
    type: 'string',
    requiresArg: true,
    describe: 'The folder; reports/<scenario>-<seed>-load, or -sweep, by default',
  },
  json: { type: 'boolean', default: false, describe: 'Print report.json, or sweep.json, instead of a summary' },
  quiet: { type: 'boolean', default: false, describe: 'No progress, one line of result' },
} as const;

function loadOptions(verb: Argv) {
  return verb
    .positional('scenario', { type: 'string', demandOption: true, describe: 'The scenario file, YAML or JSON' })
    .options(loadSettings)
    .example('$0 load day.yaml --checkouts 1000000', 'A million checkouts, every one of them checked')
    .example('$0 load day.yaml --checkouts 1000000 --workers 2', 'Leaves the other processors alone')
    .example('$0 load day.yaml --checkouts 50000 --cells 5', 'Busier sellers, and more memory')
    .example("$0 load day.yaml --set 'thresholds=[checkout.p99 < 3s]'", 'Ends with 3 when it is missed')
    .example('$0 load day.yaml --sweep 5/s..200/s', 'Up to which rate the thresholds are met')
    .example('$0 run day.yaml --seed 1.7 --checkouts 2000', 'Cell 7 of a load with seed 1, alone')
    .epilogue(
      `Each cell is a payment system of its own: the scenario with the seed SEED.1, SEED.2, ... and its share of the
checkouts. The report is the same, byte for byte, for any number of workers.

A sweep runs the scenario at one rate after the other, and then at some around the knee. It ends with 0 where the
lowest rate meets all thresholds, whatever higher ones miss, and with 1 where any of them is inconsistent.\n\n${exitCodesHelp}`,
    );
}

/** Adds the verb to a parser, which is changed. */
export function addLoad(parser: Argv, carryOut: (options: LoadOptions) => Promise<void>): void {
  parser.command(
    'load <scenario>',
    'Load-test one scenario with any number of checkouts, on all processors',
    loadOptions,
    async (parsed) => carryOut(readLoadOptions(parsed)),
  );
}

type Parsed = Awaited<ReturnType<typeof loadOptions>['argv']>;

function readLoadOptions({
  scenario,
  checkouts,
  cells,
  sweep,
  steps,
  for: lasts,
  workers,
  seed,
  set,
  store,
  out,
  json,
  quiet,
}: Parsed): LoadOptions {
  return {
    scenario,
    seed: once('seed', seed),
    checkouts: once('checkouts', checkouts),
    set: [set ?? []].flat(),
    cells: once('cells', cells),
    sweep: once('sweep', sweep),
    steps: once('steps', steps),
    for: once('for', lasts),
    workers: once('workers', workers),
    store,
    out: once('out', out),
    json,
    quiet,
  };
}
