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
