/** `penny faults` on the command line: its options, its help, and how they are read. */
import type { Argv } from 'yargs';
import type { FaultsOptions } from '../commands/faults.ts';

export const faultsSettings = {
  json: { type: 'boolean', default: false, describe: 'Print the same as JSON' },
} as const;

function faultsOptions(verb: Argv) {
  return verb
    .positional('kind', { type: 'string', array: true, describe: 'Kinds of fault to tell all about' })
    .options(faultsSettings)
    .example('$0 faults', 'Every kind, by where it strikes')
    .example('$0 faults network.delay', 'Its keys, units and usual values, and an example')
    .example('$0 faults psp.outage service.crash --json', 'Two of them, for a program')
    .example("$0 run day.yaml --set 'faults=[{ fault: network.drop, rate: 2% }]'", 'One of them in a run');
}

/** Adds the verb to a parser, which is changed. */
export function addFaults(parser: Argv, carryOut: (options: FaultsOptions) => Promise<void>): void {
  parser.command(
    'faults [kind..]',
    'What can go wrong: rules are tried in order; the first that strikes at a site wins',
    faultsOptions,
    async ({ kind, json }) => carryOut({ kinds: kind ?? [], json }),
  );
}
