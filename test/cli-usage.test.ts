import { describe, expect, it } from 'vitest';
import { pennyProcess } from './support/cli.ts';

describe('help', () => {
  it('of the tool names each verb, the exit codes and examples', () => {
    const { status, stdout, stderr } = pennyProcess(['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [verbs = '', examples = ''] = stdout.split('Examples:');
    for (const verb of ['run', 'load', 'explore', 'compare', 'defects', 'check', 'init', 'schema', 'machines'])
      expect(verbs).toContain(`penny ${verb} `);
    expect(examples).toContain('penny run scenarios/first-checkout.yaml');
    for (const code of [
      '0 consistent',
      '1 inconsistent',
      '2 bad usage',
      '3 a threshold',
      '4 inconclusive',
      '5 not deterministic',
    ]) {
      expect(stdout).toContain(code);
    }
  });

  it.each([
    ['run', 'penny run scenarios/black-friday.yaml --seed 7'],
    ['explore', 'penny explore day.yaml --seeds 1..2000'],
    ['compare', 'penny compare old.yaml new.yaml --seeds 1..50'],
    ['defects', 'penny defects --only timeout-treated-as-failure'],
    ['check', 'penny check scenarios/*.yaml'],
    ['init', 'penny init my.yaml'],
    ['schema', 'penny schema > scenario.schema.json'],
    ['machines', 'penny machines orderSaga wallet'],
  ])('of %s has an example', (verb, example) => {
    const { status, stdout, stderr } = pennyProcess([verb, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('Examples:')[1]).toContain(example);
  });

  it('is told as `help load`, too', () => {
    expect(pennyProcess(['help', 'load'])).toMatchObject({
      status: 0,
      stdout: pennyProcess(['load', '--help']).stdout,
    });
    expect(pennyProcess(['help'])).toMatchObject({ status: 0, stdout: pennyProcess(['--help']).stdout });
  });

  it.each([
    ['run', 'seed checkouts set faults out story sites verify interpreter json quiet'],
    ['explore', 'seeds checkouts set workers out fresh json quiet'],
    ['compare', 'set-a set-b set seed seeds checkouts workers out json quiet'],
  ])('of %s names every option and the exit codes', (verb, options) => {
    const { stdout } = pennyProcess([verb, '-h']);
    for (const option of options.split(' ')) expect(stdout).toContain(`--${option} `);
    expect(stdout).toContain('5 not deterministic, 70 internal error');
  });
});

describe('a mistake in the arguments', () => {
  it('ends with 2, says so on standard error in two lines, and prints nothing', () => {
    const { status, stdout, stderr } = pennyProcess(['run', 'x.yaml', '--sed', '3']);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'penny: there is no option --sed\n  hint: did you mean `--seed`?\n',
    });
  });

  it('is to say nothing at all', () => {
    const { status, stdout, stderr } = pennyProcess([]);
    const hint = 'the verbs are run, load, explore, compare, defects, shrink, faults, check, init, schema, machines';
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `penny: no verb is given\n  hint: ${hint}\n`,
    });
  });
});
