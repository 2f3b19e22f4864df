/** The verbs, their options and their help. */
import yargs, { type Argv } from 'yargs';
import { scenarioJsonSchema } from '../sim/scenario/json-schema.ts';
import { check } from './commands/check.ts';
import { init } from './commands/init.ts';
import { machines } from './commands/machines.ts';
import { run, type RunOptions } from './commands/run.ts';
import { exitCode } from './exit-codes.ts';
import { packageVersion } from './run-info.ts';
import { openTerminal } from './terminal.ts';
import { usageError, type Vocabulary } from './usage-error.ts';
import { UserError } from './user-error.ts';

/**
 * Parses arguments and carries out the verb.
 * @returns the exit code
 * @throws UserError when the arguments make no sense, and whatever the verb throws
 */
export async function commandLine(args: readonly string[], signal: AbortSignal): Promise<number> {
  let code: number = exitCode.consistent;
  const parser = yargs([...args])
    .scriptName('penny')
    .locale('en')
    .usage('$0 <verb>\n\nSimulates a payment system and accounts for every penny.')
    .parserConfiguration({
      'boolean-negation': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .command(
      'run <scenario>',
      'Run one scenario',
      runOptions,
      async (parsed) =>
        void (code = await run(readRunOptions(parsed), openTerminal(parsed.quiet || parsed.json), signal)),
    )
    .command(
      'check <scenario..>',
      'Validate scenario files, run nothing',
      (verb) =>
        verb
          .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'Scenario files' })
          .example('$0 check scenarios/*.yaml', 'All scenarios of a folder'),
      ({ scenario }) => void (code = check(scenario, openTerminal(false))),
    )
    .command(
      'init [file]',
      'Write a commented starter scenario',
      (verb) =>
        verb
          .positional('file', { type: 'string', default: 'scenario.yaml', describe: 'Where to write it' })
          .example('$0 init my.yaml', 'A scenario to start from'),
      ({ file }) => void (code = init(file, openTerminal(false))),
    )
    .command(
      'schema',
      "Print the scenario's JSON Schema",
      (verb) => verb.example('$0 schema > scenario.schema.json', 'For completion in an editor'),
      () => openTerminal(false).print(JSON.stringify(scenarioJsonSchema(), undefined, 2)),
    )
    .command(
      'machines [name..]',
      'Print each machine as a statechart (Mermaid)',
      (verb) =>
        verb
          .positional('name', { type: 'string', array: true, describe: 'Machines; all of them by default' })
          .example('$0 machines orderSaga wallet', 'Two of them'),
      ({ name }) => void (code = machines(name ?? [], openTerminal(false))),
    )
    .demandCommand(1, 1)
    .strict()
    .version(packageVersion())
    .alias({ h: 'help' })
    .example('penny run scenarios/first-checkout.yaml', 'One checkout, two sellers')
    .example('penny init my.yaml && penny run my.yaml', 'A scenario of your own')
    .epilogue(exitCodes)
    .wrap(100)
    .exitProcess(false)
    .fail((complaint: string | null, error: Error | undefined) => {
      // A YError is what yargs itself throws, and that is about the arguments.
      throw error === undefined || error.name === 'YError'
        ? usageError(complaint ?? error?.message ?? '', args, vocabulary)
        : error;
    });
  await parser.parseAsync();
  return code;
}

const exitCodes = `Exit codes: 0 consistent and all thresholds met, 1 inconsistent, 2 bad usage or bad input,
3 a threshold missed, 4 inconclusive, 70 internal error, 130 interrupted.`;

const runSettings = {
  seed: { type: 'string', requiresArg: true, describe: "The run's luck; the scenario's own by default" },
  checkouts: { type: 'string', requiresArg: true, describe: 'Scale the traffic to this many checkouts' },
  set: { type: 'string', requiresArg: true, describe: 'Change a setting, path=value; may be repeated' },
  out: { type: 'string', requiresArg: true, describe: 'The report folder; reports/<scenario>-<seed> by default' },
  story: { type: 'string', requiresArg: true, describe: 'Tell one order or checkout from Buy to its reconciled line' },
  interpreter: { choices: ['xstate'], default: 'xstate', describe: 'What runs the machines' },
  json: { type: 'boolean', default: false, describe: 'Print report.json instead of a summary' },
  quiet: { type: 'boolean', default: false, describe: 'No banner and no progress, one line of result' },
} as const;

const vocabulary: Vocabulary = {
  verbs: ['run', 'check', 'init', 'schema', 'machines'],
  optionsOf: (verb) => [...(verb === 'run' ? Object.keys(runSettings) : []), 'help', 'version'],
};

function runOptions(verb: Argv) {
  return verb
    .positional('scenario', { type: 'string', demandOption: true, describe: 'The scenario file, YAML or JSON' })
    .options(runSettings)
    .example('$0 run scenarios/marketplace-day.yaml', 'A day of a marketplace')
    .example('$0 run scenarios/black-friday.yaml --seed 7', 'Another luck')
    .example('$0 run day.yaml --set policies.psp.timeout=2s', 'Another policy on the same luck')
    .example('$0 run day.yaml --story order-17.1', 'What became of one order');
}

type Parsed = Awaited<ReturnType<typeof runOptions>['argv']>;

function readRunOptions(parsed: Parsed): RunOptions {
  const { scenario, seed, checkouts, set, out, story, json, quiet } = parsed;
  if (json && story !== undefined)
    throw new UserError('--json and --story do not go together', 'a story is told in words; leave one of them out');
  return {
    scenario,
    seed: once('seed', seed),
    checkouts: once('checkouts', checkouts),
    set: [set ?? []].flat(),
    out: once('out', out),
    story: once('story', story),
    json,
    quiet,
  };
}

/** An option that is given twice has two values; which one was meant is not ours to guess. */
function once(name: string, value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new UserError(`--${name} is given ${value.length} times, and once was expected`);
}
