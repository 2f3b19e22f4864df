/** How well reconciliation found the discrepancies that were injected into the night's files. */
import type { Report, ScoreOfNight, ScoreResult } from '../../report.ts';
import { exactTotal, pricedEach } from '../amounts.ts';
import { scoreBar, scoreLegend } from '../charts/score-bar.ts';
import { count, counted, listed } from '../format.ts';
import { markup, nothing, type Markup, type Part } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { longDate, stretch } from '../time.ts';

/** Undefined when nothing was injected and no other break stayed open. */
export function scoreSection({ score }: Report): Section | undefined {
  if (score.length === 0) return undefined;
  const total = totalOf(score);
  return {
    id: 'score',
    title: 'Reconciliation score',
    body: markup`<p class="note">${summary(total)}</p>
${scoreLegend()}
${table({
  caption:
    'Discrepancies that were injected into the files of the nights, by kind, and what reconciliation made of them. Each file or line counts once in what was wrong by, at its worst.',
  columns: columnsFor(Math.max(1, ...score.map(({ injected }) => injected)), total.real > 0),
  rows: score,
  rowClass: () => 'scored',
  foot: footOf(total),
})}${byNight(score)}`,
  };
}

/** The sums over all kinds. */
export function totalOf(score: readonly ScoreResult[]): ScoreResult {
  const sum = (key: 'injected' | 'found' | 'missed' | 'harmless' | 'real' | 'falsely'): number =>
    exactTotal(score.map((each) => each[key]));
  const times = score.flatMap(({ longestMs }) => longestMs ?? []);
  return {
    kind: 'All kinds',
    injected: sum('injected'),
    found: sum('found'),
    missed: sum('missed'),
    harmless: sum('harmless'),
    real: sum('real'),
    falsely: sum('falsely'),
    // One file can be wrong in several ways, so that the sum over the kinds would be of nothing.
    money: {},
    undetected: moneyOf(score.map(({ undetected }) => undetected)),
    longestMs: times.length === 0 ? null : Math.max(...times),
    nights: {},
  };
}

function moneyOf(sums: readonly ScoreResult['money'][]): ScoreResult['money'] {
  const codes = [...new Set(sums.flatMap((money) => Object.keys(money)))].toSorted();
  return Object.fromEntries(codes.map((code) => [code, exactTotal(sums.map((money) => money[code] ?? 0))]));
}

function summary({ injected, found, missed, harmless, real, falsely, undetected, longestMs }: ScoreResult): string {
  const could = injected - harmless;
  const lost = pricedEach(undetected);
  const sentences = [
    could === 0
      ? 'There was nothing to find.'
      : `Reconciliation found ${count(found)} of ${count(could)} discrepancies that there were to find.`,
    missed === 0 ? undefined : `It missed ${count(missed)}${lost.length === 0 ? '' : `, worth ${listed(lost)}`}.`,
    longestMs === null ? undefined : `The slowest was on record ${stretch(longestMs)} after it was injected.`,
    harmless === 0
      ? undefined
      : `${counted(harmless, 'more was', 'more were')} harmless: the file never arrived, or the right one did as well.`,
    real === 0
      ? undefined
      : `${counted(real, 'more break is', 'more breaks are')} of what truly differed, though nothing had been injected there.`,
    falsely === 0 ? undefined : `${counted(falsely, 'break accuses', 'breaks accuse')} what was right.`,
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function columnsFor(most: number, hasReal: boolean): readonly Column<ScoreResult>[] {
  const realColumn: Column<ScoreResult> = { head: 'Real', kind: 'number', cell: ({ real }) => count(real) };
  return [
    { head: 'Kind', kind: 'name', cell: (score) => markup`<code>${score.kind}</code>${scoreBar(score, most)}` },
    { head: 'Injected', kind: 'number', cell: ({ injected }) => count(injected) },
    { head: 'Found', kind: 'number', cell: ({ found }) => count(found) },
    { head: 'Missed', kind: 'number', cell: ({ missed }) => alerting(missed) },
    { head: 'Harmless', kind: 'number', cell: ({ harmless }) => count(harmless) },
    ...(hasReal ? [realColumn] : []),
    { head: 'Falsely', kind: 'number', cell: ({ falsely }) => alerting(falsely) },
    { head: 'Wrong by', kind: 'number', cell: ({ money }) => amounts(money) },
    { head: 'Undetected', kind: 'number', cell: ({ undetected }) => amounts(undetected) },
    {
      head: 'Found within',
      kind: 'number',
      cell: ({ longestMs }) => (longestMs === null ? '–' : stretch(longestMs)),
    },
  ];
}

function footOf({ injected, found, missed, harmless, real, falsely, undetected, longestMs }: ScoreResult): Part[] {
  const longest = longestMs === null ? '–' : stretch(longestMs);
  const counts = [count(injected), count(found), alerting(missed), count(harmless)];
  return [
    'All kinds',
    ...counts,
    ...(real === 0 ? [] : [count(real)]),
    alerting(falsely),
    '',
    amounts(undetected),
    longest,
  ];
}

/** None is what one hopes for. */
function alerting(value: number): Part {
  return value === 0 ? '0' : markup`<span class="bad">${count(value)}</span>`;
}

/** One line for each currency in which there is anything. */
function amounts(money: ScoreResult['money']): Part {
  const inOrder = Object.entries(money).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const prices = pricedEach(Object.fromEntries(inOrder.filter(([, minor]) => minor !== 0)));
  return prices.length === 0 ? '–' : prices.map((price) => markup`<span class="line">${price}</span>`);
}

function byNight(score: readonly ScoreResult[]): Markup {
  const injected = score.filter((each) => each.injected > 0);
  const dates = [...new Set(injected.flatMap(({ nights }) => Object.keys(nights)))].toSorted();
  if (dates.length === 0) return nothing;
  const columns: readonly Column<ScoreResult>[] = [
    { head: 'Kind', kind: 'name', cell: ({ kind }) => markup`<code>${kind}</code>` },
    ...dates.map((date) => ({
      head: longDate(date),
      kind: 'number' as const,
      cell: ({ nights }: ScoreResult) => foundOf(nights[date]),
    })),
  ];
  return markup`
<details><summary>The same by night</summary>
${table({ caption: 'Found of those that there were to find, by the business date of the file.', columns, rows: injected })}
</details>`;
}

/** `2 of 3, 1 harmless` */
function foundOf(night: ScoreOfNight | undefined): string {
  if (night === undefined) return '–';
  const { injected, found, harmless } = night;
  const could = injected - harmless;
  const parts = [
    ...(could === 0 ? [] : [`${count(found)} of ${count(could)}`]),
    ...(harmless === 0 ? [] : [`${count(harmless)} harmless`]),
  ];
  return parts.join(', ');
}
