import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
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
