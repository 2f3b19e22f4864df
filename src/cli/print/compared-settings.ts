/** Which settings of two designs differ. */
import type { DifferingSetting } from '../../sim/compare/differing-settings.ts';
import type { Style } from '../terminal.ts';
import { columns, grouped } from './columns.ts';

/** More would hide the rest of the result. */
const SHOWN = 20;

/** What fits beside another one in a line. */
const LONGEST_BESIDE = 36;

export function settingLines(settings: readonly DifferingSetting[], style: Style): string[] {
  if (settings.length === 0) return ['', `${style('strong', 'Settings')}  no setting differs`];
  const shown = settings.slice(0, SHOWN).map(({ name, a, b }) => [name, a ?? '-', b ?? '-'] as const);
  const short = shown.filter(([, a, b]) => Math.max(a.length, b.length) <= LONGEST_BESIDE);
  const long = shown.filter(([, a, b]) => Math.max(a.length, b.length) > LONGEST_BESIDE);
  const [heads = '', ...rows] = columns([['', 'A', 'B'], ...short], ['left', 'left', 'left']);
  const more = settings.length - shown.length;
  return [
    '',
    style('strong', short.length === 0 ? 'Settings' : `Settings${heads.slice('Settings'.length)}`),
    ...rows,
    ...long.flatMap(([name, a, b]) => [`  ${name}`, `    A  ${a}`, `    B  ${b}`]),
    ...(more > 0 ? [`  and ${grouped(more)} more, listed in compare.json`] : []),
  ];
}
