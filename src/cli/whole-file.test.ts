import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFile, isLeftOver, replaceFile } from './whole-file.ts';

let home = '';
let file = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'everypenny-whole-'));
  file = join(home, 'day.yaml');
});
afterEach(() => rmSync(home, { recursive: true }));

describe('a file that is written whole', () => {
  it('takes the place of what was there, and leaves nothing beside it', () => {
    replaceFile(file, 'old');
    replaceFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(home)).toEqual(['day.yaml']);
  });

  it('leaves what was there, and nothing beside it, when that cannot be done', () => {
    mkdirSync(file);
    expect(() => replaceFile(file, 'new')).toThrow(/EISDIR|ENOTEMPTY/);
    expect(readdirSync(home)).toEqual(['day.yaml']);
    expect(() => replaceFile(join(home, 'no/day.yaml'), 'new')).toThrow('ENOENT');
  });

  it('is not made where there is something already, be it a link to nothing', () => {
    expect(createFile(file, 'first')).toBe(true);
    expect(createFile(file, 'second')).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('first');
    const link = join(home, 'latest');
    symlinkSync(join(home, 'nowhere'), link);
    expect(createFile(link, 'new')).toBe(false);
    expect(readdirSync(home).toSorted()).toEqual(['day.yaml', 'latest']);
  });

  it('is known by its name as long as it is not whole', () => {
    expect(
      ['.penny-4711.partial', '.penny-.partial', 'penny-1.partial', '.penny-1.partial.txt'].map(isLeftOver),
    ).toEqual([true, false, false, false]);
    writeFileSync(join(home, '.penny-1.partial'), '');
    replaceFile(file, 'new');
    expect(readdirSync(home).toSorted()).toEqual(['.penny-1.partial', 'day.yaml']);
  });
});
