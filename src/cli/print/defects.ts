/** What became of the defects, as a person reads it at a glance. */
import type { DefectName } from '../../domain/defects.ts';
import { defects, families } from '../../sim/defects/catalogue.ts';
import type { Defect, ImpossibleDefect } from '../../sim/defects/defect.ts';
import { asForetold, type Hunted } from '../../sim/defects/hunted.ts';
import type { DefectResult } from '../../sim/defects/result.ts';
import { isSmall } from '../../sim/defects/shrunk-kill.ts';
import type { Style } from '../terminal.ts';
import { columns, counted, grouped, type Align } from './columns.ts';
import { price } from './price.ts';
import { roughly } from './roughly.ts';

export type InvariantNames = ReadonlyMap<string, string>;

interface Column {
  readonly head: string;
  readonly align: Align;
  /** Texts to leave room for, since the rows are printed before the last one is known. */
  readonly texts: Iterable<string>;
  readonly cell: (hunted: Hunted) => string;
}

/**
 * A table that is printed row by row.
 * @param shrinks whether the runs that show the defects are cut down
 * @returns the lines of a defect, with a heading above the first of each family
 */
export function huntTable(
  names: readonly DefectName[],
  invariants: InvariantNames,
  shrinks: boolean,
  style: Style,
): (hunted: Hunted) => string[] {
  const shape = columnsOf(names, invariants, shrinks);
  const align = shape.map((column) => column.align);
  const widest = shape.map(({ head, texts }) => longest([head, ...texts]));
  const line = (cells: readonly string[]): string => columns([widest, cells], align)[1] ?? '';
  const first = new Map(families.map((family) => [names.find((name) => family.names.includes(name)), family.title]));
  return (hunted) => {
    const title = first.get(hunted.name);
    const heads = line(shape.map(({ head }) => head));
    const heading =
      title === undefined ? [] : [...(hunted.name === names[0] ? [] : ['']), title + heads.slice(title.length)];
    const row = line(shape.map(({ cell }) => cell(hunted)));
    return [
      ...heading.map((text) => style('strong', text)),
      ...(asForetold(hunted) ? [row] : [style('bad', row), style('bad', `    ${alarm(hunted, invariants)}`)]),
      ...largeLines(hunted, defects[hunted.name]).map((text) => style('doubtful', text)),
    ];
  };
}

function columnsOf(names: readonly DefectName[], invariants: InvariantNames, shrinks: boolean): Column[] {
  const seen = (hunted: Hunted) => (hunted.fate === 'killed' ? hunted.sighting : undefined);
  const nameOf = (id: string | undefined): string => (id === undefined ? '' : (invariants.get(id) ?? id));
  return [
    { head: '', align: 'left', texts: names, cell: ({ name }) => name },
    { head: '', align: 'left', texts: Object.values(fates), cell: ({ fate }) => fates[fate] },
    { head: 'seen first by', align: 'left', texts: invariants.values(), cell: (one) => nameOf(seen(one)?.invariant) },
    { head: 'seeds', align: 'right', texts: [], cell: ({ seeds }) => grouped(seeds) },
    { head: 'after', align: 'right', texts: [roughly(LONGEST_MS)], cell: (one) => afterOf(seen(one)?.afterMs) },
    ...(shrinks ? [shrunkTo] : []),
    { head: 'money at risk', align: 'left', texts: [], cell: (one) => price(seen(one)?.money ?? {}) },
  ];
}

const shrunkTo: Column = {
  head: 'shrunk to',
  align: 'left',
  texts: ['2 checkouts, 3 faults'],
  cell: (hunted) => (hunted.fate === 'killed' && hunted.shrunk !== undefined ? sizeOf(hunted.shrunk) : ''),
};

function sizeOf({ checkouts, faults }: { readonly checkouts: number; readonly faults: number }): string {
  return `${counted(checkouts, 'checkout')}, ${counted(faults, 'fault')}`;
}

/** 99 hours and 59 minutes: a run may last longer, and its row is then as much wider. */
const LONGEST_MS = (99 * 60 + 59) * 60_000;

const fates: Readonly<Record<Hunted['fate'], string>> = { killed: 'killed', survived: 'SURVIVED', crashed: 'CRASHED' };

function afterOf(ms: number | undefined): string {
  return ms === undefined ? '' : roughly(ms);
}

/** What is wrong with the hunt, in a sentence that nobody overlooks. */
function alarm(hunted: Hunted, invariants: InvariantNames): string {
  const nameOf = (id: string): string => invariants.get(id) ?? id;
  const expected = nameOf(defects[hunted.name].expected);
  switch (hunted.fate) {
    case 'killed':
      return `!! not foretold: the catalogue says that ${expected} sees it first; ${hunted.sighting.sentence}`;
    case 'survived':
      return `!! no invariant saw it in ${counted(hunted.seeds, 'seed')}; ${expected} should have`;
    case 'crashed':
      return `!! internal error with seed ${hunted.seeds}: ${hunted.error}`;
  }
}

/** That more is left of a run than a reader takes in at a glance, and why if it is known. */
export function largeLines(hunted: Hunted, { large }: Pick<Defect, 'large'>): string[] {
  if (hunted.fate !== 'killed' || hunted.shrunk === undefined || isSmall(hunted.shrunk)) return [];
  return [`    ! still large: ${large ?? 'nothing smaller that shows it was found'}`];
}

/** Mistakes that cannot be made here, each with the reason. */
export function impossibleLines(impossible: readonly ImpossibleDefect[], style: Style): string[] {
  if (impossible.length === 0) return [];
  return [
    '',
    style('strong', 'Not possible in this structure'),
    ...impossible.flatMap(({ name, mistake, because }) => [
      `  ${name}`,
      style('quiet', `    ${mistake}`),
      `    not possible, because ${because}`,
    ]),
  ];
}

/** For each defect that was seen, the command that shows it. */
export function reproduceLines(results: readonly DefectResult[], style: Style): string[] {
  const rows = results.flatMap(({ name, reproduce }) => (reproduce === null ? [] : [[name, reproduce]]));
  return rows.length === 0 ? [] : ['', style('strong', 'Reproduce'), ...columns(rows, ['left', 'left'])];
}

/** Where the reduced scenarios and the result were written to. */
export function writtenLines(results: readonly DefectResult[], folder: string, resultFile: string): string[] {
  const files = results.flatMap(({ shrunk }) => (shrunk === null ? [] : [shrunk.file]));
  const scenarios = files.length > 1 ? `${grouped(files.length)} in ${folder}` : files[0];
  return [...(scenarios === undefined ? [] : [`scenarios  ${scenarios}`]), `result     ${resultFile}`];
}

/** Whether the catalogue kept its word, in one line. */
export function huntedVerdictLine(all: readonly Hunted[], impossible: number, style: Style): string {
  const more = impossible === 0 ? '' : `${counted(impossible, 'other')} not possible in this structure`;
  if (all.length === 0) return `${style('doubtful', 'NOTHING RUN')}  ${more}`;
  const wrong = all.filter((hunted) => !asForetold(hunted));
  const good = `${grouped(all.length - wrong.length)} of ${counted(all.length, 'defect')} seen first as the catalogue says`;
  const verdict = wrong.length === 0 ? style('good', 'ALL KILLED') : style('bad', 'NOT AS FORETOLD');
  const parts = [good, ...wrong.map((hunted) => style('bad', `${hunted.name} ${mishaps[hunted.fate]}`)), more];
  return `${verdict}  ${parts.filter((part) => part !== '').join('; ')}`;
}

const mishaps: Readonly<Record<Hunted['fate'], string>> = {
  killed: 'was seen first by another invariant',
  survived: 'SURVIVED',
  crashed: 'CRASHED',
};

function longest(texts: Iterable<string>): string {
  return [...texts].reduce((widest, text) => (text.length > widest.length ? text : widest), '');
}
