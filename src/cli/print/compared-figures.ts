/** The figures of two runs side by side: those that differ in a table, the others in a sentence. */
import type { Comparison } from '../../sim/compare/comparison.ts';
import { figureGroups, type FigureGroup, type FigureName } from '../../sim/compare/figures.ts';
import type { PairedFigure } from '../../sim/compare/paired-figures.ts';
import { amount } from '../../sim/report/html/amounts.ts';
import { latency } from '../../sim/report/html/time.ts';
import { measured } from '../../sim/report/measured.ts';
import type { ThresholdResult } from '../../sim/report/report.ts';
import type { Style } from '../terminal.ts';
import { grouped } from './columns.ts';
import { titledGroups, type TitledRows } from './titled.ts';
import { wrapped } from './wrapped.ts';

export function figureLines(pair: Comparison, style: Style): string[] {
  const groups = [
    ...figureGroups.map((group) => ({ title: titles[group], rows: rowsOf(pair.figures, group) })),
    { title: 'Thresholds', rows: thresholdRows(pair) },
  ].filter(({ rows }) => rows.length > 0);
  // What is the same is worth telling beside what is not.
  return groups.length === 0 ? [] : [...tableLines(groups, style), ...sameLines(pair, style)];
}

export const titles: Readonly<Record<FigureGroup, string>> = {
  outcomes: 'Outcomes',
  work: 'Work',
  money: 'Money',
  latency: 'Latency',
  violations: 'Violations',
};

function tableLines(groups: readonly TitledRows[], style: Style): string[] {
  return ['', ...titledGroups(style, ['', 'A', 'B', 'difference'], groups)];
}

function rowsOf(figures: readonly PairedFigure[], group: FigureGroup): string[][] {
  return figures
    .filter((figure) => figure.group === group && figure.a !== figure.b)
    .map((figure) => {
      const { a, b } = figure;
      const difference = a === null || b === null ? null : b - a;
      return [figureName(figure), shownValue(figure, a), shownValue(figure, b), shownDifference(figure, difference)];
    });
}

/** `captured`, `captured EUR`. */
export function figureName({ name, currency }: FigureName): string {
  return currency === null ? name : `${name} ${currency}`;
}

/** A dash where there was nothing to measure. */
export function shownValue({ unit, currency }: FigureName, value: number | null): string {
  if (value === null) return '-';
  switch (unit) {
    case 'count':
      return grouped(value);
    case 'money':
      return amount(value, currency ?? '');
    case 'ms':
      return latency(value);
  }
}

/** With its sign. */
export function shownDifference(figure: FigureName, difference: number | null): string {
  if (difference === null) return '';
  const sign = difference === 0 ? '' : difference < 0 ? '-' : '+';
  return `${sign}${shownValue(figure, Math.abs(difference))}`;
}

/** Thresholds that came out differently; one that a scenario does not have is a dash there. */
function thresholdRows({ a, b }: Comparison): string[][] {
  const expressions = new Set([...a.thresholds, ...b.thresholds].map(({ expression }) => expression));
  return [...expressions].flatMap((expression) => {
    const [one, other] = [a, b].map(({ thresholds }) => thresholds.find((each) => each.expression === expression));
    return one?.met === other?.met && one?.value === other?.value ? [] : [[expression, judged(one), judged(other), '']];
  });
}

function judged(threshold: ThresholdResult | undefined): string {
  if (threshold === undefined) return '-';
  return `${threshold.met ? 'met' : 'missed'} ${measured(threshold)}`;
}

/** What is equal, with its value; what there was none of in any currency is named alone. */
function sameLines({ figures, a, b }: Comparison, style: Style): string[] {
  const equal = figures.filter((figure) => figure.a === figure.b && figure.a !== null);
  const some = equal
    .filter((figure) => figure.a !== 0)
    .map((figure) => `${figureName(figure)} ${shownValue(figure, figure.a)}`);
  const met = a.thresholds
    .filter((one) => b.thresholds.some((other) => other.expression === one.expression && other.value === one.value))
    .map(({ expression, met: isMet }) => `${expression} ${isMet ? 'met' : 'missed'}`);
  const idle = idleCurrencies(figures);
  const none = shortNames(
    equal.filter((figure) => figure.a === 0 && !idle.has(figure.currency)),
    figures.filter((figure) => !idle.has(figure.currency)),
  );
  const parts = [
    ...(some.length + met.length === 0 ? [] : [[...some, ...met].join(', ')]),
    ...(none.length === 0 ? [] : [`none in either: ${none.join(', ')}`]),
    ...(idle.size === 0 ? [] : [`nothing in ${[...idle].join(' and ')}`]),
  ];
  return parts.length === 0 ? [] : ['', style('strong', 'The same'), ...parts.flatMap((part) => wrapped(part, '  '))];
}

/** Those in which no money moved in either run. */
function idleCurrencies(figures: readonly PairedFigure[]): ReadonlySet<string | null> {
  const moved = new Set(figures.filter(({ a, b }) => a !== 0 || b !== 0).map(({ currency }) => currency));
  return new Set(figures.map(({ currency }) => currency).filter((code) => code !== null && !moved.has(code)));
}

/**
 * Each name once: `sellers paid` where it is in every currency, else `sellers paid EUR and JPY`.
 * @param among all figures
 */
export function shortNames(figures: readonly FigureName[], among: readonly FigureName[]): string[] {
  const isSame = (one: FigureName, other: FigureName): boolean => one.group === other.group && one.name === other.name;
  const names = figures.flatMap((figure, index) => {
    const named = figures.filter((each) => isSame(each, figure));
    if (named[0] !== figures[index]) return [];
    const isEverywhere = among.filter((each) => isSame(each, figure)).length === named.length;
    return [isEverywhere ? figure.name : `${figure.name} ${named.map(({ currency }) => currency).join(' and ')}`];
  });
  // Orders are refunded, and so is money.
  return [...new Set(names)];
}
