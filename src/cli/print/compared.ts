/** The result of a comparison as it is pasted into a review. */
import { sides, type Side } from '../../sim/compare/side.ts';
import type { Compared, ComparedPair } from '../../sim/compare/compared.ts';
import type { Comparison, SideResult } from '../../sim/compare/comparison.ts';
import type { Look, Style } from '../terminal.ts';
import { counted, grouped } from './columns.ts';
import { figureLines } from './compared-figures.ts';
import { differingOrderLines } from './compared-orders.ts';
import { spreadLines } from './compared-seeds.ts';
import { settingLines } from './compared-settings.ts';
import { troubleOfRun } from './explored.ts';
import { partingLines } from './parting.ts';
import { wrapped } from './wrapped.ts';

export function comparedLines(result: Compared, style: Style): string[] {
  const [only, ...others] = result.pairs;
  const heading = [comparedVerdictLine(result, style), ...troubleLines(result, style)];
  const settings = settingLines(result.settings, style);
  if (only === undefined || others.length > 0) return [...heading, ...settings, ...spreadLines(result, style)];
  const commands = ['', ...sides.map((side) => `${side.toUpperCase()}  ${only.reproduce[side]}`)];
  if (only.verdict === 'crashed') return [...heading, ...commands, ...settings];
  return [
    ...heading,
    ...commands,
    ...settings,
    ...figureLines(only, style),
    ...differingOrderLines(only.orders, style),
    ...partingLines(only, style),
    ...storyLines(only, only.reproduce, style),
  ];
}

/** Whether they differ, and what came of each, in one line. */
export function comparedVerdictLine(result: Compared, style: Style): string {
  const { a, b, seeds, verdicts, pairs } = result;
  const names = namesOf(a.scenario.name, b.scenario.name);
  const [only, ...others] = pairs;
  const word = verdicts.crashed > 0 ? 'CRASHED' : verdicts.different > 0 ? 'DIFFERENT' : 'THE SAME';
  const told = style(verdicts.crashed > 0 ? 'bad' : 'strong', word);
  if (only !== undefined && others.length === 0)
    return `${told}  ${names}, seed ${only.seed}: ${pairLine(only, style)}`;
  const counts = verdictsOf({ ...verdicts }, ['same', 'different', 'crashed']);
  const each = sides.map((side) => {
    const { verdicts: of } = result[side];
    return `${side.toUpperCase()} ${verdictsOf({ ...of }, ['consistent', 'inconclusive', 'inconsistent']) || 'none'}`;
  });
  return `${told}  ${names}, ${counted(seeds, 'seed')}: ${counts}; ${each.join('; ')}`;
}

/** Of one where both have the same. */
export function namesOf(a: string, b: string): string {
  return a === b ? a : `${a} and ${b}`;
}

function verdictsOf(counts: Readonly<Record<string, number>>, order: readonly string[]): string {
  return order
    .filter((verdict) => (counts[verdict] ?? 0) > 0)
    .map((verdict) => `${grouped(counts[verdict] ?? 0)} ${verdict}`)
    .join(', ');
}

function pairLine(pair: ComparedPair, style: Style): string {
  if (pair.verdict === 'crashed') return `internal error: ${pair.error}`;
  const { a, b, common, orders } = pair;
  const verdicts = sides.map((side) => `${side.toUpperCase()} ${verdictOf(pair[side], style)}`).join(', ');
  if (pair.verdict === 'different') return `${verdicts}; ${ordersLine(orders)}`;
  const trace = a.traceHash === b.traceHash ? a.traceHash : `${a.traceHash} and ${b.traceHash}`;
  return `the same history: ${counted(common, 'event')}, trace ${trace}; ${verdicts}`;
}

function ordersLine({ both, differ }: Comparison['orders']): string {
  if (both === 0) return 'no order in common';
  return `${grouped(differ)} of ${counted(both, 'order')} ${differ === 1 ? 'ends' : 'end'} differently`;
}

function verdictOf({ verdict, thresholds }: SideResult, style: Style): string {
  const missed = thresholds.filter(({ met }) => !met).length;
  return style(lookOf[verdict], verdict) + (missed === 0 ? '' : style('bad', ` (${grouped(missed)} missed)`));
}

const lookOf: Readonly<Record<SideResult['verdict'], Look>> = {
  consistent: 'good',
  inconsistent: 'bad',
  inconclusive: 'doubtful',
};

/** What is wrong with each where there is one pair alone; of many, each has a line of its own. */
function troubleLines({ pairs: [only, ...others] }: Compared, style: Style): string[] {
  if (only === undefined || others.length > 0 || only.verdict === 'crashed') return [];
  return sides.flatMap((side) => {
    const trouble = troubleOfRun(only[side]);
    if (trouble === undefined) return [];
    return wrapped(`${side.toUpperCase()}: ${trouble}`, '  ', '   ').map((line) =>
      style(lookOf[only[side].verdict], line),
    );
  });
}

/** The commands that tell the story of the order at which they part, or of the first that ends differently. */
function storyLines({ parting, orders }: Comparison, commands: Readonly<Record<Side, string>>, style: Style): string[] {
  const of = parting?.story ?? orders.first[0]?.order;
  if (of === undefined) return [];
  return [
    '',
    ...sides.map((side) => style('quiet', `its story in ${side.toUpperCase()}  ${commands[side]} --story ${of}`)),
  ];
}
