import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../src/sim/report/report.ts';
import type { Swept } from '../src/sim/sweep/swept.ts';
import { firstCheckout, pasted, penny, reportIn, scratchFolder } from './support/cli.ts';

const rush = join(firstCheckout, '../saturday-rush.yaml');
const sweep = ['load', rush, '--for', '1min', '--out', 'r'];
const held = ['--set', 'thresholds=[checkout.p99 < 10s]'];
const tenToForty = ['--sweep', '10/min..40/min', ...held];

function sweptIn(folder: string): Swept {
  return JSON.parse(readFileSync(join(folder, 'sweep.json'), 'utf8')) as Swept;
}

describe('penny load --sweep', () => {
  it('finds the knee, and leaves a report in which each rate has a command of its own', async () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny([...sweep, ...tenToForty, '--workers', '2'], { cwd });
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^saturday-rush, seed 1: 3 rates from 10\/min to 40\/min, and then some around the knee, on 2 workers\n/,
    );
    expect(stderr.match(/^around the knee: [\d.]+\/min, [\d.]+\/min, [\d.]+\/min$/gm)).toHaveLength(2);
    expect(readdirSync(join(cwd, 'r')).toSorted()).toEqual(
      ['junit.xml', 'report.html', 'run-info.json', 'sweep.json'], //
    );
    const { outcome, knee: found, missing, saturated, steps, reproduce } = sweptIn(join(cwd, 'r'));
    const knee = found ?? 'none';
    expect(outcome).toBe('knee');
    expect(stdout).toMatch(
      new RegExp(`^KNEE AT ${knee}  saturday-rush, seed 1\n  All thresholds are met up to ${knee};`),
    );
    expect(stdout).toContain(`\n> ${knee} `);
    expect(reproduce).toContain(`penny load ${rush} --seed 1 --sweep 10/min..40/min --for 1min --set `);
    expect(saturated?.service).toBe('wallet');
    // Three between the two of the knee, and again.
    expect(steps).toHaveLength(9);
    const tried = steps.findIndex(({ rate }) => rate === missing?.rate);
    expect(steps.map(({ meets }) => meets).slice(0, tried + 1)).toEqual([
      ...steps.slice(0, tried).map(() => true),
      false,
    ]);
    const { traceHash, reproduce: alone = '' } = steps[tried] ?? {};
    expect(await pasted(`${alone} --out alone --quiet`, cwd)).toBe(3);
    expect(reportIn(join(cwd, 'alone')).traceHash).toBe(traceHash);
  });

  it('comes to the same bytes on any number of workers', async () => {
    const cwd = scratchFolder();
    const bytesOf = async (workers: string): Promise<string[]> => {
      await penny([...sweep, '--sweep', '20/min..40/min', '--steps', '3', '--workers', workers, '--quiet'], { cwd });
      return ['sweep.json', 'report.html', 'junit.xml'].map((name) => readFileSync(join(cwd, 'r', name), 'utf8'));
    };
    expect(await bytesOf('3')).toEqual(await bytesOf('1'));
  });

  it('ends with 3 where even the lowest rate misses, and with 0 where even the highest meets', async () => {
    const cwd = scratchFolder();
    const range = ['--sweep', '5/min..10/min', '--quiet'];
    const none = await penny([...sweep, ...range, '--set', 'thresholds=[checkout.p99 < 1ms]'], { cwd });
    expect(none).toMatchObject({ status: 3, stderr: '' });
    expect(none.stdout).toMatch(
      /^BEYOND THE KNEE {2}saturday-rush, seed 1: Even at the lowest rate, 5\/min, [^\n]+\n$/,
    );
    const failures = (): string | undefined =>
      / (failures="\d+")/.exec(readFileSync(join(cwd, 'r/junit.xml'), 'utf8'))?.[1];
    expect(failures()).toBe('failures="1"');
    const all = await penny([...sweep, ...range, '--set', 'thresholds=[]'], { cwd });
    expect(all.status).toBe(0);
    expect(failures()).toBe('failures="0"');
    expect(all.stdout).toMatch(/^NO KNEE {2}saturday-rush, seed 1: The run is consistent at every rate, up to 10\/min/);
  });

  it('ends with 1 where a run at any rate is inconsistent', async () => {
    const cwd = scratchFolder();
    const defect = ['--set', 'policies.psp.timeout=800ms', '--set', 'defects=timeout-treated-as-failure'];
    const limits = ['--set', 'capacity={}', '--set', 'thresholds=[]'];
    const { status, stdout } = await penny([...sweep, '--sweep', '30/min..60/min', ...defect, ...limits], { cwd });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^INCONSISTENT {2}/);
    expect(stdout).toContain('No service is limited');
    expect(stdout).toMatch(/inconsistent: I\d/);
  });

  it.each([
    ['seller-payouts', ({ counts }: Report) => counts.sellerPayouts],
    ['webhook-storm', ({ faults }: Report) => faults.reduce((sum, { fired }) => sum + fired, 0)],
  ])('takes %s with all that is in it', async (name, exercised) => {
    const cwd = scratchFolder();
    const scenario = join(firstCheckout, `../${name}.yaml`);
    const range = ['--sweep', '10/min..20/min', '--for', '1min', '--set', 'thresholds=[]'];
    const { status } = await penny(['load', scenario, ...range, '--out', 'r', '--quiet'], { cwd });
    expect(status).toBe(0);
    const { steps } = sweptIn(join(cwd, 'r'));
    expect(steps.map(({ rate, verdict }) => [rate, verdict])).toEqual([
      ['10/min', 'consistent'],
      ['20/min', 'consistent'],
    ]);
    expect(await pasted(`${steps[1]?.reproduce ?? ''} --out alone --quiet`, cwd)).toBe(0);
    const alone = reportIn(join(cwd, 'alone'));
    expect(alone.traceHash).toBe(steps[1]?.traceHash);
    expect(exercised(alone)).toBeGreaterThan(0);
  });

  it('refuses a scenario that is in order with its own traffic alone, and says which buyers it was about', async () => {
    const brownout = join(firstCheckout, '../psp-brownout.yaml');
    const { status, stderr } = await penny(['load', brownout, '--sweep', '10/min..20/min', '--for', '2min']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^penny: buyers who come at 10\/min for 2min do not go with the scenario: 1 problem in /);
    expect(stderr).toMatch(/\n {2}hint: --for says how long buyers come at each rate\n$/);
  });

  it.each([
    [['--sweep', '5/s'], '--sweep 5/s: expected two rates such as 5/s..200/s, the lower one first'],
    [['--sweep', '1/s..2/s', '--checkouts', '5'], '--checkouts and --sweep: the rate and --for say how many'],
    [['--sweep', '1/s..2/s', '--cells', '5'], '--cells and --sweep: each rate is that of one payment system'],
    [['--sweep', '1/s..2/s', '--store', 'ndjson'], '--store ndjson and --sweep: a sweep keeps no databases'],
    [['--sweep', '1/s..2/s', '--steps', '1'], '--steps 1: expected a whole number from 2 to 100'],
    [['--sweep', '1/s..2/s', '--for', '90s'], '--for 90s: expected whole minutes up to a day, such as 5min'],
    [['--steps', '4'], '--steps is about a sweep'],
    [['--sweep', '1/h..2/h', '--for', '1min'], '--sweep 1/h..2/h'],
    [
      ['--sweep', '1/s..2/s', '--set', 'traffic.users=40'],
      '--set traffic.users=40 and --sweep: a sweep has rates of its own in the place of all traffic',
    ],
  ])('refuses %j', async (words, complaint) => {
    const { status, stderr } = await penny(['load', rush, ...words], { cwd: scratchFolder() });
    expect(status).toBe(2);
    expect(stderr).toContain(complaint);
  });

  it('refuses a scenario of which only some checkouts come, at the line that says so', async () => {
    const cwd = scratchFolder();
    const text = readFileSync(firstCheckout, 'utf8').replace('\ntraffic:\n', '\ntraffic:\n  only: [1]\n');
    writeFileSync(join(cwd, 'only.yaml'), text);
    const line = text.split('\n').indexOf('  only: [1]') + 1;
    const { status, stderr } = await penny(['load', 'only.yaml', '--sweep', '1/s..2/s'], { cwd });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        `penny: 1 problem in only.yaml\nonly.yaml:${line}:3: traffic.only: 1 checkout alone\n` +
        '  expected all checkouts to come: a sweep brings others, at rates of its own\n' +
        '  hint: leave it out; penny run lets them come alone\n',
    });
  });
});
