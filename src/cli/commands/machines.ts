/** `penny machines [NAME...]`: prints machines as statecharts. */
import { actorKinds } from '../../sim/actor-kinds.ts';
import { didYouMean } from '../../sim/scenario/did-you-mean.ts';
import { mermaidOf } from '../../sim/diagram/mermaid.ts';
import { exitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

/**
 * @param names of machines; all of them when there are none
 * @returns the exit code
 * @throws UserError when there is no machine of a name
 */
export function machines(names: readonly string[], terminal: Terminal): number {
  const known = actorKinds.map((kind) => kind.machine.id);
  for (const name of names) {
    if (!known.includes(name))
      throw new UserError(`there is no machine "${name}"`, didYouMean(name, known) ?? `there are ${known.join(', ')}`);
  }
  const wanted = names.length === 0 ? actorKinds : actorKinds.filter((kind) => names.includes(kind.machine.id));
  terminal.print(wanted.map(mermaidOf).join('\n'));
  return exitCode.consistent;
}
