/** `penny faults [KIND...]`: tells what can go wrong, and how a scenario says so. */
import { faultKinds, isFaultKind } from '../../sim/faults/catalogue.ts';
import type { FaultKind } from '../../sim/faults/fault.ts';
import { faultReference } from '../../sim/scenario/fault-reference.ts';
import { kindHint } from '../../sim/scenario/kind-hint.ts';
import { exitCode } from '../exit-codes.ts';
import { faultKindLines, faultTableLines } from '../print/fault-reference.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

export interface FaultsOptions {
  /** Names of kinds; all of them when there are none. */
  readonly kinds: readonly string[];
  readonly json: boolean;
}

/**
 * @returns the exit code
 * @throws UserError when there is no kind of a name
 */
export function faults({ kinds, json }: FaultsOptions, terminal: Terminal): number {
  const asked = kinds.map(known);
  const references = (asked.length === 0 ? faultKinds : asked).map(faultReference);
  const { style } = terminal;
  if (json) {
    terminal.print(JSON.stringify({ faults: references }, undefined, 2));
  } else if (asked.length === 0) {
    for (const line of faultTableLines(references, style)) terminal.print(line);
  } else {
    const blocks = references.map((reference) => faultKindLines(reference, style).join('\n'));
    terminal.print(blocks.join('\n\n'));
  }
  return exitCode.consistent;
}

function known(name: string): FaultKind {
  if (isFaultKind(name)) return name;
  throw new UserError(`there is no kind of fault "${name}"`, kindHint(name));
}
