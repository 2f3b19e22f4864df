/**
 * Shrinks a violating run: to the fewest checkouts and the fewest faults that still show the same violation, as a
 * scenario that runs by itself. Every candidate is read as a file would be, so each step is valid; and nothing depends on
 * anything but the run, so the result is the same everywhere.
 */
import type { Finding } from '../checks/check.ts';
import type { ScriptedFault } from '../faults/plan.ts';
import { scriptOf } from '../faults/script.ts';
import type { Fact } from '../facts.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import type { Report, ViolationResult } from '../report/report.ts';
import type { Override } from '../scenario/overrides.ts';
import { readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { withStories, type Finish } from '../simulation.ts';
import type { Story } from '../story/story.ts';
import { asOverrides, changesOf, wholeRun, type Candidate } from './candidate.ts';
import { likenessOf } from './likeness.ts';
import { reducedFile, type Size } from './reduced-file.ts';
import { runFor, runToEnd, scenarioIn, type Run } from './runs.ts';
import { search } from './search.ts';
import { storySubject } from './story-subject.ts';
import type { Shown, Sought } from './trial.ts';

export interface ShrinkSettings {
  /** The scenario file of the violating run, its name, and what options change in it. */
  readonly text: string;
  readonly file: string;
  readonly overrides: readonly Override[];
  /** The command of the violating run. */
  readonly command: string;
  /** Whose violation is shrunk; that of the earliest one when left out. */
  readonly invariant?: string | undefined;
  readonly interpreter: Interpreter;
}

/** How far it is: the runs so far, and what the smallest of them has. */
export interface ShrinkProgress extends Size {
  readonly runs: number;
}

export interface Shrunk {
  readonly found: true;
  readonly invariant: string;
  readonly name: string;
  /** The violation, as the reduced run shows it. */
  readonly finding: Finding;
  readonly before: Size;
  /** Which checkouts and which faults are left. */
  readonly left: Candidate;
  /** How many runs it took to find. */
  readonly runs: number;
  /** The scenario of the reduced run as a file, and read from it. */
  readonly text: string;
  readonly scenario: Scenario;
  /** The reduced run; its report has the stories of its violations. */
  readonly finish: Finish;
  /** The story of what the violation is about, up to it. */
  readonly story: Story;
}

export interface NothingToShrink {
  readonly found: false;
  /** The invariants that the run does violate. */
  readonly violated: readonly string[];
}

/** Goes on for a while at each step, so that progress can be shown and an interruption is noticed in between. */
export type Shrinking = Generator<ShrinkProgress, Shrunk | NothingToShrink, void>;

/** @throws Error when the scenario cannot be read */
export function shrink(settings: ShrinkSettings, told?: (progress: ShrinkProgress) => void): Shrunk | NothingToShrink {
  const shrinking = createShrinking(settings);
  for (;;) {
    const step = shrinking.next();
    if (step.done === true) return step.value;
    told?.(step.value);
  }
}

export function* createShrinking(settings: ShrinkSettings): Shrinking {
  const { text, file, overrides, interpreter, command } = settings;
  const base = scenarioIn(text, file, overrides);
  const started = wholeRun(base, []);
  const came: number[] = [];
  const watchFact = (fact: Fact): void => {
    if (fact.kind !== 'sent' || fact.message.type !== 'BuyerArrived') return;
    const n = Number(fact.message.checkoutId.slice('checkout-'.length));
    if (n > base.traffic.checkouts) came.push(n);
  };
  const first = yield* watched(runToEnd(base, [], interpreter, watchFact), { ...sizeOf(started), runs: 0 });
  const violation = violationIn(first.report, settings.invariant);
  if (violation === undefined) return { found: false, violated: first.report.violations.map((each) => each.invariant) };

  const { invariant, name } = violation;
  const { order: concern, sentence } = violation.first;
  const whole = wholeRun(
    base,
    scriptOf(first.faults),
    came.toSorted((a, b) => a - b),
  );
  const sought = { invariant, likeness: likenessOf({ concern, sentence }) };
  const { left, shown, runs } = yield* searched(settings, base, whole, sought, concern);
  const { finding } = shown;
  const before = sizeOf(whole);
  const reduction = { command, violation: `${invariant} ${name}: ${finding.sentence}`, before, after: sizeOf(left) };
  const changes = [...overrides.flatMap(({ change }) => (change.ok ? [change.value] : [])), ...changesOf(left, base)];
  const reduced = reducedFile(text, changes, base.clock.nights, reduction);
  const scenario = scenarioIn(reduced, 'the reduced scenario', []);
  const ran = yield* watched(runAndTell(scenario, sought, left, interpreter), { ...sizeOf(left), runs });
  return { found: true, invariant, name, finding, before, left, runs, text: reduced, scenario, ...ran };
}

/** The earliest violation, or that of an invariant. Of several at the same instant, the first in the catalogue. */
function violationIn({ violations }: Report, invariant: string | undefined): ViolationResult | undefined {
  const wanted = violations.filter((each) => invariant === undefined || each.invariant === invariant);
  // Instants of a report are all written in the same way, so that their texts are in the order of time.
  return wanted.toSorted((a, b) => (a.first.at < b.first.at ? -1 : a.first.at > b.first.at ? 1 : 0))[0];
}

interface Found {
  readonly left: Candidate;
  readonly shown: Shown;
  readonly runs: number;
}

/** Answers the questions of the search. A candidate that was tried before is not run again. */
function* searched(
  { text, file, overrides, interpreter }: ShrinkSettings,
  base: Scenario,
  whole: Candidate,
  sought: Sought,
  concern: string,
): Generator<ShrinkProgress, Found, void> {
  const tried = new Map<string, Shown | undefined>();
  const nameOf = candidateNames(whole.faults);
  let progress: ShrinkProgress = { ...sizeOf(whole), runs: 1 };

  function* answer(candidate: Candidate): Generator<ShrinkProgress, Shown | undefined, void> {
    const name = nameOf(candidate);
    if (tried.has(name)) return tried.get(name);
    const read = readScenario(text, file, [...overrides, ...asOverrides(changesOf(candidate, base))]);
    const shown = read.ok ? yield* watched(runFor(sought, read.scenario, interpreter), progress) : undefined;
    tried.set(name, shown);
    progress = { ...(shown === undefined ? progress : sizeOf(candidate)), runs: progress.runs + 1 };
    return shown;
  }

  const questions = search(whole, concern);
  let asked = questions.next();
  while (asked.done !== true) asked = questions.next(yield* answer(asked.value));
  const left = asked.value;
  const shown = left && (yield* answer(left));
  if (left === undefined || shown === undefined)
    throw new Error(`${sought.invariant} is violated, and is not under the script of the faults that fired`);
  return { left, shown, runs: progress.runs };
}

function candidateNames(faults: readonly ScriptedFault[]): (candidate: Candidate) => string {
  const numbers = new Map(faults.map(({ site }, index) => [site, index]));
  return ({ checkouts, faults: some, refunds }) =>
    [checkouts.join(), some.map(({ site }) => numbers.get(site)).join(), refunds].join(' ');
}

/** The reduced run, read from its file, to its end. */
function* runAndTell(
  scenario: Scenario,
  sought: Sought,
  { checkouts, faults }: Candidate,
  interpreter: Interpreter,
): Run<Pick<Shrunk, 'finish' | 'story'>> {
  const shown = yield* runFor(sought, scenario, interpreter);
  if (shown === undefined || shown.came.size < checkouts.length || shown.fired.size < faults.length)
    throw new Error(`${sought.invariant} is violated, and the file of the reduced run is of another one`);
  const { violations } = (yield* runToEnd(scenario, [], interpreter)).report;
  const subject = storySubject(shown.finding, checkouts);
  const stories = [...new Set([subject, ...violations.map(({ first }) => first.storyOf)])];
  const finish = yield* runToEnd(scenario, stories, interpreter);
  const told = finish.stories.find(({ of }) => of === subject)?.lines ?? [];
  const story = { of: subject, lines: told.filter(({ at }) => at <= shown.finding.at) };
  return { finish: { ...finish, report: withStories(finish.report, finish.stories) }, story };
}

function* watched<Result>(run: Run<Result>, progress: ShrinkProgress): Generator<ShrinkProgress, Result, void> {
  for (;;) {
    yield progress;
    const step = run.next();
    if (step.done === true) return step.value;
  }
}

function sizeOf({ checkouts, faults }: Candidate): Size {
  return { checkouts: checkouts.length, faults: faults.length };
}
