/** `penny shrink` on the command line: its options, its help, and how they are read. */
import type { Argv } from 'yargs';
import type { ShrinkOptions } from '../commands/shrink.ts';
import { once } from './once.ts';

export const shrinkSettings = {
  seed: { type: 'string', requiresArg: true, describe: "The run's luck; the scenario's own by default" },
  checkouts: { type: 'string', requiresArg: true, describe: 'Scale the traffic to this many checkouts' },
  set: { type: 'string', requiresArg: true, describe: 'Change a setting, path=value; may be repeated' },
  faults: { type: 'string', requiresArg: true, describe: "The faults of a script instead of the scenario's own" },
  invariant: { type: 'string', requiresArg: true, describe: 'Whose violation, such as I7; the earliest by default' },
  out: { type: 'string', requiresArg: true, describe: 'The folder; reports/<scenario>-<seed>-shrunk by default' },
  json: { type: 'boolean', default: false, describe: 'Print shrink.json instead of a summary' },
  quiet: { type: 'boolean', default: false, describe: 'No progress, one line of result' },
} as const;

function shrinkOptions(verb: Argv) {
  return verb
    .positional('scenario', { type: 'string', demandOption: true, describe: 'The scenario file, YAML or JSON' })
    .options(shrinkSettings)
    .example('$0 shrink day.yaml --seed 7', 'What of this run shows its violation?')
    .example('$0 shrink day.yaml --seed 7 --invariant I7', 'And another one of the same run')
    .example('$0 shrink day.yaml --faults faults.yaml', 'Which of these faults are needed?')
    .epilogue(
      `Exit codes: 1 shrunk to a smaller run that is inconsistent, 2 bad usage or bad input, or
nothing to shrink, 70 internal error, 130 interrupted.`,
    );
}

/** Adds the verb to a parser, which is changed. */
export function addShrink(parser: Argv, carryOut: (options: ShrinkOptions) => Promise<void>): void {
  parser.command(
    'shrink <scenario>',
    'Cut a violating run down to the checkouts and the faults that it takes',
    shrinkOptions,
    async (parsed) => carryOut(readShrinkOptions(parsed)),
  );
}

type Parsed = Awaited<ReturnType<typeof shrinkOptions>['argv']>;

function readShrinkOptions(parsed: Parsed): ShrinkOptions {
  const { scenario, seed, checkouts, set, faults, invariant, out, json, quiet } = parsed;
  return {
    scenario,
    seed: once('seed', seed),
    checkouts: once('checkouts', checkouts),
    set: [set ?? []].flat(),
    faults: once('faults', faults),
    invariant: once('invariant', invariant),
    out: once('out', out),
    json,
    quiet,
  };
}
