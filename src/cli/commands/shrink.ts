/** `penny shrink SCENARIO`: cuts a violating run down to the checkouts and the faults that it takes. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { invariantNames } from '../../sim/defects/invariant-names.ts';
import { createCompiledInterpreter } from '../../sim/interpreter/compiled-interpreter.ts';
import type { InterpreterName } from '../../sim/interpreter/interpreter-name.ts';
import type { Override } from '../../sim/scenario/overrides.ts';
import { parsed } from '../../sim/scenario/units/parsed.ts';
import { scriptChange } from '../../sim/shrink/candidate.ts';
import { shrinkResult, type ShrinkResult } from '../../sim/shrink/result.ts';
import {
  createShrinking,
  type NothingToShrink,
  type Shrinking,
  type ShrinkProgress,
  type Shrunk,
} from '../../sim/shrink/shrink.ts';
import { commandOf } from '../command-of.ts';
import { Interrupted } from '../drive.ts';
import { exitCode } from '../exit-codes.ts';
import { overridesOf } from '../overrides.ts';
import { counted } from '../print/columns.ts';
import { shrunkLine, shrunkLines } from '../print/shrunk.ts';
import { replaceableFolder, signs } from '../replaceable-folder.ts';
import { writeReportFiles } from '../report-files.ts';
import { replaceFolder } from '../report-folder.ts';
import { runInfo } from '../run-info.ts';
import { loadScenario, type LoadedScenario } from '../scenario-file.ts';
import { loadScript } from '../script-file.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';

export interface ShrinkOptions {
  readonly scenario: string;
  readonly seed: string | undefined;
  readonly checkouts: string | undefined;
  readonly set: readonly string[];
  /** A script of faults. */
  readonly faults: string | undefined;
  readonly invariant: string | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** @returns the exit code */
export async function shrink(options: ShrinkOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const overrides = [...overridesOf(options), ...(await scripted(options.faults, terminal, signal))];
  const loaded = loadScenario(options.scenario, overrides);
  const { scenario, text } = loaded;
  refuseUnknown(options.invariant, invariantNames(scenario));
  const folder = options.out ?? join('reports', `${scenario.name}-${scenario.seed}-shrunk`);
  replaceableFolder(folder, signs.shrinking);

  const command = commandOf({ ...options, verb: 'run', seed: scenario.seed });
  terminal.say(`${scenario.name}, seed ${scenario.seed}: looking for a smaller run with the same violation`);
  const settings = { text, file: options.scenario, overrides, command, invariant: options.invariant };
  const began = performance.now();
  const shrunk = await driven(
    createShrinking({ ...settings, interpreter: createCompiledInterpreter() }),
    terminal,
    signal,
  );
  if (!shrunk.found) throw nothingToShrink(options, loaded, shrunk);
  const wallMs = performance.now() - began;

  const reduced = { verb: 'run', scenario: join(folder, SCENARIO), seed: scenario.seed } as const;
  const result = shrinkResult(shrunk, {
    scenario: { name: scenario.name, sha256: loaded.sha256 },
    seed: scenario.seed,
    command,
    reproduce: commandOf({ ...reduced, checkouts: undefined, set: [] }),
  });
  replaceFolder(folder, (target) => writeFiles(target, shrunk, result, wallMs), signs.shrinking);
  show(options, shrunk, result, folder, terminal);
  return exitCode.inconsistent;
}

const SCENARIO = 'scenario.yaml';

/** The faults of a script in the place of the scenario's own, as a setting, since they end up in the scenario. */
async function scripted(file: string | undefined, terminal: Terminal, signal: AbortSignal): Promise<Override[]> {
  if (file === undefined) return [];
  const script = await loadScript(file, terminal, signal);
  return [{ option: `--faults ${file}`, change: parsed(scriptChange(script)) }];
}

function refuseUnknown(invariant: string | undefined, names: ReadonlyMap<string, string>): void {
  if (invariant === undefined || names.has(invariant)) return;
  const known = [...names.keys()];
  throw new UserError(`--invariant ${invariant}: expected one of ${known.join(', ')}`);
}

/** @throws Interrupted when `signal` is aborted before the end */
async function driven(
  shrinking: Shrinking,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Shrunk | NothingToShrink> {
  try {
    for (;;) {
      const step = shrinking.next();
      // Node.js hears signals between two immediates.
      await setImmediate();
      if (signal.aborted) throw new Interrupted();
      if (step.done === true) return step.value;
      terminal.progress(progressLine(step.value));
    }
  } finally {
    terminal.clearProgress();
  }
}

function progressLine({ runs, checkouts, faults }: ShrinkProgress): string {
  if (runs === 0) return `running all of it: ${counted(checkouts, 'checkout')}`;
  return `${counted(runs, 'run')}: ${counted(checkouts, 'checkout')} and ${counted(faults, 'fault')} left`;
}

function nothingToShrink(
  { invariant, scenario: file }: ShrinkOptions,
  { scenario }: LoadedScenario,
  { violated }: NothingToShrink,
): UserError {
  const run = `${scenario.name}, seed ${scenario.seed}`;
  if (invariant !== undefined && violated.length > 0) {
    const others = violated.join(', ');
    return new UserError(`${run} does not violate ${invariant}`, `it violates ${others}: name one of these, or none`);
  }
  const hint = `\`penny explore ${file}\` tells which seeds violate one`;
  return new UserError(`${run} violates no invariant, so there is nothing to shrink`, hint);
}

function writeFiles(folder: string, { text, scenario, finish }: Shrunk, result: ShrinkResult, wallMs: number): void {
  const { counts } = finish.report;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const report = { ...finish.report, scenario: { ...finish.report.scenario, sha256 }, reproduce: result.reproduce };
  const info = runInfo(wallMs, counts.checkouts, counts.events, 'compiled' satisfies InterpreterName);
  writeReportFiles(folder, report, info, finish, { bankZone: scenario.policy.bankCalendar.zone, store: 'lowdb' });
  writeFileSync(join(folder, SCENARIO), text);
  writeFileSync(join(folder, 'shrink.json'), `${JSON.stringify(result, undefined, 2)}\n`);
}

function show(
  { json, quiet }: ShrinkOptions,
  { scenario, story }: Shrunk,
  result: ShrinkResult,
  folder: string,
  terminal: Terminal,
): void {
  if (json) return terminal.print(JSON.stringify(result, undefined, 2));
  if (quiet) return terminal.print(shrunkLine(result, terminal.style));
  for (const line of shrunkLines(result, story, scenario.clock.zone, terminal.style)) terminal.print(line);
  terminal.print(`scenario   ${join(folder, SCENARIO)}`);
  terminal.print(`report     ${join(folder, 'report.html')}`);
  terminal.print(`reproduce  ${result.reproduce}`);
}
