import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstCheckout, pasted, penny, pennyProcess, reportIn, scratchFolder } from './support/cli.ts';

const run = ['run', firstCheckout, '--quiet'];

describe('the exit code of a run', () => {
  it('is 0 when it is consistent and reaches its thresholds', () => {
    const { status, stdout, stderr } = pennyProcess(run, { cwd: scratchFolder() });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^CONSISTENT {2}first-checkout, seed 1: 1 checkout, 2 orders \(2 captured, 0 declined\), /);
    expect(stdout.split('\n')).toHaveLength(2);
  });

  it('is 3 when it misses a threshold', () => {
    const cwd = scratchFolder();
    const { status, stdout } = pennyProcess(['run', firstCheckout, '--set', 'thresholds=[captured < 1%]'], { cwd });
    expect(status).toBe(3);
    expect(stdout).toContain('CONSISTENT');
    expect(stdout).toContain('missed  captured < 1%  (100%)');
    expect(reportIn(join(cwd, 'reports/first-checkout-1')).thresholds).toMatchObject([
      { expression: 'captured < 1%', value: 1_000_000, met: false },
    ]);
  });

  it('is 4 when every card is declined, since no money moved', () => {
    const cwd = scratchFolder();
    const declines = 'psp.declines=[{ code: lost_card, kind: hard, share: 100% }]';
    const { status, stdout } = pennyProcess(['run', firstCheckout, '--set', declines], { cwd });
    expect(status).toBe(4);
    expect(stdout).toContain('INCONCLUSIVE');
    expect(stdout).toContain('no order was captured, so no money moved');
  });

  it('is 4 when it is cut short, though thresholds are missed, too', () => {
    const cwd = scratchFolder();
    const { status } = pennyProcess([...run, '--set', 'limits.events=50'], { cwd });
    expect(status).toBe(4);
    const report = reportIn(join(cwd, 'reports/first-checkout-1'));
    expect(report.thresholds.some(({ met }) => !met)).toBe(true);
    expect(report.inconclusiveBecause[0]).toMatch(/^the run reached its limit of 50 events at 2026-03-02T/);
  });
});

describe('two runs', () => {
  it('of one seed leave the same report, byte for byte, whatever the place and its clock', () => {
    const cwd = scratchFolder();
    const abroad = { cwd, env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' } };
    pennyProcess([...run, '--out', 'one'], { cwd });
    pennyProcess([...run, '--out', 'two', '--seed', '1'], abroad);
    const names = readdirSync(join(cwd, 'one'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'run-info.json')
      .map(({ parentPath, name }) => join(parentPath, name));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const other = name.replace(join(cwd, 'one'), join(cwd, 'two'));
      expect(readFileSync(other).equals(readFileSync(name)), name).toBe(true);
    }
  });

  it('of two seeds have two histories', async () => {
    const cwd = scratchFolder();
    for (const seed of ['1', '2']) await penny([...run, '--seed', seed], { cwd });
    const [one, two] = ['1', '2'].map((seed) => reportIn(join(cwd, `reports/first-checkout-${seed}`)));
    expect(two?.traceHash).not.toBe(one?.traceHash);
    expect([one?.seed, two?.seed]).toEqual(['1', '2']);
  });

  it('of seeds that differ in a leading zero are different runs with reports of their own', async () => {
    const cwd = scratchFolder();
    await penny([...run, '--seed', '7'], { cwd });
    await penny([...run, '--seed', '007'], { cwd });
    expect(readdirSync(join(cwd, 'reports')).toSorted()).toEqual(['first-checkout-007', 'first-checkout-7']);
    const [one, two] = ['7', '007'].map((seed) => reportIn(join(cwd, `reports/first-checkout-${seed}`)));
    expect(one?.traceHash).not.toBe(two?.traceHash);
  });

  it('of long seeds that differ in the last letter do not share a folder', async () => {
    const cwd = scratchFolder();
    for (const last of ['a', 'b']) await penny([...run, '--seed', 'x'.repeat(63) + last], { cwd });
    expect(readdirSync(join(cwd, 'reports'))).toHaveLength(2);
  });
});

describe('the command that reproduces a run', () => {
  it('leads to the same report, whatever has to be quoted', async () => {
    const cwd = scratchFolder();
    const file = "it's $HOME-day 1.yaml";
    writeFileSync(join(cwd, file), readFileSync(firstCheckout));
    const odd = ['--set', 'description=it\'s "my" $HOME `day`', '--set', 'thresholds=[captured = 100%, matched > 1%]'];
    expect((await penny(['run', file, '--checkouts', '3', ...odd, '--out', 'one', '--quiet'], { cwd })).status).toBe(0);
    const { reproduce } = reportIn(join(cwd, 'one'));
    expect(reproduce).toMatch(
      /^npx penny run 'it'\\''s \$HOME-day 1\.yaml' --seed 1 --checkouts 3 --set 'description=/,
    );
    expect(await pasted(`${reproduce} --out two --quiet`, cwd)).toBe(0);
    expect(readFileSync(join(cwd, 'two/report.json'), 'utf8')).toBe(readFileSync(join(cwd, 'one/report.json'), 'utf8'));
  });

  it('names a file that begins with a hyphen so that it is not taken for an option', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, '-x.yaml'), readFileSync(firstCheckout));
    await penny(['run', './-x.yaml', '--out', 'one', '--quiet'], { cwd });
    const { reproduce } = reportIn(join(cwd, 'one'));
    expect(reproduce).toBe('npx penny run ./-x.yaml --seed 1');
    expect(await pasted(`${reproduce} --quiet`, cwd)).toBe(0);
  });

  it('is short for a file near by, however it was typed', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'day.yaml'), readFileSync(firstCheckout));
    await penny(['run', join(cwd, 'day.yaml'), '--out', 'one', '--quiet'], { cwd });
    expect(reportIn(join(cwd, 'one')).reproduce).toBe('npx penny run day.yaml --seed 1');
  });

  it('is the one that a run shows, with the seed that another story needs', async () => {
    const cwd = scratchFolder();
    const { stdout } = await penny(['run', firstCheckout, '--seed', '5', '--checkouts', '2'], { cwd });
    const command = `npx penny run ${firstCheckout} --seed 5 --checkouts 2`;
    expect(stdout).toContain(`\nreport     reports/first-checkout-5/report.html\nreproduce  ${command}\n`);
    expect(stdout).toContain(`\none order  ${command} --story order-1.1\n`);
  });

  it('works from another folder with an absolute path', async () => {
    const cwd = scratchFolder();
    await penny([...run, '--out', join(cwd, 'one')], { cwd: '/' });
    expect(existsSync(join(cwd, 'one/report.html'))).toBe(true);
    expect(reportIn(join(cwd, 'one')).verdict).toBe('consistent');
  });
});
