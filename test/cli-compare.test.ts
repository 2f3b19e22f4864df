import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Compared, ComparedPair } from '../src/sim/compare/compared.ts';
import {
  checkout,
  firstCheckout,
  pasted,
  penny,
  pennyProcess,
  reportIn,
  scratchFolder,
  shell,
  startPenny,
} from './support/cli.ts';

const bench = join(checkout, 'scenarios/defect-bench.yaml');

/** One checkout of two orders, whose card is charged twice in B. */
const mistaken = [
  ...['compare', bench, '--set', 'traffic.only=[28]', '--set', 'policies.psp.timeout=800ms'],
  ...['--set-b', 'defects=timeout-treated-as-failure'],
];

function resultIn(folder: string): Compared {
  return JSON.parse(readFileSync(join(folder, 'compare.json'), 'utf8')) as Compared;
}

/** The pair of a result that has one seed. */
function onlyPair({ pairs }: Compared): ComparedPair {
  const [pair, ...others] = pairs;
  if (pair === undefined || others.length > 0) throw new Error('one seed was compared');
  return pair;
}

describe('penny compare', () => {
  it('shows two designs side by side, ends with the graver of the two, and writes nothing', () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = pennyProcess(mistaken, { cwd });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'defect-bench, seed 1: A and B side by side\n' });
    expect(stdout).toMatch(/^DIFFERENT {2}defect-bench, seed 1: A consistent, B inconsistent; 1 of 2 orders ends /);
    for (const title of ['Settings', 'Outcomes', 'Work', 'Money', 'Latency', 'Violations', 'The same'])
      expect(stdout).toContain(`\n${title}`);
    expect(stdout).toMatch(/\n {2}order-28\.1 {2}6,265 JPY {2}captured {2}captured twice\n/);
    expect(stdout).toContain(
      '\nThe histories part  at 2026-03-02 21:26:11.374 +01:00 (Europe/Amsterdam) over order-28.1, ',
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('gives the commands that run each alone, and that tell the story of an order in each', async () => {
    const cwd = scratchFolder();
    const pair = onlyPair(JSON.parse((await penny([...mistaken, '--json'], { cwd })).stdout) as Compared);
    if (pair.verdict === 'crashed') throw new Error(pair.error);
    expect(await pasted(`${pair.reproduce.a} --out a --quiet`, cwd)).toBe(0);
    expect(await pasted(`${pair.reproduce.b} --out b --quiet`, cwd)).toBe(1);
    expect(reportIn(join(cwd, 'a')).traceHash).toBe(pair.a.traceHash);
    expect(reportIn(join(cwd, 'b')).traceHash).toBe(pair.b.traceHash);
    const story = (await penny(mistaken, { cwd })).stdout
      .split('\n')
      .find((line) => line.startsWith('its story in B  '));
    expect(story).toContain(` --story ${pair.parting?.story ?? ''}`);
    expect(shell(`${story?.replace('its story in B  ', '') ?? ''} --out story | grep -q "order-28.1"`, cwd)).toBe(0);
  });

  it('compares two files, which have the same luck', async () => {
    const cwd = scratchFolder();
    const text = readFileSync(firstCheckout, 'utf8');
    writeFileSync(join(cwd, 'old.yaml'), text);
    writeFileSync(join(cwd, 'new.yaml'), text.replace(/^name: .*$/m, 'name: dearer').replace('rate: 2.9%', 'rate: 3%'));
    const { status, stdout } = await penny(['compare', 'old.yaml', 'new.yaml', '--seed', '4'], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^DIFFERENT {2}first-checkout and dearer, seed 4: A consistent, B consistent; 0 of 2 orders /,
    );
    expect(stdout).toContain('\nSettings        A     B\n  psp.fee.rate  2.9%  3%\n');
    expect(stdout).toContain('\nB  npx penny run new.yaml --seed 4\n');
    expect(stdout).toMatch(/\nreproduce {2}npx penny compare old\.yaml new\.yaml --seed 4\n$/);
  });

  it('says of a design and itself that they are the same, with the trace that each has alone', async () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny(['compare', firstCheckout, firstCheckout, '--quiet'], { cwd });
    await penny(['run', firstCheckout, '--quiet', '--out', 'r'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { traceHash } = reportIn(join(cwd, 'r'));
    expect(stdout).toMatch(
      new RegExp(
        `^THE SAME {2}first-checkout, seed 1: the same history: \\d+ events, trace ${traceHash}; A consistent, B`,
      ),
    );
  });

  it.each([
    [3, ['--set-b', 'thresholds=[captured < 1%]']],
    [4, ['--set-a', 'psp.declines=[{ code: lost_card, kind: hard, share: 100% }]', '--set-b', 'psp.fee.rate=3%']],
  ])('ends with %i where that is the gravest of the two', async (code, changes) => {
    expect((await penny(['compare', firstCheckout, ...changes, '--quiet'], { cwd: scratchFolder() })).status).toBe(
      code,
    );
  });
});

describe('the result of a comparison', () => {
  it('is written to the folder that is asked for, the same bytes each time, and printed with --json', async () => {
    const cwd = scratchFolder();
    const { stdout, stderr } = await penny([...mistaken, '--out', 'r', '--json'], { cwd });
    expect(stderr).toBe('');
    expect(readdirSync(join(cwd, 'r'))).toEqual(['compare.json']);
    expect(readFileSync(join(cwd, 'r/compare.json'), 'utf8')).toBe(stdout);
    const shown = (await penny([...mistaken, '--out', 'r'], { cwd })).stdout;
    expect(readFileSync(join(cwd, 'r/compare.json'), 'utf8')).toBe(stdout);
    expect(shown).toContain('\nresult     r/compare.json\n');
    expect(resultIn(join(cwd, 'r')).settings).toEqual([
      { name: 'defects', a: 'none', b: 'timeout-treated-as-failure' },
    ]);
  });

  it('takes the place of no other result', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'r'));
    writeFileSync(join(cwd, 'r/report.json'), '{ "schemaVersion": 1 }');
    const { status, stderr } = await penny([...mistaken, '--out', 'r'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('holds files that are not a comparison of everypenny, so it is not replaced.');
    expect(readdirSync(join(cwd, 'r'))).toEqual(['report.json']);
  });
});

describe('many seeds', () => {
  const seeds = [...mistaken, '--seeds', '2..5'];

  it('are compared pair by pair, on any number of workers, each as it would be alone', async () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny([...seeds, '--workers', '2', '--out', 'two'], { cwd });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'defect-bench: A and B with 4 seeds on 2 workers\n' });
    const [first] = stdout.split('\n');
    expect(first).toBe(
      'DIFFERENT  defect-bench, 4 seeds: 2 same, 2 different; A 3 consistent, 1 inconclusive; B 1 consistent, 1 inconclusive, 2 inconsistent',
    );
    expect(stdout).toContain('  B better  B worse  equal\n');
    await penny([...seeds, '--workers', '1', '--out', 'one', '--quiet'], { cwd });
    const [one, two] = ['one', 'two'].map((out) => readFileSync(join(cwd, out, 'compare.json'), 'utf8'));
    expect(one).toBe(two);
    await penny([...mistaken, '--seeds', '4', '--out', 'alone', '--quiet'], { cwd });
    const { reproduce: _, ...alone } = onlyPair(resultIn(join(cwd, 'alone')));
    expect(resultIn(join(cwd, 'two')).pairs[2]).toMatchObject(alone);
  });

  it('that are interrupted leave nothing behind', async () => {
    const cwd = scratchFolder();
    const marketplace = join(checkout, 'scenarios/marketplace-day.yaml');
    const long = ['compare', marketplace, '--set-b', 'psp.fee.rate=3%', '--seeds', '1..200', '--out', 'r'];
    const child = startPenny(long, cwd);
    const said = { stderr: '' };
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
    const ended = once(child, 'close');
    while (said.stderr === '' && child.exitCode === null) await setTimeout(20);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(said.stderr).toContain('penny: interrupted; nothing was written\n');
    expect(existsSync(join(cwd, 'r'))).toBe(false);
  });
});

describe('a mistake in what to compare', () => {
  it.each([
    [
      'another luck for one of the two',
      [firstCheckout, '--set-b', 'seed=7'],
      '--set-b seed=7: expected the same seed for both',
      'on the same luck it is the design that makes the difference: --seed gives both a seed, --seeds several',
    ],
    [
      'seeds that are none',
      [firstCheckout, firstCheckout, '--seeds', '9..1'],
      '--seeds 9..1: expected seeds such as 1..200 or 1,5,9..12',
      'did you mean `1..9`?',
    ],
    [
      'a file that there is not',
      [firstCheckout, 'nowhere.yaml'],
      'nowhere.yaml: there is no such file',
      'the shipped scenarios are in scenarios/; `penny init my.yaml` writes a new one',
    ],
    [
      'an option that there is not',
      [firstCheckout, '--set-c', 'a=b'],
      'there is no option --set-c',
      'did you mean `--set-a`?',
    ],
  ])('is %s', async (_, args, message, hint) => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny(['compare', ...args, '--quiet'], { cwd });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `penny: ${message}\n  hint: ${hint}\n`,
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('is two scenarios with seeds of their own, unless both are given one', async () => {
    const cwd = scratchFolder();
    const text = readFileSync(firstCheckout, 'utf8');
    writeFileSync(join(cwd, 'old.yaml'), `${text}seed: 5\n`);
    writeFileSync(join(cwd, 'new.yaml'), `${text}seed: winter\n`);
    const { status, stderr } = await penny(['compare', 'old.yaml', 'new.yaml'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe(
      'penny: old.yaml has the seed 5 and new.yaml has winter: expected the same seed for both\n' +
        '  hint: --seed 5 gives both the same luck\n',
    );
    const same = /^THE SAME /;
    expect((await penny(['compare', 'old.yaml', 'new.yaml', '--seed', '5', '--quiet'], { cwd })).stdout).toMatch(same);
    expect((await penny(['compare', 'old.yaml', 'new.yaml', '--seeds', '1..2', '--quiet'], { cwd })).stdout).toMatch(
      same,
    );
  });

  it('is told of both scenarios at once, where it was typed', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'new.yaml'), readFileSync(firstCheckout, 'utf8').replace(/^clock:/m, 'clok:'));
    const wrong = ['--set-a', 'sellers.count=none', '--set-b', 'sellers.count=0'];
    const { status, stderr } = await penny(['compare', firstCheckout, 'new.yaml', ...wrong], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('penny: 1 problem in the options\n--set-a sellers.count=none: sellers.count: "none"\n');
    expect(stderr).toContain('problems in new.yaml\nnew.yaml:');
    expect(stderr).toContain('--set-b sellers.count=0: sellers.count: 0\n');
    // Both have the same file, and its problems are told once.
    const both = await penny(['compare', 'new.yaml', 'new.yaml'], { cwd });
    expect(both.stderr.match(/problems? in new\.yaml/g)).toHaveLength(1);
  });
});
