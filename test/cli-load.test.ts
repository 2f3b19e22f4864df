import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LoadInfo } from '../src/cli/run-info.ts';
import { firstCheckout, penny, reportIn, scratchFolder, shell, startPenny } from './support/cli.ts';

const load = ['load', firstCheckout];
const scenarios = join(firstCheckout, '..');
const marketplace = join(scenarios, 'marketplace-day.yaml');

describe('penny load', () => {
  it('divides the checkouts into cells, and leaves one report and what varies', async () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny([...load, '--checkouts', '7', '--cells', '3', '--workers', '2'], {
      cwd,
    });
    expect(status).toBe(0);
    expect(stderr.split('\n')).toEqual([
      'first-checkout, seed 1: 7 checkouts in 3 cells on 2 workers',
      expect.stringMatching(
        /^7 checkouts in \d+ s on 2 workers: [\d,]+ checkouts\/s, [\d,]+ events\/s, the traffic at /,
      ),
      '',
    ]);
    expect(stdout).toMatch(/^CONSISTENT {2}first-checkout, seed 1: 7 checkouts in 3 cells, 14 orders /);
    expect(stdout).toContain('\nCells  3 cells of up to 3 checkouts; slowest cell ');
    expect(stdout).toContain('\nreport     reports/first-checkout-1-load/report.html\n');
    expect(stdout).toContain(`\nreproduce  npx penny load ${firstCheckout} --seed 1 --checkouts 7 --cells 3\n`);
    const folder = join(cwd, 'reports/first-checkout-1-load');
    expect(readdirSync(folder).toSorted()).toEqual(
      ['junit.xml', 'report.html', 'report.json', 'run-info.json', 'series.csv'], //
    );
    expect(reportIn(folder)).toMatchObject({ counts: { checkouts: 7 }, load: { cells: 3, largestCell: 3 } });
    const info = JSON.parse(readFileSync(join(folder, 'run-info.json'), 'utf8')) as LoadInfo;
    expect(info).toMatchObject({ workers: 2, load: { cells: 3 } });
    const { traffic, whole } = info.load;
    for (const figure of [info.peakRssBytes, info.wallMs, traffic.timesRealTime, whole.virtualMs - traffic.virtualMs])
      expect(figure).toBeGreaterThan(0);
  });

  it('comes to the same bytes on any number of workers', async () => {
    const cwd = scratchFolder();
    const bytesOf = async (workers: string): Promise<string[]> => {
      const size = ['--checkouts', '12', '--cells', '5', '--set', 'faults=light', '--workers', workers, '--out', 'r'];
      await penny(['load', marketplace, ...size], { cwd });
      return ['report.json', 'report.html', 'series.csv'].map((name) => readFileSync(join(cwd, 'r', name), 'utf8'));
    };
    const alone = await bytesOf('1');
    expect(await bytesOf('2')).toEqual(alone);
    expect(await bytesOf('4')).toEqual(alone);
  });

  it("takes the scenario's own number of checkouts, in one cell that is the run", async () => {
    const cwd = scratchFolder();
    await penny([...load, '--out', 'load', '--quiet'], { cwd });
    await penny(['run', firstCheckout, '--out', 'run', '--quiet'], { cwd });
    const [loaded, ran] = ['load', 'run'].map((folder) => reportIn(join(cwd, folder)));
    expect(loaded?.traceHash).toBe(ran?.traceHash);
    expect({ ...loaded, load: undefined, reproduce: ran?.reproduce }).toEqual({ ...ran, load: undefined });
  });

  it('prints report.json and nothing else with --json, and one line with --quiet', async () => {
    const cwd = scratchFolder();
    const size = ['--checkouts', '2', '--cells', '2', '--out', 'r'];
    const json = await penny([...load, ...size, '--json'], { cwd });
    expect(json).toMatchObject({ status: 0, stderr: '', stdout: readFileSync(join(cwd, 'r/report.json'), 'utf8') });
    const quiet = await penny([...load, ...size, '--quiet'], { cwd });
    expect(quiet).toMatchObject({ status: 0, stderr: '' });
    expect(quiet.stdout).toMatch(/^CONSISTENT {2}first-checkout, seed 1: 2 checkouts in 2 cells, [^\n]+\n$/);
  });

  it('ends with 3 where the figures of all cells miss a threshold, and with 4 where they show nothing', async () => {
    const cwd = scratchFolder();
    const size = ['--checkouts', '3', '--cells', '3', '--quiet'];
    const missed = await penny([...load, ...size, '--set', 'thresholds=[checkout.p50 < 1ms]'], { cwd });
    expect(missed.status).toBe(3);
    expect(missed.stdout).toContain('not met: checkout.p50 < 1ms');
    expect((await penny([...load, ...size, '--set', 'expect=[captures >= 100]'], { cwd })).status).toBe(4);
    // Six orders in all, two in each cell.
    expect((await penny([...load, ...size, '--set', 'expect=[captures >= 6]'], { cwd })).status).toBe(0);
  });
});

describe('a load with violations', () => {
  const bench = join(scenarios, 'defect-bench.yaml');
  const set = ['--set', 'policies.psp.timeout=800ms', '--set', 'defects=timeout-treated-as-failure'];

  it('tells the story of the first, and the command that shows it in its cell alone', async () => {
    const cwd = scratchFolder();
    const { status, stdout } = await penny(['load', bench, '--checkouts', '60', '--cells', '3', ...set, '--out', 'r'], {
      cwd,
    });
    expect(status).toBe(1);
    const { violations, load: divided } = reportIn(join(cwd, 'r'));
    const [twice] = violations;
    const { order = '', storyOf = '', sentence = '', story = [] } = twice?.first ?? {};
    const [, cell = ''] = /^cell (\d): /.exec(order) ?? [];
    expect(twice?.invariant).toBe('I2');
    expect(story.length).toBeGreaterThan(5);
    expect(divided?.firstViolating.map(({ cell: number }) => String(number))).toContain(cell);
    const command = `npx penny run ${bench} --seed 1.${cell} --checkouts 20 ${set.join(' ')}`;
    expect(stdout).toContain(`    reproduce     ${command} --story ${storyOf}\n`);
    expect(stdout).toMatch(/\nshrink {5}npx penny shrink \S+ --seed 1\.\d --checkouts 20 /);
    expect(shell(`${command} --out alone --quiet`, cwd)).toBe(1);
    const [shown] = reportIn(join(cwd, 'alone')).violations;
    expect(shown?.first).toEqual({ ...twice?.first, order: order.replace(`cell ${cell}: `, '') });
    expect(shown?.first.sentence).toBe(sentence);
  });
});

describe('what a load keeps', () => {
  it('are the databases and files of each cell with --store ndjson, those of the cell run alone', async () => {
    const cwd = scratchFolder();
    await penny([...load, '--checkouts', '5', '--cells', '2', '--store', 'ndjson', '--out', 'r', '--quiet'], { cwd });
    expect(readdirSync(join(cwd, 'r')).toSorted()).toEqual([
      'cells',
      'junit.xml',
      'report.html',
      'report.json',
      'run-info.json',
      'series.csv',
    ]);
    expect(readdirSync(join(cwd, 'r/cells')).toSorted()).toEqual(['1', '2']);
    const alone = ['run', firstCheckout, '--seed', '1.2', '--checkouts', '2', '--store', 'ndjson', '--out', 'alone'];
    await penny([...alone, '--quiet'], { cwd });
    for (const part of ['settlement', 'db/ledger', 'db/psp']) {
      const names = readdirSync(join(cwd, 'alone', part)).toSorted();
      expect(readdirSync(join(cwd, 'r/cells/2', part)).toSorted()).toEqual(names);
      for (const name of names)
        expect(readFileSync(join(cwd, 'r/cells/2', part, name), 'utf8')).toBe(
          readFileSync(join(cwd, 'alone', part, name), 'utf8'),
        );
    }
  });
});

describe('a load of services of limited capacity', () => {
  it('leaves what they had to do over time', async () => {
    const cwd = scratchFolder();
    const rush = join(scenarios, 'saturday-rush.yaml');
    await penny(['load', rush, '--checkouts', '5', '--set', 'expect=[]', '--out', 'r', '--quiet'], { cwd });
    const [head, first] = readFileSync(join(cwd, 'r/capacity.csv'), 'utf8').split('\r\n');
    expect(head).toBe('from,to,service,utilisation,queue_mean,queue_most,served,rejected');
    expect(first).toMatch(/^2026-03-07T[\d:.]+Z,2026-03-07T[\d:.]+Z,executor,/);
  });
});

describe('penny run --store', () => {
  const linesIn = (file: string): unknown[] =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);

  it('writes the records of lowdb one to a line as ndjson, and none at all as none', async () => {
    const cwd = scratchFolder();
    for (const store of ['lowdb', 'ndjson', 'none'])
      await penny(['run', firstCheckout, '--store', store, '--out', store, '--quiet'], { cwd });
    const ledger = JSON.parse(readFileSync(join(cwd, 'lowdb/db/ledger.json'), 'utf8')) as Record<string, unknown[]>;
    expect(ledger['transactions']?.length).toBeGreaterThan(0);
    for (const [table, records] of Object.entries(ledger))
      expect(linesIn(join(cwd, `ndjson/db/ledger/${table}.ndjson`))).toEqual(records);
    expect(readdirSync(join(cwd, 'ndjson/db')).map((service) => `${service}.json`)).toEqual(
      readdirSync(join(cwd, 'lowdb/db')),
    );
    expect(existsSync(join(cwd, 'none/db'))).toBe(false);
    expect(readdirSync(join(cwd, 'none/settlement'))).toEqual(readdirSync(join(cwd, 'lowdb/settlement')));
  });
});

describe('a load that is interrupted', () => {
  it.each(['none', 'ndjson'])('ends with 130 and leaves nothing, with --store %s', async (store) => {
    const cwd = scratchFolder();
    const size = ['--checkouts', '100000', '--cells', '1000', '--workers', '2'];
    const child = startPenny(['load', marketplace, ...size, '--store', store, '--out', 'r'], cwd);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = once(child, 'close');
    const partial = join(cwd, `.r.partial-${child.pid ?? 0}`);
    const begun = (): boolean =>
      store === 'none' ? stderr.includes('in 1,000 cells') : existsSync(join(partial, 'cells/2'));
    while (!begun() && child.exitCode === null) await setTimeout(20);
    child.kill('SIGINT');
    const [code] = (await ended) as [number | null];
    expect({ code, stdout, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({
      code: 130,
      stdout: '',
      last: 'penny: interrupted; nothing was written',
    });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('a load whose cells find no room on the disk', () => {
  it('names the folder that was asked for, and leaves nothing', () => {
    const cwd = scratchFolder();
    const size = '--checkouts 2 --cells 2 --workers 1 --store ndjson --out r --quiet';
    expect(shell(`ulimit -f 1; npx penny load '${firstCheckout}' ${size} 2> said`, cwd)).toBe(2);
    expect(readFileSync(join(cwd, 'said'), 'utf8')).toContain(
      `penny: ${join(cwd, 'r')} cannot be written: a file of it would be larger than is allowed.\n`,
    );
    expect(readdirSync(cwd)).toEqual(['said']);
  });
});

describe('bad input for a load', () => {
  it.each([
    [['--cells', '0'], '--cells 0: expected a whole number from 1 to 100,000'],
    [['--cells', '1e3'], '--cells 1e3: expected a whole number from 1 to 100,000'],
    [['--cells', '100001'], '--cells 100001: expected a whole number from 1 to 100,000'],
    [['--workers', '0'], '--workers 0: expected a whole number from 1 to 256'],
  ])('is %j', async (options, message) => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny([...load, ...options], { cwd });
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `penny: ${message}\n` });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each([
    [
      [firstCheckout, '--checkouts', '3', '--cells', '4'],
      '--cells 4: each cell has a checkout at least, and there are no more than 3\n' +
        '  hint: ask for fewer cells, or for more checkouts with --checkouts 4\n',
    ],
    [
      [firstCheckout, '--cells', '2'],
      '--cells 2: each cell has a checkout at least, and there is only one\n' +
        '  hint: ask for fewer cells, or for more checkouts with --checkouts 2\n',
    ],
    [
      [join(scenarios, 'kiosk-hour.yaml'), '--cells', '21'],
      '--cells 21: each cell has a user at least, and there are no more than 20\n' +
        '  hint: ask for fewer cells, or for more users with --set traffic.users=21\n',
    ],
  ])('is more cells than there is something for: %j', async (words, said) => {
    const { status, stderr } = await penny(['load', ...words]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `penny: ${said}` });
  });

  it('is a number of checkouts that is none, and a store that there is not', async () => {
    const none = await penny([...load, '--checkouts', '0']);
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('--checkouts 0: traffic.checkouts: 0');
    const lowdb = await penny([...load, '--store', 'lowdb']);
    expect(lowdb.status).toBe(2);
    expect(lowdb.stderr).toContain('--store: "lowdb", expected one of "none", "ndjson"');
  });

  it('is a scenario of which only some checkouts come, and a seed that is too long for its cells', async () => {
    const some = await penny([...load, '--checkouts', '5', '--set', 'traffic.only=[2]']);
    expect(some.stderr).toBe(
      'penny: 1 problem in the options\n--set traffic.only=[2]: traffic.only: 1 checkout alone\n' +
        '  expected all checkouts to come, which are divided into cells\n' +
        '  hint: leave it out; penny run lets them come alone\n',
    );
    const seed = 's'.repeat(63);
    const long = await penny([...load, '--checkouts', '5', '--cells', '5', '--seed', seed]);
    expect(long.stderr).toBe(
      `penny: the seed ${seed}.5 of the last cell is longer than 64 characters\n  hint: choose a shorter --seed\n`,
    );
    expect([some.status, long.status]).toEqual([2, 2]);
  });

  it('is a folder that holds something else', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'thesis'));
    writeFileSync(join(cwd, 'thesis/chapter.txt'), 'years of work');
    const { status, stderr } = await penny([...load, '--out', 'thesis', '--store', 'ndjson'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('holds files that are not a report of everypenny, so it is not replaced.');
    expect(readdirSync(cwd)).toEqual(['thesis']);
  });
});
