import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../../test/support/refused-replacement.ts';
import { beginFolder, replaceFolder } from './report-folder.ts';

let home = '';
let target = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'everypenny-meanwhile-'));
  target = join(home, 'day-42');
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function fillWith(content: string): (folder: string) => void {
  return (folder) => writeFileSync(join(folder, 'report.json'), JSON.stringify({ schemaVersion: 1, content }));
}

function contentOf(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
}

const [first, fresh] = ['first', 'new'].map((content) => ({ schemaVersion: 1, content }));

describe('a folder that somebody else puts in its place meanwhile', () => {
  /** Fills the folder, and before it is complete, does what somebody else does. */
  const meanwhile =
    (act: () => void) =>
    (folder: string): void => {
      fillWith('new')(folder);
      act();
    };
  const makeTheirs = (): void => {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target);
    writeFileSync(join(target, 'thesis.txt'), 'years of work');
  };

  it('stays as it is, and the result is kept beside it', () => {
    const error = refusalOf(target, meanwhile(makeTheirs));
    expect(error.message).toBe(`${target} holds files that are not a report of everypenny, so it is not replaced.`);
    expect(error).toMatchObject({
      hint: `It came there in the meantime. What was to take its place is in ${target}-2.`,
      exitCode: 2,
    });
    expect(readFileSync(join(target, 'thesis.txt'), 'utf8')).toBe('years of work');
    expect(contentOf(`${target}-2`)).toEqual(fresh);
    expect(readdirSync(`${target}-2`)).toEqual(['report.json']);
    expect(readdirSync(home).toSorted()).toEqual(['day-42', 'day-42-2']);
  });

  it('stays where a report was to be replaced, too, and the result takes a name that is free', () => {
    replaceFolder(target, fillWith('first'));
    writeFileSync(`${target}-2`, 'something else');
    expect(refusalOf(target, meanwhile(makeTheirs)).hint).toContain(`is in ${target}-3.`);
    expect(readdirSync(target)).toEqual(['thesis.txt']);
    expect(contentOf(`${target}-3`)).toEqual(fresh);
  });

  it('stays when it is a file or a link', () => {
    const file = refusalOf(
      target,
      meanwhile(() => writeFileSync(target, 'a file')),
    );
    expect(file.message).toBe(`${target} is a file, and a report is a folder.`);
    expect(readFileSync(target, 'utf8')).toBe('a file');
    const linked = join(home, 'linked');
    const link = refusalOf(
      linked,
      meanwhile(() => symlinkSync(`${target}-2`, linked)),
    );
    expect(link.message).toBe(`${linked} has become a link, so it is not replaced.`);
    expect(contentOf(`${target}-2`)).toEqual(fresh);
    expect(contentOf(`${linked}-2`)).toEqual(fresh);
  });

  it('is replaced when it is a report, or empty', () => {
    replaceFolder(
      target,
      meanwhile(() => mkdirSync(target)),
    );
    expect(contentOf(target)).toEqual(fresh);
    replaceFolder(join(home, 'theirs'), fillWith('theirs'));
    replaceFolder(
      join(home, 'day-43'),
      meanwhile(() => renameSync(join(home, 'theirs'), join(home, 'day-43'))),
    );
    expect(contentOf(join(home, 'day-43'))).toEqual(fresh);
    expect(readdirSync(home).toSorted()).toEqual(['day-42', 'day-43']);
  });
});

describe('a folder that vanishes while it is being filled', () => {
  it('is given up with what has been written since, whoever makes it anew', () => {
    replaceFolder(target, fillWith('first'));
    const making = beginFolder(target);
    rmSync(making.path, { recursive: true });
    mkdirSync(join(making.path, 'cells', '3'), { recursive: true });
    const complete = (): void => making.complete(fillWith('second'));
    expect(complete).toThrow(`${making.path} was removed, or emptied, while it was being filled`);
    expect(contentOf(target)).toEqual(first);
    expect(readdirSync(home)).toEqual(['day-42']);
  });

  it('is given up when that happens to the last of it', () => {
    const error = refusalOf(target, (folder) => {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      fillWith('new')(folder);
    });
    expect(error.exitCode).toBe(2);
    expect(error.hint).toContain('Start again');
    expect(readdirSync(home)).toEqual([]);
  });
});
