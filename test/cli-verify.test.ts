import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstCheckout, penny, pennyProcess, reportIn, scratchFolder } from './support/cli.ts';

const verify = ['run', firstCheckout, '--verify', '--out', 'r'];

describe('--verify', () => {
  it('says that a run is deterministic, over how many events, with the trace of its report', () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = pennyProcess(verify, { cwd });
    expect(status).toBe(0);
    expect(stderr).toContain('running twice more, side by side, to compare every event\n');
    const [, events, trace, facts] =
      /\ndeterministic: (\d+) events, trace ([0-9a-f]{16}); (\d+) messages, commits and faults compared one by one\n$/.exec(
        stdout,
      ) ?? [];
    const report = reportIn(join(cwd, 'r'));
    expect({ events: Number(events), trace }).toEqual({ events: report.counts.events, trace: report.traceHash });
    expect(Number(facts)).toBeGreaterThan(report.counts.messages);
  });

  it('leaves the report that a run without it leaves', async () => {
    const cwd = scratchFolder();
    await penny(verify, { cwd });
    await penny(['run', firstCheckout, '--out', 'plain', '--quiet'], { cwd });
    const [with_, without] = ['r', 'plain'].map((out) => readFileSync(join(cwd, out, 'report.json'), 'utf8'));
    expect(with_).toBe(without);
  });

  it('adds one line to one line of result, and nothing to JSON', async () => {
    const cwd = scratchFolder();
    const quiet = await penny([...verify, '--quiet'], { cwd });
    expect(quiet).toMatchObject({ status: 0, stderr: '' });
    expect(quiet.stdout).toMatch(/^CONSISTENT .*\ndeterministic: \d+ events, trace [0-9a-f]{16}; .*\n$/);
    expect(await penny([...verify, '--json'], { cwd })).toMatchObject({
      status: 0,
      stderr: '',
      stdout: readFileSync(join(cwd, 'r/report.json'), 'utf8'),
    });
  });

  it('leaves the exit code to the run where that is all there is to say', async () => {
    const { status } = await penny([...verify, '--quiet', '--set', 'thresholds=[captured < 1%]'], {
      cwd: scratchFolder(),
    });
    expect(status).toBe(3);
  });
});
