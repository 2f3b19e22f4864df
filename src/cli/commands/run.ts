/** `penny run SCENARIO`: runs one scenario, shows the result, leaves a report. */
import { join } from 'node:path';
import type { InterpreterName } from '../../sim/interpreter/interpreter-name.ts';
import { interpreterNamed } from '../../sim/interpreter/interpreters.ts';
import type { Report } from '../../sim/report/report.ts';
import { createSimulation, withStories, type Finish, type RunSettings } from '../../sim/simulation.ts';
import type { Verification } from '../../sim/verify.ts';
import { createWorld } from '../../sim/world.ts';
import { commandOf } from '../command-of.ts';
import { drive } from '../drive.ts';
import { exitCode, exitCodeOf, gravest } from '../exit-codes.ts';
import { sayWhatIsReplaced } from '../earlier-result.ts';
import { expectedSizeHint } from '../expected-size.ts';
import { overridesOf } from '../overrides.ts';
import { bannerLines } from '../print/banner.ts';
import { idleFaultLines } from '../print/idle-faults.ts';
import { quietLine, resultLines } from '../print/result.ts';
import { storyLines } from '../print/story.ts';
import { unreachedLines } from '../print/unreached.ts';
import { verificationLines } from '../print/verification.ts';
import { replaceableFolder } from '../replaceable-folder.ts';
import { writeReportFiles } from '../report-files.ts';
import { replaceFolder } from '../report-folder.ts';
import { runInfo } from '../run-info.ts';
import { loadScenario, type LoadedScenario } from '../scenario-file.ts';
import { assertFits, loadScript } from '../script-file.ts';
import { shellWord } from '../shell-word.ts';
import { storeWarning, type Store } from '../store.ts';
import { storySubject } from '../story-subject.ts';
import type { Terminal } from '../terminal.ts';
import { verify, withReport } from '../verify.ts';
import { worthTelling } from '../worth-telling.ts';
import { sites } from './sites.ts';

export interface RunOptions {
  readonly scenario: string;
  readonly seed: string | undefined;
  readonly checkouts: string | undefined;
  readonly set: readonly string[];
  /** A script of faults. */
  readonly faults: string | undefined;
  readonly out: string | undefined;
  readonly story: string | undefined;
  /** Whose sites are to be listed, in the place of a report. */
  readonly sites: string | undefined;
  readonly verify: boolean;
  /** Where the databases go. */
  readonly store: Store;
  /** What runs the machines. */
  readonly interpreter: InterpreterName;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** @returns the exit code */
export async function run(options: RunOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const loaded = await loadRun(options, terminal, signal);
  const { scenario } = loaded;
  if (options.sites !== undefined) return listSites(options.sites, options, loaded, terminal, signal);
  const folder = options.out ?? join('reports', `${scenario.name}-${scenario.seed}`);
  replaceableFolder(folder);
  const story = options.story === undefined ? undefined : storySubject('--story', options.story, scenario);

  for (const line of bannerLines(scenario, terminal.asideStyle)) terminal.say(line);
  for (const line of idleFaultLines(scenario)) terminal.warn(line);
  const warning = storeWarning(scenario, options.store);
  if (warning !== undefined) terminal.warn(warning);
  const settings = settingsOf(options, loaded, story === undefined ? [] : [story]);
  sayWhatIsReplaced({ ...options, ...settings, folder }, 'report.json', terminal);
  const began = performance.now();
  const finish = await finished(settings, terminal, signal);
  const { checkouts, events } = finish.report.counts;
  const info = runInfo(performance.now() - began, checkouts, events, settings.interpreter.name);
  const report = await explained(finish.report, settings, terminal, signal);
  const verification = options.verify ? await verified(report, settings, terminal, signal) : undefined;
  const kept = { bankZone: scenario.policy.bankCalendar.zone, store: options.store };
  replaceFolder(folder, (target) => writeReportFiles(target, report, info, finish, kept));

  show(options, report, finish, folder, terminal, scenario.clock.zone);
  const hint = expectedSizeHint(report, options, loaded);
  if (hint !== undefined) terminal.warn(hint);
  for (const line of unreachedLines(finish.unreached, options.faults ?? 'the script')) terminal.warn(line);
  if (verification !== undefined) showVerification(verification, options, scenario.clock.zone, terminal);
  return gravest([exitCodeOf(report), verification?.deterministic === false ? exitCode.notDeterministic : 0]);
}

/** The scenario as the options change it, with the faults of a script in the place of its own. */
async function loadRun(options: RunOptions, terminal: Terminal, signal: AbortSignal): Promise<LoadedScenario> {
  const loaded = loadScenario(options.scenario, overridesOf(options));
  if (options.faults === undefined) return loaded;
  const script = await loadScript(options.faults, terminal, signal);
  assertFits(script, options.faults, { file: options.scenario, overrides: overridesOf(options) });
  return { ...loaded, scenario: { ...loaded.scenario, faults: { kind: 'script', script } } };
}

async function listSites(
  asked: string,
  options: RunOptions,
  loaded: LoadedScenario,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  // A script takes the place of the one that these sites come from.
  const command = commandOf({ ...options, verb: 'run', seed: loaded.scenario.seed, faults: undefined });
  return sites(asked, settingsOf(options, loaded, []), command, terminal, signal);
}

async function finished(settings: RunSettings, terminal: Terminal, signal: AbortSignal): Promise<Finish> {
  const simulation = createSimulation(settings);
  await drive(simulation, settings.scenario, terminal, signal);
  return simulation.finish();
}

/** A run with violations is run again to tell the stories of the orders that they hit first. */
async function explained(
  report: Report,
  settings: RunSettings,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Report> {
  if (report.violations.length === 0) return report;
  terminal.say('running again to tell the stories of the violations');
  const stories = [...new Set(report.violations.map((violation) => violation.first.storyOf))];
  const again = await finished({ ...settings, stories }, terminal, signal);
  return withStories(report, again.stories);
}

async function verified(
  { traceHash }: Report,
  { scenario, interpreter }: RunSettings,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Verification> {
  const verification = await verify(scenario, () => createWorld(scenario, interpreter), terminal, signal);
  return withReport(verification, traceHash);
}

function show(
  options: RunOptions,
  report: Report,
  finish: Finish,
  folder: string,
  terminal: Terminal,
  zone: string,
): void {
  const { style } = terminal;
  if (options.json) return terminal.print(JSON.stringify(report, undefined, 2));
  for (const story of finish.stories) for (const line of storyLines(story, zone, style)) terminal.print(line);
  if (options.quiet) return terminal.print(quietLine(report, style));
  for (const line of resultLines(report, style)) terminal.print(line);
  terminal.print('');
  terminal.print(`report     ${join(folder, 'report.html')}`);
  terminal.print(`reproduce  ${report.reproduce}`);
  if (report.violations.length > 0)
    terminal.print(`shrink     ${commandOf({ ...options, verb: 'shrink', seed: report.seed })}`);
  const order = finish.stories.length > 0 ? undefined : worthTelling(finish);
  if (order === undefined) return;
  const out = options.out === undefined ? '' : ` --out ${shellWord(options.out)}`;
  terminal.print(style('quiet', `one order  ${commandOf({ ...options, verb: 'run' })}${out} --story ${order}`));
}

/** One line more of a quiet result. A difference, which takes several, goes where messages go; so it does beside JSON. */
function showVerification(
  verification: Verification,
  { json, quiet }: RunOptions,
  zone: string,
  terminal: Terminal,
): void {
  if (!json && (!quiet || verification.deterministic)) {
    if (!quiet) terminal.print('');
    for (const line of verificationLines(verification, zone, terminal.style)) terminal.print(line);
  } else if (!verification.deterministic) {
    for (const line of verificationLines(verification, zone, terminal.asideStyle)) terminal.warn(line);
  }
}

function settingsOf(
  options: RunOptions,
  { scenario, sha256 }: LoadedScenario,
  stories: readonly string[],
): RunSettings {
  const reproduce = commandOf({ ...options, verb: 'run', seed: scenario.seed });
  return { scenario, sha256, reproduce, interpreter: interpreterNamed(options.interpreter), stories };
}
