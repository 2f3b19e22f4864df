/** The result of a comparison over many seeds: medians, and in how many pairs which of the two is better. */
import type { Compared, ComparedPair } from '../../sim/compare/compared.ts';
import { figureGroups } from '../../sim/compare/figures.ts';
import { sides } from '../../sim/compare/side.ts';
import { median, type FigureSpread } from '../../sim/compare/spread.ts';
import type { Style } from '../terminal.ts';
import { counted, grouped } from './columns.ts';
import { figureName, shortNames, shownDifference, shownValue, titles } from './compared-figures.ts';
import { troubleOfRun } from './explored.ts';
import { titledGroups } from './titled.ts';
import { wrapped } from './wrapped.ts';

export function spreadLines({ figures, pairs }: Compared, style: Style): string[] {
  const differing = figures.filter(({ more, less }) => more + less > 0);
  const groups = figureGroups
    .map((group) => ({ title: titles[group], rows: differing.filter((each) => each.group === group).map(rowOf) }))
    .filter(({ rows }) => rows.length > 0);
  const equal = shortNames(
    figures.filter((figure) => figure.seeds > 0 && !differing.includes(figure)),
    figures,
  );
  return [
    ...(groups.length === 0 ? [] : ['', ...titledGroups(style, heads, groups)]),
    ...(groups.length === 0 || equal.length === 0
      ? []
      : ['', style('strong', 'The same in every seed'), ...wrapped(equal.join(', '), '  ')]),
    ...orderLines(pairs, style),
    ...seedLines(pairs, style),
  ];
}

const heads = ['', 'A', 'B', 'difference', 'B better', 'B worse', 'equal'];

/** Medians. Where more is neither better nor worse, the seeds are not counted as either. */
function rowOf(figure: FigureSpread): string[] {
  const { a, b, difference, better, more, less, equal } = figure;
  const judged = better === null ? ['', ''] : (better === 'more' ? [more, less] : [less, more]).map(grouped);
  const values = [a, b].map((value) => shownValue(figure, value));
  return [figureName(figure), ...values, shownDifference(figure, difference), ...judged, grouped(equal)];
}

function orderLines(pairs: readonly ComparedPair[], style: Style): string[] {
  const differing = pairs.flatMap((pair) => (pair.verdict === 'crashed' ? [] : [pair.orders.differ]));
  const some = differing.filter((count) => count > 0);
  if (some.length === 0) return [];
  const most = grouped(Math.max(...some));
  const usual = `${grouped(median(differing) ?? 0)} in the median, ${most} at most`;
  return [
    '',
    `${style('strong', 'Orders that end differently')}  in ${grouped(some.length)} of ${counted(differing.length, 'seed')}: ${usual}`,
  ];
}

/** More would hide the rest of the result. */
const SHOWN_SEEDS = 20;

/** Each seed in which one of the two is in trouble, with the command that compares it alone. */
function seedLines(pairs: readonly ComparedPair[], style: Style): string[] {
  const troubled = pairs
    .map((pair) => ({ pair, troubles: troublesOf(pair) }))
    .filter(({ troubles }) => troubles.length > 0);
  const lines = troubled
    .slice(0, SHOWN_SEEDS)
    .flatMap(({ pair, troubles }) => [
      `  seed ${pair.seed}`,
      ...troubles.map((trouble) => `    ${trouble}`),
      style('quiet', `    ${pair.reproduce.compare}`),
    ]);
  const more = troubled.length - SHOWN_SEEDS;
  if (more > 0) lines.push(`  and ${grouped(more)} more, listed in compare.json`);
  return lines.length === 0 ? [] : ['', style('strong', 'Seeds to look into'), ...lines];
}

function troublesOf(pair: ComparedPair): string[] {
  if (pair.verdict === 'crashed') return [`internal error: ${pair.error}`];
  return sides.flatMap((side) => {
    const trouble = troubleOfRun(pair[side]);
    return trouble === undefined ? [] : [`${side.toUpperCase()} ${pair[side].verdict}: ${trouble}`];
  });
}
