/** Where two histories part, in words. */
import { formatInstant } from '../../domain/calendar.ts';
import type { Comparison, ToldFact } from '../../sim/compare/comparison.ts';
import { instantIn } from '../../sim/report/html/time.ts';
import type { Style } from '../terminal.ts';
import { columns, counted } from './columns.ts';

/** Empty where they never do. */
export function partingLines({ parting, common, a, b }: Comparison, style: Style): string[] {
  if (parting === null) return [];
  const { last, first, about, detail } = parting;
  const { zone } = { a, b }[first];
  const nothing = ['', `nothing of its own about ${about}`];
  const rows = [
    ...(last === null ? [] : [['both', ...told(last, a.zone)]]),
    ['A', ...(parting.a === null ? nothing : told(parting.a, a.zone))],
    ['B', ...(parting.b === null ? nothing : told(parting.b, b.zone))],
    ...(detail === null ? [] : [['', '', `they differ in ${detail}`]]),
  ];
  const when = timeOf(parting[first]?.at ?? '', zone);
  const after = `${counted(common, 'event')} that ${common === 1 ? 'is' : 'are'} the same`;
  return [
    '',
    `${style('strong', 'The histories part')}  at ${when} (${zone}) over ${about}, after ${after}`,
    ...columns(rows, ['left', 'left', 'left']),
  ];
}

function told({ at, text }: ToldFact, zone: string): string[] {
  return [timeOf(at, zone), text];
}

function timeOf(at: string, zone: string): string {
  const instant = instantIn(at);
  return instant === undefined ? at : formatInstant(instant, zone);
}
