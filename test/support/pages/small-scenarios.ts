/** The small scenarios of docs/defects: what their headings say of them. */
import { readFileSync } from 'node:fs';
import type { DefectName } from '../../../src/domain/defects.ts';

export const smallScenarios = 'docs/defects';

export interface SmallScenario {
  readonly text: string;
  /** The invariants that saw the defect when the whole bench was run, in the order in which they did. */
  readonly seenBy: readonly string[];
  /** `I2 at-most-one-charge: order-17.1 has 2 captured charges` */
  readonly violation: string;
  readonly checkouts: number;
  readonly faults: number;
}

/** @throws Error when there is none, or one without a heading */
export function smallScenario(name: DefectName): SmallScenario {
  const file = `${smallScenarios}/${name}.yaml`;
  const text = readFileSync(file, 'utf8');
  const heading = /^# Cut down .*\n# {3}(.+)\n# Of .* faults?, (\d+) and (\d+) are left/.exec(text);
  const [, violation, checkouts, faults] = heading ?? [];
  if (violation === undefined) throw new Error(`${file} does not say what it shows`);
  return { text, violation, seenBy: seenBy(name), checkouts: Number(checkouts), faults: Number(faults) };
}

/** Of `penny defects`, as far as it is read here. */
interface HuntResult {
  readonly defects: readonly { readonly name: string; readonly seenBy: readonly string[] }[];
}

function seenBy(name: DefectName): readonly string[] {
  const file = `${smallScenarios}/defects.json`;
  const { defects } = JSON.parse(readFileSync(file, 'utf8')) as HuntResult;
  const found = defects.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${file} does not know ${name}`);
  return found.seenBy;
}
