/**
 * The linter's rules are shown to fire: every sample becomes a file of a scratch project that has this project's
 * configuration, and the linter is run over all of them at once.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedSamples, bannedSamples } from './support/lint-samples.ts';

const files = new Map<string, string>();
const fileFor = (folder: string, code: string): string => {
  const path = `${folder}/sample-${files.size}.ts`;
  files.set(path, code);
  return path;
};
const banned = Object.entries(bannedSamples).map(([topic, samples]) => ({
  topic,
  samples: samples.map(([folder, code, rule]) => ({ path: fileFor(folder, code), code, rule })),
}));
const allowed = allowedSamples.map(([folder, code]) => ({ path: fileFor(folder, code), code }));

const inCycle = [...files.keys()].find((path) => path.startsWith('src/sim/cycle/')) ?? '';
files.set(
  'src/sim/cycle/cycle-back.ts',
  `import { one } from './${inCycle.replace(/.*\//, '')}';\n\nexport const that = (): number => one();`,
);
files.set(
  'src/sim/kernel/dice.ts',
  "import seedrandom from 'seedrandom';\n\nexport const draw = seedrandom.alea('seed');",
);

describe('the linter', () => {
  let rulesThatFired: ReadonlyMap<string, readonly string[]>;
  const firedIn = (path: string): readonly string[] => rulesThatFired.get(path) ?? [];
  const project = mkdtempSync(join(tmpdir(), 'lint-'));

  beforeAll(() => {
    for (const [path, code] of files) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), `${code}\n`);
    }
    for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) copyFileSync(name, join(project, name));
    symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
    rulesThatFired = lint(project);
  });

  afterAll(() => rmSync(project, { recursive: true }));

  it.each(banned)('objects to $topic', ({ samples }) => {
    const missed = samples.filter(({ path, rule }) => !firedIn(path).includes(rule));
    expect(missed.map(({ path, code, rule }) => `${path}: ${code} fired ${firedIn(path).join()}, not ${rule}`)).toEqual(
      [],
    );
  });

  it('lets the shell reach the world, and everybody do what is plain', () => {
    const hit = allowed.filter(({ path }) => firedIn(path).length > 0);
    expect(hit.map(({ path, code }) => `${path}: ${code} fired ${firedIn(path).join()}`)).toEqual([]);
  });

  it('lets dice have a source of randomness', () => {
    expect(firedIn('src/sim/kernel/dice.ts')).toEqual([]);
  });
});

interface LintReport {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

/** The rules that fired, by file. */
function lint(project: string): Map<string, string[]> {
  const command = [resolve('node_modules/oxlint/bin/oxlint'), '--type-aware', '--format=json', 'src'];
  const fired = new Map<string, string[]>();
  for (const { filename, code } of reportOf(command, project).diagnostics) {
    fired.set(filename, [...(fired.get(filename) ?? []), code]);
  }
  return fired;
}

function reportOf(command: readonly string[], cwd: string): LintReport {
  try {
    return JSON.parse(execFileSync(process.execPath, command, { cwd, encoding: 'utf8' })) as LintReport;
  } catch (error) {
    // It exits with 1 when it objects to something.
    if (error instanceof Error && 'stdout' in error) return JSON.parse(String(error.stdout)) as LintReport;
    throw error;
  }
}
