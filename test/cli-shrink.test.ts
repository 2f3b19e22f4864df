import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ShrinkResult } from '../src/sim/shrink/result.ts';
import {
  checkout,
  firstCheckout,
  pasted,
  penny,
  pennyProcess,
  reportIn,
  scratchFolder,
  startPenny,
} from './support/cli.ts';

const bench = join(checkout, 'scenarios/defect-bench.yaml');

/** Silence of the PSP is taken for a decline, and some issuers take longer than the PSP is waited for. */
const impatient = ['--set', 'defects=timeout-treated-as-failure', '--set', 'policies.psp.timeout=800ms'];

/** It is waited for long enough, and falls silent now and then. */
const silent = [
  ...['--checkouts', '16'],
  ...['--set', 'defects=timeout-treated-as-failure'],
  ...['--set', 'faults=[{ fault: psp.timeout-after-capture, rate: 20% }, { fault: psp.webhook-lost, rate: 50% }]'],
];

function resultIn(folder: string): ShrinkResult {
  return JSON.parse(readFileSync(join(folder, 'shrink.json'), 'utf8')) as ShrinkResult;
}

describe('penny shrink', () => {
  it('cuts a run without faults down to the one checkout that is charged twice', () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = pennyProcess(['shrink', bench, '--seed', '1', ...impatient], { cwd });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'defect-bench, seed 1: looking for a smaller run with the same violation\n',
    });
    const folder = join(cwd, 'reports/defect-bench-1-shrunk');
    const { violation, before, after, checkouts, faults, runs } = resultIn(folder);
    expect({ before, after, faults }).toEqual({
      before: { checkouts: 40, faults: 0 },
      after: { checkouts: 1, faults: 0 },
      faults: [],
    });
    expect(violation).toMatchObject({ invariant: 'I2', name: 'at-most-one-charge' });
    const [first, sentence, , , name] = stdout.split('\n');
    expect(first).toBe(
      `SHRUNK  defect-bench, seed 1: I2 at-most-one-charge, from 40 checkouts and 0 faults to 1 and 0 in ${runs} runs`,
    );
    expect([sentence, name]).toEqual([`  ${violation.sentence}`, `  ${checkouts.join()}`]);
    expect(stdout).toContain(`\nThe story of ${violation.order}\n`);
    expect(stdout).toMatch(/\nreproduce {2}npx penny run reports\/defect-bench-1-shrunk\/scenario\.yaml --seed 1\n$/);
  });

  it('leaves a scenario that runs by itself, with the report of its run', async () => {
    const cwd = scratchFolder();
    await penny(['shrink', bench, '--seed', '1', ...silent, '--quiet', '--out', 'small'], { cwd });
    const folder = join(cwd, 'small');
    expect(readdirSync(folder).toSorted()).toEqual([
      'db',
      'faults.yaml',
      'junit.xml',
      'report.html',
      'report.json',
      'run-info.json',
      'scenario.yaml',
      'series.csv',
      'settlement',
      'shrink.json',
    ]);
    const { violation, after, reproduce, traceHash, command } = resultIn(folder);
    expect(after).toEqual({ checkouts: 1, faults: 2 });
    const text = readFileSync(join(folder, 'scenario.yaml'), 'utf8');
    expect(text.startsWith(`# Cut down to what it takes to show this:\n#   I2 at-most-one-charge: `)).toBe(true);
    expect(text).toContain(`#   ${command}\n`);
    expect(text).toContain('#   Mon 21:00        cut-off of 2 March, in the middle of the traffic\n');
    expect((await penny(['check', 'small/scenario.yaml'], { cwd })).status).toBe(0);

    expect(await pasted(`${reproduce} --out again --quiet`, cwd)).toBe(1);
    const [made, again] = [reportIn(folder), reportIn(join(cwd, 'again'))];
    expect(again).toEqual(made);
    expect(again).toMatchObject({ traceHash, counts: { checkouts: 1 }, unreachedSites: [] });
    expect(again.faults.map(({ kind, fired }) => `${kind} ${fired}`)).toEqual([
      'psp.timeout-after-capture 1',
      'psp.webhook-lost 1',
    ]);
    expect(again.violations[0]).toMatchObject({ invariant: 'I2', first: { sentence: violation.sentence } });
  });

  it('comes to the same bytes again, in the place of an earlier result, and to no less from its own', async () => {
    const cwd = scratchFolder();
    const args = ['shrink', bench, '--seed', '2', ...silent, '--out', 'small', '--quiet'];
    const files = (): string[] =>
      ['scenario.yaml', 'shrink.json', 'report.json'].map((name) => readFileSync(join(cwd, 'small', name), 'utf8'));
    pennyProcess(args, { cwd });
    const first = files();
    await penny(args, { cwd });
    expect(files()).toEqual(first);
    await penny(['shrink', 'small/scenario.yaml', '--out', 'smaller', '--quiet'], { cwd });
    const [large, small] = ['small', 'smaller'].map((name) => resultIn(join(cwd, name)));
    expect([small?.before, small?.after]).toEqual([large?.after, large?.after]);
    expect(small?.traceHash).toBe(large?.traceHash);
  });

  it('tells which of the faults of a script are needed', async () => {
    const cwd = scratchFolder();
    await penny(['run', bench, '--seed', '1', ...silent, '--quiet', '--out', 'r'], { cwd });
    const [checkouts, sixteen, set, defects] = silent;
    const scripted = ['--seed', '1', checkouts, sixteen, set, defects, '--faults', 'r/faults.yaml'].map(String);
    const { stdout } = await penny(['shrink', bench, ...scripted, '--out', 'small', '--json'], { cwd });
    expect(stdout).toBe(readFileSync(join(cwd, 'small/shrink.json'), 'utf8'));
    const result = resultIn(join(cwd, 'small'));
    expect(result.after).toEqual({ checkouts: 1, faults: 2 });
    expect(result.command).toContain(' --faults r/faults.yaml');
    const fired = readFileSync(join(cwd, 'r/faults.yaml'), 'utf8');
    for (const { site } of result.faults) expect(fired).toContain(`"${site}"`);
  });

  it('shrinks the violation of another invariant when it is asked to, and prints one line with --quiet', async () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny(
      ['shrink', bench, '--seed', '1', ...silent, '--invariant', 'I7', '--quiet', '--out', 'r'],
      { cwd },
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^SHRUNK {2}defect-bench, seed 1: I7 charge-posted-once, from 16 checkouts .* runs\n$/);
    expect(resultIn(join(cwd, 'r')).violation.invariant).toBe('I7');
  });
});

describe('a run that violates an invariant', () => {
  it('ends with the command that shrinks it, beside the one that reproduces it', async () => {
    const cwd = scratchFolder();
    await penny(['run', bench, '--seed', '1', ...silent, '--quiet', '--out', 'r'], { cwd });
    const [checkouts = '', sixteen = '', , defects = ''] = silent;
    const args = ['--seed', '1', checkouts, sixteen, '--set', defects, '--faults', 'r/faults.yaml'];
    const { status, stdout } = await penny(['run', bench, ...args, '--out', 'again'], { cwd });
    expect(status).toBe(1);
    const options = `${bench} --seed 1 --checkouts 16 --set ${defects} --faults r/faults.yaml`;
    expect(stdout).toContain(`\nreproduce  npx penny run ${options}\nshrink     npx penny shrink ${options}\n`);
  });
});

describe('a shrinking that is interrupted', () => {
  it('leaves nothing behind', async () => {
    const cwd = scratchFolder();
    const child = startPenny(['shrink', bench, '--seed', '1', ...silent], cwd);
    const said = { stderr: '' };
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
    const ended = once(child, 'close');
    while (said.stderr === '' && child.exitCode === null) await setTimeout(20);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(said.stderr).toContain('penny: interrupted; nothing was written\n');
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('a mistake in what to shrink', () => {
  it.each([
    [
      'a run without a violation',
      [firstCheckout],
      'first-checkout, seed 1 violates no invariant, so there is nothing to shrink',
      `\`penny explore ${firstCheckout}\` tells which seeds violate one`,
    ],
    [
      'another violation than the run has',
      [bench, '--seed', '1', '--checkouts', '16', ...impatient, '--invariant', 'I9'],
      'defect-bench, seed 1 does not violate I9',
      'it violates I2, I7, I10: name one of these, or none',
    ],
    [
      'an invariant that there is not',
      [firstCheckout, '--invariant', 'charge-posted-once'],
      /^--invariant charge-posted-once: expected one of I1, I2, .*, I22$/,
      undefined,
    ],
    [
      'an option that there is not',
      [firstCheckout, '--seeds', '1..5'],
      'there is no option --seeds',
      'did you mean `--seed`?',
    ],
  ])('is %s', async (_, args, message, hint) => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny(['shrink', ...args, '--quiet'], { cwd });
    const [said, hinted] = stderr.trimEnd().split('\n');
    expect({ status, stdout, hinted }).toEqual({
      status: 2,
      stdout: '',
      hinted: hint === undefined ? undefined : `  hint: ${hint}`,
    });
    expect(said?.replace(/^penny: /, '')).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('is a folder that holds something else, such as the report of a run', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'r'));
    writeFileSync(join(cwd, 'r/report.json'), '{ "schemaVersion": 1 }');
    const { status, stderr } = await penny(['shrink', bench, ...impatient, '--out', 'r'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(
      'holds files that are not the result of a shrinking of everypenny, so it is not replaced.',
    );
    expect(readdirSync(join(cwd, 'r'))).toEqual(['report.json']);
  });
});
