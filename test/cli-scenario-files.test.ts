import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstCheckout, penny, pennyProcess, scratchFolder } from './support/cli.ts';

const broken = `name: bad name!
clock: { zone: Europe/Amsterdm, start: 2026-13-02 08:00 }
traffic:
  checkots: 3
  phases:
    - { name: day, shape: constnt, for: 1h, rate: 5/h }
currencies:
  - { code: EUR, share: 80%, price: 4.001 EUR to 20.00 EUR }
`;

describe('penny run with a file that is in disorder', () => {
  it('tells all problems at once, each with its line and column, and writes nothing', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'day.yaml'), broken);
    const { status, stdout, stderr } = await penny(['run', 'day.yaml', '--checkouts', '0'], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^penny: 8 problems in day\.yaml\n/);
    expect(stderr.match(/^(?:day\.yaml:\d+:\d+|--checkouts 0): [\w.]+/gm)).toEqual([
      'day.yaml:1:7: name',
      'day.yaml:2:16: clock.zone',
      'day.yaml:2:40: clock.start',
      'day.yaml:4:3: traffic.checkots',
      'day.yaml:6:27: traffic.phases.0.shape',
      'day.yaml:7:1: currencies',
      'day.yaml:8:37: currencies.0.price',
      '--checkouts 0: traffic.checkouts',
    ]);
    expect(stderr).toContain('hint: did you mean `Europe/Amsterdam`?');
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(readdirSync(cwd)).toEqual(['day.yaml']);
  });

  it('points at the place where the YAML breaks', () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'day.yaml'), 'name: x\n\tclock: 1\n');
    const { status, stderr } = pennyProcess(['run', 'day.yaml'], { cwd });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'penny: 1 problem in day.yaml\nday.yaml:2:1: a tab\n  expected spaces as indentation\n',
    });
  });

  it('says that a file is missing, and where there are some', async () => {
    const { status, stdout, stderr } = await penny(['run', 'nope.yaml'], { cwd: scratchFolder() });
    const hint = 'the shipped scenarios are in scenarios/; `penny init my.yaml` writes a new one';
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `penny: nope.yaml: there is no such file\n  hint: ${hint}\n`,
    });
  });

  it('names the file that was probably meant', async () => {
    const cwd = scratchFolder();
    copyFileSync(firstCheckout, join(cwd, 'first-checkout.yaml'));
    expect(await penny(['run', 'first-chekout.yaml'], { cwd })).toMatchObject({
      status: 2,
      stderr: 'penny: first-chekout.yaml: there is no such file\n  hint: did you mean `first-checkout.yaml`?\n',
    });
  });
});

describe('penny check', () => {
  it('and the verbs that run a scenario say what it lists and what can never strike', async () => {
    const cwd = scratchFolder();
    const faults = ['--set', 'faults=[{ fault: settlement.line-missing, rate: 1% }]'];
    const hint =
      /^hint: settlement\.line-missing cannot strike: .* before 2026-03-03 03:00, and all faults stop at 2026-03-02 /;
    for (const verb of ['check', 'run', 'load', 'explore']) {
      const rest = verb === 'check' ? [] : ['--quiet', ...(verb === 'explore' ? ['--seeds', '1'] : [])];
      const { status, stderr } = await penny([verb, firstCheckout, ...faults, ...rest], { cwd });
      expect({ verb, status, told: hint.test(stderr) }).toEqual({ verb, status: 0, told: true });
    }
  });

  it('takes settings, and says of each file what they make of it', async () => {
    const cwd = scratchFolder();
    copyFileSync(firstCheckout, join(cwd, 'good.yaml'));
    const { status, stdout } = await penny(['check', 'good.yaml', '--set', 'traffic.checkouts=7'], { cwd });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'good.yaml: first-checkout is valid: 7 checkouts, 2 nights\n',
    });
    const refused = await penny(['check', 'good.yaml', '--set', 'clock.nights=none'], { cwd });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /^good\.yaml: 1 problem in the options\n--set clock\.nights=none: clock\.nights: "none"\n/,
    );
  });

  it('reports on each of several files, whatever is wrong with the others', async () => {
    const cwd = scratchFolder();
    copyFileSync(firstCheckout, join(cwd, 'good.yaml'));
    writeFileSync(join(cwd, 'bad.yaml'), broken);
    writeFileSync(join(cwd, 'empty.yaml'), '');
    writeFileSync(join(cwd, 'binary.yaml'), Buffer.from([0xff, 0xfe]));
    mkdirSync(join(cwd, 'folder'));
    const files = ['bad.yaml', 'good.yaml', 'nope.yaml', 'empty.yaml', 'binary.yaml', 'folder', 'good.yaml'];
    const { status, stdout, stderr } = await penny(['check', ...files], { cwd });
    expect(status).toBe(2);
    expect(stdout).toBe('good.yaml: first-checkout is valid: 1 checkout, 2 nights\n'.repeat(2));
    expect(stderr.match(/^(?:\d+ problems? in .*|(?:nope|binary|folder).*)$/gm)).toEqual([
      '7 problems in bad.yaml',
      'nope.yaml: there is no such file',
      '1 problem in empty.yaml',
      'binary.yaml: this is not text in UTF-8',
      'folder: this is a folder, and a scenario file was expected',
    ]);
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('accepts every scenario that is shipped', async () => {
    const folder = join(firstCheckout, '..');
    const files = readdirSync(folder).map((name) => join(folder, name));
    const { status, stdout, stderr } = await penny(['check', ...files]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toHaveLength(files.length);
  });

  it('takes JSON for YAML, which it is', async () => {
    const cwd = scratchFolder();
    const start = '2026-03-02 08:00';
    const phases = [{ name: 'day', shape: 'constant', for: '1h', rate: '5/h' }];
    const currencies = [{ code: 'EUR', share: '100%', price: '1.00 EUR to 2.00 EUR' }];
    const scenario = { name: 'json', clock: { zone: 'UTC', start }, traffic: { phases }, currencies };
    writeFileSync(join(cwd, 'day.json'), JSON.stringify(scenario, undefined, 2));
    // Charges of the 2nd are paid out when the 3rd closes, at midnight, and reach the bank on the 4th.
    expect(await penny(['check', 'day.json'], { cwd })).toMatchObject({
      status: 0,
      stdout: 'day.json: json is valid: 5 checkouts, 3 nights\n',
    });
  });
});
