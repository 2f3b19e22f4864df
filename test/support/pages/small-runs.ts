/** The small scenarios of docs/defects, run: what each shows, and its story. */
import type { DefectName } from '../../../src/domain/defects.ts';
import type { Report } from '../../../src/sim/report/report.ts';
import { withStories } from '../../../src/sim/simulation.ts';
import { scenarioOf, simulate } from '../simulate.ts';
import { smallScenario } from './small-scenarios.ts';

/** A run is the same every time, so each is made once. */
const made = new Map<DefectName, Report>();
const told = new Map<DefectName, readonly string[]>();

export function smallRun(name: DefectName): Report {
  const report = made.get(name) ?? simulate(scenarioOf(smallScenario(name).text)).report;
  made.set(name, report);
  return report;
}

type Violation = Report['violations'][number];

/** As the headings of the small scenarios have it. */
export function asHeading({ invariant, name, first }: Violation): string {
  return `${invariant} ${name}: ${first.sentence}`;
}

/**
 * The story of the violation that the heading names, step by step.
 * @throws Error when the scenario no longer shows it
 */
export function smallStory(name: DefectName): readonly string[] {
  const story = told.get(name) ?? tell(name);
  told.set(name, story);
  return story;
}

function tell(name: DefectName): readonly string[] {
  const { text, violation } = smallScenario(name);
  const shownIn = ({ violations }: Report): Violation => {
    const shown = violations.find((each) => asHeading(each) === violation);
    if (shown === undefined) throw new Error(`the small scenario of ${name} does not show ${violation}: npm run docs`);
    return shown;
  };
  const { report, stories } = simulate(scenarioOf(text), { stories: [shownIn(smallRun(name)).first.storyOf] });
  return shownIn(withStories(report, stories)).first.story;
}
