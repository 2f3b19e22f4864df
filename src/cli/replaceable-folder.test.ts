import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { replaceableFolder } from './replaceable-folder.ts';
import { UserError } from './user-error.ts';

it('a link to nothing is refused before the run, since nothing can take its place', () => {
  const home = mkdtempSync(join(tmpdir(), 'everypenny-link-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const link = join(home, 'latest');
  symlinkSync(join(home, 'nowhere'), link);
  expect(() => replaceableFolder(link)).toThrow(
    new UserError(`${link} is a link to nothing.`, 'Name a new or an empty folder with --out.'),
  );
});

it('a folder with a named pipe in the place of a result is refused, and nobody waits for the pipe', () => {
  const home = mkdtempSync(join(tmpdir(), 'everypenny-pipe-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(home, 'report.json')]);
  expect(() => replaceableFolder(home)).toThrow('holds files that are not a report of everypenny');
});

it('a folder that nothing can be made in is refused before the run, whatever its rights say', ({ skip }) => {
  skip(!existsSync('/proc/self'), 'only where there is /proc');
  expect(() => replaceableFolder('/proc/report')).toThrow(
    new UserError(
      '/proc/report cannot be written: no folder can be made there.',
      'Name a folder that you may write to with --out.',
    ),
  );
});

it('nothing is left behind by whoever asks', () => {
  const home = mkdtempSync(join(tmpdir(), 'everypenny-asked-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  expect(replaceableFolder(join(home, 'a/b'))).toBe(join(home, 'a/b'));
  expect(readdirSync(home)).toEqual([]);
});
