import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defectNames } from '../src/domain/defects.ts';
import { impossibleDefects } from '../src/sim/defects/impossible.ts';
import type { DefectResult } from '../src/sim/defects/result.ts';
import { checkout, pasted, penny, pennyProcess, reportIn, scratchFolder, startPenny } from './support/cli.ts';

const late = 'timeout-treated-as-failure';
const early = 'credit-before-capture';
const bench = join(checkout, 'scenarios/defect-bench.yaml');

function resultsOf(stdout: string): DefectResult[] {
  const { defects } = JSON.parse(stdout) as { readonly defects: DefectResult[] };
  return defects;
}

/** The texts of the files of a folder, by name. */
function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('penny defects', () => {
  it('shows who saw a defect first, and the command that shows it', () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = pennyProcess(['defects', '--only', late], { cwd });
    expect({ status, stderr: stderr.replace(/\d+ workers?/, 'N workers') }).toEqual({
      status: 0,
      stderr: 'defect-bench: 1 defect, at most 20 seeds each, on N workers\n',
    });
    const command = `npx penny run ${bench} --seed 1 --set policies.psp.timeout=800ms --set defects=${late}`;
    expect(stdout.replace(/ {2,}/g, '  ').split('\n')).toEqual([
      'Keys and retries  seen first by  seeds  after  shrunk to  money at risk',
      expect.stringMatching(
        /^ {2}timeout-treated-as-failure {2}killed {2}I2 at-most-one-charge {2}1 {2}\d+ min {2}1 checkout, 0 faults {2}.* EUR/,
      ),
      '',
      'Reproduce',
      `  ${late}  ${command}`,
      '',
      'ALL KILLED  1 of 1 defect seen first as the catalogue says',
      `scenarios  reports/defects/${late}.yaml`,
      'result  reports/defects/defects.json',
      '',
    ]);
    expect(readdirSync(join(cwd, 'reports/defects')).toSorted()).toEqual(['defects.json', `${late}.yaml`]);
  });

  it('takes several names, in the order of the catalogue', async () => {
    const { stdout } = await penny(['defects', '--only', early, late, '--quick', '--json']);
    expect(resultsOf(stdout).map(({ name }) => name)).toEqual([late, early]);
    const again = await penny(['defects', '--only', late, '--only', early, '--quick', '--json']);
    expect(again.stdout).toBe(stdout);
  });

  it('comes to the same on any number of workers', async () => {
    const cwd = scratchFolder();
    const all = ['defects', '--json', '--only', late, early, 'one-sided-posting'];
    const alone = await penny([...all, '--workers', '1'], { cwd });
    const left = filesIn(join(cwd, 'reports/defects'));
    expect(alone.status).toBe(0);
    expect(Object.keys(left)).toHaveLength(4);
    expect((await penny([...all, '--workers', '3'], { cwd })).stdout).toBe(alone.stdout);
    expect(filesIn(join(cwd, 'reports/defects'))).toEqual(left);
  });

  it('prints JSON and nothing else with --json', async () => {
    const { status, stdout, stderr } = await penny(['defects', '--only', late, '--quick', '--json'], { cwd: checkout });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(resultsOf(stdout)).toEqual([
      {
        name: late,
        expressible: true,
        killed: true,
        invariant: 'I2',
        expected: 'I2',
        also: [],
        seenBy: expect.arrayContaining(['I2']) as unknown,
        seeds: 1,
        at: expect.stringMatching(/^2026-03-02T\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown,
        afterMs: expect.any(Number) as unknown,
        money: expect.objectContaining({ EUR: expect.any(Number) as unknown }) as unknown,
        because: null,
        reproduce: `npx penny run scenarios/defect-bench.yaml --seed 1 --set policies.psp.timeout=800ms --set defects=${late}`,
        shrunk: null,
      },
    ]);
  });

  it('gives commands that show what was seen when they are pasted, settings with spaces and quotes among them', async () => {
    const cwd = scratchFolder();
    const lost = 'ledger-append-lost';
    const [result] = resultsOf((await penny(['defects', '--only', lost, '--quick', '--json'], { cwd })).stdout);
    expect(await pasted(`${result?.reproduce ?? ''} --quiet --out r`, cwd)).toBe(1);
    const { defects, verdict, violations, seed } = reportIn(join(cwd, 'r'));
    expect({ defects, verdict, seed }).toEqual({
      defects: [lost],
      verdict: 'inconsistent',
      seed: String(result?.seeds),
    });
    const seen = violations.find(({ invariant }) => invariant === result?.invariant);
    expect(seen).toMatchObject({ money: result?.money, first: { at: result?.at } });
  });

  it('prints one line with --quiet', async () => {
    const { status, stdout, stderr } = await penny(['defects', '--only', late, '--quiet'], { cwd: scratchFolder() });
    const line = 'ALL KILLED  1 of 1 defect seen first as the catalogue says\n';
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: line, stderr: '' });
  });
});

describe('the folder of a hunt', () => {
  const lost = 'ledger-append-lost';

  it('holds what --json prints, and small scenarios that show the same by themselves', async () => {
    const cwd = scratchFolder();
    const { stdout } = await penny(['defects', '--only', late, lost, '--json', '--out', 'small'], { cwd });
    expect(readFileSync(join(cwd, 'small/defects.json'), 'utf8')).toBe(stdout);
    const results = resultsOf(stdout);
    expect(results.map(({ shrunk }) => shrunk)).toEqual([
      {
        ...{ checkouts: 1, faults: 0, runs: expect.any(Number) as unknown, file: `small/${late}.yaml` },
        sentence: 'order-3.2 has 2 captured charges, ch_3_2_1 and ch_3_2_2, of 42.88 EUR each; one was expected',
      },
      expect.objectContaining({ checkouts: 1, faults: 1, file: `small/${lost}.yaml` }) as unknown,
    ]);
    for (const { name, invariant, shrunk, reproduce } of results) {
      expect(readFileSync(join(cwd, shrunk?.file ?? ''), 'utf8')).toContain(`\n#   ${reproduce ?? ''}\n`);
      expect(await pasted(`npx penny run ${shrunk?.file ?? ''} --quiet --out r`, cwd)).toBe(1);
      const { defects, counts, violations } = reportIn(join(cwd, 'r'));
      expect({ defects, checkouts: counts.checkouts }).toEqual({ defects: [name], checkouts: 1 });
      const seen = violations.find((violation) => violation.invariant === invariant);
      expect(seen?.first.sentence).toBe(shrunk?.sentence);
    }
  });

  it('is replaced as a whole by the next hunt, and never when it is something else', async () => {
    const cwd = scratchFolder();
    const folder = ['--quiet', '--out', 'r'];
    await penny(['defects', '--only', early, ...folder], { cwd });
    expect(readdirSync(join(cwd, 'r')).toSorted()).toEqual([`${early}.yaml`, 'defects.json']);
    await penny(['defects', '--only', late, '--quick', ...folder], { cwd });
    expect(readdirSync(join(cwd, 'r'))).toEqual(['defects.json']);
    mkdirSync(join(cwd, 'thesis'));
    writeFileSync(join(cwd, 'thesis/defects.json'), '["mine"]');
    const { status, stdout, stderr } = await penny(['defects', '--only', late, '--out', 'thesis'], { cwd });
    const refusal = 'holds files that are not the result of a hunt for defects of everypenny, so it is not replaced.';
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`${join(cwd, 'thesis')} ${refusal}`);
    expect(readFileSync(join(cwd, 'thesis/defects.json'), 'utf8')).toBe('["mine"]');
  });
});

describe('penny defects --quick', () => {
  it('sees the same, shrinks nothing, and leaves nothing behind', async () => {
    const cwd = scratchFolder();
    const { status, stdout } = await penny(['defects', '--only', late, '--quick'], { cwd });
    expect(status).toBe(0);
    expect(stdout).not.toContain('shrunk to');
    expect(stdout).toMatch(/\n {2}timeout-treated-as-failure +killed +I2 [^\n]+\n[\s\S]+\nALL KILLED [^\n]+\n$/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('writes the result where it is asked to', async () => {
    const cwd = scratchFolder();
    const { stdout } = await penny(['defects', '--only', late, '--quick', '--out', 'r'], { cwd });
    expect(stdout).toMatch(/\nresult {5}r\/defects\.json\n$/);
    expect(readdirSync(join(cwd, 'r'))).toEqual(['defects.json']);
    const [result] = resultsOf(readFileSync(join(cwd, 'r/defects.json'), 'utf8'));
    expect(result).toMatchObject({ name: late, killed: true, shrunk: null });
  });
});

describe('penny defects --list', () => {
  it('tells of every defect, and runs nothing', async () => {
    const { status, stdout, stderr } = await penny(['defects', '--list']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const told = stdout.split('\n').flatMap((line) => /^ {2}(\S+)$/.exec(line)?.[1] ?? []);
    expect(told).toEqual([...defectNames, ...impossibleDefects.map(({ name }) => name)]);
    expect(stdout).toMatch(/^Keys and retries\n {2}\S/);
    expect(stdout).toContain('\n    expected    I2 at-most-one-charge\n    conditions  no fault');
  });

  it('tells of those that are asked for, to a program too', async () => {
    const { stdout } = await penny(['defects', '--list', '--only', early]);
    expect(stdout).toMatch(/^Wallet, ledger, saga\n {2}credit-before-capture\n/);
    const json = await penny(['defects', '--list', '--only', late, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      defects: [{ name: late, expressible: true, expected: 'I2', settings: ['policies.psp.timeout=800ms'] }],
    });
  });
});

describe('a defect that the catalogue is wrong about', () => {
  /** The tool as it is, with a bench on which hardly anything happens. */
  function toolWithIdleBench(): string {
    const root = scratchFolder();
    for (const name of ['bin', 'dist', 'package.json'])
      cpSync(join(checkout, name), join(root, name), { recursive: true });
    symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
    mkdirSync(join(root, 'scenarios'));
    const idle = readFileSync(bench, 'utf8').replace('checkouts: 40', 'checkouts: 1');
    writeFileSync(join(root, 'scenarios/defect-bench.yaml'), idle);
    return join(root, 'bin/penny.js');
  }

  it('ends the command with 1, and is loud', () => {
    const args = ['defects', '--seeds', '2', '--only', 'credit-on-decline', early];
    const cwd = scratchFolder();
    const { status, stdout } = spawnSync(process.execPath, [toolWithIdleBench(), ...args], { cwd, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/\n {2}credit-on-decline +SURVIVED +2\n/);
    expect(stdout).toContain('\n    !! no invariant saw it in 2 seeds; I8 no-credit-without-capture should have\n');
    expect(stdout).toMatch(/\nNOT AS FORETOLD {2}1 of 2 defects .*; credit-on-decline SURVIVED\n/);
    expect(readdirSync(join(cwd, 'reports/defects')).toSorted()).toEqual([`${early}.yaml`, 'defects.json']);
  });
});

describe('a hunt that is interrupted', () => {
  it('ends with 130, says how far it came, and leaves nothing behind', async () => {
    const cwd = scratchFolder();
    const child = startPenny(['defects', '--workers', '1'], cwd);
    let [stdout, stderr] = ['', ''];
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    // Once: a second signal would end the process before it can say anything.
    child.stdout.once('data', () => child.kill('SIGINT'));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(130);
    expect(stdout).toMatch(/^Keys and retries /);
    expect(stdout).not.toContain('Reproduce');
    expect(stderr).toMatch(new RegExp(`\\npenny: interrupted; \\d+ of ${defectNames.length} defects were tried\\n$`));
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });
});

describe('a mistake in what to hunt', () => {
  it.each([
    [
      ['--only', 'timeout-treated-as-failur'],
      'there is no defect "timeout-treated-as-failur"',
      `did you mean \`${late}\`?`,
    ],
    [['--only', 'nope'], 'there is no defect "nope"', '`penny defects --list` lists them'],
    [
      ['--only', 'refund-race,ledger-posted-twice'],
      'there is no defect "refund-race,ledger-posted-twice"',
      'separate names by spaces',
    ],
    [['--seeds', '0'], '--seeds 0: expected a whole number from 1 to 1000', undefined],
    [['--seeds', '1..20'], '--seeds 1..20: expected a whole number from 1 to 1000', 'did you mean `20`?'],
    [['--workers', 'all'], '--workers all: expected a whole number from 1 to 256', undefined],
    [['--ony', late], 'there is no option --ony', 'did you mean `--only`?'],
  ])('is %j', async (options, message, hint) => {
    const { status, stdout, stderr } = await penny(['defects', ...options]);
    const lines = [`penny: ${message}`, ...(hint === undefined ? [] : [`  hint: ${hint}`]), ''];
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: lines.join('\n') });
  });
});

describe('penny defects --help', () => {
  it('has examples, every option, and exit codes of its own', () => {
    const { status, stdout } = pennyProcess(['defects', '--help']);
    expect(status).toBe(0);
    expect(stdout.split('Examples:')[1]).toContain(`penny defects --only ${late}`);
    for (const option of ['only', 'seeds', 'workers', 'quick', 'out', 'list', 'json', 'quiet'])
      expect(stdout).toContain(`--${option} `);
    expect(stdout).toContain('1 one survived or was seen first by another, 2 bad usage');
  });
});
