import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../../test/support/refused-replacement.ts';
import { replaceFolder } from './report-folder.ts';

let home = '';
let target = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'everypenny-report-'));
  target = join(home, 'day-42');
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function fillWith(content: string): (folder: string) => void {
  return (folder) => {
    mkdirSync(join(folder, 'db'));
    writeFileSync(join(folder, 'db', 'ledger.json'), content);
    writeFileSync(join(folder, 'report.json'), JSON.stringify({ schemaVersion: 1, content }));
  };
}

function contentOf(folder: string): string {
  return readFileSync(join(folder, 'db', 'ledger.json'), 'utf8');
}

/** A process id that no process has any more. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('replaceFolder', () => {
  it('makes the folder, and the folders above it, with all its files and nothing beside it', () => {
    const deep = join(home, 'reports', 'day-42');
    replaceFolder(deep, fillWith('first'));
    expect(contentOf(deep)).toBe('first');
    expect(readdirSync(join(home, 'reports'))).toEqual(['day-42']);
  });

  it('takes a path that is relative to where the user is', () => {
    replaceFolder(relative(process.cwd(), target), fillWith('first'));
    expect(contentOf(target)).toBe('first');
  });

  it('shows nothing at the target before every file is written', () => {
    replaceFolder(target, (folder) => {
      fillWith('first')(folder);
      expect(existsSync(target)).toBe(false);
      expect(readdirSync(home)).toEqual([`.day-42.partial-${process.pid}`]);
    });
    expect(readdirSync(home)).toEqual(['day-42']);
  });

  it('replaces an earlier report whole: a file that only the earlier one had is gone', () => {
    replaceFolder(target, (folder) => {
      fillWith('first')(folder);
      writeFileSync(join(folder, 'faults.yaml'), '');
    });
    replaceFolder(target, fillWith('second'));
    expect(contentOf(target)).toBe('second');
    expect(readdirSync(target).toSorted()).toEqual(['db', 'report.json']);
    expect(readdirSync(home)).toEqual(['day-42']);
  });

  it('fills an empty folder that the user has made', () => {
    mkdirSync(target);
    replaceFolder(target, fillWith('first'));
    expect(contentOf(target)).toBe('first');
  });

  it('replaces the folder behind a link and leaves the link', () => {
    replaceFolder(target, fillWith('first'));
    symlinkSync(target, join(home, 'latest'));
    replaceFolder(join(home, 'latest'), fillWith('second'));
    expect(contentOf(target)).toBe('second');
    expect(readdirSync(home).toSorted()).toEqual(['day-42', 'latest']);
  });
});

describe('a fill that throws half-way', () => {
  const failing = (folder: string): void => {
    writeFileSync(join(folder, 'report.json'), '{}');
    throw new TypeError('a mistake of ours');
  };

  it('leaves the earlier report as it was, and no partial folder', () => {
    replaceFolder(target, fillWith('first'));
    expect(() => replaceFolder(target, failing)).toThrow(new TypeError('a mistake of ours'));
    expect(contentOf(target)).toBe('first');
    expect(readdirSync(home)).toEqual(['day-42']);
  });

  it('leaves none of the folders above it that were made for it, but for what somebody else has put there', () => {
    const deep = join(home, 'a/b/day-42');
    expect(() => replaceFolder(deep, failing)).toThrow('a mistake of ours');
    expect(readdirSync(home)).toEqual([]);
    const theirs = (): void => {
      writeFileSync(join(home, 'a/theirs'), '');
      throw new TypeError('a mistake of ours');
    };
    expect(() => replaceFolder(deep, theirs)).toThrow('a mistake of ours');
    expect(readdirSync(join(home, 'a'))).toEqual(['theirs']);
  });

  it('leaves nothing where there was nothing', () => {
    expect(() => replaceFolder(target, failing)).toThrow(TypeError);
    expect(readdirSync(home)).toEqual([]);
  });

  it('tells the user when the disk is full', () => {
    const full = (): void => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    const error = refusalOf(target, full);
    expect(error.message).toBe(`${target} cannot be written: the disk is full.`);
    expect(error.hint).toContain('Free some space');
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('what an interrupted process left behind', () => {
  it('is removed when that process is dead and the folder was of this report', () => {
    const dead = deadPid();
    mkdirSync(join(home, `.day-42.partial-${dead}`, 'db'), { recursive: true });
    mkdirSync(join(home, `.day-42.partial-${process.pid}`));
    mkdirSync(join(home, `.day-421.partial-${dead}`));
    replaceFolder(target, fillWith('first'));
    expect(readdirSync(home).toSorted()).toEqual([`.day-421.partial-${dead}`, 'day-42']);
  });

  it('is left alone while that process lives', () => {
    mkdirSync(join(home, `.day-42.partial-${process.ppid}`));
    replaceFolder(target, fillWith('first'));
    expect(readdirSync(home).toSorted()).toEqual([`.day-42.partial-${process.ppid}`, 'day-42']);
  });

  it('is put back when it was moved aside and its successor never came', () => {
    const aside = join(home, `.day-42.replaced-${deadPid()}`);
    mkdirSync(aside);
    fillWith('first')(aside);
    const failing = (): void => {
      throw new TypeError('a mistake of ours');
    };
    expect(() => replaceFolder(target, failing)).toThrow(TypeError);
    expect(contentOf(target)).toBe('first');
    expect(readdirSync(home)).toEqual(['day-42']);
  });

  it('is removed when it was moved aside and its successor is there', () => {
    replaceFolder(target, fillWith('second'));
    mkdirSync(join(home, `.day-42.replaced-${deadPid()}`));
    replaceFolder(target, fillWith('third'));
    expect(contentOf(target)).toBe('third');
    expect(readdirSync(home)).toEqual(['day-42']);
  });
});

describe('a target that may not be replaced', () => {
  it('is a folder with files that are not a report', () => {
    mkdirSync(target);
    writeFileSync(join(target, 'thesis.txt'), 'years of work');
    const error = refusalOf(target, fillWith('new'));
    expect(error.message).toBe(`${target} holds files that are not a report of everypenny, so it is not replaced.`);
    expect(error).toMatchObject({ hint: 'Name a new or an empty folder with --out.', exitCode: 2 });
    expect(readFileSync(join(target, 'thesis.txt'), 'utf8')).toBe('years of work');
    expect(readdirSync(home)).toEqual(['day-42']);
  });

  it.each(['[1, 2]', '{"tests": 12}', 'null', 'not JSON'])('is a folder whose report.json is %s', (foreign) => {
    mkdirSync(target);
    writeFileSync(join(target, 'report.json'), foreign);
    expect(refusalOf(target, fillWith('new')).message).toContain('are not a report of everypenny');
    expect(readFileSync(join(target, 'report.json'), 'utf8')).toBe(foreign);
  });

  it('is a file', () => {
    writeFileSync(target, 'a file');
    expect(refusalOf(target, fillWith('new')).message).toBe(`${target} is a file, and a report is a folder.`);
    expect(readFileSync(target, 'utf8')).toBe('a file');
  });

  it('is below a file', () => {
    writeFileSync(target, 'a file');
    const error = refusalOf(join(target, 'deeper', 'report'), fillWith('new'));
    expect(error.message).toBe(`${target} is a file, so there can be no folder in it.`);
  });

  it('is the folder that the user is in, or one above it', () => {
    expect(refusalOf('.', fillWith('new')).message).toBe(
      `${process.cwd()} is the folder that you are in, or one above it, so it is not replaced.`,
    );
    expect(refusalOf('..', fillWith('new')).message).toContain('one above it');
    expect(refusalOf('/', fillWith('new')).message).toContain('one above it');
  });

  it('has a name that the file system cannot hold', () => {
    const error = refusalOf(join(home, 'n'.repeat(250)), fillWith('new'));
    expect(error.message).toContain('cannot be written: the name is too long.');
    expect(readdirSync(home)).toEqual([]);
  });

  it('is in a folder that the user may not write to', () => {
    chmodSync(home, 0o555);
    const error = asOrdinaryUser(() => refusalOf(target, fillWith('new')));
    chmodSync(home, 0o755);
    expect(error.message).toBe(`${target} cannot be written: permission is denied.`);
    expect(error.hint).toBe('Name a folder that you may write to with --out.');
    expect(readdirSync(home)).toEqual([]);
  });
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
