import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { RunInfo } from '../src/cli/run-info.ts';
import type { Explored } from '../src/sim/explore/explored.ts';
import {
  firstCheckout,
  pasted,
  penny,
  pennyProcess,
  reportIn,
  scratchFolder,
  shell,
  startPenny,
} from './support/cli.ts';

const explore = ['explore', firstCheckout];

function exploredIn(folder: string): Explored {
  return JSON.parse(readFileSync(join(folder, 'explore.json'), 'utf8')) as Explored;
}

describe('penny explore', () => {
  it('runs every seed, and leaves its result and what varies in a folder of its own', () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = pennyProcess([...explore, '--seeds', '3,1..2,monday'], { cwd });
    expect({ status, stderr: stderr.replace(/\d+ workers?/, 'N workers') }).toEqual({
      status: 0,
      stderr: 'first-checkout: 4 seeds on N workers\n',
    });
    expect(stdout).toMatch(/^CONSISTENT {2}first-checkout, 4 seeds: 4 consistent\n/);
    expect(stdout).toContain('\nreport     reports/first-checkout-explore/explore.json\n');
    const folder = join(cwd, 'reports/first-checkout-explore');
    expect(readdirSync(folder).toSorted()).toEqual(['explore.json', 'run-info.json']);
    const { seeds, verdicts, results, reproduce } = exploredIn(folder);
    expect({ seeds, verdicts }).toMatchObject({ seeds: 4, verdicts: { consistent: 4 } });
    expect(results.map(({ seed }) => seed)).toEqual(['1', '2', '3', 'monday']);
    expect(reproduce).toBe(`npx penny explore ${firstCheckout} --seeds 3,1..2,monday`);
    const info = JSON.parse(readFileSync(join(folder, 'run-info.json'), 'utf8')) as RunInfo;
    expect(info.seeds).toBe(4);
    for (const figure of [info.workers, info.wallMs, info.peakRssBytes]) expect(figure).toBeGreaterThan(0);
  });

  it('comes to the same bytes on any number of workers, and again in the same place', async () => {
    const cwd = scratchFolder();
    const bytesOf = async (workers: string, out: string): Promise<string> => {
      await penny([...explore, '--seeds', '1..4', '--checkouts', '4', '--workers', workers, '--out', out], { cwd });
      return readFileSync(join(cwd, out, 'explore.json'), 'utf8');
    };
    const alone = await bytesOf('1', 'one');
    expect(await bytesOf('2', 'two')).toBe(alone);
    expect(await bytesOf('4', 'two')).toBe(alone);
  });

  it('gives each seed the command that comes to the same run', async () => {
    const cwd = scratchFolder();
    const odd = ['--set', "description=it's a day", '--checkouts', '3'];
    await penny([...explore, '--seeds', '5..7', ...odd, '--out', 'all'], { cwd });
    const result = exploredIn(join(cwd, 'all')).results[1];
    expect(result?.reproduce).toBe(
      `npx penny run ${firstCheckout} --seed 6 --checkouts 3 --set 'description=it'\\''s a day'`,
    );
    expect(await pasted(`${result?.reproduce ?? ''} --out six --quiet`, cwd)).toBe(0);
    const six = reportIn(join(cwd, 'six'));
    expect(result).toMatchObject({ seed: '6', traceHash: six.traceHash, counts: six.counts });
  });

  it.each([
    [3, 'thresholds=[captured < 1%]', /^CONSISTENT {2}.*, 2 missed a threshold\n/, 'not met: captured < 1% (100%)'],
    [4, 'psp.declines=[{ code: lost_card, kind: hard, share: 100% }]', /^INCONCLUSIVE /, 'no order was captured'],
  ])('ends with %i, the gravest of its seeds, with --set %s', (code, change, verdict, reason) => {
    const { status, stdout } = pennyProcess([...explore, '--seeds', '1..2', '--set', change], { cwd: scratchFolder() });
    expect(status).toBe(code);
    expect(stdout).toMatch(verdict);
    expect(stdout).toContain(reason);
    expect(stdout).toContain(`    npx penny run ${firstCheckout} --seed 2 --set '${change}'\n`);
  });

  it('prints explore.json and nothing else with --json, and one line with --quiet', async () => {
    const cwd = scratchFolder();
    const json = await penny([...explore, '--seeds', '1..2', '--json', '--out', 'r'], { cwd });
    expect(json).toMatchObject({ status: 0, stderr: '', stdout: readFileSync(join(cwd, 'r/explore.json'), 'utf8') });
    const quiet = await penny([...explore, '--seeds', '1..2', '--quiet', '--out', 'r'], { cwd });
    expect(quiet).toMatchObject({ stderr: '', stdout: 'CONSISTENT  first-checkout, 2 seeds: 2 consistent\n' });
  });
});

describe('an exploration that is interrupted', () => {
  const marketplace = ['explore', join(firstCheckout, '../marketplace-day.yaml'), '--checkouts', '12'];
  const long = [...marketplace, '--seeds', '1..12'];

  /** Starts one, and interrupts it when at least so many seeds are done. */
  async function interrupted(cwd: string, least: number): Promise<{ code: number | null; last: string }> {
    const child = startPenny([...long, '--out', 'r', '--workers', '2'], cwd);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = once(child, 'close');
    while (seedsDone(cwd) < least && child.exitCode === null) await setTimeout(20);
    child.kill('SIGINT');
    const [code] = (await ended) as [number | null];
    return { code, last: stderr.trimEnd().split('\n').at(-1) ?? '' };
  }

  /** The first line says what is explored. */
  function seedsDone(cwd: string): number {
    const log = join(cwd, 'r/progress.jsonl');
    return existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 2 : 0;
  }

  it('goes on where it was with the same command, and comes to the result of one that was not', async () => {
    const cwd = scratchFolder();
    const { code, last } = await interrupted(cwd, 3);
    const [, done = ''] =
      /^penny: interrupted; (\d+) of 12 seeds are done, and the same command goes on/.exec(last) ?? [];
    expect(code).toBe(130);
    expect(Number(done)).toBeGreaterThanOrEqual(3);
    expect(seedsDone(cwd)).toBe(Number(done));
    const again = await penny([...long, '--out', 'r'], { cwd });
    expect(again.stderr).toContain(`going on from ${done} seeds done earlier; --fresh begins anew\n`);
    await penny([...long, '--out', 'whole', '--quiet'], { cwd });
    expect(readFileSync(join(cwd, 'r/explore.json'), 'utf8')).toBe(
      readFileSync(join(cwd, 'whole/explore.json'), 'utf8'),
    );
    expect(readdirSync(join(cwd, 'r')).toSorted()).toEqual(['explore.json', 'run-info.json']);
  });

  it('begins anew when it is asked to, and when something else is explored', async () => {
    const cwd = scratchFolder();
    await interrupted(cwd, 1);
    const other = await penny([...marketplace, '--seeds', '1', '--out', 'r', '--set', 'description=another'], { cwd });
    expect(other.stderr).toContain('what was under way in r was another exploration: this one begins anew\n');
    await interrupted(cwd, 1);
    const fresh = await penny([...long, '--out', 'r', '--fresh'], { cwd });
    expect(fresh.stderr).toMatch(/^marketplace-day: 12 seeds on \d+ workers?\n$/);
    expect(exploredIn(join(cwd, 'r')).seeds).toBe(12);
  });
});

describe('an exploration without room on the disk', () => {
  const small = `npx penny explore '${firstCheckout}' --seeds 1..2 --workers 1 --quiet --out r`;

  it.each([0, 1])('that may write %i blocks to a file says so, and goes on when there is room', (blocks) => {
    const cwd = scratchFolder();
    expect(shell(`ulimit -f ${blocks}; ${small}`, cwd)).toBe(2);
    expect(shell(small, cwd)).toBe(0);
    expect(readdirSync(join(cwd, 'r')).toSorted()).toEqual(['explore.json', 'run-info.json']);
  });
});

describe('an exploration that finds a violation', () => {
  it('names the defect that was switched on, and ends with the command that shrinks the first violating run', async () => {
    const cwd = scratchFolder();
    const bench = join(firstCheckout, '../defect-bench.yaml');
    const impatient = ['--set', 'defects=timeout-treated-as-failure', '--set', 'policies.psp.timeout=800ms'];
    const args = ['explore', bench, '--seeds', '1..2', '--checkouts', '12', ...impatient, '--workers', '1'];
    const { status, stdout } = await penny([...args, '--out', 'r'], { cwd });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^INCONSISTENT {2}defect-bench, 2 seeds, with the defect timeout-treated-as-failure: /);
    const seed = exploredIn(join(cwd, 'r')).results.find(({ verdict }) => verdict === 'inconsistent')?.seed ?? '';
    const command = `npx penny shrink ${bench} --seed ${seed} --checkouts 12 ${impatient.join(' ')}`;
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`shrink     ${command}`);
    expect(await pasted(`${command} --quiet --out small`, cwd)).toBe(1);
  });
});

describe('a mistake in what to explore', () => {
  it.each([
    [['--seeds', '9..1'], '--seeds 9..1: expected seeds such as 1..200 or 1,5,9..12', 'did you mean `1..9`?'],
    [['--workers', '0'], '--workers 0: expected a whole number from 1 to 256', undefined],
    [['--workers', 'all'], '--workers all: expected a whole number from 1 to 256', undefined],
    [['--seed', '3'], 'there is no option --seed', 'did you mean `--seeds`?'],
  ])('is %j', async (options, message, hint) => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny([...explore, ...options], { cwd });
    const lines = [`penny: ${message}`, ...(hint === undefined ? [] : [`  hint: ${hint}`]), ''];
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: lines.join('\n') });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('is a scenario in disorder, told once and not for every seed', async () => {
    const { status, stderr } = await penny([...explore, '--set', 'clock.zone=Mars'], { cwd: scratchFolder() });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^penny: 1 problem in the options\n--set clock\.zone=Mars: clock\.zone: "Mars"\n/);
  });

  it('is a folder that holds something else, such as the report of a run', async () => {
    const cwd = scratchFolder();
    await penny(['run', firstCheckout, '--quiet', '--out', 'r'], { cwd });
    mkdirSync(join(cwd, 'thesis'));
    writeFileSync(join(cwd, 'thesis/explore.json'), '{ "years": "of work" }');
    for (const out of ['r', 'thesis']) {
      const { status, stderr } = await penny([...explore, '--out', out], { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain('holds files that are not an exploration of everypenny, so it is not replaced.');
    }
    expect(reportIn(join(cwd, 'r')).verdict).toBe('consistent');
    expect(readdirSync(join(cwd, 'thesis'))).toEqual(['explore.json']);
  });
});
