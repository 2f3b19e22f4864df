/** The result of an exploration as a person reads it at a glance. */
import { switchedOn } from '../../sim/defects/switched-on.ts';
import type { Explored, ExploredSeed } from '../../sim/explore/explored.ts';
import type { SeedResult } from '../../sim/explore/outcome.ts';
import { measured } from '../../sim/report/measured.ts';
import type { Look, Style } from '../terminal.ts';
import { counted, grouped } from './columns.ts';
import { priced } from './price.ts';
import { scoreLines } from './score.ts';
import { titled } from './titled.ts';

export function exploredLines(result: Explored, style: Style): string[] {
  return [
    exploredVerdictLine(result, style),
    ...troubleLines(result, style),
    ...invariantLines(result, style),
    ...faultLines(result, style),
    ...scoreLines(result.score, style),
  ];
}

/** The gravest verdict and how many seeds came to which, in one line. */
export function exploredVerdictLine(
  { verdicts, scenario, defects, seeds, missedThresholds }: Explored,
  style: Style,
): string {
  const order = ['crashed', 'inconsistent', 'inconclusive', 'consistent'] as const;
  const worst = order.find((verdict) => verdicts[verdict] > 0) ?? 'inconclusive';
  const counts = order.toReversed().filter((verdict) => verdicts[verdict] > 0);
  const parts = counts.map((verdict) => `${grouped(verdicts[verdict])} ${verdict}`);
  if (missedThresholds > 0) parts.push(style('bad', `${grouped(missedThresholds)} missed a threshold`));
  const mistakes = defects.length === 0 ? '' : `, ${style('bad', switchedOn(defects))}`;
  return `${style(lookOf[worst], worst.toUpperCase())}  ${scenario.name}, ${counted(seeds, 'seed')}${mistakes}: ${parts.join(', ')}`;
}

/** The verdict in one line, with the gravest of what it rests on where it is not good: all that a quiet result says. */
export function exploredQuietLine(result: Explored, style: Style): string {
  const troubled = troubledIn(result);
  const told = troubled.slice(0, QUIET_SEEDS).map(({ seed, sentence }) => `; seed ${seed}: ${sentence}`);
  const more = troubled.length - told.length;
  if (more > 0) told.push(`; and ${grouped(more)} more, listed in explore.json`);
  return `${exploredVerdictLine(result, style)}${told.join('')}`;
}

const lookOf: Readonly<Record<ExploredSeed['verdict'], Look>> = {
  consistent: 'good',
  inconsistent: 'bad',
  inconclusive: 'doubtful',
  crashed: 'bad',
};

/** More would hide the rest of the result. */
const SHOWN_SEEDS = 20;
/** In one line. */
const QUIET_SEEDS = 3;

type Troubled = ExploredSeed & { readonly sentence: string };

/** The seeds that have something to tell, the gravest first. */
function troubledIn({ results }: Explored): Troubled[] {
  return results
    .flatMap((result): Troubled[] => {
      const sentence = troubleOf(result);
      return sentence === undefined ? [] : [{ ...result, sentence }];
    })
    .toSorted((a, b) => gravityOf(a) - gravityOf(b));
}

/** Each seed that has something to tell, with the command that runs it alone. */
function troubleLines(result: Explored, style: Style): string[] {
  const troubled = troubledIn(result);
  const lines = troubled
    .slice(0, SHOWN_SEEDS)
    .flatMap(({ seed, verdict, sentence, reproduce }) => [
      `  seed ${seed}: ${style(lookOf[verdict], verdict)}, ${sentence}`,
      style('quiet', `    ${reproduce}`),
    ]);
  const more = troubled.length - SHOWN_SEEDS;
  if (more > 0) lines.push(`  and ${grouped(more)} more, listed in explore.json`);
  return lines.length === 0 ? [] : ['', style('strong', 'Seeds to look into'), ...lines];
}

function gravityOf({ verdict }: ExploredSeed): number {
  return ['crashed', 'inconsistent', 'inconclusive', 'consistent'].indexOf(verdict);
}

/** Undefined where all is well. */
function troubleOf(result: ExploredSeed): string | undefined {
  return result.verdict === 'crashed' ? `internal error: ${result.error}` : troubleOfRun(result);
}

export type TroubledRun = Pick<SeedResult, 'verdict' | 'inconclusiveBecause' | 'violations' | 'thresholds'>;

/** Undefined where all is well. */
export function troubleOfRun(result: TroubledRun): string | undefined {
  const [violation, ...others] = result.violations;
  if (violation !== undefined) {
    const { invariant, name, count, money, first } = violation;
    const more = others.length === 0 ? '' : `; and ${others.map((other) => other.invariant).join(', ')}`;
    return `${invariant} ${name}: ${counted(count, 'time')}${priced(money)}; first ${first.order}: ${first.sentence}${more}`;
  }
  if (result.verdict === 'inconclusive') return result.inconclusiveBecause.join('; ');
  const missed = result.thresholds.filter(({ met }) => !met);
  const told = missed.map((threshold) => `${threshold.expression} (${measured(threshold)})`);
  return told.length === 0 ? undefined : `not met: ${told.join(', ')}`;
}

function invariantLines({ invariants }: Explored, style: Style): string[] {
  if (invariants.length === 0) return [];
  const rows = invariants.map(({ invariant, name, seeds, violations }) => [
    `${invariant} ${name}`,
    grouped(seeds),
    grouped(violations),
  ]);
  return ['', ...titled(style, 'Violated', ['', 'seeds', 'times'], rows)];
}

function faultLines({ faults, faultless, seeds }: Explored, style: Style): string[] {
  const rows = faults
    .filter(({ total }) => total > 0)
    .map(({ kind, ...spread }) => [
      kind,
      ...[spread.seeds, spread.min, spread.median, spread.max, spread.total].map(grouped),
    ]);
  const heads = ['', 'seeds', 'fewest', 'median', 'most', 'in all'];
  const table = rows.length === 0 ? [] : ['', ...titled(style, 'Faults a seed', heads, rows)];
  if (faultless.length === 0) return table;
  const which = rows.length === 0 || faultless.length === seeds ? '' : `: ${someOf(faultless)}`;
  const where = faultless.length === seeds ? 'any seed' : counted(faultless.length, 'seed');
  return [...table, '', `No fault fired in ${where}${which}`];
}

function someOf(seeds: readonly string[]): string {
  const more = seeds.length - SHOWN_SEEDS;
  return `${seeds.slice(0, SHOWN_SEEDS).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}
