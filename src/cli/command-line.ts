/** The verbs, their options and their help. */
import yargs, { type Argv } from 'yargs';
import { exitCode, exitCodesHelp } from './exit-codes.ts';
import { addCheck, checkSettings } from './options/check-options.ts';
import { addCompare, compareSettings } from './options/compare-options.ts';
import { addDefects, defectsSettings } from './options/defects-options.ts';
import { addExplore, exploreSettings } from './options/explore-options.ts';
import { addFaults, faultsSettings } from './options/faults-options.ts';
import { addLoad, loadSettings } from './options/load-options.ts';
import { addRun, runSettings } from './options/run-options.ts';
import { addShrink, shrinkSettings } from './options/shrink-options.ts';
import { packageVersion } from './run-info.ts';
import { openTerminal } from './terminal.ts';
import { refuseStrangeFlags, refuseStrangeVerb, usageError, type Vocabulary } from './usage-error.ts';

/**
 * Parses arguments and carries out the verb, whose code is read when it is known to be needed. `help load` is `load --help`.
 * @returns the exit code
 * @throws UserError when the arguments make no sense, and whatever the verb throws
 */
export async function commandLine(typed: readonly string[], signal: AbortSignal): Promise<number> {
  const args = typed[0] === 'help' ? [...typed.slice(1), '--help'] : typed;
  let code: number = exitCode.consistent;
  refuseStrangeVerb(args, vocabulary);
  refuseStrangeFlags(args, vocabulary);
  const parser = openParser(args);
  addRun(parser, async (options) => {
    const { run } = await import('./commands/run.ts');
    code = await run(options, openTerminal(options.quiet || options.json), signal);
  });
  addLoad(parser, async (options) => {
    const terminal = openTerminal(options.quiet || options.json);
    if (options.sweep === undefined) {
      const { load } = await import('./commands/load.ts');
      code = await load(options, terminal, signal);
    } else {
      const { sweep } = await import('./commands/sweep.ts');
      code = await sweep({ ...options, sweep: options.sweep }, terminal, signal);
    }
  });
  addExplore(parser, async (options) => {
    const { explore } = await import('./commands/explore.ts');
    code = await explore(options, openTerminal(options.quiet || options.json), signal);
  });
  addCompare(parser, async (options) => {
    const { compare } = await import('./commands/compare.ts');
    code = await compare(options, openTerminal(options.quiet || options.json), signal);
  });
  addDefects(parser, async (options) => {
    const { defects } = await import('./commands/defects.ts');
    code = await defects(options, openTerminal(options.quiet || options.json), signal);
  });
  addShrink(parser, async (options) => {
    const { shrink } = await import('./commands/shrink.ts');
    code = await shrink(options, openTerminal(options.quiet || options.json), signal);
  });
  addFaults(parser, async (options) => {
    const { faults } = await import('./commands/faults.ts');
    code = faults(options, openTerminal(false));
  });
  addCheck(parser, async (options) => {
    const { check } = await import('./commands/check.ts');
    code = check(options, openTerminal(false));
  });
  addPlainVerbs(parser, (its) => (code = its));
  await parser.parseAsync();
  return code;
}

/** The verbs that have no options of their own. */
function addPlainVerbs(parser: Argv, end: (code: number) => void): void {
  parser
    .command(
      'init [file]',
      'Write a commented starter scenario',
      (verb) =>
        verb
          .positional('file', { type: 'string', default: 'scenario.yaml', describe: 'Where to write it' })
          .example('$0 init my.yaml', 'A scenario to start from'),
      async ({ file }) => {
        const { init } = await import('./commands/init.ts');
        end(init(file, openTerminal(false)));
      },
    )
    .command(
      'schema',
      "Print the scenario's JSON Schema",
      (verb) => verb.example('$0 schema > scenario.schema.json', 'For completion in an editor'),
      async () => {
        const { scenarioJsonSchema } = await import('../sim/scenario/json-schema.ts');
        openTerminal(false).print(JSON.stringify(scenarioJsonSchema(), undefined, 2));
      },
    )
    .command(
      'machines [name..]',
      'Print each machine as a statechart (Mermaid)',
      (verb) =>
        verb
          .positional('name', { type: 'string', array: true, describe: 'Machines; all of them by default' })
          .example('$0 machines orderSaga wallet', 'Two of them'),
      async ({ name }) => {
        const { machines } = await import('./commands/machines.ts');
        end(machines(name ?? [], openTerminal(false)));
      },
    );
}

/** What holds for every verb. */
function openParser(args: readonly string[]): Argv {
  return yargs([...args])
    .scriptName('penny')
    .locale('en')
    .usage('$0 <verb>\n\nSimulates a payment system and accounts for every penny.')
    .parserConfiguration({
      'boolean-negation': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .demandCommand(1, 1)
    .strict()
    .version(packageVersion())
    .alias({ h: 'help' })
    .example('penny run scenarios/first-checkout.yaml', 'One checkout, two sellers')
    .example('penny load scenarios/marketplace-day.yaml --checkouts 100000', 'A load test with all checks on')
    .example('penny explore scenarios/marketplace-day.yaml', 'The same day with a hundred lucks')
    .example('penny compare my.yaml --set-b policies.psp.timeout=2s', 'What a change does, with the same luck')
    .example('penny defects', 'Mistakes of real payment systems, and which invariant sees each')
    .example('penny shrink my.yaml --seed 7', 'The smallest run that shows the same violation')
    .example('penny faults', 'What can go wrong, and how a scenario says so')
    .example('penny init my.yaml && penny run my.yaml', 'A scenario of your own')
    .epilogue(exitCodesHelp)
    .wrap(100)
    .exitProcess(false)
    .fail((complaint: string | null, error: Error | undefined) => {
      // A YError is what yargs itself throws, and that is about the arguments.
      throw error === undefined || error.name === 'YError'
        ? usageError(complaint ?? error?.message ?? '', args, vocabulary)
        : error;
    });
}

const optionsOfVerbs: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  run: runSettings,
  load: loadSettings,
  explore: exploreSettings,
  compare: compareSettings,
  defects: defectsSettings,
  shrink: shrinkSettings,
  faults: faultsSettings,
  check: checkSettings,
};

const vocabulary: Vocabulary = {
  verbs: ['run', 'load', 'explore', 'compare', 'defects', 'shrink', 'faults', 'check', 'init', 'schema', 'machines'],
  optionsOf: (verb) => [...Object.keys(optionsOfVerbs[verb] ?? {}), 'help', 'version'],
  flagsOf: (verb) => {
    const options = Object.entries(optionsOfVerbs[verb] ?? {});
    const flags = options.filter(([, setting]) => 'type' in setting && setting.type === 'boolean');
    return [...flags.map(([name]) => name), 'help', 'h', 'version'];
  },
};
