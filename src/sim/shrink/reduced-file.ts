/** The file of a reduced run: the scenario with all that is not needed left out, and a heading that says what it shows. */
import { counted } from '../../domain/counted.ts';
import type { Change } from '../scenario/overrides.ts';
import { readScenario } from '../scenario/read.ts';
import { rewritten } from './scenario-text.ts';

export interface Size {
  readonly checkouts: number;
  readonly faults: number;
}

export interface Reduction {
  /** The command of the violating run. */
  readonly command: string;
  /** What is violated and how: `I2 at-most-one-charge: order-17.1 has 2 captured charges`. */
  readonly violation: string;
  readonly before: Size;
  readonly after: Size;
}

/**
 * @param text of the scenario
 * @param changes which make it the reduced one
 * @param nights which it is to have
 */
export function reducedFile(text: string, changes: readonly Change[], nights: number, reduction: Reduction): string {
  const heading = `${headingOf(reduction)}\n`;
  const without = changes.filter(({ path }) => path.join('.') !== 'clock.nights');
  const brief = `${heading}${rewritten(text, without)}`;
  // Where it comes to these nights by itself, it need not say so.
  const read = readScenario(brief, '');
  return read.ok && read.scenario.clock.nights === nights ? brief : `${heading}${rewritten(text, changes)}`;
}

function headingOf({ command, violation, before, after }: Reduction): string {
  const had = `${counted(before.checkouts, 'checkout')} and ${counted(before.faults, 'fault')}`;
  const needed = after.checkouts + after.faults > 0 ? ': with one less, it does not happen' : '';
  const lines = [
    'Cut down to what it takes to show this:',
    `  ${violation}`,
    `Of ${had}, ${after.checkouts} and ${after.faults} are left${needed}. The whole run was`,
    `  ${command}`,
  ];
  // A setting in the command may have several lines.
  return lines
    .flatMap((line) => line.split(/\r\n|[\r\n]/))
    .map((line) => `# ${line}\n`)
    .join('');
}
