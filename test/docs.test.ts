/** The reference pages say what the registries say: `npm run docs` writes them anew. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defectNames } from '../src/domain/defects.ts';
import { checkMakers } from '../src/sim/checks/registry.ts';
import { defects } from '../src/sim/defects/catalogue.ts';
import { isSmall } from '../src/sim/defects/shrunk-kill.ts';
import { formatProblem } from '../src/sim/scenario/problem.ts';
import { readScenario } from '../src/sim/scenario/read.ts';
import { checkSettings } from '../src/sim/simulation.ts';
import { defectsPage } from './support/pages/defects-page.ts';
import { faultsPage } from './support/pages/faults-page.ts';
import { invariantsPage } from './support/pages/invariants-page.ts';
import { asHeading, smallRun, smallStory } from './support/pages/small-runs.ts';
import { smallScenario, smallScenarios } from './support/pages/small-scenarios.ts';
import { scenarioOf } from './support/simulate.ts';

const bench = 'scenarios/defect-bench.yaml';
const read = readScenario(readFileSync(bench, 'utf8'), bench);
if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'));
const settings = checkSettings(read.scenario);
const invariants = checkMakers.map((make) => make(settings));
const stale = 'the page is not what the registry says: npm run docs';

function invariantOf(id: string): string {
  const found = invariants.find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no invariant ${id}`);
  return `[${id} ${found.name}](invariants.md#${id.toLowerCase()}-${found.name})`;
}

describe('the small scenarios', () => {
  it('are one for each defect', () => {
    const files = [...defectNames.map((name) => `${name}.yaml`), 'defects.json'];
    expect(readdirSync(smallScenarios).toSorted(), 'npm run docs').toEqual(files.toSorted());
  });

  it.each(defectNames)('show %s, and to an invariant that the catalogue names', (name) => {
    const { text, violation, checkouts, faults } = smallScenario(name);
    const scenario = scenarioOf(text);
    expect(scenario.policy.defects).toEqual(new Set([name]));
    expect(scenario.traffic.only ?? []).toHaveLength(checkouts);
    expect(scenario.faults.kind === 'script' ? scenario.faults.script : []).toHaveLength(faults);
    expect(isSmall({ checkouts, faults }) || defects[name].large !== undefined).toBe(true);
    const { expected, also } = defects[name];
    const named = smallRun(name).violations.filter(({ invariant }) =>
      [expected, ...(also?.invariants ?? [])].some((id) => id === invariant),
    );
    expect(named.map(asHeading), stale).toContain(violation);
    expect(smallStory(name).join('\n')).toContain(violation.split(':', 1).join(''));
  });
});

// The stories have been told by now.
describe('the reference', () => {
  it.each([
    ['defects', () => defectsPage(invariantOf)],
    ['invariants', () => invariantsPage(invariants, invariantOf)],
    ['faults', faultsPage],
  ])('of the %s is in order', async (name, page) => {
    await expect(page(), stale).toMatchFileSnapshot(`../docs/${name}.md`);
  });
});
