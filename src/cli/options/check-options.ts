/** `penny check` on the command line: its options, its help, and how they are read. */
import type { Argv } from 'yargs';
import type { CheckOptions } from '../commands/check.ts';

export const checkSettings = {
  set: { type: 'string', requiresArg: true, describe: 'Change a setting of each, path=value; may be repeated' },
} as const;

function checkOptions(verb: Argv) {
  return verb
    .positional('scenario', { type: 'string', array: true, demandOption: true, describe: 'Scenario files' })
    .options(checkSettings)
    .example('$0 check scenarios/*.yaml', 'All scenarios of a folder')
    .example('$0 check day.yaml --set traffic.users=40', 'How much traffic that would be');
}

/** Adds the verb to a parser, which is changed. */
export function addCheck(parser: Argv, carryOut: (options: CheckOptions) => Promise<void>): void {
  parser.command(
    'check <scenario..>',
    'Validate scenario files, run nothing',
    checkOptions,
    async ({ scenario, set }) => carryOut({ scenarios: scenario, set: [set ?? []].flat() }),
  );
}
