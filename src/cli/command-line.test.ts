import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { UserError } from './user-error.ts';

/** The user error that these arguments are refused with. */
async function refusalOf(...args: string[]): Promise<Pick<UserError, 'message' | 'hint' | 'exitCode'>> {
  try {
    await commandLine(args, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { message: error.message, hint: error.hint, exitCode: error.exitCode };
  }
  throw new Error(`${args.join(' ')} was accepted`);
}

const verbs = 'the verbs are run, load, explore, compare, defects, shrink, faults, check, init, schema, machines';

function helpOf(verb: string): string {
  return `\`penny ${verb} --help\` shows what is expected`;
}

describe('a verb', () => {
  it('that is missing is asked for', async () => {
    expect(await refusalOf()).toEqual({ message: 'no verb is given', hint: verbs, exitCode: 2 });
    expect(await refusalOf('--json')).toMatchObject({ message: 'no verb is given', hint: verbs });
  });

  it('that is mistyped gets a suggestion', async () => {
    expect(await refusalOf('rnu', 'x.yaml')).toEqual({
      message: 'there is no verb "rnu"',
      hint: 'did you mean `run`?',
      exitCode: 2,
    });
  });

  it.each([
    ['help', 'lod'],
    ['lod', '--help'],
    ['lod', '-h'],
  ])('that is mistyped gets a suggestion where its help is asked for, too: %s %s', async (...words) => {
    expect(await refusalOf(...words)).toEqual({
      message: 'there is no verb "lod"',
      hint: 'did you mean `load`?',
      exitCode: 2,
    });
  });

  it('that is near none gets the list', async () => {
    expect(await refusalOf('reconcile', '--now')).toMatchObject({
      message: 'there is no verb "reconcile"',
      hint: verbs,
    });
  });
});

describe('an option', () => {
  it.each([['--sed', '3'], ['--sed=3'], ['--sede=a=b']])('mistyped as %s gets a suggestion', async (...words) => {
    const typed = words[0]?.split('=')[0] ?? '';
    expect(await refusalOf('run', 'x.yaml', ...words)).toEqual({
      message: `there is no option ${typed}`,
      hint: 'did you mean `--seed`?',
      exitCode: 2,
    });
  });

  it('with one hyphen gets the other', async () => {
    expect(await refusalOf('run', 'x.yaml', '-seed', '3')).toMatchObject({
      message: 'there is no option -seed',
      hint: 'did you mean `--seed`?',
    });
  });

  it('cannot be negated', async () => {
    expect((await refusalOf('run', 'x.yaml', '--no-seed')).message).toBe('there is no option --no-seed');
  });

  it.each(['--overwrite', '-f'])('%s that is near none is named', async (option) => {
    expect(await refusalOf('init', option)).toMatchObject({
      message: `there is no option ${option}`,
      hint: helpOf('init'),
    });
  });

  it.each(['seed', 'checkouts', 'set', 'faults', 'out', 'story', 'sites'])('--%s wants a value', async (name) => {
    expect(await refusalOf('run', 'x.yaml', `--${name}`)).toEqual({
      message: `--${name} has no value`,
      hint: `write --${name}=VALUE when the value begins with a hyphen`,
      exitCode: 2,
    });
  });

  it.each(['seed', 'checkouts', 'faults', 'out', 'story', 'sites'])('--%s is given once', async (name) => {
    const refusal = await refusalOf('run', 'x.yaml', `--${name}`, '1', `--${name}`, '2');
    expect(refusal.message).toBe(`--${name} is given 2 times, and once was expected`);
  });

  it.each([
    ['run', 'quiet', 'maybe'],
    ['run', 'json', 'TRUE'],
    ['run', 'verify', ''],
    ['explore', 'fresh', '1'],
    ['explore', 'json', 'yes'],
    ['defects', 'quick', 'no'],
    ['defects', 'list', 'all'],
    ['shrink', 'quiet', 'on'],
    ['faults', 'json', 'false '],
    ['check', 'help', 'run'],
    ['schema', 'version', '2'],
  ])('of %s, --%s is given or not, and not "%s"', async (verb, flag, value) => {
    expect(await refusalOf(verb, 'x.yaml', `--${flag}=${value}`)).toEqual({
      message: `--${flag}=${value}: expected true or false`,
      hint: `write --${flag} alone, or leave it out`,
      exitCode: 2,
    });
  });

  it('that has a value may have any, and a flag may say that it is given', async () => {
    expect(await refusalOf('run', 'nope.yaml', '--set', 'quiet=maybe', '--quiet=true')).toMatchObject({
      message: 'nope.yaml: there is no such file',
    });
  });

  it('--interpreter has a value from a list', async () => {
    expect(await refusalOf('run', 'x.yaml', '--interpreter', 'guess')).toMatchObject({
      message: '--interpreter: "guess", expected one of "compiled", "xstate"',
      hint: helpOf('run'),
    });
  });

  it.each(['seeds', 'checkouts', 'workers', 'out'])('--%s of explore is given once', async (name) => {
    const refusal = await refusalOf('explore', 'x.yaml', `--${name}`, '1', `--${name}`, '2');
    expect(refusal.message).toBe(`--${name} is given 2 times, and once was expected`);
  });

  it.each(['seeds', 'checkouts', 'workers', 'out'])('--%s of compare is given once', async (name) => {
    const refusal = await refusalOf('compare', 'x.yaml', 'y.yaml', `--${name}`, '1', `--${name}`, '2');
    expect(refusal.message).toBe(`--${name} is given 2 times, and once was expected`);
  });

  it.each(['seeds', 'workers'])('--%s of defects is given once', async (name) => {
    const refusal = await refusalOf('defects', `--${name}`, '1', `--${name}`, '2');
    expect(refusal.message).toBe(`--${name} is given 2 times, and once was expected`);
  });

  it('--only of defects wants a name', async () => {
    expect((await refusalOf('defects', '--only')).message).toBe('--only has no value');
  });

  it.each([
    ['--worker', '--workers'],
    ['--seed', '--seeds'],
    ['--frsh', '--fresh'],
  ])('%s mistyped for explore gets the suggestion %s', async (typed, meant) => {
    expect(await refusalOf('explore', 'x.yaml', typed, '1')).toMatchObject({
      message: `there is no option ${typed}`,
      hint: `did you mean \`${meant}\`?`,
    });
  });

  it.each([['--out', 'r'], ['--story', 'order-1.1'], ['--verify'], ['--json']])(
    '--sites does not go with %s',
    async (...other) => {
      expect(await refusalOf('run', 'x.yaml', '--sites', 'order-1.1', ...other)).toMatchObject({
        message: `--sites and ${other[0] ?? ''} do not go together`,
        hint: '--sites prints a list, and leaves no report',
      });
    },
  );

  it('--seed of compare does not go with --seeds', async () => {
    expect(await refusalOf('compare', 'x.yaml', 'y.yaml', '--seed', '1', '--seeds', '1..2')).toMatchObject({
      message: '--seed and --seeds do not go together',
      hint: 'write --seeds 7 for one of them',
    });
  });

  it('--story does not go with --json', async () => {
    const { message } = await refusalOf('run', 'x.yaml', '--json', '--story', 'order-1.1');
    expect(message).toBe('--json and --story do not go together');
  });
});

describe('a kind of fault', () => {
  it.each([
    ['netwrok.drop', 'did you mean `network.drop`?'],
    ['clock.wrong', 'there are clock.skew'],
    ['earthquake', '`penny faults` lists them'],
  ])('that there is not, %s, gets a hint', async (kind, hint) => {
    expect(await refusalOf('faults', 'network.drop', kind)).toEqual({
      message: `there is no kind of fault "${kind}"`,
      hint,
      exitCode: 2,
    });
  });
});

describe('the words after a verb', () => {
  it.each(['run', 'load', 'explore', 'compare', 'check'])('%s are to name a scenario', async (verb) => {
    expect(await refusalOf(verb)).toMatchObject({ message: `${verb} needs a scenario file`, hint: helpOf(verb) });
  });

  it('compare are two scenarios, or one with a change', async () => {
    expect(await refusalOf('compare', 'day.yaml', '--set', 'sellers.count=3')).toMatchObject({
      message: 'there is nothing to compare the scenario with',
      hint: 'name a second scenario, or change a setting: penny compare day.yaml --set-b policies.psp.timeout=2s',
    });
  });

  it.each([
    ['run', 'a.yaml', 'b.yaml'],
    ['explore', 'a.yaml', 'b.yaml'],
    ['compare', 'a.yaml', 'c.yaml', 'b.yaml'],
    ['defects', 'b.yaml'],
    ['init', 'a.yaml', 'b.yaml'],
    ['schema', 'b.yaml'],
  ])('%s are not too many', async (verb, ...words) => {
    expect(await refusalOf(verb, ...words)).toMatchObject({
      message: '"b.yaml" is one word too many',
      hint: helpOf(verb),
    });
  });
});
