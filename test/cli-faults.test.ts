import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstCheckout, pasted, penny, reportIn, scratchFolder, shell } from './support/cli.ts';

const swarm = ['run', join(firstCheckout, '../swarm.yaml'), '--checkouts', '10'];
const drop = '- { site: "executor→psp ChargeRequested order-1.1 #1", fault: network.drop }\n';

function linesIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('- '));
}

describe('faults.yaml', () => {
  it('has each fault that fired, and run --faults makes the same run of it', async () => {
    const cwd = scratchFolder();
    await penny([...swarm, '--out', 'one', '--quiet'], { cwd });
    const one = reportIn(join(cwd, 'one'));
    const fired = one.faults.reduce((sum, fault) => sum + fault.fired, 0);
    expect(fired).toBeGreaterThan(10);
    expect(linesIn(join(cwd, 'one/faults.yaml'))).toHaveLength(fired);
    await penny([...swarm, '--faults', 'one/faults.yaml', '--out', 'two', '--quiet'], { cwd });
    const two = reportIn(join(cwd, 'two'));
    expect(two.traceHash).toBe(one.traceHash);
    expect(two.counts).toEqual(one.counts);
    expect(two.unreachedSites).toEqual([]);
    expect(linesIn(join(cwd, 'two/faults.yaml'))).toEqual(linesIn(join(cwd, 'one/faults.yaml')));
  });

  it('is a script without faults after a run without any', async () => {
    const cwd = scratchFolder();
    await penny(['run', firstCheckout, '--out', 'one', '--quiet'], { cwd });
    const again = await penny(['run', firstCheckout, '--faults', 'one/faults.yaml', '--out', 'two', '--quiet'], {
      cwd,
    });
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(reportIn(join(cwd, 'two')).traceHash).toBe(reportIn(join(cwd, 'one')).traceHash);
  });
});

describe('--faults', () => {
  it('is a part of the command that reproduces the run, and of the one that tells a story', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, "it's one.yaml"), drop);
    const { stdout } = await penny(['run', firstCheckout, '--faults', "it's one.yaml", '--out', 'one'], { cwd });
    const { reproduce, traceHash, faults } = reportIn(join(cwd, 'one'));
    expect(faults).toMatchObject([{ kind: 'network.drop', fired: 1 }]);
    expect(reproduce).toBe(`npx penny run ${firstCheckout} --seed 1 --faults 'it'\\''s one.yaml'`);
    expect(stdout).toContain(`--faults 'it'\\''s one.yaml' --out one --story order-1.1\n`);
    await pasted(`${reproduce} --out two --quiet`, cwd);
    expect(reportIn(join(cwd, 'two')).traceHash).toBe(traceHash);
  });

  it('shows what fired in the result, and in the story of the order', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'one.yaml'), drop);
    const { stdout } = await penny(['run', firstCheckout, '--faults', 'one.yaml', '--story', 'order-1.1'], { cwd });
    expect(stdout).toMatch(/\n {2}[\d:.]+ {2}fault .*network\.drop/);
    expect(stdout).toMatch(/\nFaults +could +fired +changed\n {2}network\.drop +1 +1 +1\n/);
    expect(stdout).toMatch(/\nRecovery {2}1 message lost, /);
  });

  it('takes scripts as long as a storm leaves them', async () => {
    const cwd = scratchFolder();
    const comment = `# ${'what had gone wrong, '.repeat(5_000)}\n`;
    writeFileSync(join(cwd, 'long.yaml'), comment.repeat(50) + drop);
    expect(statSync(join(cwd, 'long.yaml')).size).toBeGreaterThan(5_000_000);
    await penny(['run', firstCheckout, '--faults', 'long.yaml', '--out', 'r', '--quiet'], { cwd });
    expect(reportIn(join(cwd, 'r')).faults).toMatchObject([{ kind: 'network.drop', fired: 1 }]);
  });

  it('reads what a shell hands over, and no pipe that may have nobody at its other end', () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'one.yaml'), drop);
    const run = `npx penny run '${firstCheckout}' --quiet --out r --faults`;
    expect(shell(`cat one.yaml | ${run} /dev/stdin`, cwd)).toBe(0);
    expect(reportIn(join(cwd, 'r')).faults).toMatchObject([{ kind: 'network.drop', fired: 1 }]);
    expect(shell(`mkfifo pipe; ${run} pipe`, cwd)).toBe(2);
  });

  it('with a site that never occurs names it, and the run proves nothing', async () => {
    const cwd = scratchFolder();
    const never = 'executor→psp ChargeRequested order-99.1 #1';
    writeFileSync(join(cwd, 'one.yaml'), `- { site: "${never}", fault: network.drop }\n`);
    for (const option of ['--quiet', '--json']) {
      const { status, stderr } = await penny(['run', firstCheckout, '--faults', 'one.yaml', '--out', 'r', option], {
        cwd,
      });
      expect({ status, stderr }).toEqual({
        status: 4,
        stderr: `penny: 1 site of one.yaml never occurred, so the run did not do what was asked for\n  ${never}\n`,
      });
    }
    expect(reportIn(join(cwd, 'r'))).toMatchObject({ verdict: 'inconclusive', unreachedSites: [never] });
  });

  it('with a script in disorder tells all that is wrong with it, each with its line and column', async () => {
    const cwd = scratchFolder();
    const wrong = '- { site: "executor→psp ChargeRequested order-1.1 #2", fault: network.drp }\n- 7\n';
    writeFileSync(join(cwd, 'one.yaml'), drop + wrong);
    const { status, stdout, stderr } = await penny(['run', firstCheckout, '--faults', 'one.yaml'], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^penny: 2 problems in one\.yaml\none\.yaml:2:\d+: .*"network\.drp"\n/);
    expect(stderr).toContain('\n  hint: did you mean `network.drop`?\none.yaml:3:3: ');
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('with a file that is not there says where such files come from', async () => {
    const { status, stderr } = await penny(['run', firstCheckout, '--faults', 'nope.yaml'], { cwd: scratchFolder() });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^penny: nope\.yaml: there is no such file\n {2}hint: each run leaves one in its report, /);
  });
});
