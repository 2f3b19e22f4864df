/** The examples of the README and the guides are real: each command is run, and what is shown is what it prints. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const guide = readFileSync(join(root, 'docs/comparing.md'), 'utf8');
const loadGuide = readFileSync(join(root, 'docs/load-testing.md'), 'utf8');
const capacity = readFileSync(join(root, 'docs/capacity.md'), 'utf8');

interface Example {
  readonly command: string;
  readonly shown: string;
}

function consoleExamples(text: string): Example[] {
  const blocks = [...text.matchAll(/^```console\n\$ (.+)\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, command = '', shown = '']) => ({ command, shown }));
}

/** A word in quotes is one. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);
}

describe('the README', () => {
  let folder = '';
  beforeAll(() => {
    // Examples run where the checkout's files are and reports may be written.
    folder = mkdtempSync(join(tmpdir(), 'readme-'));
    for (const name of ['scenarios', 'test/fixtures', 'docs/defects'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'bin'), join(folder, 'bin'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const penny = (args: readonly string[]): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/penny.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    // What the tool brings along is named from where it is run, which for a reader is the checkout.
    const shown = stdout.replaceAll(`${root}/`, '');
    return { status, output: args[0] === 'check' ? shown + stderr : shown };
  };

  it.each([
    ['the README', readme, 3],
    ['the guide to comparisons', guide, 3],
    ['the guide to load testing', loadGuide, 1],
    ['the page on capacity', capacity, 1],
  ])('has examples: %s', (_, text, least) => expect(consoleExamples(text).length).toBeGreaterThanOrEqual(least));

  it.each([readme, guide, loadGuide, capacity].flatMap(consoleExamples))('shows what `$command` prints', (example) => {
    const { command, shown } = example;
    const [npx, name, ...args] = wordsOf(command);
    expect([npx, name]).toEqual(['npx', 'penny']);
    expect(penny(args).output).toBe(shown);
  });

  it('has a scenario that is valid and runs consistently', () => {
    const [, yaml = ''] = /^```yaml\n(name: [\s\S]*?)^```$/m.exec(readme) ?? [];
    writeFileSync(join(folder, 'corner-shop.yaml'), yaml);
    const { status, output } = penny(['run', 'corner-shop.yaml', '--quiet']);
    expect(output).toMatch(/^CONSISTENT {2}corner-shop/);
    expect(status).toBe(0);
  });

  it('gives the two commands that set up, run and test', () => {
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
    const scripts: unknown = JSON.parse(
      execFileSync('npm', ['pkg', 'get', 'scripts'], { cwd: root, encoding: 'utf8' }),
    );
    expect(scripts).toMatchObject({
      start: 'node bin/penny.js run scenarios/marketplace-day.yaml',
      test: 'vitest run',
    });
  });
});
