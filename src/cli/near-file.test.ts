import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nearFile } from './near-file.ts';

describe('the name of a file that there is none of', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'everypenny-near-'));
    for (const name of ['kiosk-hour.yaml', 'saturday-rush.yaml', 'saturday-crush.json', 'saturday-rash.txt'])
      writeFileSync(join(folder, name), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['saturdy-rush.yaml', 'saturday-rush.yaml'],
    ['kiosk-hour', 'kiosk-hour.yaml'],
    ['kiosk-hour.yml', 'kiosk-hour.yaml'],
    ['Saturday-Cruhs.json', 'saturday-crush.json'],
  ])('is near that of another one of the same folder: %s', (typed, meant) => {
    expect(nearFile(join(folder, typed))).toBe(join(folder, meant));
  });

  it('is near none, or there is no such folder', () => {
    for (const typed of ['visa-stress.yaml', 'nowhere/kiosk-hour.yaml', '']) {
      expect(nearFile(join(folder, typed))).toBeUndefined();
    }
  });
});
