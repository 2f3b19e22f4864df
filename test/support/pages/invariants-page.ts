/** The reference page of the invariants, made from the checks, the catalogue of defects and the hunt for each of them. */
import { counted } from '../../../src/cli/print/columns.ts';
import { defectNames, type DefectName } from '../../../src/domain/defects.ts';
import { listed } from '../../../src/sim/checks/figures.ts';
import type { Invariant, InvariantId } from '../../../src/sim/checks/check.ts';
import { defects } from '../../../src/sim/defects/catalogue.ts';
import type { Defect } from '../../../src/sim/defects/defect.ts';
import { incidents, seenInstead } from './behind-invariants.ts';
import { smallScenario } from './small-scenarios.ts';

/** @param invariantOf the full name of an invariant: `I2 at-most-one-charge` */
export function invariantsPage(invariants: readonly Invariant[], invariantOf: (id: string) => string): string {
  return [
    '# Invariants',
    '',
    'What a correct payment system never breaks. Each is checked on every message and every commit of every run, from what',
    'the services stored and what the PSP and the bank hold as true, never from the state of an actor. Below each stand the',
    'mistakes that it is the first to see, with what becomes of the money and the smallest scenario that shows it; the',
    'public incidents and threads behind it; and what would go unseen without it, or who would see it instead.',
    '',
    ...invariants.flatMap(({ id, name, statement }) => [
      `## ${id} ${name}`,
      '',
      `${capital(statement)}.`,
      '',
      ...goesWrong(id),
      ...happened(id),
      `${without(id, invariantOf)}.`,
      '',
    ]),
  ].join('\n');
}

function goesWrong(id: InvariantId): string[] {
  const names = firstSeenBy(id);
  if (names.length === 0) return ['It is not the first to see any defect of the catalogue.', ''];
  return ['What it sees first:', '', ...names.map(mistake), ''];
}

function mistake(name: DefectName): string {
  const { violation, checkouts, faults } = smallScenario(name);
  const left = `[${counted(checkouts, 'checkout')}, ${counted(faults, 'fault')}](defects/${name}.yaml)`;
  return `- [${name}](defects.md#${name}): ${defects[name].harm} Cut down to ${left}, it shows ${violation}`;
}

function happened(id: InvariantId): string[] {
  const told = firstSeenBy(id).flatMap((name) => seenIn(defects[name]));
  return ['Behind it:', '', ...[...told, ...(incidents[id] ?? [])].map((incident) => `- ${incident}`), ''];
}

function seenIn({ seenIn: incident }: Defect): string[] {
  return incident === undefined ? [] : [incident];
}

function without(id: InvariantId, invariantOf: (id: string) => string): string {
  const alone = defectNames.filter((name) => smallScenario(name).seenBy.every((each) => each === id));
  if (alone.length > 0)
    return `No other invariant sees ${alone.map((name) => `[${name}](defects.md#${name})`).join(' or ')}`;
  const others = listed((seenInstead[id] ?? []).map(invariantOf));
  return firstSeenBy(id).length > 0
    ? `Without it, all of this would be seen by ${others}`
    : `All that it sees is seen before, by ${others}`;
}

function firstSeenBy(id: InvariantId): readonly DefectName[] {
  return defectNames.filter((name) => defects[name].expected === id);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/\.$/, '');
}
