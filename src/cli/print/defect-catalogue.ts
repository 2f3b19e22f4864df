/** The catalogue of defects as a person reads it. */
import type { DefectName } from '../../domain/defects.ts';
import { defects, families } from '../../sim/defects/catalogue.ts';
import type { ImpossibleDefect } from '../../sim/defects/defect.ts';
import type { Style } from '../terminal.ts';
import { impossibleLines, type InvariantNames } from './defects.ts';

/** Each defect under its family: what the team did, what came of it, who sees it, and what it takes. */
export function catalogueLines(
  names: readonly DefectName[],
  impossible: readonly ImpossibleDefect[],
  invariants: InvariantNames,
  style: Style,
): string[] {
  const lines = families.flatMap((family) => {
    const asked = family.names.filter((name) => names.includes(name));
    const told = asked.flatMap((name) => defectLines(name, invariants, style));
    return told.length === 0 ? [] : ['', style('strong', family.title), ...told];
  });
  return [...lines, ...impossibleLines(impossible, style)].slice(1);
}

function defectLines(name: DefectName, invariants: InvariantNames, style: Style): string[] {
  const { mistake, harm, seenIn, expected, also, conditions } = defects[name];
  const nameOf = (id: string): string => invariants.get(id) ?? id;
  const others = also === undefined ? '' : `; or ${also.invariants.map(nameOf).join(', ')}: ${also.because}`;
  return [
    `  ${name}`,
    `    ${mistake}`,
    `    ${harm}`,
    ...(seenIn === undefined ? [] : [style('quiet', `    seen in     ${seenIn}`)]),
    style('quiet', `    expected    ${nameOf(expected)}${others}`),
    style('quiet', `    conditions  ${conditions}`),
  ];
}
