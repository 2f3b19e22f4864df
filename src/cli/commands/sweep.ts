/** `penny load SCENARIO --sweep RATES`: at which rate of arrival a scenario no longer meets its thresholds. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InterpreterName } from '../../sim/interpreter/interpreter-name.ts';
import { renderSweep } from '../../sim/report/html/sweep-page.ts';
import { sweepJunitXml } from '../../sim/report/sweep-junit.ts';
import { usersIn } from '../../sim/scenario/closed-traffic.ts';
import type { Override } from '../../sim/scenario/overrides.ts';
import { formatDuration } from '../../sim/scenario/units/duration.ts';
import { stepOverrides } from '../../sim/sweep/run-step.ts';
import { stepSettings, type Stepped, type StepResult } from '../../sim/sweep/step.ts';
import { swept, type Swept } from '../../sim/sweep/swept.ts';
import { commandOf } from '../command-of.ts';
import { sayWhatIsReplaced } from '../earlier-result.ts';
import { exitCodeOfSweep } from '../exit-codes.ts';
import { workersOf } from '../explore/worker-count.ts';
import { refuseSomeAlone } from '../load/some-alone.ts';
import { overridesOf } from '../overrides.ts';
import { counted } from '../print/columns.ts';
import { sweptLines, sweptVerdictLine } from '../print/swept.ts';
import { replaceableFolder, signs } from '../replaceable-folder.ts';
import { replaceFolder } from '../report-folder.ts';
import { packageVersion, runInfo, type RunInfo } from '../run-info.ts';
import { loadScenario, problemsText, tryLoadScenario, type LoadedScenario } from '../scenario-file.ts';
import { runSweep } from '../sweep/run-steps.ts';
import { sweepSettings, type SweepSettings } from '../sweep/sweep-options.ts';
import type { Terminal } from '../terminal.ts';
import { UserError } from '../user-error.ts';
import type { LoadOptions } from './load.ts';

export type SweepOptions = LoadOptions & { readonly sweep: string };

/** @returns the exit code: a knee that is found is a success */
export async function sweep(options: SweepOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  refuseSizes(options);
  const settings = sweepSettings(options);
  const workers = workersOf(options.workers, terminal);
  const { scenario: file, set } = options;
  const overrides = overridesOf({ ...options, checkouts: undefined });
  const loaded = loadScenario(file, overrides);
  refuseSomeAlone(loaded, file, overrides, 'all checkouts to come: a sweep brings others, at rates of its own');
  for (const rate of settings.rates) refuseUnfit({ rate, forMs: settings.forMs(rate) }, options, overrides);
  const { scenario, text, sha256 } = loaded;
  const folder = options.out ?? join('reports', `${scenario.name}-${scenario.seed}-sweep`);
  replaceableFolder(folder, signs.sweep);

  const reproduceStep = ({ rate, forMs }: Stepped): string =>
    commandOf({
      ...{ verb: 'run', scenario: file, seed: scenario.seed, checkouts: undefined },
      set: [...set, ...stepSettings(rate, forMs)],
    });
  const users = usersIn(scenario.traffic.phases);
  const replaced = users === 0 ? '' : `, in the place of ${counted(users, 'user')}`;
  terminal.say(
    `${scenario.name}, seed ${scenario.seed}: ${saidOf(settings)} on ${counted(workers, 'worker')}${replaced}`,
  );
  const reproduce = commandOf({ ...options, verb: 'load', seed: scenario.seed });
  sayWhatIsReplaced({ ...options, folder, reproduce }, 'sweep.json', terminal);
  const began = performance.now();
  const steps = await runSweep({
    ...settings,
    work: { text, file, sha256, overrides: overridesOf({ set, checkouts: undefined }) },
    seed: scenario.seed,
    ...{ workers, reproduceStep, terminal, signal },
  });
  const info = infoOf(performance.now() - began, steps, workers);
  const result = resultOf(reproduce, loaded, steps, reproduceStep);
  replaceFolder(folder, (target) => writeFiles(target, result, info), signs.sweep);
  show(result, options, folder, terminal);
  return exitCodeOfSweep(result);
}

/** @throws UserError for options that are about a load of one rate */
function refuseSizes({ checkouts, cells, store, set }: SweepOptions): void {
  if (checkouts !== undefined)
    throw new UserError(
      '--checkouts and --sweep: the rate and --for say how many checkouts there are',
      'try --for 10min',
    );
  if (cells !== undefined)
    throw new UserError('--cells and --sweep: each rate is that of one payment system', 'leave --cells out');
  if (store !== 'none')
    throw new UserError(
      `--store ${store} and --sweep: a sweep keeps no databases`,
      'the command of a rate, which the report names, leaves them',
    );
  const traffic = set.find((assignment) => /^traffic[.=\s]/.test(assignment));
  if (traffic !== undefined)
    throw new UserError(
      `--set ${traffic} and --sweep: a sweep has rates of its own in the place of all traffic`,
      'leave it out',
    );
}

/** @throws UserError where the scenario, which is itself in order, is not with the buyers of a step */
function refuseUnfit(step: Stepped, { scenario: file, sweep: range }: SweepOptions, before: readonly Override[]): void {
  const loading = tryLoadScenario(file, [...before, ...stepOverrides(step, `--sweep ${range}`)]);
  if (loading.ok) return;
  throw new UserError(
    `buyers who come at ${step.rate.text} for ${formatDuration(step.forMs)} do not go with the scenario: ${problemsText(file, loading.problems)}`,
    '--for says how long buyers come at each rate',
  );
}

function saidOf({ rates }: SweepSettings): string {
  const [first, last] = [rates.at(0), rates.at(-1)];
  return `${counted(rates.length, 'rate')} from ${first?.text ?? ''} to ${last?.text ?? ''}, and then some around the knee,`;
}

function resultOf(
  reproduce: string,
  { scenario, sha256 }: LoadedScenario,
  steps: readonly StepResult[],
  reproduceStep: (step: Stepped) => string,
): Swept {
  const { name, description, seed, policy, thresholds } = scenario;
  return swept({
    version: packageVersion(),
    scenario: { name, description, sha256 },
    seed,
    defects: [...policy.defects],
    thresholds: thresholds.map(({ expression }) => expression),
    usersReplaced: usersIn(scenario.traffic.phases),
    steps,
    reproduce,
    reproduceStep: ({ rate: text, perHour, forMs }) => reproduceStep({ rate: { text, perHour }, forMs }),
  });
}

function infoOf(wallMs: number, steps: readonly StepResult[], workers: number): RunInfo {
  const checkouts = steps.reduce((sum, step) => sum + step.checkouts, 0);
  const events = steps.reduce((sum, step) => sum + step.events, 0);
  return { ...runInfo(wallMs, checkouts, events, 'compiled' satisfies InterpreterName), workers };
}

function writeFiles(folder: string, result: Swept, info: RunInfo): void {
  writeFileSync(join(folder, 'sweep.json'), `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), renderSweep(result));
  writeFileSync(join(folder, 'junit.xml'), sweepJunitXml(result));
  writeFileSync(join(folder, 'run-info.json'), `${JSON.stringify(info, undefined, 2)}\n`);
}

function show(result: Swept, { json, quiet }: SweepOptions, folder: string, terminal: Terminal): void {
  const { style } = terminal;
  if (json) return terminal.print(JSON.stringify(result, undefined, 2));
  if (quiet) return terminal.print(sweptVerdictLine(result, style));
  for (const line of sweptLines(result, style)) terminal.print(line);
  terminal.print('');
  terminal.print(`report     ${join(folder, 'report.html')}`);
  terminal.print(`reproduce  ${result.reproduce}`);
  const { steps, missing } = result;
  const telling = steps.find(({ rate }) => rate === (missing?.rate ?? result.knee));
  if (telling !== undefined) terminal.print(`${telling.rate.padEnd(9)}  ${telling.reproduce}`);
}
