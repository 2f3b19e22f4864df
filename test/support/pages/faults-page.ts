/** The reference page of the faults, made from their kinds. */
import { faultKinds } from '../../../src/sim/faults/catalogue.ts';
import { placeNames } from '../../../src/sim/faults/site-places.ts';
import { faultReference, type KeyReference } from '../../../src/sim/scenario/fault-reference.ts';

export function faultsPage(): string {
  return [
    '# Faults',
    '',
    'What the world does to a payment system. A scenario lists rules under `faults:`; they are tried in order, and the first',
    'that strikes at a site wins. `faults: light`, `heavy` and `swarm` are ready-made storms. Every fault that fires is',
    'labelled, and recorded in `faults.yaml`, from which the run can be replayed. `npx penny faults KIND` shows the same.',
    '',
    ...faultKinds.flatMap(entry),
  ].join('\n');
}

function entry(kind: (typeof faultKinds)[number]): string[] {
  const { effect, places, lasts, keys, example } = faultReference(kind);
  const strikes = [...places.map((place) => placeNames[place]), ...(lasts ? ['at a time, for a while'] : [])];
  return [
    `## ${kind}`,
    '',
    `${effect} Strikes ${strikes.join('; or ')}.`,
    '',
    '| key | value | when left out | what it does |',
    '| --- | --- | --- | --- |',
    ...keys.map(row),
    '',
    '```yaml',
    'faults:',
    `  - ${example}`,
    '```',
    '',
  ];
}

function row({ key, value, usual, description }: KeyReference): string {
  return `| ${[`\`${key}\``, value, usual ?? '', description].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
