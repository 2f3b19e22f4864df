import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actorKinds } from '../src/sim/actor-kinds.ts';
import { checkout, penny, pennyProcess, scratchFolder, shell } from './support/cli.ts';

describe('penny init', () => {
  it('writes a scenario that check accepts and run runs', async () => {
    const cwd = scratchFolder();
    const written = await penny(['init'], { cwd });
    expect(written).toMatchObject({ status: 0, stderr: '' });
    expect(written.stdout).toBe('scenario.yaml is written. Next: npx penny run scenario.yaml\n');
    const checked = await penny(['check', 'scenario.yaml'], { cwd });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    expect(checked.stdout).toBe('scenario.yaml: my-scenario is valid: 200 checkouts, 4 nights\n');
    const run = await penny(['run', 'scenario.yaml', '--quiet'], { cwd });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/^CONSISTENT {2}my-scenario, seed 1: 200 checkouts, /);
  });

  it('leaves a file that exists as it is', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'mine.yaml'), 'years of work');
    const { status, stdout, stderr } = await penny(['init', 'mine.yaml'], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      'penny: mine.yaml: this file exists already and is left as it is\n  hint: name another one: penny init FILE\n',
    );
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toBe('years of work');
  });

  it.each([
    ['nowhere/x.yaml', 'nowhere/x.yaml: its folder does not exist'],
    ['file/x.yaml', 'file/x.yaml: this file cannot be written (ENOTDIR)'],
    ['n'.repeat(300), `${'n'.repeat(300)}: this file cannot be written (ENAMETOOLONG)`],
  ])('says what is wrong with the name %s', async (name, message) => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'file'), '');
    const { status, stderr } = await penny(['init', name], { cwd });
    expect({ status, stderr }).toEqual({ status: 2, stderr: `penny: ${message}\n` });
  });

  it('leaves nothing behind where there is no room for the file', () => {
    const cwd = scratchFolder();
    expect(shell('ulimit -f 2; npx penny init mine.yaml', cwd)).toBe(2);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('quotes an odd name for the shell in the command that it suggests', async () => {
    const { stdout } = await penny(['init', "it's mine.yaml"], { cwd: scratchFolder() });
    expect(stdout).toBe("it's mine.yaml is written. Next: npx penny run 'it'\\''s mine.yaml'\n");
  });
});

describe('penny schema', () => {
  it('is a JSON Schema of objects that need a name, a clock, traffic and currencies', async () => {
    const { status, stdout, stderr } = await penny(['schema']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'object',
      required: ['name', 'clock', 'traffic', 'currencies'],
      additionalProperties: false,
    });
  });
});

describe('penny machines', () => {
  it('prints each machine as a state diagram', async () => {
    const { status, stdout, stderr } = await penny(['machines']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const titles = [...stdout.matchAll(/^title: (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(actorKinds.map(({ service, machine }) => `${service}: ${machine.id}`));
    expect(stdout.split('stateDiagram-v2')).toHaveLength(actorKinds.length + 1);
  });

  it('prints the machines that are named', async () => {
    const { stdout } = await penny(['machines', 'wallet', 'buyer']);
    const titles = [...stdout.matchAll(/^title: (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(['shop: buyer', 'wallet: wallet']);
  });

  it.each([
    ['walet', 'did you mean `wallet`?'],
    ['nope', `there are ${actorKinds.map(({ machine }) => machine.id).join(', ')}`],
  ])('suggests another name for %s', async (name, hint) => {
    const { status, stdout, stderr } = await penny(['machines', name]);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `penny: there is no machine "${name}"\n  hint: ${hint}\n`,
    });
  });
});

describe('the package', () => {
  it('brings the command along: npx penny works in the checkout', () => {
    const { status, stdout } = spawnSync('npm', ['exec', '--', 'penny', '--version'], {
      cwd: checkout,
      encoding: 'utf8',
    });
    const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` });
  });
});

describe('penny faults', () => {
  it('lists every kind, with which rule wins first', async () => {
    const { status, stdout, stderr } = await penny(['faults']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Rules are tried in order; the first that strikes at a site wins\.\n/);
    expect(stdout).toContain('\n  network.drop  ');
  });

  it('tells all about one, in words and as JSON', async () => {
    const words = await penny(['faults', 'psp.outage']);
    expect(words).toMatchObject({ status: 0, stderr: '' });
    expect(words.stdout).toContain('\n    - { fault: psp.outage, every: 1h, for: 2min to 10min }\n');
    expect(JSON.parse((await penny(['faults', 'psp.outage', '--json'])).stdout)).toMatchObject({
      faults: [{ kind: 'psp.outage', lasts: true, keys: [{ key: 'every' }, { key: 'at' }, {}, {}, {}] }],
    });
    expect(JSON.parse((await penny(['faults', '--json'])).stdout)).toHaveProperty('faults.length', 43);
  });

  it('explains in its help which rule wins', () => {
    expect(pennyProcess(['faults', '--help']).stdout).toContain(
      'rules are tried in order; the first that strikes at a site wins',
    );
  });
});
