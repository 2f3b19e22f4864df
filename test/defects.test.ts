/** The catalogue of defects is held to its word: every mistake in it is seen, by the invariant that it names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defectNames, type DefectName } from '../src/domain/defects.ts';
import type { InvariantId } from '../src/sim/checks/check.ts';
import { defects, families, settingsWith } from '../src/sim/defects/catalogue.ts';
import { huntAmong } from '../src/sim/defects/hunt.ts';
import { asForetold, type Hunted } from '../src/sim/defects/hunted.ts';
import { impossibleDefects } from '../src/sim/defects/impossible.ts';
import { invariantNames } from '../src/sim/defects/invariant-names.ts';
import type { Report } from '../src/sim/report/report.ts';
import { seenInstead } from './support/pages/behind-invariants.ts';
import { smallScenario } from './support/pages/small-scenarios.ts';
import { shippedScenario, simulate } from './support/simulate.ts';

const SEEDS = 20;

/** Invariants that no defect is expected to show first, and why there is none. */
const shownByNone: Readonly<Partial<Record<InvariantId, string>>> = {
  I22: 'it compares sums at the end of a run, and whatever makes them wrong is seen before that by another',
};

const names = invariantNames(shippedScenario('defect-bench'));
const expectedOnes = [...new Set(defectNames.map((name) => defects[name].expected))];

/** A run is the same every time, so each is made once. */
const made = new Map<string, Report>();
function bench(seed: string, settings: readonly string[]): Report {
  const changes = [...settings, `seed='${seed}'`];
  const key = changes.join('\n');
  const report = made.get(key) ?? simulate(shippedScenario('defect-bench', changes)).report;
  made.set(key, report);
  return report;
}

function hunted(name: DefectName): Hunted {
  return huntAmong(name, SEEDS, (seed) => bench(seed, settingsWith(name)));
}

/** Every invariant that sees it, in the order in which they do. */
function seenBy(name: DefectName): readonly string[] {
  const found = hunted(name);
  return found.fate === 'killed' ? found.sighting.seenBy : [];
}

/** The hunt over the same seeds, with the findings of one check taken away. */
function huntedWithout(invariant: InvariantId, name: DefectName): Hunted {
  return huntAmong(name, hunted(name).seeds, (seed) => {
    const report = bench(seed, settingsWith(name));
    return { ...report, violations: report.violations.filter((violation) => violation.invariant !== invariant) };
  });
}

/** `I2` before `I10`. */
function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}

describe.each(defectNames)('the defect %s', (name) => {
  const { expected, also, settings } = defects[name];

  it(`is seen first by ${[expected, ...(also?.invariants ?? [])].join(' or ')} within ${SEEDS} seeds`, () => {
    expect(hunted(name)).toMatchObject({ fate: 'killed', sighting: { foretold: true } });
  });

  it('is on record with all who see it', () => {
    expect(smallScenario(name).seenBy, 'npm run docs').toEqual(seenBy(name));
  });

  it('is what was wrong: without it, the same conditions do no harm', () => {
    const seeds = Array.from({ length: hunted(name).seeds }, (_, index) => String(index + 1));
    for (const seed of seeds) expect(bench(seed, settings), `seed ${seed}`).toMatchObject({ violations: [] });
  });
});

describe.each(expectedOnes)('the invariant %s', (invariant) => {
  it('is needed: with its findings taken away, some defect that it shows is no longer seen as the catalogue says', () => {
    const shown = defectNames.filter((name) => defects[name].expected === invariant);
    expect(shown.filter((name) => !asForetold(huntedWithout(invariant, name)))).not.toEqual([]);
  });
});

describe.each([...names.keys()] as InvariantId[])('without the invariant %s', (invariant) => {
  it('some defect is seen by nobody, or it is on record who sees instead what it would be the first to see', () => {
    const seen = defectNames.filter((name) => seenBy(name).includes(invariant));
    const first = seen.filter((name) => seenBy(name)[0] === invariant);
    const blind = (first.length === 0 ? seen : first).map((name) => huntedWithout(invariant, name));
    const others = blind.flatMap((each) => (each.fate === 'killed' ? [each.sighting.invariant] : []));
    const isNeeded = others.length < blind.length;
    expect(isNeeded ? undefined : [...new Set(others)].toSorted(byNumber)).toEqual(seenInstead[invariant]);
  });
});

describe('the invariants', () => {
  it('are all shown by some defect, or it is known why not', () => {
    const unshown = [...names.keys()].filter((id) => !expectedOnes.some((each) => each === id));
    expect(unshown).toEqual(Object.keys(shownByNone));
  });
});

describe('the catalogue', () => {
  const impossible = impossibleDefects.map(({ name }) => name);

  it('has each defect once, in a family, whether it can be made or not', () => {
    const all = [...families.flatMap((family) => family.names), ...impossible];
    expect(all).toEqual([...defectNames, ...impossible]);
    expect(new Set(all).size).toBe(all.length);
    expect(Object.keys(defects)).toEqual([...defectNames]);
    for (const name of all) expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  it.each([...defectNames.map((name) => ({ name, ...defects[name] })), ...impossibleDefects])(
    'tells of $name in sentences, and names invariants that there are',
    (entry) => {
      const also = 'also' in entry ? entry.also : undefined;
      const sentences = [entry.mistake, ...('harm' in entry ? [entry.harm] : [])];
      for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
      const reasons = [also?.because, 'because' in entry ? entry.because : undefined];
      for (const reason of reasons.filter((each) => each !== undefined)) expect(reason).toMatch(/^[^A-Z].*[^.]$/);
      for (const id of [entry.expected, ...(also?.invariants ?? [])]) expect([...names.keys()]).toContain(id);
      expect(also?.invariants ?? []).not.toContain(entry.expected);
    },
  );
});

/** The sources of the payment system under test and of its world, without the catalogue itself and how it is written. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => join('src', name).replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .filter((path) => !/^src\/(cli|sim\/defects|sim\/scenario)\/|^src\/domain\/defects\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

describe('a mistake', () => {
  it.each(defectNames)('%s is made where the catalogue says, and nowhere else', (name) => {
    const { place, alsoIn } = defects[name];
    expect(existsSync(place)).toBe(true);
    const found = sources.filter(({ text }) => text.includes(`'${name}'`)).map(({ path }) => path);
    // The guards and actions of a machine may be in a file of their own.
    const inOne = [[place], [place.replace(/\.ts$/, '-parts.ts')]];
    expect(alsoIn === undefined ? inOne : [[place, alsoIn].toSorted()]).toContainEqual(found.toSorted());
  });

  it('is none of a check’s business', () => {
    const checks = sources.filter(({ path }) => path.startsWith('src/sim/checks/'));
    expect(checks.length).toBeGreaterThan(22);
    expect(checks.filter(({ text }) => /\bdefects?\b/i.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
