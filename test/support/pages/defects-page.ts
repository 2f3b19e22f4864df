/** The reference page of the defects, made from the catalogue. */
import { counted } from '../../../src/cli/print/columns.ts';
import { defects, families, settingsWith } from '../../../src/sim/defects/catalogue.ts';
import { impossibleDefects } from '../../../src/sim/defects/impossible.ts';
import type { DefectName } from '../../../src/domain/defects.ts';
import { shellWord } from '../../../src/cli/shell-word.ts';
import { smallStory } from './small-runs.ts';
import { smallScenario } from './small-scenarios.ts';

/** @param invariantOf the full name of an invariant: `I2 at-most-one-charge` */
export function defectsPage(invariantOf: (id: string) => string): string {
  return [
    '# Defects',
    '',
    'Mistakes that payment systems made. Each can be switched on in a scenario (`defects: NAME`), and is off by default:',
    'it is a small change of policy at the place where a team would make it. `npx penny defects` runs them all on',
    '`scenarios/defect-bench.yaml`, each under the mildest conditions that provoke it, and says which invariant saw it.',
    'It cuts the run down to the checkouts and the faults without which it does not happen: what is left of each is a',
    'scenario in [`docs/defects`](defects), which runs by itself in a moment and tells the shortest story of the mistake.',
    '',
    ...families.flatMap(({ title, names }) => [
      `## ${title}`,
      '',
      ...names.flatMap((name) => entry(name, invariantOf)),
    ]),
    '## Not possible here',
    '',
    ...impossibleDefects.flatMap(({ name, mistake, expected, because }) => [
      `### ${name}`,
      '',
      mistake,
      '',
      `It would break ${invariantOf(expected)}, and cannot be made: ${because}.`,
      '',
    ]),
  ].join('\n');
}

function entry(name: DefectName, invariantOf: (id: string) => string): string[] {
  const { mistake, harm, seenIn, place, alsoIn, expected, also, conditions } = defects[name];
  const settings = settingsWith(name).map((setting) => `--set ${shellWord(setting)}`);
  const { violation, seed, checkouts, faults } = smallScenario(name);
  const luck = seed === 1 ? '' : ` --seed ${seed}`;
  const left = `${counted(checkouts, 'checkout')}, ${counted(faults, 'fault')}`;
  const others =
    also === undefined
      ? ''
      : `; in some runs first by ${also.invariants.map(invariantOf).join(', ')}, because ${also.because}`;
  return [
    `### ${name}`,
    '',
    `${mistake} ${harm}`,
    '',
    ...(seenIn === undefined ? [] : [`- Seen in: ${seenIn}`]),
    `- Seen by: ${invariantOf(expected)}${others}`,
    `- Provoked by: ${conditions}`,
    `- Made in: \`${place}\`${alsoIn === undefined ? '' : ` and \`${alsoIn}\``}`,
    `- Cut down to [${left}](defects/${name}.yaml), it shows ${violation}`,
    '',
    '```sh',
    [`npx penny run scenarios/defect-bench.yaml${luck}`, ...settings].join(' \\\n  '),
    `npx penny run docs/defects/${name}.yaml`,
    '```',
    '',
    '<details><summary>The story</summary>',
    '',
    '```text',
    ...smallStory(name),
    '```',
    '',
    '</details>',
    '',
  ];
}
