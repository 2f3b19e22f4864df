import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkoutsOverride, seedOverride, setOverride, type Override } from '../sim/scenario/overrides.ts';
import { loadScenario, tryLoadScenario } from './scenario-file.ts';
import { UserError } from './user-error.ts';

const shipped = readFileSync('scenarios/first-checkout.yaml');

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everypenny-scenario-'));
  file = join(folder, 'day.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a user reads who runs this file with these options. */
function refusalOf(path: string, ...overrides: Override[]): string {
  try {
    loadScenario(path, overrides);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error(`${path} was read`);
}

describe('a file that can be read', () => {
  it('is known by the hash of its bytes', () => {
    writeFileSync(file, shipped);
    const sha256 = createHash('sha256').update(shipped).digest('hex');
    expect(loadScenario(file, [])).toMatchObject({ sha256, scenario: { name: 'first-checkout' } });
  });

  it('may begin with a byte order mark', () => {
    writeFileSync(file, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), shipped]));
    expect(loadScenario(file, []).scenario.name).toBe('first-checkout');
  });

  it('may have the line ends of Windows', () => {
    writeFileSync(file, shipped.toString('utf8').replaceAll('\n', '\r\n'));
    expect(loadScenario(file, []).scenario.name).toBe('first-checkout');
  });
});

describe('a file that cannot be read', () => {
  it('is missing', () => {
    expect(refusalOf(file)).toBe(`${file}: there is no such file`);
    expect(refusalOf('')).toBe('an empty name: there is no such file');
  });

  it('is below a file', () => {
    writeFileSync(file, shipped);
    expect(refusalOf(join(file, 'x.yaml'))).toBe(`${file}/x.yaml: there is no such file`);
  });

  it('is a folder', () => {
    mkdirSync(file);
    expect(refusalOf(file)).toBe(`${file}: this is a folder, and a scenario file was expected`);
  });

  it('has a name that no file can have', () => {
    const name = 'n'.repeat(300);
    expect(refusalOf(name)).toBe(`${name}: this file cannot be read (ENAMETOOLONG)`);
  });

  it('belongs to somebody who keeps it secret', () => {
    writeFileSync(file, shipped);
    chmodSync(folder, 0o755);
    chmodSync(file, 0o000);
    expect(asOrdinaryUser(() => refusalOf(file))).toBe(`${file}: this file may not be read`);
  });
});

describe('a file that is no scenario', () => {
  it('is empty', () => {
    writeFileSync(file, '');
    expect(refusalOf(file)).toContain(`1 problem in ${file}\n${file}:1:1: nothing\n  expected a mapping with`);
  });

  it.each([
    ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff])],
    ['UTF-16', Buffer.from(`\ufeff${shipped.toString('utf8')}`, 'utf16le')],
    ['Latin-1', Buffer.from('name: caf\u00e9\n', 'latin1')],
  ])('is %s', (_, bytes) => {
    writeFileSync(file, bytes);
    expect(refusalOf(file)).toBe(`${file}: this is not text in UTF-8`);
  });

  it('has control characters', () => {
    writeFileSync(file, 'name: x\nclock: \0\n');
    expect(refusalOf(file)).toContain(`${file}:2:8: the control character "\\u{0}"`);
  });

  it('is longer than anybody writes', () => {
    writeFileSync(file, '#'.repeat(1_000_001));
    expect(refusalOf(file)).toContain(`${file}:1:1: 1000001 characters\n  expected at most 1000000 characters`);
  });

  it('is so large that it is not even opened', () => {
    writeFileSync(file, '');
    truncateSync(file, 5_000_000_000);
    expect(refusalOf(file)).toBe(`${file}: 5000000000 bytes, where at most 4000000 were expected`);
  });
});

describe('what is no file', () => {
  it('is a named pipe, which may have nobody at its other end', () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', file]);
    expect(refusalOf(file)).toBe(`${file}: this is a named pipe, and a scenario file was expected`);
  });

  it.each(['/dev/zero', '/dev/null'])('is the device %s, which may never end', (device) => {
    expect(refusalOf(device)).toBe(`${device}: this is a device, and a scenario file was expected`);
  });
});

describe('a file with more mistakes than anybody reads at once', () => {
  it('has the first twenty told, and the others counted', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `key${index}: 1\n`);
    writeFileSync(file, `${shipped.toString('utf8')}\n${keys.join('')}`);
    const lines = refusalOf(file).split('\n');
    expect(lines[0]).toBe(`10,000 problems in ${file}`);
    expect(lines.filter((line) => line.startsWith(file))).toHaveLength(20);
    expect(lines.at(-1)).toBe('and 9,980 more');
  });
});

describe('an option with a bad value', () => {
  beforeEach(() => writeFileSync(file, shipped));

  it('is named, and the file is not blamed', () => {
    expect(refusalOf(file, setOverride('policies.psp.timeout=5 parsecs'))).toBe(
      [
        '1 problem in the options',
        '--set policies.psp.timeout=5 parsecs: policies.psp.timeout: "5 parsecs"',
        '  expected a duration such as 250ms, 1.5s, 10min, 6h or 2d',
      ].join('\n'),
    );
  });

  it.each(['', ' ', '../../x', 'a/b', '..', '.x', '-1', 'ü', '😀', "it's", 'a b', '1 ', 'a\nb', 'x'.repeat(65)])(
    'is the seed "%s"',
    (seed) => {
      expect(refusalOf(file, seedOverride(seed))).toContain('\n  expected a name of at most 64 letters, digits');
    },
  );

  it.each(['0', '-1', '1.5', '1e3', '0x10', 'many', '', ' 5', '100000001', '9'.repeat(40)])(
    'is %s checkouts',
    (checkouts) => {
      const message = refusalOf(file, checkoutsOverride(checkouts));
      expect(message).toContain('\n  expected a whole number from 1 to 100000000');
    },
  );

  it.each([
    ['', 'expected path=value'],
    ['psp.cutOff', 'expected path=value'],
    ['=5s', 'expected path=value'],
    ['psp..cutOff=5', 'expected keys with dots between them'],
    ['psp.cutOff=[', 'expected a value that is valid YAML'],
    ['policies.pps.timeout=5s', 'hint: did you mean `psp`?'],
    ['thresholds.9=captured = 1%', 'expected an item of the list: 0, 1, 2'],
    ['name=../../etc', 'expected a name of at most 64 letters'],
    ['name=..', 'expected a name of at most 64 letters'],
    ['__proto__.name=x', '__proto__: unknown key'],
    ['currencies.0.price=0 EUR to 0 EUR', 'expected a range that starts above zero'],
  ])('is --set %s', (assignment, expected) => {
    expect(refusalOf(file, setOverride(assignment))).toContain(expected);
  });

  it('is reported together with what is wrong in the file', () => {
    writeFileSync(file, shipped.toString('utf8').replace('transit: 90min', 'transit: 90 parsecs'));
    const loading = tryLoadScenario(file, [seedOverride(''), checkoutsOverride('0')]);
    expect(!loading.ok && loading.problems.map(({ path }) => path)).toEqual([
      'bank.transit',
      'seed',
      'traffic.checkouts',
    ]);
  });
});

describe('a seed that is a word to us and a number to YAML', () => {
  it.each(['007', '0x10', '1e3', 'true', 'null', '1.5', '99999999999999999999', 'x'.repeat(64)])(
    'is kept as typed: %s',
    (seed) => {
      writeFileSync(file, shipped);
      expect(loadScenario(file, [seedOverride(seed)]).scenario.seed).toBe(seed);
    },
  );
});

/** Permissions bind everybody but the superuser, who steps down for the moment. */
function asOrdinaryUser<T>(act: () => T): T {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}
