/** `penny compare A B`: runs two designs with the same luck, and shows what differs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compared, type Compared } from '../../sim/compare/compared.ts';
import { comparisonOf, type PairOutcome } from '../../sim/compare/comparison.ts';
import { differingSettings } from '../../sim/compare/differing-settings.ts';
import { createPair } from '../../sim/compare/pair.ts';
import { createCompiledInterpreter } from '../../sim/interpreter/compiled-interpreter.ts';
import type { Report } from '../../sim/report/report.ts';
import type { RunSettings } from '../../sim/simulation.ts';
import { commandOf } from '../command-of.ts';
import { runPairs } from '../compare/run-pairs.ts';
import { loadSides, type LoadedSide, type Sides } from '../compare/sides.ts';
import { drive } from '../drive.ts';
import { exitCodeOfPair, gravest } from '../exit-codes.ts';
import { seedsOf } from '../explore/seeds-option.ts';
import { workersOf } from '../explore/worker-count.ts';
import { counted } from '../print/columns.ts';
import { comparedLines, comparedVerdictLine, namesOf } from '../print/compared.ts';
import { replaceableFolder, signs } from '../replaceable-folder.ts';
import { replaceFolder } from '../report-folder.ts';
import { packageVersion } from '../run-info.ts';
import type { Terminal } from '../terminal.ts';

export interface CompareOptions {
  /** The files of A and of B; one and the same where `other` is undefined. */
  readonly scenario: string;
  readonly other: string | undefined;
  /** Assignments, `path=value`, for A alone, for B alone and for both. */
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly set: readonly string[];
  readonly seed: string | undefined;
  /** `1..20` */
  readonly seeds: string | undefined;
  readonly checkouts: string | undefined;
  readonly workers: string | undefined;
  /** Where `compare.json` goes; nowhere when it is undefined. */
  readonly out: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

const RESULT = 'compare.json';

/** @returns the exit code, the gravest of all runs: to differ is no failure */
export async function compare(options: CompareOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const seeds = options.seeds === undefined ? undefined : seedsOf(options.seeds, terminal);
  const workers = workersOf(options.workers, terminal);
  const [only] = seeds?.length === 1 ? seeds : [options.seed];
  const sides = loadSides(options, only, seeds === undefined);
  const { out } = options;
  if (out !== undefined) replaceableFolder(out, signs.comparison);

  const names = namesOf(sides.a.scenario.name, sides.b.scenario.name);
  let outcomes: PairOutcome[];
  if (seeds === undefined || seeds.length === 1) {
    terminal.say(`${names}, seed ${sides.a.scenario.seed}: A and B side by side`);
    outcomes = [await onePair(sides, terminal, signal)];
  } else {
    terminal.say(`${names}: A and B with ${counted(seeds.length, 'seed')} on ${counted(workers, 'worker')}`);
    outcomes = await runPairs({ a: sides.a.work, b: sides.b.work }, seeds, workers, terminal, signal);
  }

  const result = resultOf(options, sides, outcomes);
  const json = JSON.stringify(result, undefined, 2);
  if (out !== undefined)
    replaceFolder(out, (folder) => writeFileSync(join(folder, RESULT), `${json}\n`), signs.comparison);
  if (options.json) terminal.print(json);
  else show(result, options, terminal);
  return gravest(outcomes.map(exitCodeOfPair));
}

async function onePair({ a, b }: Sides, terminal: Terminal, signal: AbortSignal): Promise<PairOutcome> {
  const { seed } = a.scenario;
  const pair = createPair(settingsOf(a), settingsOf(b));
  await drive(pair, a.scenario, terminal, signal);
  return comparisonOf(seed, pair.finish());
}

function settingsOf({ scenario, sha256, commandOf: command }: LoadedSide): RunSettings {
  return { scenario, sha256, reproduce: command(scenario.seed), interpreter: createCompiledInterpreter(), stories: [] };
}

function resultOf(options: CompareOptions, { a, b }: Sides, outcomes: readonly PairOutcome[]): Compared {
  return compared({
    version: packageVersion(),
    scenarios: { a: nameOf(a), b: nameOf(b) },
    settings: differingSettings(a.scenario, b.scenario),
    outcomes,
    reproduce: commandOf({ ...options, verb: 'compare' }),
    reproduceSeed: (seed) => ({
      compare: commandOf({ ...options, verb: 'compare', seed, seeds: undefined }),
      a: a.commandOf(seed),
      b: b.commandOf(seed),
    }),
  });
}

function nameOf({ scenario: { name, description }, sha256 }: LoadedSide): Report['scenario'] {
  return { name, description, sha256 };
}

function show(result: Compared, { quiet, out }: CompareOptions, terminal: Terminal): void {
  const { style } = terminal;
  if (quiet) return terminal.print(comparedVerdictLine(result, style));
  for (const line of comparedLines(result, style)) terminal.print(line);
  terminal.print('');
  if (out !== undefined) terminal.print(`result     ${join(out, RESULT)}`);
  terminal.print(`reproduce  ${result.reproduce}`);
}
