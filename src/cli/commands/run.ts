/** `penny run SCENARIO`: runs one scenario, shows the result, leaves a report. */
import { isAbsolute, join, relative } from 'node:path';
import { xstateInterpreter } from '../../sim/interpreter/xstate-interpreter.ts';
import type { Report } from '../../sim/report/report.ts';
import { checkoutsOverride, seedOverride, setOverride, type Override } from '../../sim/scenario/overrides.ts';
import { createSimulation, withStories, type Finish, type RunSettings } from '../../sim/simulation.ts';
import { drive } from '../drive.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { bannerLines } from '../print/banner.ts';
import { resultLines, verdictLine } from '../print/result.ts';
import { storyLines } from '../print/story.ts';
import { replaceableFolder } from '../replaceable-folder.ts';
import { writeReportFiles } from '../report-files.ts';
import { replaceFolder } from '../report-folder.ts';
import { runInfo } from '../run-info.ts';
import { loadScenario, type LoadedScenario } from '../scenario-file.ts';
import { shellWord } from '../shell-word.ts';
import { storySubject } from '../story-subject.ts';
import type { Terminal } from '../terminal.ts';
import { worthTelling } from '../worth-telling.ts';

export interface RunOptions {
  readonly scenario: string;
  readonly seed: string | undefined;
  readonly checkouts: string | undefined;
  readonly set: readonly string[];
  readonly out: string | undefined;
  readonly story: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** @returns the exit code */
export async function run(options: RunOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const loaded = loadScenario(options.scenario, overridesOf(options));
  const { scenario } = loaded;
  const folder = options.out ?? join('reports', `${scenario.name}-${scenario.seed}`);
  replaceableFolder(folder);
  const story = options.story === undefined ? undefined : storySubject(options.story, scenario);

  for (const line of bannerLines(scenario, terminal.asideStyle)) terminal.say(line);
  const settings = settingsOf(options, loaded, story === undefined ? [] : [story]);
  const began = performance.now();
  const finish = await finished(settings, terminal, signal);
  const info = runInfo(
    performance.now() - began,
    finish.report.counts.checkouts,
    finish.report.counts.events,
    settings.interpreter.name,
  );
  const report = await explained(finish.report, settings, terminal, signal);
  replaceFolder(folder, (target) => writeReportFiles(target, report, info, finish, scenario.policy.bankCalendar.zone));
  show(options, report, finish, folder, terminal, scenario.clock.zone);
  return exitCodeOf(report);
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
  const stories = [...new Set(report.violations.map((violation) => violation.first.order))];
  const again = await finished({ ...settings, stories }, terminal, signal);
  return withStories(report, again.stories);
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
  if (options.quiet) return terminal.print(verdictLine(report, style));
  for (const line of resultLines(report, style)) terminal.print(line);
  terminal.print('');
  terminal.print(`report     ${join(folder, 'report.html')}`);
  terminal.print(`reproduce  ${report.reproduce}`);
  const order = finish.stories.length > 0 ? undefined : worthTelling(finish);
  if (order === undefined) return;
  const out = options.out === undefined ? '' : ` --out ${shellWord(options.out)}`;
  terminal.print(style('quiet', `one order  ${commandOf(options, options.seed)}${out} --story ${order}`));
}

function overridesOf({ seed, checkouts, set }: RunOptions): Override[] {
  return [
    ...set.map(setOverride),
    ...(seed === undefined ? [] : [seedOverride(seed)]),
    ...(checkouts === undefined ? [] : [checkoutsOverride(checkouts)]),
  ];
}

function settingsOf(
  options: RunOptions,
  { scenario, sha256 }: LoadedScenario,
  stories: readonly string[],
): RunSettings {
  return {
    scenario,
    sha256,
    reproduce: commandOf(options, scenario.seed),
    interpreter: xstateInterpreter,
    stories,
  };
}

/** The command that leads to the same run, from the same folder. */
function commandOf({ scenario, checkouts, set }: RunOptions, seed: string | undefined): string {
  const near = relative('.', scenario);
  const asTyped = near.startsWith('..') || isAbsolute(near);
  const file = asTyped ? scenario : near.replace(/^-/, './-');
  const words = ['npx', 'penny', 'run', file];
  if (seed !== undefined) words.push('--seed', seed);
  if (checkouts !== undefined) words.push('--checkouts', checkouts);
  for (const assignment of set) words.push('--set', assignment);
  return words.map(shellWord).join(' ');
}
