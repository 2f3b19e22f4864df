/** The small scenarios of docs/defects: what their headings say of them. */
import { readFileSync } from 'node:fs';
import type { DefectName } from '../../../src/domain/defects.ts';

export const smallScenarios = 'docs/defects';

export interface SmallScenario {
  readonly text: string;
  /** The invariants that saw the defect when the whole bench was run, in the order in which they did. */
  readonly seenBy: readonly string[];
  /** The seed of that run. */
  readonly seed: number;
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
  const { seenBy, seeds } = huntOf(name);
  return { text, violation, seenBy, seed: seeds, checkouts: Number(checkouts), faults: Number(faults) };
}

/** Of `penny defects`, as far as it is read here. */
interface HuntResult {
  readonly defects: readonly Hunt[];
}

interface Hunt {
  readonly name: string;
  readonly seenBy: readonly string[];
  /** How many it took: the last one saw it. */
  readonly seeds: number;
}

function huntOf(name: DefectName): Hunt {
  const file = `${smallScenarios}/defects.json`;
  const { defects } = JSON.parse(readFileSync(file, 'utf8')) as HuntResult;
  const found = defects.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${file} does not know ${name}`);
  return found;
}
