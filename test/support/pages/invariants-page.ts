/** The reference page of the invariants, made from the checks and from the catalogue of defects. */
import { defectNames } from '../../../src/domain/defects.ts';
import { defects } from '../../../src/sim/defects/catalogue.ts';
import type { Invariant } from '../../../src/sim/checks/check.ts';

export function invariantsPage(invariants: readonly Invariant[]): string {
  return [
    '# Invariants',
    '',
    'What a correct payment system never breaks. Each is checked on every message and every commit of every run, from what',
    'the services stored and what the PSP and the bank hold as true, never from the state of an actor. The defects named',
    'here are those that the invariant is the first to see.',
    '',
    ...invariants.flatMap(({ id, name, statement }) => [
      `## ${id} ${name}`,
      '',
      `${capital(statement)}.`,
      '',
      ...seen(id),
    ]),
  ].join('\n');
}

function seen(id: string): string[] {
  const first = defectNames.filter((name) => defects[name].expected === id);
  if (first.length === 0) return ['No defect of the catalogue needs it to be seen.', ''];
  return [`Sees first: ${first.map((name) => `[${name}](defects.md#${name})`).join(', ')}.`, ''];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/\.$/, '');
}
